// A worker that keeps refresh tokens away from the pages: they hand one over and get access tokens.
// Shared by all tabs where the browser can, so that none renews with a token that another one has used already. It ends
// with the last tab.

import * as oauth from 'oauth4webapi';

import type { Platform } from './regions';
import { serverOf, transportOf } from './oauth';

export interface Ask {
  id: string;
  /** `keep` replaces the token of a client, `forget` drops it, `renew` uses it. */
  kind: 'keep' | 'renew' | 'forget';
  platform: Platform;
  clientId: string;
  refreshToken?: string | undefined;
}

export interface Told {
  id: string;
  /** Absent where there is no refresh token, or the platform refused it. */
  token?: string;
  expiresIn?: number | undefined;
}

const kept = new Map<string, string>();
const renewing = new Map<string, Promise<Omit<Told, 'id'>>>();

async function renew(key: string, { platform, clientId }: Ask): Promise<Omit<Told, 'id'>> {
  const refreshToken = kept.get(key);
  if (refreshToken === undefined) return {};
  const client = { client_id: clientId };
  const server = serverOf(platform);
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      transportOf(platform),
    );
    const answer = await oauth.processRefreshTokenResponse(server, client, response);
    if (kept.get(key) === refreshToken) kept.set(key, answer.refresh_token ?? refreshToken);
    return { token: answer.access_token, expiresIn: answer.expires_in };
  } catch {
    return {};
  }
}

async function answer(ask: Ask): Promise<Told> {
  const key = `${ask.platform.api} ${ask.clientId}`;
  if (ask.kind === 'keep' && ask.refreshToken) kept.set(key, ask.refreshToken);
  if (ask.kind === 'forget') kept.delete(key);
  if (ask.kind !== 'renew') return { id: ask.id };
  const under = renewing.get(key) ?? renew(key, ask).finally(() => renewing.delete(key));
  renewing.set(key, under);
  return { ...(await under), id: ask.id };
}

const serve = (port: Pick<MessagePort, 'onmessage' | 'postMessage'>) => {
  port.onmessage = async ({ data }: MessageEvent<Ask>) => port.postMessage(await answer(data));
};

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port) serve(port);
});
// Where no worker can be shared, a tab has one of its own.
if ('postMessage' in globalThis) serve(globalThis as unknown as MessagePort);
