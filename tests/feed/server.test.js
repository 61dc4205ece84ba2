// The simulated cloud as a Node server, over real HTTP and WebSocket.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { acceleratedTime } from 'conversation-chat/testing';
import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocket, WebSocketServer } from 'ws';

import { until } from '../npm/until.js';

let server;
before(async () => {
  server = await serveCloud({
    WebSocketServer,
    scenario: 'fourteen-chats',
    time: acceleratedTime(20),
  });
});
after(() => server.close());

const ask = async (method, path, body, token = server.token()) => {
  const response = await fetch(`${server.url}/api/v2${path}`, {
    method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
};
const control = (call, ...values) =>
  fetch(`${server.url}/control`, { method: 'POST', body: JSON.stringify({ call, values }) }).then(
    (answer) => answer.json(),
  );

async function openChannel(token = server.token()) {
  const { body: channel } = await ask('POST', '/notifications/channels', undefined, token);
  const topics = [{ id: `v2.users.${server.cloud.agents[0].id}.conversations` }];
  assert.equal(
    (await ask('PUT', `/notifications/channels/${channel.id}/subscriptions`, topics, token)).status,
    200,
  );
  const socket = new WebSocket(channel.connectUri);
  const texts = [];
  socket.on('message', (data) => texts.push(String(data)));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, texts, channel };
}

const closed = (socket) => new Promise((resolve) => socket.once('close', resolve));

test('signs in by authorization code with PKCE, and only by it', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://127.0.0.1:1/desk';
  const parameters = {
    response_type: 'code',
    client_id: 'desk',
    redirect_uri: redirect,
    state: 'a&b',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const page = await fetch(`${server.url}/oauth/authorize?${new URLSearchParams(parameters)}`);
  const html = await page.text();
  assert.ok(html.includes('Grace Okafor') && html.includes('value="a&#38;b"'));

  const choose = () =>
    fetch(`${server.url}/oauth/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ ...parameters, user: server.cloud.agents[1].id }),
    });
  const back = new URL((await choose()).headers.get('location'));
  assert.equal(`${back.origin}${back.pathname}`, redirect);
  assert.equal(back.searchParams.get('state'), 'a&b');

  const grant = (changes) =>
    fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code'),
        client_id: 'desk',
        redirect_uri: redirect,
        code_verifier: verifier,
        ...changes,
      }),
    });
  const granted = await (await grant({})).json();
  assert.equal(
    (await ask('GET', '/users/me', undefined, granted.access_token)).body.name,
    server.cloud.agents[1].name,
  );
  assert.equal((await grant({})).status, 400, 'a code is used once');
  const other = new URL((await choose()).headers.get('location')).searchParams.get('code');
  assert.equal(
    (await grant({ code: other, code_verifier: 'another' })).status,
    400,
    'the verifier must fit',
  );
  const again = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: granted.refresh_token,
    }),
  });
  assert.equal(again.status, 200);

  for (const wrong of [
    { response_type: 'token' },
    { code_challenge_method: 'plain' },
    { redirect_uri: 'nowhere' },
    { client_id: '' },
    { code_challenge: '' },
  ]) {
    assert.equal(
      (
        await fetch(
          `${server.url}/oauth/authorize?${new URLSearchParams({ ...parameters, ...wrong })}`,
        )
      ).status,
      400,
      JSON.stringify(wrong),
    );
  }
});

test('refuses who has no token, one that has expired, or one that was handed back', async () => {
  assert.equal((await ask('GET', '/users/me', undefined, '')).status, 401);
  assert.equal((await ask('GET', '/date', undefined, '')).status, 200);
  const token = server.token();
  await ask('DELETE', '/tokens/me', undefined, token);
  assert.equal((await ask('GET', '/users/me', undefined, token)).status, 401);
  const other = server.token();
  await control('expireTokens');
  assert.equal((await ask('GET', '/users/me', undefined, other)).status, 401);
  assert.equal((await ask('GET', '/users/me')).status, 200);
});

test('answers pages of other origins', async () => {
  const preflight = await fetch(`${server.url}/api/v2/users/me`, {
    method: 'OPTIONS',
    headers: { origin: 'http://desk.example', 'access-control-request-method': 'PATCH' },
  });
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
  await control('setFaults', {
    refuse: [{ status: 429, share: 1, retryAfterSeconds: 7, path: '/users/me' }],
  });
  const refused = await ask('GET', '/users/me');
  await control('clearFaults');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '7');
  assert.match(refused.headers.get('access-control-expose-headers'), /retry-after/);
});

test('carries notifications, pings, closing and a second socket of the same channel', async () => {
  const { socket, texts, channel } = await openChannel();
  socket.send('{"message":"ping"}');
  await until(() => texts.some((text) => text.includes('pong')), 'what the socket brings');
  const [{ conversationId }] = await control('truth');
  await control('customerSays', conversationId, 'Good day');
  await until(
    () => texts.some((text) => JSON.parse(text).eventBody.id === conversationId),
    'what the socket brings',
  );
  await until(() => texts.some((text) => text.includes('Heartbeat')), 'what the socket brings');

  const second = new WebSocket(channel.connectUri);
  assert.equal(await closed(socket), 1001, 'a channel has one socket');
  await control('announceClosing', 2000);
  assert.equal(await closed(second), 1001);

  const last = await openChannel();
  await control('expireChannels');
  assert.equal(await closed(last.socket), 1001);
  const late = new WebSocket(last.channel.connectUri);
  late.on('error', () => {});
  await closed(late);
});

test('a connection that breaks tells nothing; one that is dropped stays open', async () => {
  const broken = await openChannel();
  await control('closeSockets', 1006);
  assert.equal(await closed(broken.socket), 1006);
  const { socket, texts } = await openChannel();
  assert.equal(await control('dropSockets'), 1);
  texts.length = 0;
  socket.send('{"message":"ping"}');
  await control('customerSays', (await control('truth'))[1].conversationId, 'Good day');
  const other = await openChannel();
  other.socket.send('{"message":"ping"}');
  await until(() => other.texts.some((text) => text.includes('pong')), 'what the socket brings');
  assert.deepEqual(texts, []);
  assert.equal(socket.readyState, WebSocket.OPEN);
  socket.terminate();
  other.socket.terminate();
});

test('requests break, hang and are slow when told to', async () => {
  await control('setFaults', { unreachable: 1 });
  await assert.rejects(ask('GET', '/date'), TypeError);
  await control('setFaults', { unreachable: 0, never: 1 });
  await assert.rejects(fetch(`${server.url}/api/v2/date`, { signal: AbortSignal.timeout(200) }), {
    name: 'TimeoutError',
  });
  await control('clearFaults');
  assert.equal((await ask('GET', '/date')).status, 200);
  assert.deepEqual(Object.keys(await control('nothing')), ['message']);
});
