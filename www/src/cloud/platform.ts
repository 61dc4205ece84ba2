// A real organisation, or a simulated cloud behind HTTP: the same client.

import { fetchApi } from './api';
import type { Cloud } from './cloud';
import type { Platform } from './regions';
import { type Grant, forgetGrant, keptGrant, leaveToSignIn, renew } from './sign-in';

/** A token is renewed this long before it expires, in milliseconds. */
const BEFORE_EXPIRY_MS = 300_000;
/** The longest wait that a timer of a browser takes, in milliseconds. */
const MOST_MS = 2 ** 31 - 1;

/** The cloud of a signed-in agent; `undefined` while the page leaves to sign in. */
export async function platformCloud(
  platform: Platform,
  clientId: string,
  given?: Grant,
): Promise<Cloud | undefined> {
  let grant = given ?? keptGrant(platform, clientId);
  if (!grant) {
    await leaveToSignIn(platform, clientId);
    return undefined;
  }
  let renewing: Promise<boolean> | undefined;
  const renewOnce = () => {
    renewing ??= (async () => {
      const next = grant && (await renew(grant));
      grant = next ?? grant;
      renewing = undefined;
      if (next) renewInTime();
      return next !== undefined;
    })();
    return renewing;
  };
  const renewInTime = () => {
    const ms = (grant?.expiresAt ?? 0) - Date.now() - BEFORE_EXPIRY_MS;
    if (grant?.refreshToken !== undefined)
      setTimeout(() => void renewOnce(), Math.max(1000, Math.min(ms, MOST_MS)));
  };
  renewInTime();
  const ask = fetchApi(platform.api, () => grant?.token);
  return {
    label: platform.name,
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
    signOut: () => {
      // The token ends at the platform, too; without an answer the page forgets it all the same.
      void ask('DELETE', '/api/v2/tokens/me').catch(() => {});
      forgetGrant();
      location.assign(`${location.pathname}?signed-out`);
    },
  };
}
