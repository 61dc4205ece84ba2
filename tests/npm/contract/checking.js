// Checking objects.

const absentRoot = (found) => [
  { path: [], code: 'type', severity: 'error', message: `expected an object, found ${found}` },
];

class Chat {
  constructor() {
    this.held = 1;
  }
}

export function checking(api, fixtures, { test, same, isTrue }) {
  const pathsOf = (value) =>
    api
      .validateChat(value)
      .issues.map(({ path, code, severity }) => [path.join('.'), code, severity]);

  test('every fixture is judged as it says', () => {
    isTrue(fixtures.checks.length > 60);
    for (const { name, chat, issues } of fixtures.checks) {
      const valid = issues.every(({ severity }) => severity !== 'error');
      same(api.validateChat(chat), { valid, issues }, name);
    }
  });

  test('what is no object is no chat, and that is one finding', () => {
    const kinds = [
      [undefined, 'undefined'],
      [null, 'null'],
      [5, 'a number'],
      [NaN, 'a number'],
      ['chat', 'a string'],
      [true, 'a boolean'],
      [[], 'an array'],
      [[{}], 'an array'],
      [1n, 'a bigint'],
      [Symbol('s'), 'a symbol'],
      [() => {}, 'a function'],
      [class {}, 'a function'],
    ];
    for (const [value, found] of kinds)
      same(api.validateChat(value), { valid: false, issues: absentRoot(found) }, found);
    const classes = [
      new Date(0),
      new Map([['held', 1]]),
      new Set(),
      /x/,
      new Error('x'),
      Promise.resolve(),
      new WeakMap(),
      new ArrayBuffer(1),
      new Uint8Array(1),
      new String('x'),
      new Number(5),
      new URL('https://example.com'),
    ];
    for (const value of classes) {
      const { valid, issues } = api.validateChat(value);
      same(
        [valid, issues.length, issues[0].path, issues[0].code],
        [false, 1, [], 'type'],
        Object.prototype.toString.call(value),
      );
    }
  });

  test('objects of whatever prototype are chats', () => {
    const bare = Object.assign(Object.create(null), { held: 1 });
    for (const chat of [
      { held: 1 },
      bare,
      new Chat(),
      Object.create({ held: 1 }),
      new Proxy({ held: 1 }, {}),
      Object.freeze({ held: 1 }),
    ]) {
      same(pathsOf(chat), [['held', 'type', 'error']]);
    }
  });

  test('a conversation, an event or a list given as a chat is warned about', () => {
    const warned = (value) =>
      api
        .validateChat(value)
        .issues.filter(({ severity }) => severity === 'warning')
        .map(({ path, code }) => [path.join('.'), code]);
    same(warned(fixtures.conversation), [['participants', 'type']]);
    same(warned(fixtures.nested), [['eventBody', 'type']]);
    same(warned(fixtures.list), [['entities', 'type']]);
    same(
      api.parseChat(JSON.stringify(fixtures.conversation)).issues,
      api.validateChat(fixtures.conversation).issues,
    );
    same(api.validateChat(fixtures.conversation).valid, true);
  });

  test('a value of the wrong kind is one finding, and no rule speaks of its absence', () => {
    for (const wrong of [5, true, {}, []]) {
      const cases = [
        { segments: [{ startTime: wrong }] },
        { state: 'disconnected', disconnectedTime: wrong },
        { held: true, startHoldTime: wrong },
        { afterCallWork: { state: 'complete', endTime: wrong } },
      ];
      for (const chat of cases)
        same(
          api.validateChat(chat).issues.map(({ code }) => code),
          ['type'],
          JSON.stringify(chat),
        );
    }
    same(pathsOf({ journeyContext: { customer: 5 } }), [
      ['journeyContext.customer', 'type', 'error'],
    ]);
  });

  test('null and undefined mean absent for a field', () => {
    const fields = [
      'state',
      'id',
      'segments',
      'held',
      'direction',
      'startHoldTime',
      'connectedTime',
      'avatarImageUrl',
      'journeyContext',
      'wrapup',
      'afterCallWork',
      'queueMediaSettings',
    ];
    for (const field of fields) {
      for (const absent of [null, undefined])
        same(api.validateChat({ [field]: absent }), { valid: true, issues: [] }, field);
    }
  });

  test('the value stays as it is', () => {
    const chat = Object.freeze({
      held: 'yes',
      mood: 'good',
      segments: Object.freeze([null, Object.freeze({})]),
    });
    same(api.validateChat(chat).valid, false);
    same(chat, { held: 'yes', mood: 'good', segments: [null, {}] });
  });

  test('a property that throws hides no other', () => {
    const no = () => {
      throw new Error('no');
    };
    const guarded = (object, ...names) =>
      Object.defineProperties(
        object,
        Object.fromEntries(names.map((name) => [name, { get: no, enumerable: true }])),
      );
    same(api.validateChat(guarded({ id: 'a' }, 'held')).issues, [
      {
        path: ['held'],
        code: 'type',
        severity: 'error',
        message: 'expected a boolean, found a property that throws',
      },
    ]);
    const segments = [
      guarded({ startTime: 'noon' }, 'endTime', 'type'),
      guarded({}, 'startTime'),
      { startTime: 5 },
    ];
    const chat = guarded(
      {
        avatarImageUrl: 'x',
        held: 1,
        segments,
        journeyContext: guarded({}, 'customer', 'triggeringAction'),
      },
      'id',
      'state',
      'wrapup',
    );
    const found = Object.fromEntries(
      api
        .validateChat(chat)
        .issues.map(({ path, message }) => [path.join('.'), message.replace(/.*found /, '')]),
    );
    for (const path of [
      'segments.0.endTime',
      'segments.0.type',
      'segments.1.startTime',
      'journeyContext.customer',
      'journeyContext.triggeringAction',
      'id',
      'state',
      'wrapup',
    ]) {
      same(found[path], 'a property that throws', path);
    }
    same([found['segments.2.startTime'], found.held], ['a number', 'a number']);
    isTrue('segments.0.startTime' in found && 'avatarImageUrl' in found);
  });

  test('kinds that JSON does not have are findings of objects', () => {
    same(
      api
        .validateChat({ held: 1n, id: Symbol('s'), state: () => {}, roomId: new Date(0) })
        .issues.map(({ path, message }) => [path[0], message])
        .sort(),
      [
        ['held', 'expected a boolean, found a bigint'],
        ['id', 'expected a string, found a symbol'],
        ['roomId', 'expected a string, found an object of a built-in class'],
        ['state', 'expected a string, found a function'],
      ],
    );
    for (const number of [NaN, Infinity, -Infinity]) {
      same(api.validateChat({ wrapup: { durationSeconds: number } }).issues, [
        {
          path: ['wrapup', 'durationSeconds'],
          code: 'number',
          severity: 'error',
          message: 'expected a number that a double can hold',
        },
      ]);
    }
  });

  test('messages are lower case, without full stop, and without content of the chat', () => {
    const secret = 'SECRET-of-the-customer';
    const chat = {
      state: secret,
      direction: secret,
      disconnectType: secret,
      avatarImageUrl: secret,
      scriptId: secret,
      connectedTime: secret,
      segments: [{ startTime: secret, disconnectType: secret }],
      afterCallWork: { state: secret },
    };
    const { issues } = api.validateChat(chat);
    isTrue(issues.length >= 8);
    for (const { message } of [...issues, ...fixtures.checks.flatMap(({ issues }) => issues)]) {
      same(
        [message.includes(secret), message.endsWith('.'), /^[a-z`]/.test(message)],
        [false, false, true],
        message,
      );
    }
  });

  test('a getter that calls back is answered, and the outer check goes on', () => {
    const chat = {
      get state() {
        return api.validateChat({ state: 'x', held: 5 }).issues.length === 2 ? 'connected' : 'y';
      },
      held: 'no',
    };
    same(pathsOf(chat), [['held', 'type', 'error']]);
  });
}
