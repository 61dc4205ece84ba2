// The complete desktop of docs/react-feed.md, in a page, against the simulated cloud over HTTP and
// WebSocket.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { until } from '../npm/until.js';
import { layOut } from './laid-out.js';
import { application, close, open } from './page.js';

let cloud;
before(async () => {
  layOut('development'); // strict mode mounts twice
  await open();
  cloud = await serveCloud({ WebSocketServer, scenario: 'fourteen-chats' });
});
after(async () => {
  await close();
  await cloud?.close();
});

test('it connects, shows the rows of the agent with running clocks, and ends', async () => {
  const query = `&cloud=${encodeURIComponent(cloud.url)}&token=${cloud.token()}`;
  const { page, errors } = await application('react-feed', { query });
  const items = () => page.locator('li').allInnerTexts();
  const goOn = (ms) => page.clock.runFor(ms);
  await until(async () => {
    await goOn(100); // the pauses of the feed
    return (await items()).length >= 14;
  }, 'the rows');
  assert.equal(await page.locator('[role=status]').innerText(), '');
  for (const text of await items())
    assert.match(text, /^.+ \(\w+\): talk (about )?[\d:]+, hold (about )?[\d:]+/);

  const before = await items();
  await goOn(2000);
  assert.notDeepEqual(await items(), before, 'the clocks run');

  await page.evaluate(() => desk.unmount());
  await until(async () => (await items()).length === 0, 'the end');
  await until(() => cloud.cloud.sockets().length === 0, 'the end of the connection');
  assert.deepEqual(errors, []);
  await page.close();
});
