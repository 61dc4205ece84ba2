// The same over real HTTP and WebSocket, in time that runs 60 times as fast: every fault, and in
// the end the truth.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';
import { acceleratedTime } from 'conversation-chat/testing';
import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocket, WebSocketServer } from 'ws';

import { until } from '../npm/until.js';
import { differences } from './compare.js';
import { FAULTS } from './faults.js';

const RATE = 60;
/** A hiccup of this process of 20 ms is more than a second in the cloud. */
const TOLERANCE_MS = 2000;

let server;
before(async () => {
  server = await serveCloud({
    WebSocketServer,
    time: acceleratedTime(RATE),
    automatic: true,
    scenario: 'fourteen-chats',
    withoutSegments: 0,
  });
});
after(() => server.close());

test('every fault over real sockets', async (context) => {
  const { cloud } = server;
  const userId = cloud.agents[0].id;
  const time = acceleratedTime(RATE, 0);
  const roster = new Roster({ userId });
  const clock = new CloudClock();
  let token = server.token();
  const feed = new Feed({
    async api(method, path, body, signal) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(server.url + path, {
        method,
        headers,
        body: JSON.stringify(body),
        signal,
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    userId,
    roster,
    clock,
    openSocket: (uri) => new WebSocket(uri),
    renewToken: () => {
      token = server.token();
    },
    time,
    storage: null,
  });
  let gaps = 0;
  let state;
  feed.subscribe(({ status }) => {
    if (state === 'reconnecting' && status?.state === 'live') gaps += 1;
    state = status?.state ?? state;
  });
  feed.start();

  const right = () => {
    const now = clock.now(time.now());
    return (
      feed.status.state === 'live' &&
      differences(roster, cloud.truth(), now, TOLERANCE_MS + clock.uncertainty).length === 0
    );
  };
  try {
    await until(right, 'the truth at the start');
    for (const fault of FAULTS) {
      fault.begin(cloud);
      const end = cloud.now() + (fault.seconds ?? 5) * 1000;
      await until(() => cloud.now() > end, fault.name);
      cloud.clearFaults();
      let synced = false;
      const stop = feed.subscribe(({ type }) => {
        synced ||= type === 'synced';
      });
      await until(() => synced, `a list after ${fault.name}`);
      stop();
      await until(right, `the truth after ${fault.name}`);
      assert.ok(cloud.sockets().length <= 2);
    }
    assert.ok(gaps >= 5, `${gaps} gaps`);
    const { total, mostPerMinute } = cloud.requests();
    context.diagnostic(
      `${FAULTS.length} faults, ${gaps} gaps, ${total} requests, at most ${mostPerMinute} a minute`,
    );
    assert.ok(mostPerMinute < 60, `${mostPerMinute} requests a minute`);
  } finally {
    feed.stop();
    roster.free();
  }
});
