// A platform as an authorization server.

import * as oauth from 'oauth4webapi';

import type { Platform } from './regions';

export const serverOf = ({ login }: Platform): oauth.AuthorizationServer => ({
  issuer: login,
  authorization_endpoint: `${login}/oauth/authorize`,
  token_endpoint: `${login}/oauth/token`,
});

/** Only a cloud on this machine is asked without encryption. */
export const transportOf = ({ login }: Platform) => ({
  [oauth.allowInsecureRequests]: login.startsWith('http:'),
});
