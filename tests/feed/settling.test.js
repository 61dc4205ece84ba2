// What has ended is read once more, so that its figures are the platform's, whatever was lost.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';

import { createSettling } from '../../pkg/feed/settling.js';
import { differences } from './compare.js';
import { PlainStorage } from './doubles.js';
import { live, SECOND, setting } from './setting.js';

const MINUTE = 60 * SECOND;

/** A desk with a real roster and clock, which notes the conversations that are asked for. */
async function real(all, { api, ...more } = {}) {
  const asked = [];
  const ask =
    api ?? ((method, path, body, signal) => all.cloud.request(method, path, body, { signal }));
  const desk = await live(all, {
    roster: new Roster({ userId: all.cloud.agents[0].id }),
    clock: new CloudClock(),
    api(method, path, body, signal) {
      const [, id] = /conversations\/([^/]+)$/.exec(path) ?? [];
      if (id) asked.push(id);
      return ask(method, path, body, signal);
    },
    ...more,
  });
  return {
    ...desk,
    asked,
    times: ({ conversationId }) => asked.filter((id) => id === conversationId).length,
  };
}

/** What is wrong with what ended; other conversations end by themselves meanwhile. */
function wrong(all, { roster, clock, feed }, legs) {
  const ids = legs.map(({ conversationId }) => conversationId);
  const of = ({ conversationId }) => ids.includes(conversationId);
  const now = clock.now(all.time.now() - 1_700_000_000_000);
  const rows = roster.rows.filter(of);
  return [
    ...differences({ rows }, all.cloud.truth().filter(of), now, 200),
    ...feed.status.unsettled.filter((id) => ids.includes(id)),
  ];
}
const talking = ({ cloud }) => cloud.truth().find(({ state }) => state === 'connected');

/** A customer leaves while nothing is heard; the agent skips the after-call work. */
async function endUnheard(all, leg = talking(all)) {
  all.cloud.setFaults({ lose: 1 });
  await all.ask('PATCH', `/conversations/${leg.conversationId}/participants/${leg.participantId}`, {
    held: true,
  });
  await all.time.advance(17 * SECOND);
  all.cloud.customerLeaves(leg.conversationId);
  await all.time.advance(2 * SECOND);
  await all.ask('PATCH', `/conversations/${leg.conversationId}/participants/${leg.participantId}`, {
    wrapupSkipped: true,
  });
  all.cloud.setFaults({ lose: 0 });
  return leg;
}

