// Random calls of every export, with every kind of argument.

import { START, t } from '../contract/tools.js';

/** Numbers from 0 to 1 by a seed (mulberry32), so that a failure can be repeated. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const no = () => {
  throw new Error('no');
};

export function random(api, { test, same, survives, isSound }) {
  // In Node a long run is asked for by the environment; the short one is a part of every run.
  const count = Number(globalThis.process?.env.RANDOM_CALLS ?? 30_000);
  test(`${count} random calls leave everything in order`, () => {
    const next = randomOf(23);
    const pick = (list) => list[Math.floor(next() * list.length)];
    const moment = () =>
      pick([t(next() * 1e7), START, 0, START / 1000, NaN, undefined, null, '0', {}, -1, 1e300, 1n]);
    const id = () => `id-${Math.floor(next() * 50)}`;
    const time = () => pick([new Date(t(next() * 1e6)).toISOString(), 'noon', null, 5, undefined]);
    const leg = () => ({
      id: pick([id(), id(), undefined, 5]),
      state: pick(['connected', 'alerting', 'disconnected', 'parked', 'tomorrow', 5, null]),
      held: pick([true, false, undefined, 'no']),
      connectedTime: time(),
      startHoldTime: time(),
      disconnectedTime: pick([undefined, time()]),
      parkTime: pick([undefined, time()]),
      segments: pick([undefined, [], [{ type: 'Hold', startTime: time(), endTime: time() }, null]]),
      afterCallWork: pick([undefined, { state: 'pending', startTime: time() }]),
    });
    const conversation = () => ({
      id: id(),
      participants: [
        { id: id(), purpose: pick(['agent', 'customer', 5]), [pick(['chats', 'calls'])]: [leg()] },
      ],
    });
    const poisoned = () =>
      pick([
        new Proxy({}, { get: no }),
        new Proxy([], { get: no, ownKeys: no }),
        new Proxy([{}], { get: (list, key) => (key === 'length' ? 2 ** 40 : list[key]) }),
        Object.defineProperty(leg(), 'held', { get: no, enumerable: true }),
        { valueOf: no, toString: no, [Symbol.toPrimitive]: no },
        Object.defineProperty(conversation(), 'participants', { get: () => roster.free() }),
      ]);
    const payload = () =>
      pick([
        leg,
        conversation,
        () => [conversation()],
        () => ({ entities: [conversation()], total: pick([1, 9]) }),
        () => JSON.stringify(conversation()),
        () => JSON.stringify(conversation()).slice(0, 60),
        () => new TextEncoder().encode(JSON.stringify(leg())),
        () => Uint8Array.of(255, 254),
      ])();
    const junk = () =>
      pick([undefined, null, 5, NaN, 'x', '', [], {}, true, Symbol('s'), () => {}]);
    const value = () => (next() < 0.8 ? payload() : next() < 0.5 ? junk() : poisoned());
    const options = () => pick([undefined, {}, { userId: 'u' }, { purposes: ['agent'] }, junk()]);
    const stopwatch = () =>
      pick([{ ms: 1, count: 1 }, { ms: 1, count: 1, since: START }, undefined, value()]);
    let roster = new api.Roster();
    let clock = new api.CloudClock();
    let saved = roster.save();
    const listen = () => pick([() => {}, no, () => roster.rows, () => roster.remove(id())]);
    const calls = [
      () => api.validateChat(value()),
      () => api.parseChat(value()),
      () => api.conversationChat['~standard'].validate(value()),
      () => api.stopwatches(value()),
      () => api.durations(value(), moment()),
      () => api.holdDuration(value(), moment()),
      () => api.timeline(value(), moment()),
      () => api.elapsed(stopwatch(), moment()),
      () => api.remaining(stopwatch(), moment()),
      () => api.formatClock(moment()),
      () => api.formatIsoDuration(moment()),
      () => api.summary(pick([roster.rows, value()]), moment(), pick([undefined, junk()])),
      () => roster.receive(value(), moment(), pick([undefined, moment()])),
      () => roster.receive(value(), t(next() * 1e6)),
      () => roster.sync(value(), moment(), moment()),
      () => roster.advance(moment(), pick([undefined, 1000, junk()])),
      () => roster.remove(pick([id(), junk()])),
      () => roster.get(pick([id(), junk()])),
      () => roster.explain(pick([id(), junk()])),
      () => roster.subscribe(pick([listen(), junk()]))(),
      () => {
        const timer = pick(['hold', 'talk', junk()]);
        const stop = roster.onThreshold({ timer, afterMs: pick([0, 5, junk()]) }, listen());
        if (next() < 0.9) stop();
      },
      () => (saved = roster.save()),
      () => api.Roster.restore(pick([saved, value()]), moment(), options()).free(),
      () => new api.Roster(options()).free(),
      () => clock.observe(moment(), pick([moment(), value()]), moment()),
      () => clock.now(moment()),
      () => [clock.offset, clock.uncertainty],
      () => {
        if (next() > 0.02) return;
        roster.free();
        clock.free();
      },
    ];
    const { queueMicrotask: real } = globalThis;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    // What listeners throw is thrown later.
    globalThis.queueMicrotask = () => {};
    try {
      for (let index = 0; index < count; index++) {
        survives(pick(calls));
        // After a while everything begins anew, whether it was freed or not.
        if (index % 500 < 499) continue;
        roster.free();
        clock.free();
        roster = new api.Roster(pick([undefined, { userId: 'u' }]));
        clock = new api.CloudClock();
      }
      same([typeof saved], ['string']);
    } finally {
      Object.assign(globalThis, { queueMicrotask: real });
      Error.stackTraceLimit = stackTraceLimit;
    }
    roster.free();
    clock.free();
    isSound();
  });
}
