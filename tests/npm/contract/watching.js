// Thresholds.

import { TIMERS, iso, t, withRoster } from './tools.js';

const ALL_TIMERS = [...TIMERS, 'currentHold', 'wait', 'response', 'inactivity'];
const leg = (fields = {}) => ({ id: 'a', state: 'connected', connectedTime: iso(0), ...fields });
const held = (since, fields) => leg({ held: true, startHoldTime: iso(since), ...fields });

export function watching(api, _, { test, same, throwsLike, isTrue }) {
  const watched = (work, threshold = { timer: 'currentHold', afterMs: 120_000 }) =>
    withRoster(api, (roster) => {
      const fired = [];
      const stop = roster.onThreshold(threshold, (row) => fired.push(row));
      work(roster, fired, stop);
    });

  test('a threshold is reached at its moment, once a stretch', () => {
    watched((roster, fired) => {
      roster.receive(held(10_000), t(11_000));
      roster.advance(t(129_999));
      same(fired.length, 0);
      same(roster.advance(t(129_999), 1_000_000), t(130_000));
      roster.advance(t(130_000));
      same(fired.length, 1);
      isTrue(fired[0] === roster.get('a'));
      for (const now of [130_001, 140_000, 1e9]) roster.advance(t(now));
      roster.receive(held(10_000), t(200_000));
      same(fired.length, 1);
    });
  });

  test('it is armed again by the next stretch', () => {
    watched((roster, fired) => {
      roster.receive(held(10_000), t(11_000));
      roster.advance(t(130_000));
      roster.receive(leg({ held: false }), t(140_000));
      roster.advance(t(1_000_000));
      same(fired.length, 1);
      roster.receive(held(1_000_000), t(1_000_500));
      roster.advance(t(1_119_999));
      same(fired.length, 1);
      roster.advance(t(1_120_000));
      same(fired.length, 2);
    });
  });

  test('after a sleep it comes late, at advance or with the next payload, unless that one ends the hold', () => {
    watched((roster, fired) => {
      roster.receive(held(10_000), t(11_000));
      roster.advance(t(9_000_000));
      same(fired.length, 1);
    });
    watched((roster, fired) => {
      roster.receive(held(10_000), t(11_000));
      // What counts is what is true after the payload: the hold has ended, nobody knows when.
      roster.receive(leg({ held: false }), t(9_000_000));
      roster.advance(t(9_000_001));
      same(fired.length, 0);
    });
    watched((roster, fired) => {
      roster.receive(held(10_000), t(9_000_000));
      same(fired.length, 1);
    });
  });

  test('each threshold and each row is told of', () => {
    withRoster(api, (roster) => {
      const fired = [];
      roster.onThreshold({ timer: 'talk', afterMs: 5000 }, ({ communicationId }) =>
        fired.push(`${communicationId} talks for 5 s`),
      );
      roster.onThreshold({ timer: 'talk', afterMs: 10_000 }, ({ communicationId }) =>
        fired.push(`${communicationId} talks for 10 s`),
      );
      roster.onThreshold({ timer: 'handle', afterMs: 0 }, ({ communicationId }) =>
        fired.push(`${communicationId} is handled`),
      );
      roster.receive(leg(), t(0));
      roster.receive({ ...leg(), id: 'b', connectedTime: iso(2000) }, t(2000));
      const moments = [];
      for (let now = t(2000); now !== undefined && now < t(13_000); now = roster.advance(now, 1e9))
        moments.push(now);
      same(moments.slice(0, 5), [2000, 5000, 7000, 10_000, 12_000].map(t));
      same(fired, [
        'a is handled',
        'b is handled',
        'a talks for 5 s',
        'b talks for 5 s',
        'a talks for 10 s',
        'b talks for 10 s',
      ]);
    });
  });

  test('what was stopped, or removed, is not told of', () => {
    watched((roster, fired, stop) => {
      roster.receive(held(10_000), t(11_000));
      stop();
      stop();
      same(roster.advance(t(120_500), 1e9), t(1_000_000_000));
      roster.advance(t(200_000));
      same(fired, []);
    });
    watched((roster, fired) => {
      roster.receive(held(10_000), t(11_000));
      roster.remove('a');
      roster.advance(t(200_000));
      same(fired, []);
    });
  });

  test('a listener may do anything with the roster', () => {
    watched((roster) => {
      const order = [];
      roster.onThreshold({ timer: 'talk', afterMs: 1000 }, (row) => {
        order.push(row.communicationId);
        roster.receive(
          { ...leg(), id: `${row.communicationId}+`, connectedTime: iso(2_000_000) },
          t(2_000_000),
        );
        roster.remove(row.communicationId);
      });
      roster.receive(leg(), t(500));
      roster.advance(t(1000));
      same([order, roster.rows.map(({ communicationId }) => communicationId)], [['a'], ['a+']]);
    });
  });

  test('thresholds of the wrong kind are refused', () => {
    withRoster(api, (roster) => {
      const all = ALL_TIMERS.map((name) => `\`${name}\``).join(', ');
      for (const timer of ['basis', 'held', '', undefined, 0, null, 'constructor']) {
        throwsLike(
          () => roster.onThreshold({ timer, afterMs: 1 }, () => {}),
          RangeError,
          `expected \`timer\` to be one of ${all}`,
        );
      }
      for (const none of [undefined, null, 5, 'hold'])
        throwsLike(
          () => roster.onThreshold(none, () => {}),
          TypeError,
          'expected a threshold as an object',
        );
      throwsLike(
        () => roster.onThreshold({ timer: 'hold', after: 1 }, () => {}),
        TypeError,
        'expected no `after` in a threshold: did you mean `afterMs`?',
      );
      for (const afterMs of [NaN, Infinity, -1, '5', undefined, null, 5n]) {
        throwsLike(
          () => roster.onThreshold({ timer: 'hold', afterMs }, () => {}),
          RangeError,
          'expected `afterMs` to be a finite number of milliseconds, at least 0',
        );
      }
      for (const wrong of [undefined, null, 5, {}])
        throwsLike(
          () => roster.onThreshold({ timer: 'hold', afterMs: 1 }, wrong),
          TypeError,
          'expected `listener` to be a function',
        );
      for (const timer of ALL_TIMERS)
        same(typeof roster.onThreshold({ timer, afterMs: 1 }, () => {}), 'function');
    });
  });
}
