// Rows: frozen, and the same until something other than time changes.

import { at, withRoster } from './tools.js';

const start = at('2021-01-20T09:25:00Z');
const leg = (id, fields) => ({
  id,
  state: 'connected',
  connectedTime: '2021-01-20T09:25:00Z',
  ...fields,
});

export function rows(api, fixtures, { test, same, isTrue, throwsLike }) {
  test('a row says whose it is and how long everything took', () => {
    withRoster(api, (roster) => {
      const now = at('2021-01-20T09:31:12.023Z');
      roster.receive(fixtures.nested, now);
      const agent = roster.rows.find(({ purpose }) => purpose === 'agent');
      const { timers, ...rest } = agent;
      same(rest, {
        communicationId: '8d2cc31f-1d1c-4e5a-8a7e-52e4ef3c4d01',
        conversationId: '8d2cc328-1d1c-4e5a-8a7e-52e4ef3c4d0a',
        participantId: '8d2cc32c-1d1c-4e5a-8a7e-52e4ef3c4d0e',
        mediaType: 'chat',
        purpose: 'agent',
        userId: '8d2cc332-1d1c-4e5a-8a7e-52e4ef3c4d14',
        queueId: '8d2cc33c-1d1c-4e5a-8a7e-52e4ef3c4d1e',
        customerName: 'Web guest',
        state: 'connected',
        current: 'hold',
        startedAt: at('2021-01-20T09:25:14.261Z'),
        connectedAt: at('2021-01-20T09:25:14.261Z'),
        wrapupRequired: true,
        held: true,
        parked: false,
        basis: 'timestamps',
      });
      same(timers.currentHold, { ms: 0, count: 1, since: at('2021-01-20T09:31:02.023Z') });
      same(api.elapsed(timers.currentHold, now), 10_000);
      isTrue(!('userId' in roster.rows[0]) && !('direction' in agent));
      same(roster.get(agent.communicationId) === agent, true);
      for (const none of ['x', '', undefined, null, 5, {}]) same(roster.get(none), undefined);
    });
  });

  test('rows are frozen through and through, and data', () => {
    withRoster(api, (roster) => {
      same([Object.isFrozen(roster.rows), roster.rows], [true, []]);
      roster.receive(fixtures.nested, start);
      isTrue(Object.isFrozen(roster.rows));
      for (const row of roster.rows) {
        for (const part of [row, row.timers, ...Object.values(row.timers)])
          isTrue(Object.isFrozen(part));
      }
      same(structuredClone(roster.rows), roster.rows);
      same(JSON.parse(JSON.stringify(roster.rows)), roster.rows);
    });
  });

  test('the array and its rows are the same until something other than time changes', () => {
    withRoster(api, (roster) => {
      roster.receive(
        [leg('a'), leg('b', { held: true, startHoldTime: '2021-01-20T09:26:00Z' })].map(
          (chat, index) => ({
            id: `c${index}`,
            participants: [{ id: `p${index}`, purpose: 'agent', chats: [chat] }],
          }),
        ),
        start + 60_000,
      );
      const before = roster.rows;
      for (let second = 1; second < 100; second++) {
        roster.advance(start + 60_000 + second * 1000);
        isTrue(roster.rows === before && roster.getSnapshot() === before);
      }
      same(roster.receive(leg('a'), start + 200_000), []);
      roster.receive(fixtures.heartbeat, start + 201_000);
      isTrue(roster.rows === before);
    });
  });

  test('only the row that changed is another', () => {
    withRoster(api, (roster) => {
      for (const id of ['a', 'b', 'c']) roster.receive(leg(id), start);
      const before = roster.rows;
      const [change] = roster.receive(
        leg('b', { held: true, startHoldTime: '2021-01-20T09:26:00Z' }),
        start + 60_000,
      );
      same([change.communicationId, change.type], ['b', 'updated']);
      isTrue(roster.rows !== before);
      same(
        roster.rows.map((row, index) => row === before[index]),
        [true, false, true],
      );
      same([before[1].held, roster.rows[1].held], [false, true]);
      isTrue(roster.rows[1].timers !== before[1].timers);
      const held = roster.rows;
      isTrue(roster.remove('a'));
      same(
        roster.rows.map((row, index) => row === held[index + 1]),
        [true, true],
      );
    });
  });

  test('rows stand in the order in which they came', () => {
    withRoster(api, (roster) => {
      for (const id of ['c', 'a', 'b']) roster.receive(leg(id), start);
      roster.receive(
        leg('a', { state: 'disconnected', disconnectedTime: '2021-01-20T09:30:00Z' }),
        start + 600_000,
      );
      same(
        roster.rows.map(({ communicationId }) => communicationId),
        ['c', 'a', 'b'],
      );
    });
  });

  test('subscribe and getSnapshot are bound, and tell of another array', () => {
    withRoster(api, (roster) => {
      const { subscribe, getSnapshot } = roster;
      const seen = [];
      const stop = subscribe(() => seen.push(getSnapshot()));
      roster.receive(leg('a'), start);
      same(seen.length, 1);
      isTrue(seen[0] === roster.rows && seen[0].length === 1);
      roster.receive(leg('a'), start + 1000);
      roster.receive(fixtures.heartbeat, start + 1000);
      roster.advance(start + 2000);
      same(seen.length, 1);
      roster.remove('a');
      same([seen.length, seen[1]], [2, []]);
      stop();
      stop();
      roster.receive(leg('b'), start);
      same(seen.length, 2);
      for (const wrong of [undefined, null, 5, {}])
        throwsLike(() => subscribe(wrong), TypeError, 'expected `listener` to be a function');
    });
  });

  test('a listener may be subscribed twice, and may stop itself or call back', () => {
    withRoster(api, (roster) => {
      let calls = 0;
      const listener = () => void calls++;
      const stops = [roster.subscribe(listener), roster.subscribe(listener)];
      roster.receive(leg('a'), start);
      same(calls, 2);
      stops[0]();
      roster.receive(leg('b'), start);
      same(calls, 3);
      stops[1]();
      const stop = roster.subscribe(() => {
        stop();
        roster.receive(leg('d'), start);
      });
      roster.receive(leg('c'), start);
      same(
        roster.rows.map(({ communicationId }) => communicationId),
        ['a', 'b', 'c', 'd'],
      );
    });
  });

  test('what was removed comes back only when something new happens to it', () => {
    withRoster(api, (roster) => {
      const held = leg('a', { held: true, startHoldTime: '2021-01-20T09:26:00Z' });
      roster.receive(held, start + 60_000);
      roster.receive(leg('a', { held: false }), start + 90_000);
      same([roster.remove('a'), roster.remove('a'), roster.remove('never')], [true, false, false]);
      for (const wrong of [undefined, null, 5, {}]) same(roster.remove(wrong), false);
      for (const late of [leg('a'), held, leg('a', { held: false })])
        same(roster.receive(late, start + 91_000), []);
      same(roster.rows, []);
      const [back] = roster.receive(
        leg('a', { held: true, startHoldTime: '2021-01-20T09:27:00Z' }),
        start + 121_000,
      );
      same([back?.communicationId, back?.type, roster.rows.length], ['a', 'added', 1]);
      const ended = leg('a', { state: 'disconnected', disconnectedTime: '2021-01-20T09:30:00Z' });
      roster.receive(ended, start + 300_000);
      same(roster.remove('a'), true);
      for (const late of [ended, leg('a'), held]) same(roster.receive(late, start + 301_000), []);
    });
  });

  test('a row that comes back is in its old place, and each row is there once', () => {
    withRoster(api, (roster) => {
      const ids = () => roster.rows.map((row) => row.communicationId);
      for (const id of ['a', 'b', 'c']) roster.receive(leg(id), start + 60_000);
      roster.remove('a');
      same(ids(), ['b', 'c']);
      const held = { held: true, startHoldTime: '2021-01-20T09:27:00Z' };
      roster.receive(leg('a', held), start + 121_000);
      same(ids(), ['a', 'b', 'c']);
      for (const id of ['a', 'b', 'c']) {
        roster.receive(leg(id, { held: false }), start + 150_000);
        same(ids(), ['a', 'b', 'c'], id);
        same(roster.get(id).held, false, id);
      }
    });
  });

  test('a roster of 2 000 rows gives them again for nothing', () => {
    withRoster(api, (roster) => {
      roster.receive(
        Array.from({ length: 2000 }, (_, index) => ({
          id: `c${index}`,
          participants: [{ id: `p${index}`, purpose: 'agent', messages: [leg(`m${index}`)] }],
        })),
        start,
      );
      const { rows } = roster;
      same(rows.length, 2000);
      for (let times = 0; times < 100_000; times++)
        if (roster.rows !== rows) throw new Error('another array');
      roster.receive(
        leg('m1999', { held: true, startHoldTime: '2021-01-20T09:26:00Z' }),
        start + 60_000,
      );
      same(
        roster.rows
          .filter((row, index) => row !== rows[index])
          .map(({ communicationId }) => communicationId),
        ['m1999'],
      );
    });
  });
}
