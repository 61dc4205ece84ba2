// Topics: one is needed, others may be rejected, more may be subscribed to later; and the agent,
// whose status two of them bring.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { FeedError } from 'conversation-chat/feed';

import { Driver } from './driver.js';
import { live, SECOND, setting } from './setting.js';

const MINUTE = 60 * SECOND;

describe('topics', () => {
  test('one that is rejected is named with what is missing, and costs nothing else', async () => {
    const all = setting();
    const { id } = all.cloud.agents[0];
    all.cloud.rejectTopics({
      'v2.users.{id}.presence': ['presence:userPresence:view'],
      'v2.routing.queues.{id}.conversations': ['routing:queue:view'],
    });
    const queue = `v2.routing.queues.${all.cloud.queues[0].id}.conversations`;
    const { feed, events } = await live(all, {
      topics: [queue, `v2.users.${id}.conversations.messages`],
    });
    assert.deepEqual(
      feed.status.rejected.map(({ id: topic, missingPermissions }) => [topic, missingPermissions]),
      [
        [`v2.users.${id}.presence`, ['presence:userPresence:view']],
        [queue, ['routing:queue:view']],
      ],
    );
    assert.ok(Object.isFrozen(feed.status.rejected));
    assert.equal(feed.status.error, undefined);
    await all.ask('PUT', `/users/${id}/routingstatus`, { status: 'OFF_QUEUE' });
    all.cloud.customerSays(all.cloud.truth()[1].conversationId, 'Hello');
    await all.time.advance(SECOND);
    const heard = new Set(events.map(({ topic }) => topic.split('.').slice(3).join('.')));
    for (const topic of ['conversations', 'conversations.messages', 'routingStatus'])
      assert.ok(heard.has(topic), topic);

    // Once it is permitted the next connection has it.
    all.cloud.rejectTopics({});
    all.cloud.closeSockets();
    await all.time.advance(20 * SECOND);
    assert.deepEqual([feed.status.state, feed.status.rejected], ['live', []]);
    all.end();
  });

  test('the topic of the roster itself makes it refused, and says which permission is missing', async () => {
    const all = setting();
    const own = `v2.users.${all.cloud.agents[0].id}.conversations`;
    all.cloud.rejectTopics({ [own]: ['conversation:communication:view'] });
    const { feed } = all.desk();
    feed.start();
    await all.time.advance(10 * SECOND);
    const { state, why, error, rejected } = feed.status;
    assert.deepEqual([state, why], ['refused', 'rejected']);
    assert.ok(error instanceof FeedError && error.code === 'rejected');
    assert.deepEqual(
      rejected.map(({ id, missingPermissions }) => [id, missingPermissions]),
      [[own, ['conversation:communication:view']]],
    );
    const { total } = all.cloud.requests();
    await all.time.advance(10 * MINUTE);
    assert.equal(all.cloud.requests().total, total, 'nothing is asked meanwhile');
    all.cloud.rejectTopics({});
    feed.start();
    await all.time.advance(10 * SECOND);
    assert.deepEqual([feed.status.state, feed.status.rejected], ['live', []]);
    all.end();
  });

  test('more of them later, over the socket that stands', async () => {
    const all = setting();
    const [, colleague] = all.cloud.agents;
    const { feed, events } = await live(all);
    const topic = `v2.users.${colleague.id}.routingStatus`;
    const heard = [];
    const stop = feed.subscribe((event) => event.topic === topic && heard.push(event.text), {
      topics: [topic],
    });
    await all.time.advance(SECOND);
    const set = async (status) => {
      await all.ask('PUT', `/users/${colleague.id}/routingstatus`, { status });
      await all.time.advance(SECOND);
    };
    await set('OFF_QUEUE');
    assert.equal(JSON.parse(heard[0]).eventBody.routingStatus.status, 'OFF_QUEUE');
    assert.deepEqual(feed.status.state, 'live');
    const { byPath } = all.cloud.requests();
    assert.equal(byPath['POST /api/v2/notifications/channels'], 1, 'no other channel');

    // Known at the next connection, and to nobody who no longer listens.
    stop();
    all.cloud.closeSockets();
    await all.time.advance(20 * SECOND);
    const before = [heard.length, events.length];
    await set('IDLE');
    assert.equal(heard.length, before[0]);
    assert.ok(events.length > before[1]);
    assert.throws(
      () => feed.subscribe(() => {}, { topics: Array.from({ length: 997 }, (_, at) => `t${at}`) }),
      { code: 'topics', message: 'a channel takes 1000 topics, not 1001' },
    );
    all.end();
  });

  test('more topics: told once, told again after a failure, not told while nothing is connected', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.tell('topics', { topics: ['a'] });
    const { body, path, method } = driver.commands.at(-1);
    assert.deepEqual(
      [method, path, body.map(({ id }) => id)],
      [
        'PUT',
        '/api/v2/notifications/channels/c1/subscriptions?ignoreErrors=true',
        ['v2.users.u.conversations', 'v2.users.u.routingStatus', 'v2.users.u.presence', 'a'],
      ],
    );
    driver.answer('topics', 500);
    driver.pass(1000);
    driver.answer('topics', 200, { text: '<html>' });
    driver.pass(2000);
    driver.answer('topics', 200, {
      text: '{"entities":[{"id":"a","state":"Rejected","rejectionReason":"no","missingPermissions":["p"]}]}',
    });
    assert.deepEqual(driver.status.rejected, [
      { id: 'a', state: 'Rejected', rejectionReason: 'no', missingPermissions: ['p'] },
    ]);
    assert.equal(driver.state, 'live');
    driver.calm(link, 600_000);
    assert.deepEqual(driver.take('topics'), []);
    driver.tell('closed', { link }).tell('topics', { topics: ['b'] });
    assert.deepEqual(driver.take('topics'), []);
    driver.pass(1000);
    assert.equal(driver.commands.find(({ kind }) => kind === 'subscribe').body.length, 5);
  });

  test('more topics that the cloud refuses as a whole: a minute later again, and live all the while', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.tell('topics', { topics: ['a'] });
    driver.answer('topics', 400);
    driver.calm(link, 59_000);
    assert.deepEqual(driver.take('topics'), []);
    driver.calm(link, 1000);
    driver.answer('topics', 200);
    assert.equal(driver.state, 'live');
    driver.tell('topics', { topics: ['b'] });
    assert.equal(driver.take('topics').length, 1, 'others are told at once');
  });
});

