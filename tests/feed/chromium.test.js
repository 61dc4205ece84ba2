// The feed in a real Chromium, over real HTTP and WebSocket: every fault, many tabs, a reload, no
// network; and the cloud in a worker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { acceleratedTime } from 'conversation-chat/testing';
import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';
import { until } from '../npm/until.js';
import { FAULTS } from './faults.js';

const RATE = 60;
/**
 * Between the truth and the page's answer lie some 20 ms of this machine: more than a second in the
 * cloud.
 */
const TOLERANCE_MS = 4000;

let site;
let browser;
before(async () => {
  site = await serve(fileURLToPath(new URL('../..', import.meta.url)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site.close();
});

const ready = (page) => until(() => page.evaluate('globalThis.desk !== undefined'), 'the desk');

async function setting(t, options, rate) {
  const server = await serveCloud({ WebSocketServer, ...options });
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    await server.close();
  });
  const token = server.token();
  const complaints = [];
  const open = async () => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.exposeFunction('newToken', () => server.token());
    await page.goto(
      `${site.url}/tests/feed/page.html?${new URLSearchParams({ cloud: server.url, token, ...(rate && { rate }) })}`,
    );
    await ready(page);
    return page;
  };
  const seen = (page) => page.evaluate('desk.seen');
  const is = (page, state) => until(async () => (await seen(page)).state === state, state);
  return { server, context, open, seen, is, complaints };
}

test('every fault, and in the end the truth', async (t) => {
  const { server, open, seen, complaints } = await setting(
    t,
    {
      time: acceleratedTime(RATE),
      automatic: true,
      scenario: 'fourteen-chats',
      withoutSegments: 0,
    },
    RATE,
  );
  const { cloud } = server;
  const page = await open();
  const right = async () =>
    (
      await page.evaluate(
        ([truths, toleranceMs]) => desk.wrong(truths, toleranceMs),
        [cloud.truth(), TOLERANCE_MS],
      )
    ).length === 0;
  await until(right, 'the truth at the start');
  for (const fault of FAULTS) {
    fault.begin(cloud);
    const end = cloud.now() + (fault.seconds ?? 5) * 1000;
    await until(() => cloud.now() > end, fault.name);
    cloud.clearFaults();
    const { synced } = await seen(page);
    await until(async () => (await seen(page)).synced > synced, 'a list');
    await until(right, `the truth after ${fault.name}`);
  }
  assert.deepEqual(complaints, []);
});

test('three tabs have one channel; when its tab closes another takes over', async (t) => {
  const { server, open, seen, is, complaints } = await setting(t, { scenario: 'fourteen-chats' });
  const first = await open();
  await is(first, 'live');
  const others = [await open(), await open()];
  for (const page of others) await is(page, 'live');
  const tabs = async (pages) => (await Promise.all(pages.map(seen))).map(({ tab }) => tab).sort();
  assert.deepEqual(await tabs([first, ...others]), ['following', 'following', 'leading']);
  assert.equal(server.cloud.sockets().length, 1);
  for (const page of others)
    await until(async () => (await seen(page)).rows === 14, 'the rows of a tab that follows');

  const before = await Promise.all([first, ...others].map(seen));
  server.cloud.customerSays(server.cloud.truth()[0].conversationId, 'Hello');
  for (const [index, page] of [first, ...others].entries())
    await until(
      async () => (await seen(page)).events > before[index].events,
      'the event in every tab',
    );

  await first.close();
  await until(async () => (await tabs(others)).includes('leading'), 'another one that leads');
  for (const page of others) await is(page, 'live');
  await until(() => server.cloud.sockets().length === 1, 'one socket');
  assert.deepEqual(complaints, []);
});

test('a tab that hangs while it leads: another takes over, and it follows when it wakes', async (t) => {
  const { server, open, seen, is, complaints } = await setting(t, { scenario: 'fourteen-chats' });
  const first = await open();
  await is(first, 'live');
  const second = await open();
  await is(second, 'live');
  assert.deepEqual([(await seen(first)).tab, (await seen(second)).tab], ['leading', 'following']);
  const woken = first.evaluate(() => {
    for (const end = performance.now() + 16_000; performance.now() < end; );
  });
  const leads = async () => (await seen(second)).tab === 'leading';
  await until(leads, 'the other tab', { boundMs: 15_000 });
  await is(second, 'live');
  await woken;
  await until(async () => (await seen(first)).tab === 'following', 'the first one notices');
  await is(first, 'live');
  await until(() => server.cloud.sockets().length === 1, 'one socket');
  assert.deepEqual(complaints, []);
});

test('a reload goes on from what was saved; without network it waits, and goes on by itself', async (t) => {
  const { context, open, is, seen } = await setting(t, { scenario: 'fourteen-chats' });
  const page = await open();
  await is(page, 'live');
  await page.reload();
  await ready(page);
  assert.equal((await page.evaluate('desk.restored')).length, 14);
  await is(page, 'live');

  await context.setOffline(true);
  await is(page, 'offline');
  const { synced } = await seen(page);
  await context.setOffline(false);
  await is(page, 'live');
  await until(async () => (await seen(page)).synced > synced, 'the list after the outage');
});

test('the cloud in a worker: requests, sockets, events, control', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${site.url}/tests/npm/blank.html`);
  const result = await page.evaluate(async () => {
    const { connectCloud } = await import('/pkg/testing.js');
    const worker = new Worker('/tests/feed/worker.js', { type: 'module' });
    const cloud = await connectCloud(worker, { scenario: 'fourteen-chats', rate: 20 });
    const ask = async (method, path, body) =>
      JSON.parse((await cloud.request(method, `/api/v2${path}`, body)).text);
    const channel = await ask('POST', '/notifications/channels');
    await ask('PUT', `/notifications/channels/${channel.id}/subscriptions`, [
      { id: `v2.users.${cloud.agents[0].id}.conversations` },
    ]);
    const socket = cloud.openSocket(channel.connectUri);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const event = new Promise((resolve) =>
      socket.addEventListener(
        'message',
        ({ data }) => data.includes('participants') && resolve(JSON.parse(data)),
      ),
    );
    const told = new Promise((resolve) =>
      cloud.subscribe((text) => text.includes('participants') && resolve(JSON.parse(text))),
    );
    const [{ conversationId }] = await cloud.control('truth');
    await cloud.control('customerSays', conversationId, 'Hello');
    const ids = [(await event).eventBody.id, (await told).eventBody.id];
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    await cloud.control('closeSockets');
    const { code } = await closed;
    await cloud.stop();
    worker.terminate();
    return { ids, code };
  });
  assert.ok(
    result.ids.every((id) => typeof id === 'string'),
    String(result.ids),
  );
  assert.equal(result.code, 1001);
});
