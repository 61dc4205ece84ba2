// All kinds of values that a page could hand over by mistake or in malice.

import { NO_MOMENTS, START } from '../contract/tools.js';

const no = () => {
  throw new Error('no');
};

function leaves() {
  const throwing = new Proxy({}, { get: no, has: no, ownKeys: no, getPrototypeOf: no });
  const throwingList = new Proxy([], { get: no });
  const lying = (length) =>
    new Proxy([{ startTime: 5 }], { get: (list, key) => (key === 'length' ? length : list[key]) });
  const cyclic = {};
  Object.assign(cyclic, {
    segments: [cyclic],
    wrapup: cyclic,
    journeyContext: cyclic,
    customer: cyclic,
    participants: [cyclic],
    chats: [cyclic],
    entities: [cyclic],
    eventBody: cyclic,
  });
  const cyclicList = [];
  cyclicList.push(cyclicList, cyclicList);
  let deep = {};
  for (let level = 0; level < 100_000; level++) deep = { journeyContext: deep, segments: [deep] };
  const sparse = [];
  sparse[4_000_000_000] = { startTime: 1 };
  sparse[Symbol.toPrimitive] = () => NaN; // JavaScript itself would join four billion elements
  const inherited = Object.create({ state: 'connected', held: 5 });
  const polluted = JSON.parse(
    '{"__proto__": {"held": 1}, "constructor": 5, "hasOwnProperty": 1, "toString": 1, "valueOf": 1}',
  );
  const convertible = { valueOf: no, toString: no, [Symbol.toPrimitive]: no, toJSON: no };
  const revoked = [{}, [], () => {}].map((target) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  });
  const strings = [
    '',
    '\ud83d',
    '\udc00\ud83d',
    '\0',
    'é'.repeat(40),
    '9999-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00+23:59',
    `2021-01-20T09:25:34.${'9'.repeat(100_000)}Z`,
  ];
  const numbers = [NaN, Infinity, -Infinity, -0, 1e308, 5e-324, 2 ** 53, -1];
  const classes = [
    class {},
    new Date(NaN),
    new Map([['state', 1]]),
    new Set(),
    /x/,
    new String('connected'),
    new Error('x'),
    new ArrayBuffer(8),
    new Float64Array(4),
    new WeakMap(),
    Promise.resolve(),
    globalThis,
  ];
  const lists = ['5', -5.5, Infinity, NaN, {}, null, 2 ** 32 + 1, 1n, Symbol('s')].map(lying);
  return [
    undefined,
    null,
    true,
    1n,
    Symbol('s'),
    Symbol.iterator,
    () => {},
    ...classes,
    throwing,
    throwingList,
    ...lists,
    cyclic,
    cyclicList,
    deep,
    sparse,
    inherited,
    polluted,
    convertible,
    ...revoked,
    ...strings,
    ...numbers,
  ];
}

const FIELDS = [
  'state',
  'segments',
  'held',
  'startHoldTime',
  'connectedTime',
  'disconnectedTime',
  'wrapup',
  'journeyContext',
  'afterCallWork',
  'queueMediaSettings',
  'avatarImageUrl',
  'scriptId',
  'id',
  'participants',
  'chats',
  'entities',
  'eventBody',
  'data',
  'topicName',
  'messages',
];

function hostileValues() {
  const all = leaves();
  return [
    ...all,
    ...FIELDS.flatMap((field) => all.map((leaf) => ({ [field]: leaf }))),
    ...all.map((leaf) => ({
      segments: [leaf, { startTime: leaf, endTime: leaf, type: leaf }],
      wrapup: { tags: [leaf], durationSeconds: leaf },
      afterCallWork: { startTime: leaf, state: leaf },
    })),
    ...all.map((leaf) => ({
      id: 'c',
      participants: [
        leaf,
        { id: leaf, purpose: leaf, chats: leaf, messages: [leaf, { id: leaf, state: leaf }] },
      ],
    })),
  ];
}