describe('the agent', () => {
  test('is read at the connection, and followed by notifications, in the clock of the cloud', async () => {
    const all = setting();
    const { feed, all: events } = await live(all);
    const { id } = all.cloud.agents[0];
    const body = async (path) => JSON.parse((await all.ask('GET', path)).text);
    const truth = async () => {
      const { status, startTime } = await body(`/users/${id}/routingstatus`);
      const { presenceDefinition, modifiedDate } = await body(`/users/${id}/presences/purecloud`);
      return {
        routingStatus: status,
        since: Date.parse(startTime),
        presence: presenceDefinition.systemPresence,
        presenceSince: Date.parse(modifiedDate),
      };
    };
    assert.deepEqual(feed.agent, await truth());
    assert.ok(Object.isFrozen(feed.agent));
    const { agent } = feed;
    await all.time.advance(SECOND);
    assert.equal(feed.agent, agent, 'the same object until it changes');
    await all.ask('PUT', `/users/${id}/routingstatus`, { status: 'OFF_QUEUE' });
    await all.time.advance(SECOND);
    assert.notEqual(feed.agent, agent);
    assert.deepEqual(feed.agent, await truth());
    assert.equal(feed.agent.routingStatus, 'OFF_QUEUE');
    assert.equal(events.filter(({ type }) => type === 'agent').at(-1).agent, feed.agent);
    all.end();
  });

  test('what was lost, or came late, is right in the end; somebody else’s status is not the agent’s', async () => {
    const all = setting();
    const [me, colleague] = all.cloud.agents;
    const { feed } = await live(all, { topics: [`v2.users.${colleague.id}.routingStatus`] });
    all.cloud.setFaults({ lose: 1 });
    await all.ask('PUT', `/users/${me.id}/routingstatus`, { status: 'OFF_QUEUE' });
    all.cloud.clearFaults();
    await all.ask('PUT', `/users/${colleague.id}/routingstatus`, { status: 'OFF_QUEUE' });
    await all.ask('PUT', `/users/${colleague.id}/routingstatus`, { status: 'IDLE' });
    assert.notEqual(feed.agent.routingStatus, 'OFF_QUEUE');
    await all.time.advance(5 * MINUTE + SECOND);
    assert.equal(feed.agent.routingStatus, 'OFF_QUEUE');

    all.cloud.setFaults({ double: 1, reorder: 0.5, delayMs: [0, 4000] });
    for (const status of ['IDLE', 'OFF_QUEUE', 'IDLE', 'OFF_QUEUE'])
      await all.ask('PUT', `/users/${me.id}/routingstatus`, { status });
    await all.time.advance(20 * SECOND);
    assert.equal(feed.agent.routingStatus, 'OFF_QUEUE', 'the moment counts, not the order');
    all.end();
  });

  test('a cloud that refuses it, or says something else, costs nothing but that', async () => {
    for (const answer of [
      { status: 403, text: '{}' },
      { status: 404, text: '{}' },
      { status: 200, text: '{"id":"u","routingStatus":5,"presence":null}' },
      { status: 200, text: '{"id":"u","routingStatus":{"status":"IDLE","startTime":"soon"}}' },
    ]) {
      const all = setting();
      const api = async (method, path, body, signal) =>
        path.includes('/users/') ? answer : all.cloud.request(method, path, body, { signal });
      const { feed } = await live(all, { api });
      assert.deepEqual(feed.agent, {}, answer.text);
      all.end();
    }
  });
});
