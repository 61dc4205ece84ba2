// A shift in simulated time, with every fault again and again, a PC clock that is wrong and a PC
// that sleeps: whenever it has been calm for a while the roster says what is true in the cloud, of
// what has ended, too.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';
import { createCloud, simulatedTime } from 'conversation-chat/testing';

import { differences } from './compare.js';
import { FAULTS } from './faults.js';
import { PcTime } from './sleeper.js';

const SECOND = 1000;
/** Everything is the cloud's own within two minutes. */
const CALM_MS = 120 * SECOND;
/** Half of the way there and back, the two clocks of the cloud, and the way of the last event. */
const TOLERANCE_MS = 200;
/** A fifth of everything, between the faults, too. */
const LOSSES = { lose: 0.2, double: 0.2, reorder: 0.2, delayMs: [0, 2000], unreachable: 0.2 };

async function shift({ seed, scenario, hours, losses = {}, withoutSegments, calm = false }) {
  const time = simulatedTime();
  const cloud = createCloud({ time, seed, scenario, automatic: true, withoutSegments });
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
    bounds: 0,
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
    const lossy = !calm;
    const found = differences(roster, cloud.truth(), now, TOLERANCE_MS, { lossy });
    // What happens at this very moment is still on its way.
    if (found.length > 0) {
      await time.advance(3 * SECOND);
      assert.deepEqual(
        differences(roster, cloud.truth(), clock.now(pc.now()), TOLERANCE_MS, { lossy }),
        [],
        `after ${after}, at ${new Date(time.now()).toISOString()}`,
      );
    }
    assert.equal(cloud.sockets().length, 1, `after ${after}`);
    seen.checks += 1;
    for (const { communicationId, timers } of roster.rows) {
      seen.rows.add(communicationId);
      if (timers.handle.bound) seen.bounds += 1;
    }
  };

  const end = time.now() + hours * 3600 * SECOND;
  await check('the start');
  for (let turn = seed; time.now() < end; turn++) {
    if (calm) {
      await check('a calm while');
      continue;
    }
    const fault = FAULTS[turn % FAULTS.length];
    cloud.setFaults(losses);
    fault.begin(cloud);
    for (let passed = 0; passed < (fault.seconds ?? 1) * SECOND; passed += SECOND) {
      await time.advance(SECOND);
      seen.mostSockets = Math.max(seen.mostSockets, cloud.sockets().length);
    }
    seen.faults[fault.name] = (seen.faults[fault.name] ?? 0) + 1;
    if (losses.lose) {
      // What the fault set is over; the losses go on.
      cloud.clearFaults();
      cloud.acceptTokens();
      cloud.setFaults(losses);
      await time.advance(120 * SECOND);
    }
    cloud.clearFaults();
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

const SHIFTS = [
  { scenario: 'shift', seed: 1, withoutSegments: 0 },
  { scenario: 'fourteen-chats', seed: 3, withoutSegments: 0 },
  { scenario: 'shift', seed: 2, losses: LOSSES, withoutSegments: 0 },
  { scenario: 'fourteen-chats', seed: 4, losses: LOSSES, withoutSegments: 0 },
  { scenario: 'shift', seed: 7, calm: true },
  { scenario: 'fourteen-chats', seed: 8, calm: true },
  { scenario: 'shift', seed: 5 },
  { scenario: 'fourteen-chats', seed: 6, losses: LOSSES },
];

for (const options of SHIFTS) {
  const { scenario, seed, losses, withoutSegments, calm } = options;
  const name = [
    `${scenario}, seed ${seed}`,
    calm ? ', nothing lost' : '',
    losses ? ', a fifth of everything lost besides' : '',
    withoutSegments === 0 ? '' : ', half of it without segments',
  ].join('');
  test(`${name}: whatever went wrong, it ends in the truth`, async (context) => {
    // The jitter of the feed, too, is repeated by the seed.
    let state = seed;
    context.mock.method(Math, 'random', () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    });
    const seen = await shift({ ...options, hours: 2.5 });
    context.diagnostic(JSON.stringify(seen));
    if (!losses && !calm)
      assert.equal(Object.keys(seen.faults).length, FAULTS.length, 'every fault');
    assert.ok(calm || seen.gaps > 5, JSON.stringify(seen));
    assert.ok(seen.events > 300 && seen.checks > 15, JSON.stringify(seen));
    assert.ok(seen.mostSockets <= 2, 'two only while one is replaced');
    assert.ok(seen.mostPerMinute < 60 && seen.perHour < 300, JSON.stringify(seen));
  });
}
