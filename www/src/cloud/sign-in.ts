// Signing in to a platform: OAuth 2 authorization code with PKCE (RFC 7636), in the browser alone.

import * as oauth from 'oauth4webapi';

import { amount, record, text } from '../wire';
import type { Platform } from './regions';

const PENDING = 'desk.sign-in';
const GRANT = 'desk.grant';

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
  refreshToken: string | undefined;
  /** When the token expires, in this machine's time. */
  expiresAt: number;
}

const redirectUri = () => location.origin + location.pathname;

const server = ({ login }: Platform): oauth.AuthorizationServer => ({
  issuer: login,
  authorization_endpoint: `${login}/oauth/authorize`,
  token_endpoint: `${login}/oauth/token`,
});

/** Only a cloud on this machine is asked without encryption. */
const transport = ({ login }: Platform) => ({
  [oauth.allowInsecureRequests]: login.startsWith('http:'),
});

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

export const isReturn = () =>
  ['code', 'error'].some((name) => new URLSearchParams(location.search).has(name)) &&
  sessionStorage.getItem(PENDING) !== null;

/** Takes what the sign-in gave, and the address back to what it was. */
export async function completeSignIn(): Promise<Grant> {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? '{}') as Pending;
  sessionStorage.removeItem(PENDING);
  const returned = new URL(location.href);
  history.replaceState(null, '', redirectUri() + pending.search);
  const { platform, clientId } = pending;
  const client = { client_id: clientId };
  const parameters = oauth.validateAuthResponse(server(platform), client, returned, pending.state);
  const { verifier } = pending;
  const response = await oauth.authorizationCodeGrantRequest(
    server(platform),
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    verifier,
    transport(platform),
  );
  return keep(
    platform,
    clientId,
    await oauth.processAuthorizationCodeResponse(server(platform), client, response),
    undefined,
  );
}

/** A new token for an old one, where the platform gave a refresh token. */
export async function renew({
  platform,
  clientId,
  refreshToken,
}: Grant): Promise<Grant | undefined> {
  if (refreshToken === undefined) return undefined;
  const client = { client_id: clientId };
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server(platform),
      client,
      oauth.None(),
      refreshToken,
      transport(platform),
    );
    return keep(
      platform,
      clientId,
      await oauth.processRefreshTokenResponse(server(platform), client, response),
      refreshToken,
    );
  } catch {
    return undefined;
  }
}

/** The grant of this tab, while it lasts. */
export function keptGrant(platform: Platform, clientId: string): Grant | undefined {
  const kept = record(JSON.parse(sessionStorage.getItem(GRANT) ?? '{}'));
  const { api } = record(kept['platform']);
  const token = text(kept['token']);
  const expiresAt = amount(kept['expiresAt']) ?? 0;
  if (api !== platform.api || kept['clientId'] !== clientId || !token || expiresAt < Date.now())
    return undefined;
  return { platform, clientId, token, refreshToken: text(kept['refreshToken']), expiresAt };
}

export const forgetGrant = () => sessionStorage.removeItem(GRANT);

function keep(
  platform: Platform,
  clientId: string,
  answer: oauth.TokenEndpointResponse,
  refreshToken: string | undefined,
): Grant {
  const lifeS = answer.expires_in ?? 3600;
  const grant: Grant = {
    platform,
    clientId,
    token: answer.access_token,
    refreshToken: answer.refresh_token ?? refreshToken,
    expiresAt: Date.now() + lifeS * 1000,
  };
  sessionStorage.setItem(GRANT, JSON.stringify(grant));
  return grant;
}
