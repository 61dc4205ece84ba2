// Tokens, and OAuth 2: authorization code with PKCE (RFC 6749, RFC 7636), and refreshing.

import { Random } from './random.js';

const TOKEN_LIFE_S = 86_400;

export class SignIn {
  #codes = new Map();
  #tokens = new Map();
  #expired = false;

  constructor({ seed, agenda }) {
    this.random = Random.of(seed, 'sign-in');
    this.agenda = agenda;
  }

  /** A token for a user. */
  issue(userId) {
    this.#expired = false;
    const token = `access-${this.random.uuid()}`;
    this.#tokens.set(token, { userId, until: this.agenda.now() + TOKEN_LIFE_S * 1000 });
    return token;
  }

  /** The user of an `Authorization` header. */
  userOf(authorization) {
    const token = /^bearer (.+)$/i.exec(authorization ?? '')?.[1];
    const found = this.#tokens.get(token);
    return found && found.until > this.agenda.now() ? found.userId : undefined;
  }

  /** Whether requests without a token are refused, too. */
  get expired() {
    return this.#expired;
  }

  revoke(authorization) {
    this.#tokens.delete(/^bearer (.+)$/i.exec(authorization ?? '')?.[1]);
  }

  expireAll() {
    this.#tokens.clear();
    this.#expired = true;
  }

  accept() {
    this.#expired = false;
  }

  /** What is wrong with the parameters of `/oauth/authorize`, or nothing. */
  static problem(parameters) {
    if (parameters.get('response_type') !== 'code') return '`response_type` is not `code`';
    if (!parameters.get('client_id')) return '`client_id` is missing';
    if (!URL.canParse(parameters.get('redirect_uri') ?? ''))
      return '`redirect_uri` is not an address';
    if (!parameters.get('code_challenge')) return '`code_challenge` is missing';
    if (parameters.get('code_challenge_method') !== 'S256')
      return '`code_challenge_method` is not `S256`';
    return undefined;
  }

  /** The address to go back to once a user has signed in. */
  authorize(parameters, userId) {
    const code = `code-${this.random.uuid()}`;
    this.#codes.set(code, {
      userId,
      challenge: parameters.get('code_challenge'),
      clientId: parameters.get('client_id'),
      redirectUri: parameters.get('redirect_uri'),
    });
    const address = new URL(parameters.get('redirect_uri'));
    address.searchParams.set('code', code);
    if (parameters.has('state')) address.searchParams.set('state', parameters.get('state'));
    return address.href;
  }

  /** The answer of `/oauth/token`. */
  async token(form) {
    if (form.get('grant_type') === 'refresh_token') {
      const userId = /^refresh-(.+)$/.exec(form.get('refresh_token') ?? '')?.[1];
      return userId
        ? this.#grant(userId)
        : {
            status: 400,
            body: { error: 'invalid_grant', error_description: 'the refresh token is not known' },
          };
    }
    if (form.get('grant_type') !== 'authorization_code')
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    const code = this.#codes.get(form.get('code'));
    this.#codes.delete(form.get('code'));
    const problem = !code
      ? 'the code is not known, or was used'
      : form.get('client_id') !== code.clientId
        ? 'the client is another one'
        : form.get('redirect_uri') !== code.redirectUri
          ? 'the redirect address is another one'
          : (await challengeOf(form.get('code_verifier') ?? '')) !== code.challenge
            ? 'the verifier does not fit the challenge'
            : undefined;
    if (problem)
      return { status: 400, body: { error: 'invalid_grant', error_description: problem } };
    return this.#grant(code.userId);
  }

  #grant(userId) {
    return {
      status: 200,
      body: {
        access_token: this.issue(userId),
        token_type: 'bearer',
        expires_in: TOKEN_LIFE_S,
        refresh_token: `refresh-${userId}`,
      },
    };
  }
}

async function challengeOf(verifier) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
