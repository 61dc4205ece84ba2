// Objects that are freed, freed again, used afterwards, or whose methods are called without them.

import { START } from '../contract/tools.js';

const FREED = 'expected a `Roster` that is in use, found one that was freed';
const FREED_CLOCK = 'expected a `CloudClock` that is in use, found one that was freed';
const detached = (name) =>
  `expected a method of \`${name}\` to be called on one: call it as \`object.method()\`, or bind it`;

/** Every use of a roster. */
const USES = {
  receive: (roster) => roster.receive({ id: 'a', state: 'connected' }, START),
  receiveText: (roster) => roster.receive('{"id":"a","state":"connected"}', START),
  sync: (roster) => roster.sync([], START),
  rows: (roster) => roster.rows,
  get: (roster) => roster.get('a'),
  advance: (roster) => roster.advance(START),
  remove: (roster) => roster.remove('a'),
  onThreshold: (roster) => roster.onThreshold({ timer: 'hold', afterMs: 1 }, () => {}),
  subscribe: (roster) => roster.subscribe(() => {}),
  getSnapshot: (roster) => roster.getSnapshot(),
  save: (roster) => roster.save(),
};
const CLOCK_USES = {
  observe: (clock) => clock.observe(0, 0, 0),
  now: (clock) => clock.now(0),
  offset: (clock) => clock.offset,
  uncertainty: (clock) => clock.uncertainty,
};

export function lifetimes(api, { test, same, throwsLike, thrown, isSound, isTrue }) {
  test('free, and dispose where there is one, may be called again and again', () => {
    for (const made of [
      new api.Roster(),
      new api.CloudClock(),
      api.Roster.restore(new api.Roster().save(), START),
    ]) {
      for (let times = 0; times < 3; times++) {
        same(made.free(), undefined);
        if (Symbol.dispose) same(made[Symbol.dispose](), undefined);
      }
    }
    if (Symbol.dispose) {
      const roster = new api.Roster();
      roster[Symbol.dispose]();
      throwsLike(() => roster.rows, Error, FREED);
    }
    isSound();
  });

  test('what is freed answers with a clear error, a hundred thousand times', () => {
    const roster = new api.Roster();
    roster.receive({ id: 'a', state: 'connected' }, START);
    const { rows } = roster;
    const stops = [
      roster.onThreshold({ timer: 'hold', afterMs: 1 }, () => {}),
      roster.subscribe(() => {}),
    ];
    roster.free();
    const clock = new api.CloudClock();
    clock.free();
    const uses = [
      ...Object.values(USES).map((use) => [() => use(roster), FREED]),
      ...Object.values(CLOCK_USES).map((use) => [() => use(clock), FREED_CLOCK]),
    ];
    for (let times = 0; times < 100_000; times++) {
      const [use, message] = uses[times % uses.length];
      const error = thrown(use);
      if (error?.message !== message) same(error?.message, message);
    }
    for (const stop of stops) stop();
    same(rows[0].communicationId, 'a');
    isSound();
  });

  test('rosters come and go by the thousand', () => {
    for (let times = 0; times < 20_000; times++) {
      const roster = new api.Roster();
      roster.receive('{"id":"a","state":"connected"}', START);
      if (roster.rows.length !== 1) throw new Error('no row');
      roster.free();
    }
    isSound();
  });

  test('a method without its object says so', () => {
    const roster = new api.Roster();
    const clock = new api.CloudClock();
    const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
    const methods = [
      ['Roster', (receiver) => Reflect.apply(roster.receive, receiver, [{}, START])],
      ['Roster', (receiver) => Reflect.apply(roster.sync, receiver, [{}, START])],
      ['Roster', (receiver) => Reflect.apply(roster.get, receiver, ['a'])],
      ['Roster', (receiver) => Reflect.apply(roster.advance, receiver, [START])],
      ['Roster', (receiver) => Reflect.apply(roster.remove, receiver, ['a'])],
      [
        'Roster',
        (receiver) =>
          Reflect.apply(roster.onThreshold, receiver, [{ timer: 'hold', afterMs: 1 }, () => {}]),
      ],
      ['Roster', (receiver) => Reflect.apply(roster.save, receiver, [])],
      ['Roster', (receiver) => Reflect.apply(getter(api.Roster.prototype, 'rows'), receiver, [])],
      ['CloudClock', (receiver) => Reflect.apply(clock.observe, receiver, [0, 0, 0])],
      ['CloudClock', (receiver) => Reflect.apply(clock.now, receiver, [0])],
      [
        'CloudClock',
        (receiver) => Reflect.apply(getter(api.CloudClock.prototype, 'offset'), receiver, []),
      ],
      [
        'CloudClock',
        (receiver) => Reflect.apply(getter(api.CloudClock.prototype, 'uncertainty'), receiver, []),
      ],
    ];
    for (const [name, call] of methods) {
      const wrong = name === 'Roster' ? clock : roster;
      for (const receiver of [
        undefined,
        null,
        {},
        5,
        'x',
        Object.create(api[name].prototype),
        wrong,
      ])
        throwsLike(() => call(receiver), TypeError, detached(name));
    }
    for (const name of ['Roster', 'CloudClock'])
      isTrue(thrown(() => Reflect.apply(api[name], undefined, [])) instanceof TypeError);
    isTrue(roster.rows.length === 0 && clock.offset === undefined);
    isSound();
  });

  test('a roster works through whatever wraps it', () => {
    const roster = new api.Roster();
    const deep = (object) =>
      new Proxy(object, {
        get(target, name, receiver) {
          const value = Reflect.get(target, name, receiver);
          const { writable, configurable } = Object.getOwnPropertyDescriptor(target, name) ?? {
            writable: true,
          };
          return typeof value === 'object' && value !== null && (writable || configurable)
            ? deep(value)
            : value;
        },
      });
    for (const wrapped of [
      new Proxy(roster, {}),
      deep(roster),
      Object.create(roster),
      Object.freeze(roster),
    ]) {
      same(wrapped.receive({ id: 'a', state: 'connected' }, START).length <= 1, true);
      same(wrapped.rows.length, 1);
      same(wrapped.getSnapshot().length, 1);
      same(typeof wrapped.save(), 'string');
    }
    roster.free();
    throwsLike(() => new Proxy(roster, {}).rows, Error, FREED);
  });

  test('a roster is no data: it is neither cloned nor written as JSON, and its rows are', () => {
    const roster = new api.Roster();
    roster.receive({ id: 'a', state: 'connected', connectedTime: '2021-01-20T09:25:34Z' }, 1.7e12);
    const copy = structuredClone(roster.rows);
    same(copy, roster.rows);
    isTrue(copy !== roster.rows);
    same(api.elapsed(copy[0].timers.talk, 1.7e12), api.elapsed(roster.rows[0].timers.talk, 1.7e12));
    same([Object.keys(roster), JSON.stringify(roster)], [[], '{}']);
    roster.free();
  });
}
