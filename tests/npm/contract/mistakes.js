// The first mistakes of somebody who does not know the package: each is right, or says what is
// wrong and what to do.

import { NO_MOMENTS, START, at, iso, t, withRoster } from './tools.js';

const PASS = 'pass a chat, a message, a call, ... as an object';
const CONVERSATION =
  "a conversation: pass one of its participants' `messages`, `calls`, ..., or hand it to a `Roster`";
const PARTICIPANT = 'a participant: pass one of its `messages`, `calls`, ...';
const ARRAY = 'an array: pass one communication, or hand a list of conversations to a `Roster`';
const UNKNOWN = `an object without a state or a moment of one: ${PASS}`;

/** What is no communication, and what the error says of it. */
function wrongOnes({ conversation, list, nested, flat, heartbeat, date, live, published }, api) {
  const agent = conversation.participants.at(-1);
  const { row, roster, change } = withRoster(api, (made) => ({
    change: made.receive(conversation, START)[0],
    row: made.rows[0],
    roster: made,
  }));
  return [
    [conversation, CONVERSATION],
    [nested.eventBody, CONVERSATION],
    [flat.eventBody, CONVERSATION],
    [agent, PARTICIPANT],
    [{ id: 'p', purpose: 'agent', connectedTime: iso(0), calls: [] }, PARTICIPANT],
    [nested, 'an event: hand it to a `Roster`'],
    [flat, 'an event: hand it to a `Roster`'],
    [heartbeat, 'an event: hand it to a `Roster`'],
    [{ topic: 'v2.users.u.conversations', data: conversation }, 'an event: hand it to a `Roster`'],
    [list, 'a list: pass one communication, or hand a list of conversations to a `Roster`'],
    [list.entities, ARRAY],
    [conversation.participants, ARRAY],
    [agent.chats, ARRAY],
    [live.segments, ARRAY],
    [[], ARRAY],
    [{ conversations: [] }, 'an answer of the analytics API: hand it to `readHistory`'],
    [
      { participantId: 'p', purpose: 'agent', sessions: [] },
      'a participant of an analytics record: pass one of its `sessions`',
    ],
    [row, 'a row of a roster: read its `timers`'],
    [{ data: live, status: 200 }, 'the answer of a client: pass what is in its `data`'],
    [Promise.resolve(live), 'a promise: `await` it'],
    [{ json: async () => live }, 'a response: pass a communication of what its `json()` gives'],
    [JSON.stringify(live), 'a string: pass what `JSON.parse` gives of it'],
    [undefined, `undefined: ${PASS}`],
    [null, `null: ${PASS}`],
    [5, `a number: ${PASS}`],
    [true, `a boolean: ${PASS}`],
    [1n, `a bigint: ${PASS}`],
    [Symbol('x'), `a symbol: ${PASS}`],
    [() => live, `a function: ${PASS}`],
    [new Date(), `a value of the class \`Date\`: ${PASS}`],
    [new Map([['state', 'connected']]), `a value of the class \`Map\`: ${PASS}`],
    [new Uint8Array(2), `a value of the class \`Uint8Array\`: ${PASS}`],
    [new URL('https://example.com'), `a value of the class \`URL\`: ${PASS}`],
    [new Error('no'), `a value of the class \`Error\`: ${PASS}`],
    [{}, UNKNOWN],
    [{ id: 'a' }, UNKNOWN],
    [{ message: 'unauthorized', status: 401 }, UNKNOWN],
    [date, UNKNOWN],
    [published['rest-user-me'], UNKNOWN],
    [published['rest-channel'], UNKNOWN],
    [{ id: 'u', name: 'Grace', state: 'active' }, UNKNOWN],
    [{ userId: 'u', status: 'INTERACTING', startTime: iso(0) }, UNKNOWN],
    [live.segments[0], UNKNOWN],
    [{ state: 'complete', startTime: iso(0), endTime: iso(1000) }, UNKNOWN],
    [roster, UNKNOWN],
    [row.timers, 'stopwatches: read them with `elapsed`'],
    [row.timers.talk, UNKNOWN],
    [change, UNKNOWN],
    [api.durations(live, START), 'stopwatches: read them with `elapsed`'],
  ];
}

