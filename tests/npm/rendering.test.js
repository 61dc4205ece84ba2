// When it is drawn again, on a platform whose timeouts are of whole milliseconds.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { startRendering } from '../../pkg/rendering.js';
import { subscribeToSecond } from '../../pkg/seconds.js';
import { elapsed } from '../../pkg/time.js';

const START = Date.parse('2026-01-01T00:00:00Z');

/** Milliseconds of `performance.now()`, and the timeouts that wait. */
let local;
let timeouts;

beforeEach((t) => {
  [local, timeouts] = [1000.7, new Map()];
  let last = 0;
  t.mock.method(performance, 'now', () => local);
  t.mock.method(globalThis, 'setTimeout', (work, ms) => {
    timeouts.set(++last, { work, due: local + Math.max(1, Math.trunc(ms)) });
    return last;
  });
  t.mock.method(globalThis, 'clearTimeout', (id) => timeouts.delete(id));
});

/** Lets so much time pass. */
function run(ms) {
  const end = local + ms;
  for (;;) {
    const next = [...timeouts]
      .filter(([, { due }]) => due <= end)
      .toSorted(([, one], [, other]) => one.due - other.due)[0];
    if (next === undefined) break;
    const [id, { work, due }] = next;
    timeouts.delete(id);
    local = due;
    work();
  }
  local = end;
}

const now = () => START + local - 1000;

test('startRendering draws once a change, and not a moment before it', () => {
  const drawn = [];
  const roster = {
    rows: [],
    subscribe: () => () => {},
    advance: (moment) => (Math.floor(moment / 1000) + 1) * 1000,
  };
  const stop = startRendering({
    roster,
    now,
    render: (_, moment) => drawn.push(Math.floor((moment - START) / 1000)),
  });
  run(5_000);
  assert.deepEqual(drawn, [0, 1, 2, 3, 4, 5]);
  stop();
  assert.equal(timeouts.size, 0);
});

test('a listener of a second is called once a second, and one timeout waits for all', () => {
  const heard = [];
  const listen = (name, since) => {
    const watch = { ms: 0, since, count: 1 };
    return subscribeToSecond(watch, now, undefined, () =>
      heard.push(`${name} ${Math.floor(elapsed(watch, now()) / 1000)}`),
    );
  };
  const stops = [listen('one', START), listen('other', START - 750)];
  assert.equal(timeouts.size, 1);
  run(2_500);
  assert.deepEqual(heard, ['other 1', 'one 1', 'other 2', 'one 2', 'other 3']);
  assert.equal(timeouts.size, 1);
  for (const stop of stops) stop();
  assert.equal(timeouts.size, 0);
});

test('a stopwatch that begins later, or stands, makes no busy loop', () => {
  let heard = 0;
  const stop = subscribeToSecond(
    { ms: 0, since: START + 3_600_000, count: 1 },
    now,
    undefined,
    () => heard++,
  );
  run(10_000);
  assert.ok(heard <= 10, `${heard} calls in 10 s`);
  stop();
  subscribeToSecond({ ms: 5_000, count: 1 }, now, undefined, () => heard++)();
  subscribeToSecond(undefined, now, undefined, () => heard++)();
  assert.equal(timeouts.size, 0);
});
