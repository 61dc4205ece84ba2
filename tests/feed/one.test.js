// A feed of one conversation, as in a widget: all its participants, from before any agent is there.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CloudClock, Roster, elapsed } from 'conversation-chat';

import { Driver } from './driver.js';
import { live, SECOND, setting } from './setting.js';

describe('one conversation', () => {
  const widget = (conversationId) => ({
    userId: undefined,
    conversationId,
    roster: new Roster(),
    clock: new CloudClock(),
  });
  const agents = ({ rows }) => rows.filter(({ purpose }) => purpose === 'agent');

  test('who waits in the queue, before any agent is there; then the agents, and their holds', async () => {
    const all = setting({ scenario: 'empty', withoutSegments: 0 });
    const [me, colleague] = all.cloud.agents;
    await all.ask('PUT', `/users/${me.id}/routingstatus`, { status: 'OFF_QUEUE' });
    const id = all.cloud.customerArrives({ name: 'Nina', waitedMs: 30 * SECOND });
    const { feed, roster, clock } = await live(all, widget(id));
    const purposes = () => roster.rows.map(({ purpose }) => purpose).sort();
    assert.deepEqual(purposes(), ['acd', 'customer']);
    assert.ok(roster.rows.every(({ customerName }) => customerName === 'Nina'));
    assert.deepEqual(feed.status.rejected, []);
    assert.deepEqual(feed.agent, {});

    await all.ask('PUT', `/users/${me.id}/routingstatus`, { status: 'IDLE' });
    const mine = () => all.cloud.truth(me.id)[0];
    while (!mine()) await all.time.advance(SECOND);
    await all.time.advance(3 * SECOND);
    assert.equal(agents(roster).length, 1, 'at once, by the notification that somebody came');
    const path = () => `/conversations/${id}/participants/${mine().participantId}`;
    await all.ask('PATCH', path(), { state: 'connected' });
    await all.time.advance(10 * SECOND);
    await all.ask('PATCH', path(), { held: true });
    await all.time.advance(40 * SECOND);
    await all.ask('PATCH', path(), { held: false });
    await all.ask('POST', `${path()}/replace/agent`, { userId: colleague.id });
    await all.time.advance(20 * SECOND);
    assert.equal(agents(roster).length, 2);
    const now = clock.now(all.time.now() - 1_700_000_000_000);
    for (const truth of [all.cloud.truth(me.id)[0], all.cloud.truth(colleague.id)[0]]) {
      const row = roster.get(truth.communicationId);
      for (const timer of ['hold', 'alert', 'talk'])
        assert.ok(Math.abs(elapsed(row.timers[timer], now) - truth[timer]) < 200, timer);
    }
    assert.ok(all.cloud.truth(me.id)[0].hold > 40_000, 'the colleague sees the hold before');
    all.end();
  });

  test('reads every 15 s, under 300 requests an hour, whatever notifications do', async () => {
    for (const rejected of [{}, { 'v2.detail.events.conversation.{id}.user.start': ['a'] }]) {
      const all = setting({ automatic: true });
      all.cloud.rejectTopics(rejected);
      const { conversationId } = all.cloud.truth().find(({ state }) => state === 'connected');
      const { feed } = await live(all, widget(conversationId));
      assert.equal(feed.status.rejected.length, Object.keys(rejected).length);
      const before = all.cloud.requests().total;
      await all.time.advance(3600 * SECOND);
      const spent = all.cloud.requests().total - before;
      assert.ok(spent > 200 && spent < 300, `${spent} requests`);
      assert.equal(feed.status.state, 'live');
      all.end();
    }
  });

  test('a conversation that may not be read is refused; one that is gone is asked for again', () => {
    const driver = new Driver({ conversationId: 'c' });
    driver.tell('start', { role: 'lead' });
    driver.answer('date');
    driver.connect();
    const { path, subject } = driver.commands.find(({ kind }) => kind === 'list');
    assert.deepEqual([path, subject], ['/api/v2/conversations/c', 'c']);
    driver.answer('list', 404);
    assert.deepEqual([driver.state, driver.why], ['connecting', 'server']);
    driver.pass(1000).answer('list', 403);
    assert.deepEqual([driver.state, driver.why], ['refused', 'forbidden']);
  });
});
