// The desktop of docs/feed.md, against the simulated cloud over real HTTP and WebSocket.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocket, WebSocketServer } from 'ws';

import { example, read } from '../documents.js';
import { until } from '../npm/until.js';

test('a desk on a real organisation in one screen', async (t) => {
  const code = example('feed');
  assert.ok(code.split('\n').length <= 25, 'one screen');
  const file = fileURLToPath(new URL('../node_modules/.readme-feed.mjs', import.meta.url));
  writeFileSync(file, code);
  const { startDesk } = await import(pathToFileURL(file));
  const before = globalThis.WebSocket;
  globalThis.WebSocket = WebSocket;
  t.after(() => {
    globalThis.WebSocket = before;
  });

  const server = await serveCloud({ WebSocketServer, scenario: 'fourteen-chats' });
  let token = server.token();
  let signedIn = 0;
  const shown = [];
  const states = [];
  const stop = await startDesk({
    apiUrl: server.url,
    token: () => token,
    signIn() {
      signedIn += 1;
      token = server.token();
    },
    show: (rows, now) => shown.push({ rows, now }),
    showStatus: ({ state }) => states.push(state),
  });
  try {
    await until(() => shown.at(-1)?.rows.length >= 14, 'the rows');
    assert.ok(Math.abs(shown.at(-1).now - server.cloud.now()) < 60_000);
    server.cloud.expireTokens();
    server.cloud.closeSockets();
    await until(
      () => signedIn === 1 && states.at(-1) === 'live',
      'the desk after signing in again',
    );
    assert.deepEqual(
      states.filter((state) => state === 'refused'),
      ['refused'],
    );
  } finally {
    stop();
    await server.close();
  }
});

test('every state and what to show in it is in docs/feed.md, and no other', () => {
  const types = read('pkg/feed.d.ts');
  const states = /export type FeedState =(.*?);/s
    .exec(types)[1]
    .match(/[a-z]+/g)
    .sort();
  const table = /\| state \| means \| show \|\n\|.*\n((?:\|.*\n)+)/.exec(read('docs/feed.md'))[1];
  const named = table
    .trim()
    .split('\n')
    .flatMap((line) => line.split('|')[1].match(/[a-z]+/g))
    .sort();
  assert.deepEqual(named, states);
});
