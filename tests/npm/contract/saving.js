// What outlives the page.

import { NO_MOMENTS, at, withRoster } from './tools.js';

const HOUR = 3_600_000;
const iso = (ms) => new Date(ms).toISOString();
const start = at('2021-01-20T09:25:00Z');

const leg = (fields) => ({ id: 'leg', state: 'connected', connectedTime: iso(start), ...fields });
const agent = (fields, list = 'chats') => ({
  id: 'conversation',
  participants: [
    {
      id: 'p1',
      purpose: 'customer',
      name: 'Ada Secret',
      address: '+49 30 1234567',
      [list]: [{ id: 'other', state: 'connected', connectedTime: iso(start) }],
    },
    {
      id: 'p2',
      purpose: 'agent',
      userId: 'u',
      name: 'Grace Secret',
      queueId: 'q',
      attributes: { email: 'ada@secret.example' },
      [list]: [leg(fields)],
    },
  ],
});

export function saving(api, fixtures, { test, same, throwsLike, isTrue }) {
  /** A roster that watched two holds, the second of which goes on. */
  const watchHolds = (roster) => {
    roster.receive(agent({ held: false }), start + 1000);
    roster.receive(agent({ held: true, startHoldTime: iso(start + 10_000) }), start + 10_100);
    roster.receive(agent({ held: false, startHoldTime: null }), start + 40_000);
    roster.receive(agent({ held: true, startHoldTime: iso(start + 60_000) }), start + 60_100);
  };
  const numbersOf = (roster) =>
    roster.rows.map(({ communicationId, state, held, timers, basis }) => ({
      communicationId,
      state,
      held,
      timers,
      basis,
    }));

  test('holds watched, page reloaded, empty segments from REST: the numbers are as before', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      const { hold } = roster.get('leg').timers;
      same([hold.count, api.elapsed(hold, start + 100_000)], [2, 30_000 + 40_000]);
      const restored = api.Roster.restore(roster.save(), start + 70_000);
      same(numbersOf(restored), numbersOf(roster));
      const answer = agent({ held: true, startHoldTime: iso(start + 60_000), segments: [] });
      restored.sync(
        { entities: [answer], pageSize: 25, pageNumber: 1, total: 1 },
        start + 71_000,
        start + 70_900,
      );
      same(numbersOf(restored), numbersOf(roster));
      same(restored.get('leg').customerName, 'Ada Secret');
      restored.receive(agent({ held: false }), start + 100_000);
      const after = restored.get('leg').timers.hold;
      same([after.ms, after.since], [70_000, undefined]);
      restored.free();
    });
  });

  test('a restored roster is one in every way', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      const restored = api.Roster.restore(roster.save(), start + 70_000);
      isTrue(
        restored instanceof api.Roster &&
          Object.isFrozen(restored.rows) &&
          restored.getSnapshot() === restored.rows,
      );
      let calls = 0;
      restored.subscribe(() => void calls++);
      restored.receive(
        { id: 'new', state: 'connected', connectedTime: iso(start) },
        start + 70_000,
      );
      same(calls, 1);
      same(api.Roster.restore(restored.save(), start + 70_000).save(), restored.save());
      restored.free();
    });
  });

  test('what has ended in between, the next sync tells', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      const restored = api.Roster.restore(roster.save(), start + HOUR);
      const changes = restored.sync(
        { entities: [], pageSize: 25, pageNumber: 1, total: 0 },
        start + HOUR,
        start + HOUR - 100,
      );
      same(changes.map(({ communicationId, type }) => [communicationId, type]).sort(), [
        ['leg', 'ended'],
        ['other', 'ended'],
      ]);
    });
  });

  test('what was removed stays removed', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      roster.remove('leg');
      const restored = api.Roster.restore(roster.save(), start + 70_000);
      same(
        restored
          .receive(agent({ held: true, startHoldTime: iso(start + 60_000) }), start + 71_000)
          .map(({ communicationId }) => communicationId)
          .includes('leg'),
        false,
      );
      same(restored.get('leg'), undefined);
    });
  });

  test('no name, no address, no content is saved', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      roster.receive(
        agent(
          {
            wrapup: { notes: 'note secret', name: 'code secret', tags: ['tag secret'] },
            provider: 'provider secret',
          },
          'messages',
        ),
        start + 65_000,
      );
      for (const payload of Object.values(fixtures.published))
        roster.receive(payload, start + 66_000);
      const saved = roster.save();
      same(typeof saved, 'string');
      const secrets = ['secret', 'Secret', '1234567', 'Web guest', 'guest@'];
      const personal = (value) =>
        Object.entries(value ?? {}).flatMap(([name, inner]) =>
          typeof inner === 'object'
            ? personal(inner)
            : /^(name|address|displayName|notes|textBody|ani|dnis|email|username)/.test(name) &&
                typeof inner === 'string' &&
                inner.length > 3
              ? [inner]
              : [],
        );
      for (const secret of [
        ...secrets,
        ...roster.rows.flatMap(({ customerName, customerAddress }) => [
          customerName,
          customerAddress,
        ]),
        ...personal(fixtures.published),
      ]) {
        if (secret?.length > 3) isTrue(!saved.includes(secret), `${secret} is saved`);
      }
    });
  });

  test('options hold for what is restored', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      const restored = api.Roster.restore(roster.save(), start + 70_000, { userId: 'u' });
      same(
        restored.rows.map(({ communicationId }) => communicationId),
        ['leg'],
      );
      throwsLike(
        () => api.Roster.restore(roster.save(), start, { userId: 5 }),
        TypeError,
        "expected `userId` to be a string, found number: without the option, everybody's communications get a row",
      );
    });
  });

  test('foreign, damaged and stale text is refused with a clear error', () => {
    withRoster(api, (roster) => {
      watchHolds(roster);
      const saved = roster.save();
      const foreign =
        'cannot restore the roster: expected a roster that `save` wrote, of this version';
      const stale =
        'cannot restore the roster: expected a roster that was saved within 24 hours before `at`';
      const edited = (edit) => {
        const parts = JSON.parse(saved);
        edit(parts);
        return JSON.stringify(parts);
      };
      const damaged =
        'cannot restore the roster: expected a saved roster as it was written, found a damaged one';
      for (const text of [
        '',
        '{}',
        'null',
        '\0',
        JSON.stringify(fixtures.list),
        saved.slice(1),
        saved.replace(/Roster":\d+/, 'Roster":999'),
        saved.slice(0, -1),
        `${saved}x`,
        saved.slice(0, saved.length / 2),
      ]) {
        throwsLike(() => api.Roster.restore(text, start + 70_000), Error, foreign);
      }
      for (const text of [
        edited((parts) => parts.numbers.pop()),
        edited((parts) => parts.numbers.push(1)),
        edited((parts) => parts.numbers.fill(-1)),
        edited((parts) => parts.numbers.fill('1')),
        edited((parts) => parts.texts.pop()),
        edited((parts) => parts.texts.push('x')),
        edited((parts) => parts.texts.fill(null)),
        edited((parts) => (parts.numbers = {})),
        edited((parts) => delete parts.texts),
      ]) {
        throwsLike(() => api.Roster.restore(text, start + 70_000), Error, damaged);
      }
      // A bent text may be that of another id or moment: it is taken, or refused in clear words.
      for (let place = 0; place < saved.length; place++) {
        const bent =
          saved.slice(0, place) +
          String.fromCharCode(saved.charCodeAt(place) ^ 1) +
          saved.slice(place + 1);
        let message;
        try {
          api.Roster.restore(bent, start + 70_000).free();
        } catch (error) {
          ({ message } = error);
        }
        isTrue(
          [foreign, damaged, stale, undefined].includes(message),
          `unit ${place} bent: ${message}`,
        );
      }
      for (const moment of [start + 25 * HOUR, start - HOUR])
        throwsLike(() => api.Roster.restore(saved, moment), Error, stale);
      same(api.Roster.restore(saved, start + 24 * HOUR).rows.length, 2);
      for (const moment of NO_MOMENTS)
        throwsLike(
          () => api.Roster.restore(saved, moment),
          RangeError,
          'expected `at` to be a finite number of epoch milliseconds',
        );
      for (const wrong of [undefined, null, 5, {}, new String(saved)])
        throwsLike(
          () => api.Roster.restore(wrong, start),
          TypeError,
          'expected `saved` to be a string that `save` gave',
        );
    });
  });

  test('an empty roster can be saved and restored', () => {
    withRoster(api, (roster) => same(api.Roster.restore(roster.save(), start).rows, []));
  });
}
