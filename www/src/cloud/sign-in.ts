// Signing in to a platform: OAuth 2 authorization code with PKCE (RFC 7636), in the browser alone.
// The access token stays in its tab; the refresh token is in a worker, out of reach of the page.

import * as oauth from 'oauth4webapi';

import { amount, parsed, record, text } from '../wire/json';
import { serverOf, transportOf } from './oauth';
import type { Platform } from './regions';
import type { Ask, Told } from './tokens';

const PENDING = 'desk.sign-in';
const GRANT = 'desk.grant';
/** How long an access token lasts where the platform does not say it, in seconds. */
const LIFE_S = 3600;

interface Pending {
  platform: Platform;
  clientId: string;
  verifier: string;
  state: string;
  search: string;
}

export interface Grant {
  platform: Platform;
  clientId: string;
  token: string;
  /** When the token expires, in this machine's time. */
  expiresAt: number;
}

const redirectUri = () => location.origin + location.pathname;

/** Leaves for the sign-in of the platform. */
export async function leaveToSignIn(platform: Platform, clientId: string) {
  const pending: Pending = {
    platform,
    clientId,
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    search: location.search,
  };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const address = new URL(`${platform.login}/oauth/authorize`);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    state: pending.state,
  }).toString();
  location.assign(address);
}

/** Whether the address is the answer of a sign-in, and whether this tab began it. */
export function returnOf(): 'none' | 'own' | 'foreign' {
  const search = new URLSearchParams(location.search);
  if (!search.has('code') && !(search.has('error') && search.has('state'))) return 'none';
  return sessionStorage.getItem(PENDING) === null ? 'foreign' : 'own';
}

/** Reads the answer of the sign-in, and gives the address back to what it was. */
export async function completeSignIn(): Promise<Grant> {
  const { platform, clientId, verifier, state, search } = parsed(
    sessionStorage.getItem(PENDING),
  ) as Pending;
  sessionStorage.removeItem(PENDING);
  const returned = new URL(location.href);
  history.replaceState(null, '', redirectUri() + search);
  const client = { client_id: clientId };
  const server = serverOf(platform);
  const parameters = oauth.validateAuthResponse(server, client, returned, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    verifier,
    transportOf(platform),
  );
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response);
  await tell({ kind: 'keep', platform, clientId, refreshToken: answer.refresh_token });
  return keep(platform, clientId, answer.access_token, answer.expires_in);
}

/** A new token for an old one, where the platform gave a refresh token and the worker has it. */
export async function renew({ platform, clientId }: Grant): Promise<Grant | undefined> {
  const { token, expiresIn } = await tell({ kind: 'renew', platform, clientId });
  return token === undefined ? undefined : keep(platform, clientId, token, expiresIn);
}

/** The grant of this tab, while it lasts. */
export function keptGrant(platform: Platform, clientId: string): Grant | undefined {
  const kept = record(parsed(sessionStorage.getItem(GRANT)));
  const { api } = record(kept['platform']);
  const token = text(kept['token']);
  const expiresAt = amount(kept['expiresAt']) ?? 0;
  if (api !== platform.api || kept['clientId'] !== clientId || !token || expiresAt < Date.now())
    return undefined;
  return { platform, clientId, token, expiresAt };
}

export async function forgetGrant({ platform, clientId }: Grant) {
  sessionStorage.removeItem(GRANT);
  await tell({ kind: 'forget', platform, clientId });
}

function keep(platform: Platform, clientId: string, token: string, lifeS = LIFE_S): Grant {
  const grant: Grant = { platform, clientId, token, expiresAt: Date.now() + lifeS * 1000 };
  sessionStorage.setItem(GRANT, JSON.stringify(grant));
  return grant;
}

let port: MessagePort | Worker | undefined;
const waiting = new Map<string, (told: Told) => void>();

/** The worker that has the refresh tokens. */
const open = () =>
  'SharedWorker' in globalThis
    ? new SharedWorker(new URL('./tokens.ts', import.meta.url), { type: 'module' }).port
    : new Worker(new URL('./tokens.ts', import.meta.url), { type: 'module' });

function tell(ask: Omit<Ask, 'id'>): Promise<Told> {
  if (!port) {
    port = open();
    port.onmessage = ({ data }: MessageEvent<Told>) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
  }
  const id = crypto.randomUUID();
  const told = new Promise<Told>((resolve) => waiting.set(id, resolve));
  port.postMessage({ ...ask, id });
  return told;
}
