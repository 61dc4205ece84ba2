// A shift in simulated time, with every fault again and again, a PC clock that is wrong and a PC
// that sleeps: whenever it has been calm for a while the roster tells what is true in the cloud.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';
import { createCloud, simulatedTime } from 'conversation-chat/testing';

import { differences } from './compare.js';
import { FAULTS } from './faults.js';
import { PcTime } from './sleeper.js';

const SECOND = 1000;
/** One list is read every minute; an outage ends with a pause of up to 30 s. */
const CALM_MS = 100 * SECOND;
/** Half of the way there and back, the two clocks of the cloud, and the way of the last event. */
const TOLERANCE_MS = 200;

async function shift({ seed, scenario, hours }) {
  const time = simulatedTime();
  const cloud = createCloud({ time, seed, scenario, automatic: true });
  const pc = new PcTime(time, { wallOffMs: -7 * 60 * SECOND });
  const userId = cloud.agents[0].id;
  const roster = new Roster({ userId });
  const clock = new CloudClock();
  const awake = (answer) => new Promise((resolve) => pc.whenAwake(() => resolve(answer)));
  const feed = new Feed({
    api: async (method, path, body, signal) =>
      awake(await cloud.request(method, path, body, { signal })),
    userId,
    roster,
    clock,
    time: pc,
    openSocket: (uri) => cloud.openSocket(uri),
    renewToken: () => cloud.acceptTokens(),
    storage: null,
    tabs: {},
  });
  const seen = {
    events: 0,
    lists: 0,
    faults: {},
    checks: 0,
    mostSockets: 0,
    gaps: 0,
    rows: new Set(),
  };
  let state;
  feed.subscribe(({ type, status }) => {
    if (type === 'event') seen.events += 1;
    if (type === 'synced') seen.lists += 1;
    if (type === 'status') {
      if (state === 'reconnecting' && status.state === 'live') seen.gaps += 1;
      state = status.state;
    }
  });
  feed.start();

  const check = async (after) => {
    await time.advance(CALM_MS);
    assert.equal(feed.status.state, 'live', `after ${after}`);
    const now = clock.now(pc.now());
    assert.ok(
      Math.abs(now - time.now()) <= clock.uncertainty + 1,
      `the clock after ${after}: ${now - time.now()} ms`,
    );
    const found = differences(roster, cloud.truth(), now, TOLERANCE_MS);
    // What happens at this very moment is still on its way.
    if (found.length > 0) {
      await time.advance(3 * SECOND);
      assert.deepEqual(
        differences(roster, cloud.truth(), clock.now(pc.now()), TOLERANCE_MS),
        [],
        `after ${after}, at ${new Date(time.now()).toISOString()}`,
      );
    }
    assert.equal(cloud.sockets().length, 1, `after ${after}`);
    seen.checks += 1;
    for (const { communicationId } of roster.rows) seen.rows.add(communicationId);
  };

  const end = time.now() + hours * 3600 * SECOND;
  await check('the start');
  for (let turn = seed; time.now() < end; turn++) {
    const fault = FAULTS[turn % FAULTS.length];
    fault.begin(cloud);
    for (let passed = 0; passed < (fault.seconds ?? 1) * SECOND; passed += SECOND) {
      await time.advance(SECOND);
      seen.mostSockets = Math.max(seen.mostSockets, cloud.sockets().length);
    }
    cloud.clearFaults();
    seen.faults[fault.name] = (seen.faults[fault.name] ?? 0) + 1;
    await check(fault.name);
    if (turn % 5 === 0) {
      pc.sleep();
      cloud.dropSockets();
      await time.advance((turn % 3 === 0 ? 1200 : 45) * SECOND);
      pc.wake();
      await check('sleep');
    }
  }
  const requests = cloud.requests();
  feed.stop();
  cloud.stop();
  roster.free();
  return {
    ...seen,
    rows: seen.rows.size,
    perHour: Math.round(requests.total / hours),
    mostPerMinute: requests.mostPerMinute,
  };
}

for (const [scenario, seed] of [
  ['shift', 1],
  ['shift', 2],
  ['fourteen-chats', 3],
]) {
  test(`${scenario}, seed ${seed}: whatever went wrong, it ends in the truth`, async (context) => {
    // The jitter of the feed, too, is repeated by the seed.
    let state = seed;
    context.mock.method(Math, 'random', () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    });
    const seen = await shift({ seed, scenario, hours: 2.5 });
    context.diagnostic(JSON.stringify(seen));
    assert.equal(Object.keys(seen.faults).length, FAULTS.length, 'every fault had its turn');
    assert.ok(seen.gaps > 5 && seen.events > 300, JSON.stringify(seen));
    assert.ok(seen.mostSockets <= 2, 'two only while one is replaced');
    assert.ok(seen.mostPerMinute < 40 && seen.perHour < 300, JSON.stringify(seen));
  });
}