describe('settling', () => {
  test('a hold and an end that nobody heard of are the platform’s within two minutes, by one request', async () => {
    const all = setting({ withoutSegments: 0 });
    const desk = await real(all);
    const leg = await endUnheard(all);
    await all.time.advance(2 * MINUTE);
    assert.deepEqual(wrong(all, desk, [leg]), []);
    assert.equal(desk.times(leg), 1);
    const unsettled = desk.all.flatMap(({ status }) => status?.unsettled ?? []);
    assert.ok(unsettled.includes(leg.conversationId), 'it is known meanwhile');
    const settled = desk.all.find(
      ({ type, conversationId }) => type === 'settled' && conversationId === leg.conversationId,
    );
    assert.equal(JSON.parse(settled.text).id, leg.conversationId);
    await all.time.advance(30 * MINUTE);
    assert.equal(desk.times(leg), 1, 'once is enough');
    all.end();
  });

  test('after-call work that ends at its limit, without a word, is settled after it', async () => {
    const all = setting({ withoutSegments: 0 });
    const desk = await real(all);
    const pending = () =>
      all.cloud.truth().find(({ afterCallWorkPending }) => afterCallWorkPending);
    const leg = pending();
    all.cloud.setFaults({ lose: 1, refuse: [{ status: 500, share: 1, path: '/conversations' }] });
    while (pending()?.communicationId === leg.communicationId) await all.time.advance(SECOND);
    await all.time.advance(5 * SECOND);
    assert.ok(desk.feed.status.unsettled.includes(leg.conversationId));
    all.cloud.clearFaults();
    await all.time.advance(MINUTE);
    assert.deepEqual(wrong(all, desk, [leg]), []);
    all.end();
  });

  test('what is refused holds up nothing else, stays known as unsettled, and is asked for again some times an hour', async () => {
    const all = setting({ scenario: 'fourteen-chats', withoutSegments: 0 });
    const [gone, ...others] = all.cloud.truth().slice(0, 5);
    let refusals = 0;
    const api = async (method, path, body, signal) =>
      path.endsWith(gone.conversationId)
        ? { status: [404, 403][refusals++ % 2], text: '{}' }
        : all.cloud.request(method, path, body, { signal });
    const desk = await real(all, { api });
    for (const leg of [gone, ...others]) await endUnheard(all, leg);
    await all.time.advance(3 * MINUTE);
    assert.deepEqual(wrong(all, desk, others), []);
    assert.ok(desk.feed.status.unsettled.includes(gone.conversationId));
    assert.equal(desk.feed.status.state, 'live');
    await all.time.advance(60 * MINUTE);
    assert.ok(desk.times(gone) >= 2 && desk.times(gone) <= 8, `${desk.times(gone)} times`);
    assert.ok(desk.feed.status.unsettled.includes(gone.conversationId));
    all.end();
  });

  test('failures pause all of it, `Retry-After` is honoured, and it goes on by itself', async () => {
    for (const refuse of [
      { status: 500, share: 1, path: '/conversations/' },
      { status: 429, share: 1, path: '/conversations/', retryAfterSeconds: 40 },
    ]) {
      const all = setting({ scenario: 'fourteen-chats', withoutSegments: 0 });
      const desk = await real(all);
      const legs = all.cloud.truth().slice(0, 6);
      all.cloud.setFaults({ refuse: [refuse] });
      for (const { conversationId } of legs) all.cloud.customerLeaves(conversationId);
      await all.time.advance(3 * MINUTE);
      const before = desk.asked.length;
      await all.time.advance(5 * MINUTE);
      const spent = desk.asked.length - before;
      assert.ok(spent > 2 && spent < 25, `${spent} requests in five minutes`);
      all.cloud.clearFaults();
      await all.time.advance(2 * MINUTE);
      const over = legs.filter(({ conversationId }) =>
        all.cloud
          .truth()
          .some(
            (leg) => leg.conversationId === conversationId && leg.afterCallWorkPending === false,
          ),
      );
      assert.ok(over.length > 1);
      assert.deepEqual(wrong(all, desk, over), [], `${refuse.status}`);
      all.end();
    }
  });

  test('what a page had not settled the next page settles, and nothing else', async () => {
    const all = setting({ scenario: 'fourteen-chats', withoutSegments: 0 });
    const storage = new PlainStorage();
    const first = await real(all, { storage });
    const [settled, open] = all.cloud.truth();
    await endUnheard(all, settled);
    await all.time.advance(2 * MINUTE);
    all.cloud.setFaults({ refuse: [{ status: 500, share: 1, path: '/conversations/' }] });
    all.cloud.customerLeaves(open.conversationId);
    await all.time.advance(3 * MINUTE);
    assert.ok(first.feed.status.unsettled.includes(open.conversationId));
    assert.ok(!first.feed.status.unsettled.includes(settled.conversationId));
    first.feed.stop();
    all.cloud.clearFaults();

    const { id: userId } = all.cloud.agents[0];
    const clock = new CloudClock();
    let roster;
    const local = { now: () => all.time.now() - 1_700_000_000_000 };
    const api = (method, path) => all.cloud.request(method, path);
    Feed.restore({ Roster, api, userId, clock, storage, time: local }).then((made) => {
      roster = made;
    });
    await all.time.advance(SECOND);
    const second = await real(all, { roster, clock, storage });
    await all.time.advance(MINUTE);
    assert.deepEqual([second.times(settled), second.times(open)], [0, 1]);
    assert.deepEqual(wrong(all, second, [settled, open]), []);
    all.end();
  });

  test('where nothing was saved of what is settled, all that ended is', async () => {
    const all = setting({ scenario: 'fourteen-chats', withoutSegments: 0 });
    const first = await real(all);
    const legs = all.cloud.truth().slice(0, 3);
    for (const leg of legs) await endUnheard(all, leg);
    await all.time.advance(2 * MINUTE);
    const saved = first.roster.save();
    first.feed.stop();
    const { id: userId } = all.cloud.agents[0];
    const roster = Roster.restore(saved, all.time.now(), { userId });
    const second = await real(all, { roster });
    await all.time.advance(MINUTE);
    assert.deepEqual(legs.map(second.times), [1, 1, 1]);
    assert.deepEqual(wrong(all, second, legs), []);
    all.end();
  });

  test('an end during the request for another end of the same conversation is settled, too', () => {
    const settling = createSettling();
    settling.ended(['a', 'b'], 0);
    settling.ended(['a'], 3000);
    assert.equal(settling.dueAt(), 5000, 'the first end counts');
    assert.equal(settling.asked(), 'a');
    assert.equal(settling.dueAt(), Infinity, 'one at a time');
    settling.ended(['a'], 6000);
    settling.answered(7000);
    assert.deepEqual(settling.ids, ['a', 'b']);
    assert.equal(settling.dueAt(), 7500);
    assert.equal(settling.asked(), 'b');
    settling.answered(8000);
    assert.deepEqual([settling.ids, settling.dueAt()], [['a'], 11_000]);
    const { ids } = settling;
    settling.asked();
    settling.failed(20_000);
    assert.deepEqual(
      [settling.ids === ids, settling.dueAt(), settling.failures],
      [true, 20_000, 1],
    );
    settling.asked();
    settling.refused(21_000);
    assert.equal(settling.dueAt(), 621_000);
    settling.settled('a');
    assert.deepEqual([settling.ids, settling.dueAt()], [[], Infinity]);
  });

  test('many that end at once are asked for one after the other, each once', async () => {
    const all = setting({ scenario: 'fourteen-chats', withoutSegments: 0 });
    let under = 0;
    let most = 0;
    const api = async (method, path, body, signal) => {
      const isOne = /conversations\/[^/]+$/.test(path);
      if (isOne) under += 1;
      most = Math.max(most, under);
      const answer = await all.cloud.request(method, path, body, { signal });
      if (isOne) under -= 1;
      return answer;
    };
    const desk = await real(all, { api });
    all.cloud.setFaults({ lose: 1 });
    const legs = all.cloud.truth();
    for (const { conversationId } of legs) all.cloud.customerLeaves(conversationId);
    for (const { conversationId, participantId } of legs)
      await all.ask('PATCH', `/conversations/${conversationId}/participants/${participantId}`, {
        wrapupSkipped: true,
      });
    all.cloud.clearFaults();
    await all.time.advance(2 * MINUTE);
    assert.equal(most, 1);
    assert.deepEqual(
      legs.map(desk.times),
      legs.map(() => 1),
    );
    assert.deepEqual(wrong(all, desk, legs), []);
    all.end();
  });
});
