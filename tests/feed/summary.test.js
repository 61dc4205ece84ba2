// What was handled in a shift, and how long it took.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CloudClock, Roster, startShift, summary } from 'conversation-chat';

import { live, SECOND, setting } from './setting.js';

const NOW = Date.UTC(2026, 7, 17, 12);
const MINUTE = 60_000;
const watch = (ms, more) => ({ ms, count: ms > 0 ? 1 : 0, ...more });

/** A row that ended `ago` before `NOW`. */
function row(communicationId, ago, { talk = 0, hold = 0, work = 0, contacting = 0, ...more } = {}) {
  return {
    communicationId,
    conversationId: `of ${communicationId}`,
    mediaType: 'message',
    endedAt: NOW - ago,
    timers: {
      talk: watch(talk),
      hold: watch(hold),
      contacting: watch(contacting),
      dialing: watch(0),
      afterCallWork: watch(work),
      handle: watch(talk + hold + work + contacting),
    },
    ...more,
  };
}

describe('summary', () => {
  test('sums, averages and the longest hold, by medium and in all', () => {
    const rows = [
      row('a', 60 * MINUTE, { talk: 100_000, hold: 30_000, work: 20_000 }),
      row('b', 50 * MINUTE, { talk: 50_000, work: 10_000, contacting: 5000, mediaType: 'call' }),
      row('c', 40 * MINUTE, { talk: 10_000, hold: 90_000 }),
    ];
    const { byMedium, ...all } = summary(rows, NOW);
    assert.deepEqual(all, {
      handled: 3,
      talk: 160_000,
      hold: 120_000,
      contacting: 5000,
      dialing: 0,
      afterCallWork: 30_000,
      handle: 315_000,
      holds: 2,
      longestHold: 90_000,
      unsettled: 0,
      average: { talk: 160_000 / 3, hold: 40_000, afterCallWork: 10_000, handle: 105_000 },
      occupancy: undefined,
    });
    assert.deepEqual(Object.keys(byMedium), ['message', 'call']);
    assert.deepEqual(
      [byMedium.message.handled, byMedium.message.handle, byMedium.call.average.handle],
      [2, 250_000, 65_000],
    );
  });

  test('what lives, is wrapped up, or was never handled does not count; an alert with after-call work does', () => {
    const running = row('e', MINUTE, { talk: 10_000 });
    running.timers.afterCallWork = watch(0, { since: NOW - MINUTE });
    const rows = [
      row('d', 0, { talk: 10_000, endedAt: undefined }),
      running,
      row('f', MINUTE),
      row('g', MINUTE, { work: 7000 }),
    ];
    const { handled, handle } = summary(rows, NOW);
    assert.deepEqual([handled, handle], [1, 7000]);
  });

  test('a communication belongs to the span in which its after-call work ends', () => {
    const half = NOW - 30 * MINUTE;
    const rows = [row('a', 30 * MINUTE + 5000, { talk: 60_000, work: 10_000 })];
    const handled = (options) => summary(rows, NOW, options).handled;
    assert.equal(handled({ from: half }), 1, 'it ended before, its work after');
    assert.equal(handled({ to: half }), 0);
    assert.equal(handled({ from: half + 5000 }), 1, 'from is inclusive');
    assert.equal(handled({ to: half + 5000 }), 0, 'to is exclusive');
    assert.equal(handled({ from: half + 5001 }), 0);
    const spans = Array.from({ length: 48 }, (_, index) => ({
      from: NOW - (24 - index / 2) * 60 * MINUTE,
      to: NOW - (24 - (index + 1) / 2) * 60 * MINUTE,
    }));
    assert.equal(
      spans.reduce((sum, span) => sum + handled(span), 0),
      1,
      'in one span alone',
    );
  });

  test('what is not final is counted: named by the feed, or inexact', () => {
    const inexact = row('b', MINUTE, { talk: 1000 });
    inexact.timers.hold = watch(0, { bound: 'least' });
    const rows = [row('a', MINUTE, { talk: 1000 }), inexact, row('c', MINUTE, { talk: 1000 })];
    assert.equal(summary(rows, NOW).unsettled, 1);
    assert.equal(summary(rows, NOW, { unsettled: ['of c', 'of b'] }).unsettled, 2);
  });

  test('each communication once; the platform’s record counts before a row', () => {
    const { communicationId, ...mine } = row('a', MINUTE, { talk: 1000 });
    const session = {
      ...row('x', MINUTE, { talk: 1500 }),
      communicationId: undefined,
      sessionId: 'a',
      record: {},
    };
    for (const rows of [
      [{ communicationId, ...mine }, session],
      [session, { communicationId, ...mine }],
    ]) {
      const { handled, talk } = summary(rows, NOW);
      assert.deepEqual([handled, talk], [1, 1500]);
    }
  });

  test('occupancy: interacting of what was interacting, communicating or idle', () => {
    const states = [
      { routingStatus: 'IDLE', since: NOW - 10 * MINUTE },
      { routingStatus: 'OFF_QUEUE', since: NOW - 4 * MINUTE },
      { routingStatus: 'INTERACTING', since: NOW - 8 * MINUTE },
      { routingStatus: 'COMMUNICATING', since: NOW - 5 * MINUTE },
      { routingStatus: 'NOT_RESPONDING', since: NOW - 3 * MINUTE },
      { routingStatus: 'INTERACTING', since: NOW - 2 * MINUTE },
    ];
    assert.equal(summary([], NOW, { states }).occupancy, 5 / 8);
    assert.equal(summary([], NOW, { states, from: NOW - MINUTE }).occupancy, 1);
    assert.equal(
      summary([], NOW, { states, from: NOW - 9 * MINUTE, to: NOW - 7 * MINUTE }).occupancy,
      0.5,
    );
    assert.equal(summary([], NOW, { states: [] }).occupancy, undefined);
  });

  test('errors', () => {
    assert.throws(() => summary([], Number.NaN), RangeError);
    assert.throws(() => summary([], NOW, { from: '12:00' }), RangeError);
    assert.throws(() => summary([], NOW, { form: NOW }), {
      name: 'TypeError',
      message: 'expected no `form` in the options of `summary`: did you mean `from`?',
    });
    assert.throws(() => summary(undefined, NOW), {
      name: 'TypeError',
      message: 'expected `rows` to be a list of rows or of analytics sessions',
    });
    assert.throws(() => summary([], NOW, 5), {
      name: 'TypeError',
      message: 'expected the options of `summary` as an object',
    });
    assert.throws(() => startShift({}), {
      name: 'TypeError',
      message: 'expected `roster` to be a roster',
    });
    assert.deepEqual(summary([], NOW).average, {
      talk: undefined,
      hold: undefined,
      afterCallWork: undefined,
      handle: undefined,
    });
  });
});

