// Complete lists: what is not in them has ended.

import { LANES, at, withRoster } from './tools.js';

const start = at('2021-01-20T09:25:00Z');
const time = (ms) => new Date(start + ms).toISOString();

const conversation = (id, list = 'messages') => ({
  id,
  participants: [
    {
      id: `${id}-agent`,
      purpose: 'agent',
      userId: 'u',
      [list]: [{ id: `${id}-leg`, state: 'connected', connectedTime: time(0) }],
    },
  ],
});
const page = (ids, total = ids.length) => ({
  entities: ids.map((id) => conversation(id)),
  pageSize: 25,
  pageNumber: 1,
  total,
});

export function sync(api, fixtures, { test, same, throwsLike }) {
  const brief = (changes) =>
    changes.map(({ communicationId, type, path }) => [communicationId, type, path]);
  const states = (roster) =>
    roster.rows.map(({ communicationId, state }) => [communicationId, state]);

  for (const [name, lane] of Object.entries(LANES)) {
    test(`what a complete list lacks has ended (${name})`, () => {
      withRoster(api, (roster) => {
        roster.receive(lane(page(['a', 'b'])), start + 1000);
        same(brief(roster.sync(lane(page(['b', 'c'])), start + 60_000, start + 59_000)), [
          ['c-leg', 'added', ['entities', 1, 'participants', 0, 'messages', 0]],
          ['a-leg', 'ended', []],
        ]);
        same(
          [roster.get('a-leg').timers.talk.since, roster.get('b-leg').timers.talk.since],
          [undefined, start],
        );
        same(
          brief(roster.sync(lane(page([])), start + 90_000, start + 89_000))
            .map(([id, change]) => [id, change])
            .sort(),
          [
            ['b-leg', 'ended'],
            ['c-leg', 'ended'],
          ],
        );
        same(roster.sync(lane(page([])), start + 95_000, start + 94_000), []);
      });
    });
  }

  test('a bare list is as complete as one page', () => {
    withRoster(api, (roster) => {
      roster.receive(page(['a', 'b']), start);
      same(brief(roster.sync(page(['a']).entities, start + 1000, start + 900)), [
        ['b-leg', 'ended', []],
      ]);
    });
  });

  test('a page of a larger list ends nothing', () => {
    withRoster(api, (roster) => {
      roster.receive(page(['a', 'b']), start);
      same(roster.sync({ ...page(['a'], 26), pageSize: 1 }, start + 1000, start + 900), []);
      same(states(roster), [
        ['a-leg', 'connected'],
        ['b-leg', 'connected'],
      ]);
    });
  });

  test('a list of one medium ends nothing of another', () => {
    withRoster(api, (roster) => {
      roster.receive(
        [conversation('a', 'chats'), conversation('b', 'messages'), conversation('m', 'messages')],
        start,
      );
      const flat = {
        id: 'm',
        participants: [
          { id: 'm-agent', purpose: 'agent', state: 'connected', connectedTime: time(0) },
        ],
        selfUri: '/api/v2/conversations/messages/m',
      };
      const list = {
        entities: [flat],
        pageSize: 25,
        pageNumber: 1,
        total: 1,
        selfUri: '/api/v2/conversations/messages?pageSize=25&pageNumber=1',
      };
      same(
        roster
          .sync(list, start + 1000, start + 900)
          .map(({ communicationId, type }) => [communicationId, type]),
        [['b-leg', 'ended']],
      );
    });
  });

  test('what was heard of after the list was asked for has not ended', () => {
    withRoster(api, (roster) => {
      roster.receive(page(['a']), start);
      roster.receive(conversation('b'), start + 5000);
      same(roster.sync(page(['a']), start + 6000, start + 4000), []);
      same(brief(roster.sync(page(['a']), start + 7000, start + 6500)), [['b-leg', 'ended', []]]);
    });
  });

  test('receive ends nothing', () => {
    withRoster(api, (roster) => {
      roster.receive(page(['a', 'b']), start);
      same(roster.receive(page(['a']), start + 1000, start + 900), []);
    });
  });

  test('what is no list of conversations is a TypeError that says what it is, and ends nothing', () => {
    const [a] = page(['a']).entities;
    const user = { id: 'u', name: 'Grace', selfUri: '/api/v2/users/u' };
    const wrong = [
      ['a value that is neither an object nor an array', ['null', '5', '"x"', 'true']],
      ['an answer without `entities`', [{}, { message: 'unauthorized', status: 401 }]],
      ['an answer without `entities`', [user, { entities: 5 }, { entities: null }]],
      ['a conversation', [a]],
      ['an event', [fixtures.heartbeat, fixtures.nested, fixtures.closing]],
      ['an event', [{ topic: 'v2.users.u.conversations', data: a }]],
      ['a communication', [a.participants[0].messages[0]]],
      [
        'a list of something else',
        [{ entities: [user] }, { entities: [5, null] }, { entities: [null] }],
      ],
      [
        'a list of something else',
        [{ entities: [], selfUri: '/api/v2/users?pageSize=25' }, { entities: [{ id: 'q' }] }],
      ],
      ['an array of something else', [[user], [a.participants[0].messages[0]], [5], [null]]],
    ];
    withRoster(api, (roster) => {
      roster.receive(page(['a']), start);
      const { rows } = roster;
      for (const [found, payloads] of wrong) {
        for (const payload of payloads) {
          const isText = typeof payload === 'string';
          const lanes = isText ? [(text) => text] : Object.values(LANES);
          for (const lane of lanes)
            throwsLike(
              () => roster.sync(lane(payload), start + 1000, start + 900),
              TypeError,
              `expected a list of conversations, found ${found}: pass the body of \`GET /api/v2/conversations\``,
              JSON.stringify(payload),
            );
        }
      }
      throwsLike(
        () => roster.sync(new Map(), start + 1000),
        TypeError,
        'expected a list of conversations, found a value that is neither an object nor an array: pass the body of `GET /api/v2/conversations`',
      );
      for (const payload of [null, undefined, 5])
        throwsLike(
          () => roster.sync(payload, start + 1000),
          TypeError,
          'expected a payload as a string, as a `Uint8Array` or as an object',
        );
      same(roster.rows === rows, true);
    });
  });

  test('an empty list of conversations is one, in whatever form', () => {
    for (const empty of [
      [],
      { entities: [] },
      { entities: [], total: 0, selfUri: '/api/v2/conversations' },
    ])
      for (const lane of Object.values(LANES))
        withRoster(api, (roster) => {
          roster.receive(page(['a']), start);
          same(brief(roster.sync(lane(empty), start + 1000, start + 900)), [
            ['a-leg', 'ended', []],
          ]);
        });
  });
}
