// The official SDK as `api`, against the simulated cloud over real HTTP; and what the official
// streaming client hands over.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';
import { serveCloud } from 'conversation-chat/testing/server';
import platformClient from 'purecloud-platform-client-v2';
import { WebSocket, WebSocketServer } from 'ws';

import { example } from '../documents.js';
import { until } from '../npm/until.js';

/** As in docs/feed.md. */
function documentedAdapter() {
  return new Function('platformClient', `${example('sdk')}; return api;`)(platformClient);
}

test('the official SDK is an `api`: it reads, is refused and goes on', async () => {
  const server = await serveCloud({ WebSocketServer, scenario: 'fourteen-chats' });
  const client = platformClient.ApiClient.instance;
  client.config.basePath = server.url;
  client.config.logger.setLogger();
  client.setAccessToken(server.token());
  const api = documentedAdapter();
  const me = await api('GET', '/api/v2/users/me');
  const { id: userId } = JSON.parse(me.text);
  assert.equal(userId, server.cloud.agents[0].id);

  const roster = new Roster({ userId });
  const feed = new Feed({
    api,
    userId,
    roster,
    clock: new CloudClock(),
    openSocket: (uri) => new WebSocket(uri),
    renewToken: () => client.setAccessToken(server.token()),
  });
  const whys = [];
  feed.subscribe(({ status }) => status && whys.push(status.why));
  feed.start();
  try {
    await until(() => feed.status.state === 'live', 'the feed');
    assert.equal(roster.rows.length, 14);

    server.cloud.expireTokens();
    server.cloud.closeSockets();
    await until(
      () => whys.includes('unauthorized') && feed.status.state === 'live',
      'the new token',
    );

    server.cloud.setFaults({ refuse: [{ status: 429, share: 1, retryAfterSeconds: 2 }] });
    server.cloud.closeSockets();
    await until(() => feed.status.why === 'throttled', 'the throttling');
    assert.ok(
      feed.status.retryAt - feed.status.since < 5000,
      '`Retry-After` is read from the answer of the SDK',
    );
    server.cloud.clearFaults();
    await until(() => feed.status.state === 'live', 'the feed again');

    // The SDK answers as before to all others.
    assert.equal((await new platformClient.UsersApi().getUsersMe()).id, userId);
  } finally {
    feed.stop();
    await server.close();
  }
});

test('objects of genesys-cloud-streaming-client are events to the roster', async () => {
  const server = await serveCloud({ WebSocketServer, scenario: 'fourteen-chats', signIn: false });
  const userId = server.cloud.agents[0].id;
  const roster = new Roster({ userId });
  const texts = [];
  server.cloud.subscribe((text) => texts.push(text));
  try {
    const [{ conversationId, communicationId }] = server.cloud.truth();
    server.cloud.customerSays(conversationId, 'Hello');
    const nested = `v2.users.${userId}.conversations`;
    const find = () =>
      texts
        .map((text) => JSON.parse(text))
        .find(
          ({ topicName, eventBody }) => topicName === nested && eventBody.id === conversationId,
        );
    const { topicName, eventBody, metadata } = await until(find, 'the event');
    // `client.notifications.subscribe(topic, (notification) => ...)`
    const changes = roster.receive(
      { topic: topicName, data: { topicName, eventBody, metadata } },
      server.cloud.now(),
    );
    assert.ok(
      changes.some(
        (change) => change.communicationId === communicationId && change.type === 'added',
      ),
      JSON.stringify(changes),
    );
  } finally {
    roster.free();
    await server.close();
  }
});
