// Whose communications get a row.

import { at, withRoster } from './tools.js';

const GRACE = '8d2cc332-1d1c-4e5a-8a7e-52e4ef3c4d14';

export function options(api, fixtures, { test, same, throwsLike, isTrue }) {
  const now = at('2021-01-20T09:31:12.023Z');
  const rowsFor = (given) =>
    withRoster(api, (roster) => (roster.receive(fixtures.nested, now), roster.rows), given);

  test('without options everybody has a row', () => {
    for (const given of [undefined, {}, { purposes: undefined }])
      same(
        rowsFor(given).map(({ purpose }) => purpose),
        ['customer', 'acd', 'agent'],
      );
  });

  test('userId: only those of this user, who knows the customer all the same', () => {
    const [row, ...others] = rowsFor({ userId: GRACE });
    same([row.purpose, row.customerName, others], ['agent', 'Web guest', []]);
    same(rowsFor({ userId: 'nobody' }), []);
  });

  test('purposes: only those, in any letter case', () => {
    same(
      rowsFor({ purposes: ['AGENT', 'Customer'] }).map(({ purpose }) => purpose),
      ['customer', 'agent'],
    );
    same(rowsFor({ purposes: [] }), []);
    same(
      rowsFor({ purposes: new Set(['acd']) }).map(({ purpose }) => purpose),
      ['acd'],
    );
  });

  test('what gets no row is in no change, wakes nobody, and is not there to remove', () => {
    withRoster(
      api,
      (roster) => {
        let calls = 0;
        roster.subscribe(() => void calls++);
        same(roster.receive(fixtures.nested, now), []);
        same(
          [calls, roster.advance(now), roster.remove('8d2cc31f-1d1c-4e5a-8a7e-52e4ef3c4d01')],
          [0, undefined, false],
        );
      },
      { userId: 'nobody' },
    );
  });

  test('options of the wrong kind are a TypeError', () => {
    for (const [userId, found] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [5, 'number'],
      [{}, 'object'],
      [[], 'object'],
      [true, 'boolean'],
    ])
      throwsLike(
        () => new api.Roster({ userId }),
        TypeError,
        `expected \`userId\` to be a string, found ${found}: without the option, everybody's communications get a row`,
      );
    for (const given of [null, 'u', 5, true, () => {}])
      throwsLike(() => new api.Roster(given), TypeError, 'expected `RosterOptions` as an object');
    for (const purposes of ['agent', [5], [undefined], 5, {}])
      throwsLike(
        () => new api.Roster({ purposes }),
        TypeError,
        'expected `purposes` to be a list of strings',
      );
    isTrue(new api.Roster({ userId: '' }).rows.length === 0);
  });
}