export function mistakes(api, fixtures, { test, same, throwsLike, isTrue }) {
  test('what is no communication is a TypeError that says what it is and what to do', () => {
    for (const [value, found] of wrongOnes(fixtures, api)) {
      const asks = [
        () => api.stopwatches(value),
        () => api.durations(value, START),
        () => api.holdDuration(value, START),
        () => api.timeline(value, START),
      ];
      for (const ask of asks)
        throwsLike(ask, TypeError, `expected a communication, found ${found}`);
    }
  });

  test('communications of all media and layouts are timed', () => {
    const nested = { state: 'connected', connectedTime: iso(0), segments: [] };
    const flat = fixtures.flat.eventBody.participants.at(-1);
    for (const communication of [
      nested,
      { ...nested, messages: [{ messageId: 'm', messageTime: iso(0) }] },
      { ...nested, state: 'tomorrow' },
      { connectedTime: iso(0) },
      { segments: [{ type: 'Interact', startTime: iso(0) }] },
      { purpose: 'agent', state: 'connected', connectedTime: iso(0), startTime: iso(-5000) },
      Object.assign(Object.create(null), nested),
      Object.assign(new (class Chat {})(), nested),
    ])
      same(
        api.elapsed(api.stopwatches(communication).talk, t(60_000)),
        60_000,
        JSON.stringify(communication),
      );
    same(api.durations(flat, at(flat.endTime) + 1e6).basis, 'timestamps');
    for (const timeless of [{ state: 'connected' }, { state: 'none' }, { wrapup: { code: 'w' } }])
      same(api.durations(timeless, START).basis, 'none');
  });

  test('what is another moment than one of the cloud is a RangeError that says so', () => {
    const chat = { state: 'connected', connectedTime: iso(0) };
    const stopwatch = { ms: 0, count: 1, since: START };
    withRoster(api, (roster) => {
      const saved = roster.save();
      const calls = {
        now: [
          (now) => api.durations(chat, now),
          (now) => api.holdDuration(chat, now),
          (now) => api.timeline(chat, now),
          (now) => api.elapsed(stopwatch, now),
          (now) => api.elapsed(undefined, now),
          (now) => api.remaining(stopwatch, now),
          (now) => roster.advance(now),
          (now) => api.summary([], now),
        ],
        at: [
          (moment) => roster.receive(chat, moment),
          (moment) => roster.sync([], moment),
          (moment) => api.Roster.restore(saved, moment),
        ],
        askedAt: [
          (moment) => roster.receive(chat, START, moment),
          (moment) => roster.sync([], START, moment),
        ],
      };
      const early = 'it may be in seconds, or of `performance.now()`';
      for (const [name, each] of Object.entries(calls)) {
        for (const call of each) {
          for (const moment of [START / 1000, 4321.5, 0, -1, 631_151_999_999])
            throwsLike(
              () => call(moment),
              RangeError,
              `expected \`${name}\` to be epoch milliseconds since 1990, found ${moment}: ${early}`,
            );
          // `askedAt` may be left out.
          for (const moment of NO_MOMENTS.filter(
            (none) => none !== undefined || name !== 'askedAt',
          ))
            throwsLike(
              () => call(moment),
              RangeError,
              `expected \`${name}\` to be a finite number of epoch milliseconds`,
            );
        }
      }
      same(roster.rows, []);
      isTrue(roster.advance(631_152_000_000) === undefined);
    });
    const clock = new api.CloudClock();
    clock.observe(10, START, 20);
    same(clock.now(20), t(5));
    clock.free();
  });

  test('what is no stopwatch is a TypeError that says so', () => {
    const { timers } = withRoster(api, (roster) => {
      roster.receive(fixtures.conversation, START);
      return roster.rows[0];
    });
    for (const [value, found] of [
      [timers, 'all of them: pass one, such as `timers.hold`'],
      [null, 'something else'],
      [{}, 'something else'],
      [5, 'something else'],
      [{ since: START }, 'something else'],
    ])
      for (const ask of [api.elapsed, api.remaining])
        throwsLike(
          () => ask(value, START),
          TypeError,
          `expected a stopwatch \`{ ms, since }\`, found ${found}`,
        );
  });

  test('options that nobody knows are a TypeError that suggests the right ones', () => {
    withRoster(api, (roster) => {
      const listen = () => {};
      const of = (what, options) =>
        [
          ['`RosterOptions`', (given) => new api.Roster(given)],
          ['`RosterOptions`', (given) => api.Roster.restore(roster.save(), START, given)],
          ['a threshold', (given) => roster.onThreshold(given, listen)],
          ['the options of `startRendering`', (given) => api.startRendering(given)],
          ['the options of `summary`', (given) => api.summary([], START, given)],
        ]
          .filter(([name]) => name === what)
          .map(([, call]) => [call, options]);
      const wrong = [
        ['`RosterOptions`', 'userID', 'did you mean `userId`?'],
        ['`RosterOptions`', 'user_id', 'did you mean `userId`?'],
        ['`RosterOptions`', 'user', 'did you mean `userId`?'],
        ['`RosterOptions`', 'purpose', 'did you mean `purposes`?'],
        ['`RosterOptions`', 'queueId', 'known are `userId`, `purposes`'],
        ['`RosterOptions`', '0', 'known are `userId`, `purposes`'],
        ['a threshold', 'after', 'did you mean `afterMs`?'],
        ['a threshold', 'timers', 'did you mean `timer`?'],
        ['a threshold', 'ms', 'known are `timer`, `afterMs`'],
        ['the options of `startRendering`', 'step', 'did you mean `stepMs`?'],
        ['the options of `startRendering`', 'rooster', 'did you mean `roster`?'],
        ['the options of `summary`', 'From', 'did you mean `from`?'],
      ];
      for (const [what, name, advice] of wrong)
        for (const [call, options] of of(what, { [name]: 'x' }))
          throwsLike(
            () => call(options),
            TypeError,
            `expected no \`${name}\` in ${what}: ${advice}`,
          );
    });
  });

  test('a subclass restores as itself, by its constructor', () => {
    class Desk extends api.Roster {
      #options;
      constructor(options) {
        super(options);
        this.#options = options;
      }
      get options() {
        return this.#options;
      }
    }
    const desk = new Desk({ userId: 'u' });
    desk.receive(
      {
        id: 'c',
        participants: [
          {
            id: 'p',
            purpose: 'agent',
            userId: 'u',
            messages: [{ id: 'm', state: 'connected', connectedTime: iso(0) }],
          },
        ],
      },
      t(1000),
    );
    const restored = Desk.restore(desk.save(), t(2000), { userId: 'u' });
    isTrue(restored instanceof Desk);
    same(
      [restored.options, restored.rows.map(({ communicationId }) => communicationId)],
      [{ userId: 'u' }, ['m']],
    );
    isTrue(!(api.Roster.restore(desk.save(), t(2000)) instanceof Desk));
    desk.free();
    restored.free();
  });
}
