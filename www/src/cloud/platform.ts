// A real organisation, or a simulated cloud behind HTTP: the same client.

import { requests } from '../wire/requests';
import { fetchApi } from './api';
import type { Cloud } from './cloud';
import type { Platform } from './regions';
import { type Grant, forgetGrant, keptGrant, leaveToSignIn, renew } from './sign-in';

/** A token is renewed this long before it expires, in milliseconds. */
const BEFORE_EXPIRY_MS = 300_000;
/** The longest wait that a timer of a browser takes, in milliseconds. */
const MOST_MS = 2 ** 31 - 1;
/** How long the platform may take to end a token at the sign-out, in milliseconds. */
const REVOKE_MS = 3_000;

/** The cloud of a signed-in agent; `undefined` while the page leaves to sign in. */
export async function platformCloud(
  platform: Platform,
  clientId: string,
  given?: Grant,
): Promise<Cloud | undefined> {
  const first = given ?? keptGrant(platform, clientId);
  if (!first) {
    await leaveToSignIn(platform, clientId);
    return undefined;
  }
  let grant = first;
  let renewing: Promise<boolean> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renewOnce = () => {
    renewing ??= (async () => {
      const next = await renew(grant);
      grant = next ?? grant;
      renewing = undefined;
      if (next) renewInTime();
      return next !== undefined;
    })();
    return renewing;
  };
  const renewInTime = () => {
    clearTimeout(timer);
    const ms = grant.expiresAt - Date.now() - BEFORE_EXPIRY_MS;
    timer = setTimeout(() => void renewOnce(), Math.max(1000, Math.min(ms, MOST_MS)));
  };
  renewInTime();
  const ask = fetchApi(platform.api, () => grant.token);
  /** Each tab has a token of its own. Without an answer the page forgets it all the same. */
  const end = async () => {
    clearTimeout(timer);
    const { method, path } = requests.revoke();
    await ask(method, path, undefined, AbortSignal.timeout(REVOKE_MS)).catch(() => {});
    await forgetGrant(grant);
  };
  const tabs = new BroadcastChannel(`desk.sign-out.${platform.api}`);
  return {
    label: platform.name,
    app: platform.app,
    openSocket: undefined,
    lasting: true,
    api: async (method, path, body, signal) => {
      const answer = await ask(method, path, body, signal);
      // A token that was revoked or has expired in sleep: one renewal, one more try.
      return answer.status === 401 && (await renewOnce())
        ? ask(method, path, body, signal)
        : answer;
    },
    signIn: () => leaveToSignIn(platform, clientId),
    signOut: async () => {
      tabs.postMessage('signed-out');
      await end();
    },
    onSignedOut: (listener) => {
      tabs.onmessage = () => void end().then(listener);
      return () => {
        tabs.onmessage = null;
      };
    },
  };
}
