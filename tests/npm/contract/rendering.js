// Drawing: what is drawn and when it changes next come from one moment.

import { START, iso, t, withRoster } from './tools.js';

const leg = (id, fields) => ({
  id,
  state: 'connected',
  connectedTime: iso(0),
  ...fields,
});

/**
 * Runs `work` with timers that run by hand: `advance` moves the clock, and calls what is due in
 * between.
 */
function withTimers(work) {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  const clock = { now: START };
  const pending = new Map();
  let id = 0;
  globalThis.setTimeout = (run, wait = 0) => {
    pending.set(++id, { run, due: clock.now + Math.max(Number(wait) || 0, 0) });
    return id;
  };
  globalThis.clearTimeout = (which) => void pending.delete(which);
  clock.pending = pending;
  clock.advance = (ms) => {
    const end = clock.now + ms;
    for (let calls = 0; ; calls++) {
      if (calls > 10_000) throw new Error('a busy loop');
      const [first] = [...pending].sort(([, a], [, b]) => a.due - b.due);
      if (first === undefined || first[1].due > end) break;
      pending.delete(first[0]);
      clock.now = Math.max(clock.now, first[1].due);
      first[1].run();
    }
    clock.now = end;
  };
  try {
    return work(clock);
  } finally {
    Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
  }
}