export function values(api, { test, same, survives, isSound, isTrue }) {
  test('no value traps', () => {
    const roster = new api.Roster();
    const clock = new api.CloudClock();
    for (const value of hostileValues()) {
      isTrue(Array.isArray(api.validateChat(value).issues));
      isTrue(!Number.isNaN(survives(() => api.durations(value, START + 0.5))?.handle.ms));
      survives(() => api.conversationChat['~standard'].validate(value));
      survives(() => api.timeline(value, START));
      survives(() => api.stopwatches(value));
      survives(() => api.holdDuration(value, START));
      survives(() => api.parseChat(value));
      survives(() => roster.receive(value, START));
      survives(() => roster.sync(value, START));
      survives(() => roster.remove(value));
      survives(() => roster.get(value));
      survives(() => roster.onThreshold(value, () => {})());
      survives(() => roster.subscribe(value)());
      survives(() => new api.Roster(value).free());
      survives(() => new api.Roster({ userId: value, purposes: value }).free());
      survives(() => api.Roster.restore(value, START));
      survives(() => clock.observe(0, value, 1));
      for (const { communicationId } of roster.rows) roster.remove(communicationId);
    }
    for (const value of leaves()) {
      for (const format of [api.formatClock, api.formatIsoDuration])
        same(typeof format(value), 'string');
      survives(() => api.elapsed(value, START));
      survives(() => api.remaining(value, START));
    }
    roster.free();
    isSound();
  });

  test('arguments are never converted', () => {
    const roster = new api.Roster();
    const converted = [];
    const trap = (name) => ({
      valueOf: () => (converted.push(name), roster.free(), 0),
      toString: () => (converted.push(name), '0'),
      [Symbol.toPrimitive]: () => (converted.push(name), 0),
      toJSON: () => (converted.push(name), 0),
    });
    const clock = new api.CloudClock();
    const calls = {
      at: (value) => roster.receive({}, value),
      askedAt: (value) => roster.receive({}, START, value),
      now: (value) => roster.advance(value),
      stepMs: (value) => roster.advance(START, value),
      afterMs: (value) => roster.onThreshold({ timer: 'hold', afterMs: value }, () => {}),
      timer: (value) => roster.onThreshold({ timer: value, afterMs: 5 }, () => {}),
      userId: (value) => new api.Roster({ userId: value }),
      purposes: (value) => new api.Roster({ purposes: [value] }),
      remove: (value) => roster.remove(value),
      get: (value) => roster.get(value),
      restore: (value) => api.Roster.restore(value, START),
      restoreAt: (value) => api.Roster.restore(roster.save(), value),
      sentAt: (value) => clock.observe(value, 0, 1),
      serverTime: (value) => clock.observe(0, value, 1),
      receivedAt: (value) => clock.observe(0, 0, value),
      local: (value) => clock.now(value),
      durations: (value) => api.durations({}, value),
      elapsed: (value) => api.elapsed({ ms: 0, count: 0 }, value),
      formatClock: (value) => api.formatClock(value),
      parseChat: (value) => api.parseChat(value),
      id: (value) => roster.receive({ id: value, state: 'connected' }, START),
      time: (value) => api.durations({ state: 'connected', connectedTime: value }, START),
    };
    for (const [name, call] of Object.entries(calls)) survives(() => call(trap(name)));
    same(converted, []);
    same(roster.rows.length >= 0, true);
    roster.free();
  });

  test('a moment of the wrong kind leaves everything as it was', () => {
    const roster = new api.Roster();
    roster.receive({ id: 'a', state: 'connected', connectedTime: '2021-01-20T09:25:34Z' }, 1.6e12);
    let calls = 0;
    roster.subscribe(() => void calls++);
    roster.onThreshold({ timer: 'talk', afterMs: 0 }, () => void calls++);
    const before = [roster.rows, roster.save()];
    for (const moment of NO_MOMENTS) {
      for (const call of [
        () => roster.receive({ id: 'b', state: 'connected' }, moment),
        () => roster.sync([], moment),
        () => roster.sync([], 1e12, moment ?? null),
        () => roster.advance(moment),
      ]) {
        let error;
        try {
          call();
        } catch (thrown) {
          error = thrown;
        }
        isTrue(error instanceof RangeError, String(error));
      }
    }
    isTrue(roster.rows === before[0] && roster.save() === before[1] && calls === 0);
    roster.free();
  });

  test('moments of any size give durations that are never negative', () => {
    const moments = [
      '0001-01-01T00:00:00+23:59',
      '1970-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999-23:59',
      undefined,
    ];
    const nows = [631_152_000_000, START, START + 0.5, 1e300, Number.MAX_VALUE];
    const roster = new api.Roster();
    for (const startTime of moments) {
      for (const endTime of moments) {
        const chat = {
          id: 'x',
          state: 'connected',
          held: true,
          startHoldTime: endTime,
          connectedTime: startTime,
          segments: [{ startTime, endTime, type: 'Hold' }],
        };
        for (const now of nows) {
          isTrue(
            api.durations(chat, now).handle.ms >= 0 && (api.holdDuration(chat, now) ?? 0) >= 0,
          );
          isTrue(api.timeline(chat, now).every(({ startMs, endMs }) => startMs <= endMs));
          roster.receive(chat, now, START);
          roster.sync([], now, now);
          const next = roster.advance(now);
          isTrue(next === undefined || next > now, `${next} after ${now}`);
          for (const { timers } of roster.rows)
            isTrue(Object.values(timers).every((watch) => api.elapsed(watch, now) >= 0));
        }
      }
    }
    roster.free();
    isSound();
  });

  test('lists whose length lies, and properties that throw, hide nothing else and lock nothing', () => {
    const lying = new Proxy([{ startTime: 5 }], {
      get: (list, key) => (key === 'length' ? 2 : list[key]),
    });
    // What is not there counts as `null` does: as absent.
    same(
      api
        .validateChat({ segments: lying, held: 1 })
        .issues.map(({ path, message }) => [path.join('.'), message]),
      [
        ['segments.0.startTime', 'expected a string, found a number'],
        ['held', 'expected a boolean, found a number'],
      ],
    );
    const roster = new api.Roster();
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const guarded = {
      id: 'a',
      state: 'connected',
      get held() {
        return no();
      },
      segments: revoked,
      wrapup: revoked,
    };
    for (let times = 0; times < 100; times++) {
      survives(() => roster.receive(revoked, START));
      survives(() => roster.receive({ participants: revoked }, START));
      survives(() => roster.receive(guarded, START));
    }
    same(
      roster.rows.map(({ communicationId }) => communicationId),
      ['a'],
    );
    same(roster.receive({ id: 'b', state: 'connected' }, START).length, 1);
    roster.free();
  });

  test('the prototypes of the language stay as they are', () => {
    const json =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"__proto__","state":"connected"}';
    const roster = new api.Roster();
    for (const payload of [json, JSON.parse(json)]) {
      api.parseChat(json);
      api.conversationChat['~standard'].validate({ ...JSON.parse(json), held: null });
      roster.receive(payload, START);
    }
    same(
      [{}.polluted, [].polluted, roster.get('__proto__').communicationId],
      [undefined, undefined, '__proto__'],
    );
    roster.free();
  });
}
