// Time, of any communication.

import { NO_MOMENTS, START, TIMERS, at, communicationsIn, iso, t } from './tools.js';

const SPAN_KINDS = TIMERS.filter((name) => name !== 'handle');

/** Whether a chat of the fixtures is one that can be timed; what others are, `mistakes.js` has. */
const isChat = (api, chat) => {
  try {
    return api.stopwatches(chat) !== undefined;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
};

/** The latest moment that is written in a communication. */
const latestIn = (communication) =>
  Math.max(
    0,
    ...(JSON.stringify(communication).match(/\d{4}-\d\d-\d\dT[^"]*/g) ?? [])
      // JavaScript reads no leap seconds.
      .map((timestamp) => at(timestamp.replace(/:60/, ':59')))
      .filter((moment) => !Number.isNaN(moment)),
  );

/**
 * Every communication of every fixture, and a few that begin in the future or do several things at
 * once.
 */
function allCommunications(
  api,
  { checks, live, ended, old, conversation, list, nested, published },
) {
  const time = (ms) => new Date(at('2021-01-20T09:30:00Z') + ms).toISOString();
  const invented = [
    { state: 'connected', connectedTime: time(600_000), held: true, startHoldTime: time(700_000) },
    {
      state: 'alerting',
      startAlertingTime: time(900_000),
      queueMediaSettings: { alertingTimeoutSeconds: 30 },
    },
    {
      state: 'connected',
      segments: [
        { type: 'Interact', startTime: time(0) },
        { type: 'Hold', startTime: time(-5000) },
        { type: 'contacting', startTime: time(90_000) },
      ],
    },
    { state: 'parked', connectedTime: time(0), parkTime: time(1000), resumeTime: time(10_000) },
    {
      state: 'disconnected',
      disconnectedTime: time(0),
      afterCallWork: { state: 'pending', startTime: time(500_000) },
    },
    {
      state: 'connected',
      held: true,
      startHoldTime: 'noon',
      segments: [{ type: 'Interact', startTime: time(0), endTime: '2021-13-45' }],
    },
  ];
  const payloads = [conversation, list, nested, ...Object.values(published)];
  return [
    ...checks.map(({ chat }) => chat),
    live,
    ended,
    old,
    ...payloads.flatMap(communicationsIn),
    ...invented,
  ].filter((chat) => isChat(api, chat));
}

export function timing(api, fixtures, { test, same, throwsLike, isTrue }) {
  const moments = [
    at('2021-01-20T09:25:10Z'),
    at('2021-01-20T09:32:02.023Z'),
    at('2021-01-20T09:45:00Z'),
    at('2026-08-01T00:00:00Z'),
    at('1990-01-01T00:00:00Z'),
    at('2021-01-20T09:32:02Z') + 0.5,
  ];

  test('stopwatches, elapsed, remaining, durations, holdDuration and timeline tell the same, of every fixture at every moment', () => {
    const all = allCommunications(api, fixtures);
    isTrue(all.length > 80, `${all.length} communications`);
    for (const communication of all) {
      const watches = api.stopwatches(communication);
      for (const now of moments) {
        const what = `${JSON.stringify(communication)} at ${now}`;
        const durations = api.durations(communication, now);
        const { basis, ...timers } = durations;
        // What begins after `now` is left out, but `stopwatches` does not know when that is.
        const knowsAll = now >= latestIn(communication);
        if (knowsAll) same(Object.keys(timers), Object.keys(watches), what);
        isTrue(['segments', 'timestamps', 'none'].includes(basis), what);
        // Nothing that cannot be timed has a time.
        if (basis === 'none')
          same([timers.handle.ms, timers.alert.ms, timers.park.ms], [0, 0, 0], what);
        for (const [name, watch] of Object.entries(watches)) {
          if (!knowsAll) {
            isTrue((timers[name]?.ms ?? 0) <= api.elapsed(watch, now), `${name} of ${what}`);
            continue;
          }
          same(
            timers[name].ms,
            watch.ms + (watch.since === undefined ? 0 : Math.max(0, now - watch.since)),
            `${name} of ${what}`,
          );
          same(timers[name].ms, api.elapsed(watch, now), name);
          same(timers[name].remainingMs, api.remaining(watch, now), name);
          same(
            [timers[name].running, timers[name].count],
            [watch.since !== undefined, watch.count],
            `${name} of ${what}`,
          );
        }
        same(api.holdDuration(communication, now), timers.currentHold?.ms, what);
        const spans = api.timeline(communication, now);
        for (const kind of SPAN_KINDS) {
          const sum = spans
            .filter((span) => span.kind === kind)
            .reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);
          same(sum, timers[kind].ms, `${kind} of ${what}`);
        }
        isTrue(
          spans.every(({ startMs, endMs }) => startMs <= endMs),
          what,
        );
        isTrue(
          spans.every(({ startMs }, index) => index === 0 || spans[index - 1].startMs <= startMs),
          what,
        );
      }
    }
  });

  test('handle is the sum of its parts, and one stopwatch', () => {
    for (const communication of allCommunications(api, fixtures)) {
      const watches = api.stopwatches(communication);
      const parts = ['talk', 'hold', 'afterCallWork', 'contacting', 'dialing'].map(
        (name) => watches[name],
      );
      isTrue(
        parts.filter(({ since }) => since !== undefined).length <= 1,
        JSON.stringify(communication),
      );
      for (const now of moments.filter((moment) => moment >= latestIn(communication))) {
        same(
          api.elapsed(watches.handle, now),
          parts.reduce((sum, watch) => sum + api.elapsed(watch, now), 0),
          `${JSON.stringify(communication)} at ${now}`,
        );
      }
    }
  });

  test('a stopwatch says only what it knows', () => {
    const watches = api.stopwatches({ state: 'none' });
    same(watches, Object.fromEntries(TIMERS.map((name) => [name, { ms: 0, count: 0 }])));
    same(Object.keys(watches), TIMERS);
    same(api.stopwatches(fixtures.live).currentHold, {
      ms: 0,
      count: 1,
      since: at('2021-01-20T09:31:02.023Z'),
    });
  });

  test('what goes on without a moment of its start is a lower bound', () => {
    const bounds = (communication) => {
      const watches = Object.entries(api.stopwatches(communication));
      return Object.fromEntries(
        watches.filter(([, { bound }]) => bound).map(([name, { bound }]) => [name, bound]),
      );
    };
    same(bounds({ state: 'alerting' }), { alert: 'least' });
    const connected = {
      alert: 'least',
      contacting: 'least',
      dialing: 'least',
      talk: 'least',
      handle: 'least',
    };
    same(bounds({ state: 'connected' }), connected);
    const held = { state: 'connected', connectedTime: '2021-01-20T09:00:00Z', held: true };
    same(bounds(held), { ...connected, talk: 'most', hold: 'least' });
  });

  test('a real chat on hold', () => {
    const now = at('2021-01-20T09:32:02.023Z');
    const durations = api.durations(fixtures.live, now);
    same(durations.basis, 'segments');
    same(durations.alert, { ms: 11_050, running: false, count: 1 });
    same(durations.talk, { ms: 205_861 + 109_400, running: false, count: 2 });
    same(durations.hold, { ms: 32_485 + 60_023, running: true, count: 2 });
    same(durations.currentHold, { ms: 60_000, running: true, count: 1 });
    same(api.holdDuration(fixtures.live, now), 60_000);
    same(api.holdDuration(fixtures.ended, now), undefined);
    isTrue(!('currentHold' in api.durations(fixtures.ended, now)));
  });

  test('the published sessions, to the millisecond', () => {
    const start = at('2021-01-20T09:00:00Z');
    const time = (ms) => new Date(start + ms).toISOString();
    for (const { what, segments, metrics } of fixtures.sessions) {
      const communication = {
        segments: segments.map(({ type, startMs, endMs }) => ({
          type,
          startTime: time(startMs),
          endTime: time(endMs),
        })),
        state: 'disconnected',
      };
      const { alert, talk, hold, afterCallWork, contacting, dialing, handle } =
        api.stopwatches(communication);
      const measured = {
        tAlert: alert,
        tTalkComplete: talk,
        tHeldComplete: hold,
        tAcw: afterCallWork,
        tContacting: contacting,
        tDialing: dialing,
        tHandle: handle,
      };
      for (const [metric, watch] of Object.entries(measured))
        same([watch.ms, watch.since], [metrics[metric] ?? 0, undefined], `${what}: ${metric}`);
    }
  });

  test('after-call work by its own times, by segments, by seconds', () => {
    const [startTime, endTime] = [iso(10_000), iso(30_000)];
    const work = (chat) =>
      api.durations({ state: 'disconnected', disconnectedTime: startTime, ...chat }, t(60_000))
        .afterCallWork;
    same(work({ afterCallWork: { startTime, endTime, state: 'complete' } }), {
      ms: 20_000,
      running: false,
      count: 1,
    });
    same(work({ afterCallWork: { startTime, state: 'PENDING' } }), {
      ms: 50_000,
      running: true,
      count: 1,
    });
    same(work({ segments: [{ type: 'wrapup', startTime, endTime }] }), {
      ms: 20_000,
      running: false,
      count: 1,
    });
    same(work({ wrapup: { durationSeconds: 39, endTime } }), {
      ms: 39_000,
      running: false,
      count: 1,
    });
  });

  test('a limit is that of the stretch that runs', () => {
    const alerting = {
      state: 'alerting',
      startAlertingTime: iso(0),
      queueMediaSettings: { alertingTimeoutSeconds: 30 },
    };
    same(api.stopwatches(alerting).alert, { ms: 0, count: 1, since: START, until: t(30_000) });
    same(api.durations(alerting, t(10_000)).alert, {
      ms: 10_000,
      running: true,
      count: 1,
      remainingMs: 20_000,
    });
    same(api.durations(alerting, t(40_000)).alert.remainingMs, 0);
    const [startTime, endTime, again] = [iso(0), iso(20_000), iso(60_000)];
    const twice = {
      ...alerting,
      segments: [
        { type: 'alert', startTime, endTime },
        { type: 'alert', startTime: again },
      ],
    };
    same(api.stopwatches(twice).alert, {
      ms: 20_000,
      count: 2,
      since: t(60_000),
      until: t(90_000),
    });
  });

  test('elapsed and remaining of no stopwatch', () => {
    same(
      [
        api.elapsed(undefined, START),
        api.remaining(undefined, START),
        api.remaining({ ms: 1, count: 1 }, START),
      ],
      [0, undefined, undefined],
    );
    same(
      [
        api.elapsed({ ms: 5, count: 1, since: t(100) }, t(50)),
        api.remaining({ ms: 5, count: 1, until: t(100) }, t(150)),
      ],
      [5, 0],
    );
  });

  test('what is no moment is a RangeError before anything is read; a communication without a time has none', () => {
    let reads = 0;
    const watched = new Proxy({}, { get: () => void reads++ });
    for (const now of NO_MOMENTS) {
      for (const ask of [
        api.durations,
        api.holdDuration,
        api.timeline,
        api.elapsed,
        api.remaining,
      ]) {
        throwsLike(
          () => ask(watched, now),
          RangeError,
          'expected `now` to be a finite number of epoch milliseconds',
        );
      }
    }
    same(reads, 0);
    for (const timeless of [
      { id: 'a', state: 'connected' },
      { state: 'connected', segments: 'x', connectedTime: {}, held: 'yes', startHoldTime: 'x' },
      { connectedTime: 'noon', held: true, startHoldTime: 'x' },
    ]) {
      const bound = 'least';
      same(api.stopwatches(timeless).handle, { ms: 0, count: 0, bound });
      const { handle, basis } = api.durations(timeless, START);
      same([handle, basis], [{ ms: 0, running: false, count: 0, bound }, 'none']);
      same([api.timeline(timeless, START), api.holdDuration(timeless, START)], [[], undefined]);
    }
  });

  test('text of any kind, half emojis too, costs nothing else', () => {
    const connectedTime = '2021-01-20T09:25:34Z';
    for (const [state, initialState] of [
      ['été', '😀'],
      ['\ud83d', '\ude00'],
      ['\ufeff', '\ufeffx'],
      ['x'.repeat(3000), 'ä'.repeat(3000)],
    ]) {
      const chat = {
        state,
        initialState,
        connectedTime,
        disconnectedTime: '2021-01-20T09:25:30Z',
        avatarImageUrl: 'https://exämple.com',
      };
      same(
        api
          .validateChat(chat)
          .issues.map(({ code }) => code)
          .sort(),
        ['order', 'unknown-value', 'unknown-value'],
      );
      same(api.parseChat(JSON.stringify(chat)).issues, api.validateChat(chat).issues);
      same(api.durations(chat, at(connectedTime) + 5000).talk.running, false);
    }
  });
}