export function rendering(api, _, { test, same, isTrue, throwsLike }) {
  const rendered = (work, options = {}) =>
    withTimers((clock) =>
      withRoster(api, (roster) => {
        const draws = [];
        const stop = api.startRendering({
          roster,
          now: () => clock.now,
          render: (rows, now) => draws.push({ rows, now }),
          ...options,
        });
        work({ clock, roster, draws, stop });
        stop();
      }),
    );

  test('it draws at once, and what it draws are the rows', () => {
    rendered(({ draws, roster, clock }) => {
      same(draws, [{ rows: [], now: START }]);
      clock.advance(100_000);
      same(draws.length, 1);
      roster.receive(leg('a'), clock.now);
      same(draws.length, 2);
      isTrue(draws[1].rows === roster.rows && draws[1].now === t(100_000));
    });
  });

  test('it draws whenever a displayed second changes, and not otherwise', () => {
    rendered(({ draws, roster, clock }) => {
      roster.receive(leg('a', { connectedTime: iso(-250) }), t(0));
      clock.advance(3100);
      const shown = draws
        .slice(1)
        .map(({ rows, now }) => api.formatClock(api.elapsed(rows[0].timers.talk, now)));
      same(shown, ['0:00', '0:01', '0:02', '0:03']);
      same(
        draws.slice(1).map(({ now }) => now),
        [0, 750, 1750, 2750].map(t),
      );
    });
  });

  test('what is drawn and what changes next come from one moment, though the clock goes on while it draws', () => {
    withTimers((clock) =>
      withRoster(api, (roster) => {
        const asked = [];
        const moments = [];
        // The clock moves with every look at it: a second moment would be another one.
        let ticks = 0;
        const now = () => {
          ticks += 0.001;
          return clock.now + ticks;
        };
        const watched = new Proxy(roster, {
          get: (target, name) =>
            name === 'advance'
              ? (moment, step) => (asked.push(moment), target.advance(moment, step))
              : Reflect.get(target, name, target),
        });
        const stop = api.startRendering({
          roster: watched,
          now,
          render: (_, moment) => moments.push(moment),
        });
        roster.receive(leg('a'), t(0));
        clock.advance(5000);
        same(asked, moments);
        isTrue(moments.length >= 6, `${moments.length} draws`);
        stop();
      }),
    );
  });

  test('with steps of a second it draws at most once a second', () => {
    rendered(
      ({ draws, roster, clock }) => {
        for (let index = 0; index < 20; index++)
          roster.receive(leg(`m${index}`, { connectedTime: iso(index * 37) }), t(0));
        const before = draws.length;
        clock.advance(10_000);
        isTrue(
          draws.length - before <= 10 && draws.length - before >= 9,
          `${draws.length - before} draws`,
        );
      },
      { stepMs: 1000 },
    );
  });

  test('until the time is known it waits, and then draws', () => {
    let moment;
    rendered(
      ({ draws, roster, clock }) => {
        roster.receive(leg('a'), t(0));
        clock.advance(10_000);
        same(draws, []);
        moment = t(5000);
        clock.advance(1000);
        isTrue(draws.length >= 1 && draws.every(({ now }) => now === t(5000)));
      },
      { now: () => moment },
    );
  });

  test('stopped it draws no more, and keeps no timer', () => {
    rendered(({ draws, roster, clock, stop }) => {
      roster.receive(leg('a'), t(0));
      clock.advance(1500);
      const { length } = draws;
      stop();
      stop();
      roster.receive(leg('b'), t(2000));
      clock.advance(10_000);
      same([draws.length, clock.pending.size], [length, 0]);
    });
  });

  test('it may be stopped while it draws', () => {
    withTimers((clock) =>
      withRoster(api, (roster) => {
        let draws = 0;
        const stop = api.startRendering({
          roster,
          now: () => clock.now,
          render: () => (++draws === 2 ? stop() : undefined),
        });
        roster.receive(leg('a'), t(0));
        clock.advance(10_000);
        same([draws, clock.pending.size], [2, 0]);
      }),
    );
  });

  test('what is received while it draws is drawn, too', () => {
    withTimers((clock) =>
      withRoster(api, (roster) => {
        const draws = [];
        const render = (rows) => {
          draws.push(rows.length);
          if (draws.length === 1)
            roster.receive(
              leg('a', { state: 'disconnected', disconnectedTime: iso(1000) }),
              t(5000),
            );
        };
        const stop = api.startRendering({ roster, now: () => clock.now, render });
        clock.advance(2000);
        same(draws.at(-1), 1);
        stop();
      }),
    );
  });

  const FREED = 'expected a `Roster` that is in use, found one that was freed';

  /** The errors that `work` causes in tasks of its own; `queued` runs these. */
  function microtasksOf(work) {
    const { queueMicrotask: real } = globalThis;
    const tasks = [];
    globalThis.queueMicrotask = (task) => tasks.push(task);
    try {
      work();
    } finally {
      globalThis.queueMicrotask = real;
    }
    return tasks;
  }

  test('a roster that is freed ends it at once, with one error', () => {
    withTimers((clock) => {
      const roster = new api.Roster();
      let draws = 0;
      const stop = api.startRendering({ roster, now: () => clock.now, render: () => void draws++ });
      roster.receive(leg('a'), t(0));
      const before = draws;
      const tasks = microtasksOf(() => roster.free());
      same(tasks.length, 1);
      throwsLike(tasks[0], Error, FREED);
      same(clock.pending.size, 0);
      clock.advance(5000);
      stop();
      same([draws, clock.pending.size], [before, 0]);
    });
  });

  test('whoever frees the roster and stops it in one go gets no error, in whatever order', () => {
    withTimers((clock) => {
      for (const stopsFirst of [true, false]) {
        const roster = new api.Roster();
        roster.receive(leg('a'), t(0));
        const stop = api.startRendering({ roster, now: () => clock.now, render() {} });
        const tasks = microtasksOf(() => {
          if (stopsFirst) stop();
          roster.free();
          stop();
        });
        for (const task of tasks) task();
        clock.advance(5000);
        same(clock.pending.size, 0);
      }
    });
  });

  test('a roster that is freed while it is drawn ends it, with one error', () => {
    withTimers((clock) => {
      const roster = new api.Roster();
      roster.receive(leg('a'), t(0));
      let draws = 0;
      const render = () => {
        draws++;
        roster.free();
      };
      const tasks = microtasksOf(() =>
        api.startRendering({ roster, now: () => clock.now, render }),
      );
      same(tasks.length, 1);
      throwsLike(tasks[0], Error, FREED);
      clock.advance(5000);
      same([draws, clock.pending.size], [1, 0]);
    });
  });

  test('a freed roster is an error at the call, and so is what is none', () => {
    withTimers((clock) => {
      const roster = new api.Roster();
      roster.free();
      const given = { roster, now: () => clock.now, render() {} };
      throwsLike(() => api.startRendering(given), Error, FREED);
      same(clock.pending.size, 0);
    });
  });

  test('wrong options are errors that say what is wrong', () => {
    withRoster(api, (roster) => {
      const given = { roster, now: () => START, render() {} };
      const wrong = [
        [undefined, 'expected the options of `startRendering` as an object'],
        [roster, 'expected `roster` to be a `Roster`'],
        [{ ...given, roster: undefined }, 'expected `roster` to be a `Roster`'],
        [{ ...given, roster: {} }, 'expected `roster` to be a `Roster`'],
        [{ ...given, now: START }, 'expected `now` to be a function'],
        [{ ...given, render: undefined }, 'expected `render` to be a function'],
        [
          { ...given, stepMS: 1000 },
          'expected no `stepMS` in the options of `startRendering`: did you mean `stepMs`?',
        ],
        [
          { ...given, draw() {} },
          'expected no `draw` in the options of `startRendering`: known are `roster`, `now`, `render`, `stepMs`',
        ],
      ];
      for (const [options, message] of wrong)
        throwsLike(() => api.startRendering(options), TypeError, message);
    });
  });

  test('thresholds fire at their moment while it runs', () => {
    rendered(({ roster, clock }) => {
      const fired = [];
      roster.onThreshold({ timer: 'talk', afterMs: 2345 }, () => fired.push(clock.now));
      roster.receive(leg('a'), t(0));
      clock.advance(5000);
      same(fired, [t(2345)]);
    });
  });
}
