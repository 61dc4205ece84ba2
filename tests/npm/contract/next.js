// When what is displayed changes next.

import { NO_MOMENTS, at, iso, t, withRoster } from './tools.js';

const leg = (id, fields) => ({ id, state: 'connected', connectedTime: iso(0), ...fields });

export function next(api, fixtures, { test, same, throwsLike, isTrue }) {
  /** What a page displays of a roster at a moment. */
  const shownAt = (roster, now) =>
    JSON.stringify(
      roster.rows.map(({ timers }) =>
        Object.values(timers).map((watch) => {
          const left = api.remaining(watch, now);
          return [
            api.formatClock(api.elapsed(watch, now)),
            left === undefined ? '' : Math.floor(left / 1000),
          ];
        }),
      ),
    );

  test('nothing runs, nothing changes', () => {
    withRoster(api, (roster) => {
      same(roster.advance(t(0)), undefined);
      roster.receive(leg('a', { state: 'disconnected', disconnectedTime: iso(5000) }), t(6000));
      same(roster.advance(t(6000)), undefined);
    });
  });

  test('until the next change all that is displayed stands still, and then it changes', () => {
    withRoster(api, (roster) => {
      const start = at('2021-01-20T09:32:02.023Z');
      roster.receive(fixtures.list, start);
      same(roster.advance(start), at('2021-01-20T09:32:02.254Z'));
      let now = start;
      for (let step = 0; step < 50; step++) {
        const changes = roster.advance(now);
        isTrue(changes > now, `${changes} after ${now}`);
        const before = shownAt(roster, now);
        same(shownAt(roster, changes - 0.5), before, `between ${now} and ${changes}`);
        isTrue(shownAt(roster, changes) !== before, `at ${changes}`);
        now = changes;
      }
    });
  });

  test('it is always later than now, also of what begins in the future, and never busy', () => {
    withRoster(api, (roster) => {
      const future = 1_000_000;
      roster.receive(leg('a', { connectedTime: iso(future) }), t(0));
      roster.receive(
        leg('b', { connectedTime: iso(123), held: true, startHoldTime: iso(future + 500) }),
        t(0),
      );
      roster.receive(
        {
          id: 'c',
          state: 'alerting',
          startAlertingTime: iso(future),
          queueMediaSettings: { alertingTimeoutSeconds: 30 },
        },
        t(0),
      );
      for (const now of [
        631_152_000_000,
        ...[-1, 0, 0.25, 999.9, future - 1, future, future + 0.5].map(t),
        ...[future + 29_999.5, future + 30_000].map(t),
        8.64e15,
        2 ** 53,
        1e300,
        Number.MAX_VALUE,
      ]) {
        for (const stepMs of [undefined, 1, 1000, 0.5, 1e9]) {
          const changes = roster.advance(now, stepMs);
          isTrue(
            changes === undefined || changes > now,
            `${changes} after ${now}, in steps of ${stepMs}`,
          );
        }
      }
      let draws = 0;
      for (let now = t(0); now < t(10_000); now = roster.advance(now)) draws++;
      isTrue(draws <= 50, `${draws} draws in 10 s`);
    });
  });

  test('with steps of a second it is at most one draw a second, however many rows', () => {
    withRoster(api, (roster) => {
      roster.receive(
        Array.from({ length: 300 }, (_, index) => ({
          id: `c${index}`,
          participants: [
            {
              id: `p${index}`,
              purpose: 'agent',
              messages: [leg(`m${index}`, { connectedTime: iso(index * 17) })],
            },
          ],
        })),
        t(10_000),
      );
      const moments = [];
      for (let now = t(10_000); now < t(20_000); now = roster.advance(now, 1000)) moments.push(now);
      isTrue(moments.length <= 11, `${moments.length} draws`);
      isTrue(
        moments.slice(1).every((moment) => moment % 1000 === 0),
        moments.join(),
      );
      let free = 0;
      for (let now = t(10_000); now < t(11_000); now = roster.advance(now)) free++;
      isTrue(free > 30, `${free} draws without steps`);
    });
  });

  test('limits and thresholds are changes', () => {
    withRoster(api, (roster) => {
      const participant = {
        id: 'p',
        purpose: 'agent',
        wrapupRequired: true,
        wrapupPrompt: 'timeout',
        wrapupTimeoutMs: 60_250,
      };
      const chat = leg('a', {
        state: 'disconnected',
        disconnectedTime: iso(10_000),
        afterCallWork: { state: 'pending', startTime: iso(10_000) },
      });
      roster.receive({ id: 'c', participants: [{ ...participant, chats: [chat] }] }, t(10_000));
      same(roster.get('a').timers.afterCallWork, {
        ms: 0,
        count: 1,
        since: t(10_000),
        until: t(70_250),
      });
      same(roster.advance(t(70_240), 1e6), t(70_250));
      isTrue(roster.advance(t(70_249)) <= t(70_250));
      const before = roster.rows;
      same(roster.advance(t(70_250)), undefined);
      isTrue(roster.rows !== before);
      same(roster.get('a').timers.afterCallWork, { ms: 60_250, count: 1, bound: 'most' });
    });
  });

  test('the end of limited after-call work is told to subscribers', () => {
    withRoster(api, (roster) => {
      const chat = leg('a', {
        state: 'disconnected',
        disconnectedTime: iso(0),
        afterCallWork: { state: 'pending', startTime: iso(0) },
      });
      roster.receive(
        {
          id: 'c',
          participants: [
            {
              id: 'p',
              purpose: 'agent',
              wrapupPrompt: 'timeout',
              wrapupTimeoutMs: 5000,
              chats: [chat],
            },
          ],
        },
        t(0),
      );
      let calls = 0;
      roster.subscribe(() => void calls++);
      roster.advance(t(4999));
      same(calls, 0);
      roster.advance(t(5000));
      roster.advance(t(6000));
      same(calls, 1);
    });
  });

  test('what is no moment, or no step, is a RangeError', () => {
    withRoster(api, (roster) => {
      roster.receive(leg('a'), t(0));
      for (const now of NO_MOMENTS)
        throwsLike(
          () => roster.advance(now),
          RangeError,
          'expected `now` to be a finite number of epoch milliseconds',
        );
      for (const step of [0, -1, NaN, Infinity, null, '1000', 5n, {}]) {
        throwsLike(
          () => roster.advance(t(0), step),
          RangeError,
          'expected `stepMs` to be a finite number of milliseconds above 0',
        );
      }
    });
  });
}
