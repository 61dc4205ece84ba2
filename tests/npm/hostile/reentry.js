// Code of the caller that runs in the middle of a call, and calls back.

const FREED = 'expected a `Roster` that is in use, found one that was freed';

const leg = (id, fields) => ({
  id,
  state: 'connected',
  connectedTime: '2021-01-20T09:25:34Z',
  ...fields,
});
const now = Date.parse('2021-01-20T09:26:34Z');

/** A payload whose `held` does `work` before it says `false`. */
const payloadThat = (work, id = 'outer') =>
  Object.defineProperty(leg(id), 'held', { enumerable: true, get: () => (work(), false) });

export function reentry(api, { test, same, throwsLike, isSound, isTrue }) {
  const ids = (roster) => roster.rows.map(({ communicationId }) => communicationId).sort();

  test('receive inside receive: both payloads are taken, each with its own changes', () => {
    const roster = new api.Roster();
    for (const [index, inner] of [
      leg('object'),
      JSON.stringify(leg('text')),
      new TextEncoder().encode(JSON.stringify(leg('bytes'))),
    ].entries()) {
      let told;
      const changes = roster.receive(
        payloadThat(() => (told = roster.receive(inner, now)), `outer${index}`),
        now,
      );
      same(
        [changes.map(({ communicationId }) => communicationId), told.length],
        [[`outer${index}`], 1],
      );
    }
    same(ids(roster), ['bytes', 'object', 'outer0', 'outer1', 'outer2', 'text']);
    roster.free();
    isSound();
  });

  test('every call may be made from a getter, and the outer answer is right', () => {
    const roster = new api.Roster();
    roster.receive(leg('other'), now);
    const other = new api.Roster();
    const inside = [
      () => api.validateChat({ held: 'x'.repeat(100), segments: [{}] }),
      () => api.parseChat(`{"wrapup":{"notes":"${'é'.repeat(100_000)}"}}`),
      () => api.durations(leg('x'), now),
      () =>
        api.timeline(
          {
            segments: Array.from({ length: 3000 }, () => ({
              startTime: '2021-01-20T09:25:34Z',
              type: 'Hold',
            })),
          },
          now,
        ),
      () => api.conversationChat['~standard'].validate({ held: null }),
      () => roster.advance(now),
      () => roster.rows,
      () => roster.save(),
      () => roster.sync([], now - 1e6, now - 1e6),
      () => other.receive(leg('x'), now),
      () => new api.CloudClock().observe(0, { currentDate: '2021-01-20T09:25:34Z' }, 1),
      () => api.Roster.restore(roster.save(), now).free(),
    ];
    for (const [index, work] of inside.entries()) {
      same(
        roster
          .receive(payloadThat(work, `p${index}`), now)
          .map(({ communicationId, type, issues }) => [communicationId, type, issues]),
        [[`p${index}`, 'added', []]],
        String(work),
      );
      const chat = {
        held: 5,
        get state() {
          return (work(), 'x');
        },
        segments: [
          {
            get startTime() {
              return (work(), 'noon');
            },
          },
        ],
      };
      same(
        api
          .validateChat(chat)
          .issues.map(({ path }) => path.join('.'))
          .sort(),
        ['held', 'segments.0.startTime', 'state'],
        String(work),
      );
      const timed = {
        ...leg('t'),
        get held() {
          return (work(), false);
        },
      };
      same(api.durations(timed, now).talk.ms, 60_000, String(work));
      same(api.timeline(timed, now).length, 1, String(work));
    }
    roster.free();
    other.free();
    isSound();
  });

  test('a payload that frees the roster gets a clear error, and does no harm', () => {
    for (const call of ['receive', 'sync']) {
      const roster = new api.Roster();
      throwsLike(
        () =>
          roster[call](
            payloadThat(() => roster.free()),
            now,
          ),
        Error,
        FREED,
      );
      throwsLike(() => roster.rows, Error, FREED);
    }
    isSound();
  });

  test('options, thresholds and answers whose getters free are refused or taken, and do no harm', () => {
    const roster = new api.Roster();
    throwsLike(
      () =>
        roster.onThreshold(
          {
            get timer() {
              roster.free();
              return 'hold';
            },
            afterMs: 1,
          },
          () => {},
        ),
      Error,
      FREED,
    );
    const clock = new api.CloudClock();
    throwsLike(
      () =>
        clock.observe(
          0,
          {
            get currentDate() {
              clock.free();
              return '2021-01-20T09:25:34Z';
            },
          },
          1,
        ),
      Error,
      'expected a `CloudClock` that is in use, found one that was freed',
    );
    isSound();
  });

  test('listeners may free, remove, receive and throw', async () => {
    const roster = new api.Roster();
    roster.subscribe(() => roster.free());
    same(
      roster.receive(leg('a'), now).map(({ communicationId }) => communicationId),
      ['a'],
    );
    throwsLike(() => roster.rows, Error, FREED);

    const watched = new api.Roster();
    watched.onThreshold({ timer: 'talk', afterMs: 1 }, () => watched.free());
    watched.onThreshold({ timer: 'talk', afterMs: 2 }, () => watched.free());
    let outcome;
    try {
      outcome = watched.receive(leg('a'), now).length;
    } catch (error) {
      outcome = error.message;
    }
    isTrue(outcome === 1 || outcome === FREED, String(outcome));
    throwsLike(() => watched.advance(now), Error, FREED);

    const asked = new api.Roster();
    asked.receive(leg('a'), now - 59_999);
    asked.onThreshold({ timer: 'talk', afterMs: 60_000 }, () => asked.free());
    let next;
    try {
      next = asked.advance(now + 1);
    } catch (error) {
      next = error.message;
    }
    isTrue(next === undefined || next === FREED, String(next));

    const removing = new api.Roster();
    removing.subscribe(() =>
      removing.rows.forEach(({ communicationId }) => removing.remove(communicationId)),
    );
    for (let times = 0; times < 50; times++) removing.receive(leg(`r${times}`), now);
    same(removing.rows, []);
    removing.free();
    isSound();
  });

  test('a listener that throws keeps nobody else from being called, and is not silent', async () => {
    const roster = new api.Roster();
    const { queueMicrotask: real } = globalThis;
    const queued = [];
    globalThis.queueMicrotask = (work) => queued.push(work);
    try {
      let calls = 0;
      roster.subscribe(() => {
        throw new Error('of a listener');
      });
      roster.subscribe(() => void calls++);
      roster.onThreshold({ timer: 'talk', afterMs: 0 }, () => {
        throw new Error('of a threshold');
      });
      roster.onThreshold({ timer: 'talk', afterMs: 0 }, () => void calls++);
      same(roster.receive(leg('a'), now).length, 1);
      same(calls, 2);
    } finally {
      globalThis.queueMicrotask = real;
    }
    for (const [index, message] of ['of a threshold', 'of a listener'].entries())
      throwsLike(queued[index], Error, message);
    roster.free();
  });

  test('listeners that receive without end reach the end of the stack, not of the module', () => {
    const roster = new api.Roster();
    let count = 0;
    roster.subscribe(() => roster.receive(leg(`n${count++}`), now));
    const { queueMicrotask: real } = globalThis;
    globalThis.queueMicrotask = () => {};
    try {
      roster.receive(leg('first'), now);
    } catch (error) {
      isTrue(error instanceof RangeError || error.name === 'InternalError', String(error?.stack));
    } finally {
      globalThis.queueMicrotask = real;
    }
    isTrue(count > 10 && roster.rows.length > 10);
    roster.free();
    isSound();
  });
}