/** A roster of given rows. */
function rosterOf(rows) {
  const listeners = new Set();
  return {
    rows,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      this.rows = next;
      for (const listener of listeners) listener();
    },
  };
}

describe('a shift', () => {
  const figures = { talk: 1000, work: 500 };

  test('counts what the roster has let go, once, whatever comes back', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id, at) => row(id, (3 - at) * MINUTE, figures));
    const alive = row('d', 0, { ...figures, endedAt: undefined });
    const roster = rosterOf([a, b, alive]);
    const shift = startShift({ roster });
    const handled = () => summary(shift.rows, NOW).handled;
    assert.equal(handled(), 2);
    roster.set([b, c]);
    assert.equal(handled(), 3, '`a` has ended and is gone, `d` was live');
    roster.set([a, b, c]);
    assert.equal(handled(), 3);
    roster.set([]);
    assert.equal(handled(), 3);
    shift.stop();
    roster.set([row('x', MINUTE, figures)]);
    assert.deepEqual(startShift({ roster, saved: shift.save() }).rows.length, 4);
  });

  test('a row that gets its id is the same communication', () => {
    const of = { conversationId: 'c', participantId: 'p' };
    const roster = rosterOf([row('provisional', MINUTE, { ...figures, ...of })]);
    const shift = startShift({ roster });
    roster.set([row('known', MINUTE, { ...figures, ...of })]);
    assert.equal(summary(shift.rows, NOW).handled, 1);
  });

  test('what is kept has nothing personal, and is let go after a day', () => {
    const roster = rosterOf([row('a', 0, { ...figures, customerName: 'Ada Lindqvist' })]);
    const shift = startShift({ roster });
    roster.set([row('b', -60 * MINUTE, figures)]);
    assert.ok(!shift.save().includes('Ada') && shift.save().includes('"a"'));
    roster.set([row('c', -25 * 60 * MINUTE, figures)]);
    assert.ok(!shift.save().includes('"a"'));
  });

  test('what the agent did: in order, each status once', () => {
    const shift = startShift({ roster: rosterOf([]) });
    shift.note({});
    shift.note({ routingStatus: 'IDLE', since: NOW });
    shift.note({ routingStatus: 'IDLE', since: NOW });
    shift.note({ routingStatus: 'INTERACTING', since: NOW + 1000 });
    shift.note({ routingStatus: 'IDLE', since: NOW + 500 });
    assert.deepEqual(shift.states, [
      { routingStatus: 'IDLE', since: NOW },
      { routingStatus: 'INTERACTING', since: NOW + 1000 },
    ]);
  });

  test('of a desk: the sums are the cloud’s own, also of what the desk removed', async () => {
    const all = setting({ automatic: true, withoutSegments: 0 });
    const { id: userId } = all.cloud.agents[0];
    const roster = new Roster({ userId });
    const clock = new CloudClock();
    const desk = await live(all, { roster, clock });
    const shift = startShift({ roster });
    desk.feed.subscribe(({ type, agent }) => type === 'agent' && shift.note(agent));
    shift.note(desk.feed.agent);
    const started = all.time.now();
    for (let minutes = 0; minutes < 40; minutes++) {
      await all.time.advance(60 * SECOND);
      for (const { communicationId, endedAt, timers } of roster.rows)
        if (endedAt && timers.afterCallWork.since === undefined && minutes % 3 === 0)
          roster.remove(communicationId);
    }
    const truth = all.cloud
      .truth()
      .filter(({ afterCallWorkPending, handle }) => afterCallWorkPending === false && handle > 0);
    const sum = (name) => truth.reduce((whole, leg) => whole + leg[name], 0);
    const { handled, handle, hold, unsettled, occupancy } = summary(shift.rows, all.time.now(), {
      unsettled: desk.feed.status.unsettled,
      states: shift.states,
      from: started - 3600 * SECOND,
    });
    assert.ok(truth.length > 8, `${truth.length}`);
    assert.equal(handled, truth.length);
    assert.ok(unsettled <= 1);
    assert.ok(
      Math.abs(handle - sum('handle')) < 1000 * (1 + unsettled * 100),
      `${handle} ${sum('handle')}`,
    );
    assert.ok(Math.abs(hold - sum('hold')) < 1000 * (1 + unsettled * 100));
    assert.ok(occupancy > 0.3 && occupancy <= 1, String(occupancy));
    all.end();
  });
});
