// What a roster takes, and what it tells of it.

import { LANES, NO_MOMENTS, at, withRoster } from './tools.js';

/** Payloads in an order in which they may come, with the moments at which they do. */
function stories({ live, ended, nested, flat, conversation, list, heartbeat, closing, published }) {
  const start = at('2021-01-20T09:31:12.023Z');
  const minute = 60_000;
  const shift = [
    nested,
    heartbeat,
    nested,
    flat,
    closing,
    conversation,
    list,
    [conversation],
    live,
    ended,
    { topic: nested.topicName, data: nested.eventBody },
  ];
  return {
    shift: shift.map((payload, index) => [payload, start + index * minute]),
    published: Object.values(published).map((payload, index) => [
      payload,
      at('2026-01-01T00:00:00Z') + index * minute,
    ]),
  };
}

export function payloads(api, fixtures, { test, same, throwsLike, isTrue }) {
  const { nested, flat } = fixtures;
  const now = at('2021-01-20T09:31:12.023Z');

  for (const call of ['receive', 'sync']) {
    for (const [name, story] of Object.entries(stories(fixtures))) {
      test(`${call}: text, bytes and objects make the same roster of the same payloads (${name})`, () => {
        const told = Object.values(LANES).map((lane) =>
          withRoster(api, (roster) => {
            // What is no list of conversations is refused, in the same words.
            const changes = story.map(([payload, moment]) => {
              try {
                return roster[call](lane(payload), moment, moment - 50);
              } catch (error) {
                return error.message;
              }
            });
            return {
              changes,
              rows: roster.rows,
              next: story.map(([, moment]) => roster.advance(moment)),
            };
          }),
        );
        isTrue(told[0].rows.length > 1);
        isTrue(call === 'sync' || told[0].changes.every(Array.isArray));
        same(told[1], told[0], 'bytes');
        same(told[2], told[0], 'objects');
      });
    }
  }

  test('a page, the list in it, and its conversations one by one make the same roster', () => {
    const { entities } = fixtures.list;
    const rowsOf = (...given) =>
      withRoster(
        api,
        (roster) => (given.forEach((payload) => roster.receive(payload, now)), roster.rows),
      );
    const page = rowsOf(fixtures.list);
    same(page.length, 2);
    for (const lane of Object.values(LANES)) same(rowsOf(lane(entities)), page);
    same(rowsOf(...entities), page);
  });

  test('payloads are left as they are', () => {
    const freeze = (value) =>
      typeof value === 'object' && value !== null
        ? (Object.values(value).forEach(freeze), Object.freeze(value))
        : value;
    const frozen = freeze(structuredClone(nested));
    withRoster(api, (roster) => same(roster.receive(frozen, now).length, 3));
    same(frozen, nested);
  });

  test('changes say what happened, where in the payload, and what is wrong there', () => {
    withRoster(api, (roster) => {
      const added = roster.receive(nested, now);
      same(
        added.map(({ type, path, issues }) => [type, path, issues]),
        [0, 1, 2].map((index) => ['added', ['eventBody', 'participants', index, 'chats', 0], []]),
      );
      same(roster.receive(nested, now), []);
      const ended = roster.receive(flat, at('2021-01-20T09:40:01Z'));
      const agent = added[2].communicationId;
      same(
        ended
          .filter(({ communicationId }) => communicationId === agent)
          .map(({ type, path }) => [type, path]),
        [['ended', ['eventBody', 'participants', 2]]],
      );
      isTrue(ended.every((change) => !('formerId' in change)));
    });
    withRoster(api, (roster) => {
      const flawed = {
        entities: [
          { id: 'c' },
          {
            id: 'd',
            participants: [
              {
                id: 'p',
                purpose: 'agent',
                messages: [{ id: 'm', state: 'connected', held: 5, segments: [{}] }],
              },
            ],
          },
        ],
      };
      const [{ path, issues }] = roster.receive(flawed, now);
      same(path, ['entities', 1, 'participants', 0, 'messages', 0]);
      same(issues.map(({ path, code }) => [path.join('.'), code]).sort(), [
        ['held', 'type'],
        ['segments.0.startTime', 'missing'],
      ]);
      const [{ path: own }] = roster.receive({ id: 'alone', state: 'connected' }, now);
      same(own, []);
    });
  });

  test('a communication that gets its own id says which it had', () => {
    const participant = {
      id: 'p',
      purpose: 'agent',
      state: 'connected',
      connectedTime: '2021-01-20T09:25:00Z',
    };
    const body = { id: 'c', participants: [participant] };
    const chat = { id: 'x', state: 'connected', connectedTime: '2021-01-20T09:25:00Z' };
    withRoster(api, (roster) => {
      const [{ communicationId: provisional }] = roster.receive(
        { topicName: 'v2.users.u.conversations.chats', eventBody: body },
        now,
      );
      isTrue(provisional !== 'x');
      const [renamed] = roster.receive(
        { id: 'c', participants: [{ id: 'p', purpose: 'agent', chats: [chat] }] },
        now,
      );
      same([renamed.communicationId, renamed.formerId], ['x', provisional]);
      same(
        [roster.rows.length, roster.get(provisional), roster.get('x').communicationId],
        [1, undefined, 'x'],
      );
    });
  });

  test('what is no communication makes no row', () => {
    const { topicName } = nested;
    const none = [
      {},
      [],
      [null],
      fixtures.heartbeat,
      fixtures.closing,
      fixtures.date,
      { topicName, eventBody: null },
      { participants: {} },
      { id: 'u', name: 'user' },
      new Date(0),
      new Map(),
      fixtures.published['rest-user-me'],
      fixtures.published['rest-channel'],
    ];
    withRoster(api, (roster) => {
      for (const payload of none) same(roster.receive(payload, now), [], JSON.stringify(payload));
      for (const json of ['null', '5', '"x"', 'true']) same(roster.receive(json, now), []);
      same(roster.rows, []);
    });
  });

  test('what cannot be read is an error, and nothing has changed', () => {
    withRoster(api, (roster) => {
      roster.receive(nested, now);
      const { rows } = roster;
      const next = roster.advance(now);
      for (const call of ['receive', 'sync']) {
        throwsLike(
          () => roster[call]('{"id": ', now),
          SyntaxError,
          'expected a value at line 1 column 8',
        );
        throwsLike(
          () => roster[call]('{"id":"y","state":"alerting"}}', now),
          SyntaxError,
          'expected the end of the text at line 1 column 30',
        );
        for (const wrong of [5, null, undefined, true, 1n, Symbol('s'), () => ({})]) {
          throwsLike(
            () => roster[call](wrong, now),
            TypeError,
            'expected a payload as a string, as a `Uint8Array` or as an object',
          );
        }
        for (const moment of NO_MOMENTS) {
          throwsLike(
            () => roster[call](flat, moment),
            RangeError,
            'expected `at` to be a finite number of epoch milliseconds',
          );
          if (moment !== undefined)
            throwsLike(
              () => roster[call](flat, now, moment),
              RangeError,
              'expected `askedAt` to be a finite number of epoch milliseconds',
            );
        }
        throwsLike(
          () => roster[call](`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`, now),
          SyntaxError,
          'expected at most 512 levels of nesting at line 1 column 2561',
        );
      }
      isTrue(roster.rows === rows && roster.advance(now) === next);
    });
  });

  test('long texts beyond ASCII are ids as good as any, by every lane', () => {
    for (const letters of ['x', 'ä', '€', '😀', `${'x'.repeat(50)}😀`]) {
      const id = letters.repeat(30_000);
      for (const lane of Object.values(LANES)) {
        withRoster(api, (roster) => {
          const [{ communicationId, issues }] = roster.receive(
            lane({ id, state: 'connected', connectedTime: '2021-01-20T09:25:34Z', held: 'no' }),
            now,
          );
          isTrue(
            communicationId === id &&
              issues.length === 1 &&
              roster.rows[0].communicationId === id &&
              roster.get(id) === roster.rows[0],
          );
        });
      }
    }
  });
}
