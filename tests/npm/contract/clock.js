// The cloud's clock.

import { NO_MOMENTS, at } from './tools.js';

const NO_TIMESTAMP = 'expected a timestamp, or an answer with one as its `currentDate`';

export function clock(api, fixtures, { test, same, throwsLike, isTrue }) {
  const time = at(fixtures.date.currentDate);

  test('a clock that was never told the time does not know it', () => {
    const fresh = new api.CloudClock();
    same([fresh.offset, fresh.uncertainty, fresh.now(5)], [undefined, undefined, undefined]);
  });

  test('the answer of the platform is taken as it is: number, timestamp, date, text, object', () => {
    const answers = [
      time,
      fixtures.date.currentDate,
      new Date(time),
      JSON.stringify(fixtures.date),
      fixtures.date,
      { currentDate: new Date(time) },
    ];
    for (const answer of answers) {
      const fresh = new api.CloudClock();
      fresh.observe(1000, answer, 1040);
      same([fresh.offset, fresh.now(1040)], [time - 1020, time + 20]);
      // Half of the round trip, and what two clocks of whole milliseconds and 0.5 ms a second add.
      isTrue(fresh.uncertainty >= 20 && fresh.uncertainty < 23, `${fresh.uncertainty}`);
      same(fresh.now(2020), time + 1000);
      fresh.free();
    }
  });

  test('the better answer counts', () => {
    const both = new api.CloudClock();
    both.observe(0, 1_000_000, 400);
    isTrue(both.uncertainty >= 200 && both.uncertainty < 203, `${both.uncertainty}`);
    both.observe(500, 1_000_510, 520);
    // At once it knows better, and what it tells follows by and by.
    isTrue(both.uncertainty >= 10 && both.uncertainty < 30, `${both.uncertainty}`);
  });

  test('it never goes back while the local clock does not', () => {
    const moving = new api.CloudClock();
    moving.observe(0, 1_000_100, 200);
    let latest = moving.now(200);
    moving.observe(200, 1_000_150, 204);
    for (let local = 204; local < 5000; local += 7) {
      const now = moving.now(local);
      isTrue(now >= latest, `${now} after ${latest}`);
      latest = now;
    }
  });

  test('what is no answer is refused with a RangeError, and changes nothing', () => {
    const steady = new api.CloudClock();
    steady.observe(1000, time, 1040);
    const shown = () => [steady.now(2000), steady.offset, steady.uncertainty];
    const before = shown();
    throwsLike(
      () => steady.observe(2, time, 1),
      RangeError,
      'expected `receivedAt` not to be before `sentAt`',
    );
    for (const wrong of NO_MOMENTS) {
      throwsLike(
        () => steady.observe(wrong, time, 1),
        RangeError,
        'expected `sentAt` to be a finite number of milliseconds',
      );
      throwsLike(
        () => steady.observe(0, time, wrong),
        RangeError,
        'expected `receivedAt` to be a finite number of milliseconds',
      );
      throwsLike(
        () => steady.now(wrong),
        RangeError,
        'expected `local` to be a finite number of milliseconds',
      );
    }
    for (const number of [NaN, Infinity, -Infinity]) {
      throwsLike(
        () => steady.observe(0, number, 1),
        RangeError,
        'expected `serverTime` to be a finite number of milliseconds',
      );
    }
    for (const answer of [
      'noon',
      '',
      '{}',
      'null',
      '[]',
      null,
      undefined,
      true,
      5n,
      Symbol('s'),
      {},
      [],
      '{"currentDate": 5}',
      { currentDate: 5 },
      { currentDate: 'noon' },
      new Date(NaN),
      { currentDate: new Date(NaN) },
    ]) {
      throwsLike(() => steady.observe(0, answer, 1), RangeError, NO_TIMESTAMP);
    }
    same(shown(), before);
  });
}
