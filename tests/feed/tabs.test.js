// Several tabs: one holds the channel, the others hear it all; also when the one that leads hangs.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Roster } from 'conversation-chat';
import { simulatedTabs, simulatedTime } from 'conversation-chat/testing';

import { createLeader } from '../../pkg/feed/leader.js';
import { live, SECOND, setting } from './setting.js';

describe('many tabs', () => {
  test('one holds the channel, the others hear it all; when it goes, another takes over within a second', async () => {
    const all = setting({ scenario: 'fourteen-chats' });
    const { time, cloud } = all;
    const browser = simulatedTabs(all.time);
    const first = await live(all, { tab: browser.open() });
    const second = await live(all, { tab: browser.open() });
    const third = await live(all, { tab: browser.open() });
    const roles = () => [first, second, third].map(({ feed }) => feed.status.tab);
    assert.deepEqual(roles(), ['leading', 'following', 'following']);
    assert.equal(cloud.sockets().length, 1);
    assert.ok(
      second.roster.synced.length > 0 && third.roster.synced.length > 0,
      'who comes late gets the list',
    );

    const heard = () => [first, second, third].map(({ roster }) => roster.received.length);
    const before = heard();
    const [{ conversationId }] = cloud.truth();
    cloud.customerSays(conversationId, 'Hello');
    await time.advance(SECOND);
    const grown = heard().map((count, index) => count - before[index]);
    assert.ok(grown[0] > 0 && grown.every((count) => count === grown[0]), String(grown));

    const { ids } = second.roster.synced.at(-1);
    assert.equal(ids.length, 14);
    const lists = second.roster.synced.length;
    await time.advance(2 * SECOND);
    second.feed.refresh();
    await time.advance(SECOND);
    assert.equal(second.roster.synced.length, lists + 1, 'a follower may ask, too');

    first.feed.stop();
    await time.advance(SECOND);
    assert.deepEqual(roles(), ['alone', 'leading', 'following']);
    assert.equal(second.feed.status.state, 'live');
    assert.equal(third.feed.status.state, 'live');
    assert.equal(cloud.sockets().length, 1);
    assert.ok(!second.states.includes('stopped') && !third.states.includes('stopped'));
    all.end();
  });

  test('what is refused to one is shown by all; a token in any tab goes on', async () => {
    const all = setting();
    const browser = simulatedTabs(all.time);
    const first = await live(all, { tab: browser.open() });
    const second = await live(all, { tab: browser.open() });
    all.cloud.expireTokens();
    first.feed.refresh();
    await all.time.advance(3 * SECOND);
    assert.deepEqual([first.feed.status.state, second.feed.status.state], ['refused', 'refused']);
    assert.equal(second.feed.status.error.code, 'unauthorized');
    all.cloud.acceptTokens();
    second.feed.start();
    await all.time.advance(10 * SECOND);
    assert.deepEqual([first.feed.status.state, second.feed.status.state], ['live', 'live']);
    all.end();
  });

  test('requests do not grow with the tabs, but for the clocks', async () => {
    const all = setting();
    const browser = simulatedTabs(all.time);
    await live(all, { tab: browser.open() });
    for (let count = 0; count < 9; count++) await live(all, { tab: browser.open() });
    const before = all.cloud.requests();
    await all.time.advance(3600 * SECOND);
    const { byPath } = all.cloud.requests();
    const grown = (path) => byPath[path] - before.byPath[path];
    assert.ok(grown('GET /api/v2/conversations') <= 61);
    assert.ok(grown('GET /api/v2/date') <= 10 * 31);
    all.end();
  });

  test('a browser that lacks one of the two, or forbids locks: each tab for itself', async () => {
    const { locks, BroadcastChannel } = simulatedTabs(simulatedTime()).open().tabs;
    const forbidden = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) };
    for (const tabs of [{ locks }, { BroadcastChannel }, { locks: forbidden, BroadcastChannel }]) {
      const all = setting();
      const first = await live(all, { tabs });
      const second = await live(all, { tabs });
      assert.deepEqual([first.feed.status.tab, second.feed.status.tab], ['alone', 'alone']);
      assert.equal(all.cloud.sockets().length, 2);
      all.end();
    }
  });

  test('who follows hears the texts of lists, events and settled conversations, and the agent', async () => {
    const all = setting({ withoutSegments: 0 });
    const browser = simulatedTabs(all.time);
    const { id: userId } = all.cloud.agents[0];
    const more = () => ({ tab: browser.open(), roster: new Roster({ userId }) });
    const first = await live(all, more());
    const second = await live(all, more());
    await all.time.advance(30 * SECOND);
    for (const each of [first, second]) each.all.length = 0;
    const talking = all.cloud.truth().find(({ state }) => state === 'connected');
    all.cloud.customerSays(talking.conversationId, 'Hello');
    await all.ask('PUT', `/users/${userId}/routingstatus`, { status: 'OFF_QUEUE' });
    all.cloud.customerLeaves(talking.conversationId);
    await all.time.advance(300 * SECOND);
    const heard = ({ all: events }) =>
      events.filter(({ type }) => type !== 'status').map(({ changes, ...event }) => event);
    assert.deepEqual(heard(second), heard(first));
    const types = new Set(heard(second).map(({ type }) => type));
    assert.deepEqual([...types].sort(), ['agent', 'event', 'settled', 'synced']);
    for (const { type, text } of heard(second))
      if (type !== 'agent') assert.ok(JSON.parse(text), type);
    assert.equal(second.feed.agent.routingStatus, 'OFF_QUEUE');
    assert.deepEqual(second.feed.agent, first.feed.agent);
    assert.deepEqual([first.feed.status.unsettled, second.feed.status.unsettled], [[], []]);
    all.end();
  });

  test('topics that a tab that follows subscribes to come to it, also from the next one that leads', async () => {
    const all = setting();
    const browser = simulatedTabs(all.time);
    const [me, colleague] = all.cloud.agents;
    const first = await live(all, { tab: browser.open() });
    const second = await live(all, { tab: browser.open() });
    const third = await live(all, { tab: browser.open() });
    const topic = `v2.users.${colleague.id}.routingStatus`;
    const heard = [];
    second.feed.subscribe((event) => event.topic === topic && heard.push(event), {
      topics: [topic],
    });
    await all.time.advance(SECOND);
    const set = async (status) => {
      await all.ask('PUT', `/users/${colleague.id}/routingstatus`, { status });
      await all.time.advance(SECOND);
    };
    await set('OFF_QUEUE');
    assert.equal(heard.length, 1);
    assert.equal(all.cloud.sockets().length, 1);
    first.feed.stop();
    await all.time.advance(5 * SECOND);
    await set('IDLE');
    second.feed.stop();
    await all.time.advance(5 * SECOND);
    assert.equal(third.feed.status.tab, 'leading');
    assert.equal(third.feed.agent.routingStatus !== undefined, true, me.id);
    assert.ok(heard.length >= 2, `${heard.length} events`);
    all.end();
  });

  test('a tab that hangs while it leads: within 10 s another says so and takes over; it notices when it wakes', async () => {
    const all = setting({ scenario: 'fourteen-chats' });
    const browser = simulatedTabs(all.time);
    const tabs = [browser.open(), browser.open(), browser.open()];
    const desks = [];
    for (const tab of tabs) desks.push(await live(all, { tab }));
    const [first, second, third] = desks;
    await all.time.advance(20 * SECOND);
    tabs[0].hang();
    const hungAt = all.time.now();
    second.states.length = third.states.length = 0;
    while (second.states.length === 0 && third.states.length === 0) {
      await all.time.advance(100);
      assert.ok(all.time.now() - hungAt <= 10 * SECOND, 'it took longer than 10 s');
    }
    await all.time.advance(5 * SECOND);
    const roles = () => desks.map(({ feed }) => feed.status.tab);
    assert.equal(
      roles().filter((role) => role === 'leading').length,
      2,
      'the hung one believes so',
    );
    const leader = [second, third].find(({ feed }) => feed.status.tab === 'leading');
    const follower = leader === second ? third : second;
    assert.deepEqual([leader.feed.status.state, follower.feed.status.state], ['live', 'live']);
    assert.ok(leader.states.includes('reconnecting'), String(leader.states));

    const before = [leader, follower].map(({ roster }) => roster.received.length);
    all.cloud.customerSays(all.cloud.truth()[0].conversationId, 'Hello');
    await all.time.advance(SECOND);
    const grown = [leader, follower].map(
      ({ roster }, index) => roster.received.length - before[index],
    );
    assert.ok(grown[0] > 0 && grown[1] === grown[0], String(grown));

    await all.time.advance(60 * SECOND);
    const heard = () => [leader, follower].map(({ roster }) => roster.received.length);
    const known = heard();
    tabs[0].wake();
    await all.time.advance(1);
    assert.deepEqual(heard(), known, 'what the one that hung hears late goes to nobody else');
    await all.time.advance(5 * SECOND);
    assert.equal(first.feed.status.tab, 'following');
    assert.equal(first.feed.status.state, 'live');
    assert.equal(roles().filter((role) => role === 'leading').length, 1);
    assert.equal(all.cloud.sockets().length, 1, 'the socket of the one that hung is closed');
    const last = first.roster.received.length;
    all.cloud.customerSays(all.cloud.truth()[0].conversationId, 'Still there?');
    await all.time.advance(SECOND);
    assert.ok(first.roster.received.length > last, 'it hears from the one that leads');
    all.end();
  });

  test('a tab that follows and stood still itself takes nothing over', async () => {
    const all = setting();
    const browser = simulatedTabs(all.time);
    const tab = browser.open();
    const first = await live(all, { tab: browser.open() });
    const second = await live(all, { tab });
    for (let times = 0; times < 10; times++) {
      tab.hang();
      await all.time.advance(30 * SECOND);
      tab.wake();
      await all.time.advance(7 * SECOND);
      assert.deepEqual([first.feed.status.tab, second.feed.status.tab], ['leading', 'following']);
    }
    all.end();
  });

  test('a timer that comes late says that this tab stood still: it asks again before it takes over', () => {
    const leader = createLeader();
    leader.heard(0);
    assert.deepEqual([leader.dueAt(), leader.watch(3999)], [4000, undefined]);
    assert.equal(leader.watch(4000), 'ping');
    assert.deepEqual([leader.dueAt(), leader.watch(8999)], [9000, undefined]);
    assert.equal(leader.watch(11_001), 'ping', 'two seconds late');
    assert.equal(leader.watch(16_001), 'steal');
    assert.deepEqual([leader.dueAt(), leader.watch(20_001)], [20_001, 'ping']);
    leader.heard(20_002);
    assert.equal(leader.dueAt(), 24_002);
  });

  test('all of them hang in turn, again and again: one leads in the end, and all are live', async () => {
    const all = setting({ scenario: 'fourteen-chats', automatic: true });
    const browser = simulatedTabs(all.time);
    const tabs = [browser.open(), browser.open(), browser.open()];
    const desks = [];
    for (const tab of tabs) desks.push(await live(all, { tab }));
    for (let turn = 0; turn < 40; turn++) {
      const tab = tabs[(turn * 7) % 3];
      tab.hang();
      if (turn % 4 === 0) tabs[(turn * 7 + 1) % 3].hang();
      await all.time.advance((3 + ((turn * 5) % 23)) * SECOND);
      for (const each of tabs) each.wake();
      await all.time.advance(((turn * 3) % 9) * SECOND);
    }
    await all.time.advance(60 * SECOND);
    const seen = desks.map(({ feed }) => `${feed.status.tab} ${feed.status.state}`).sort();
    assert.deepEqual(seen, ['following live', 'following live', 'leading live']);
    assert.equal(all.cloud.sockets().length, 1);
    all.end();
  });
});
