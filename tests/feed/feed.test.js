// The feed against the simulated cloud, in simulated time: what it hands on, what it shows, what it
// survives.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CloudClock, Roster } from 'conversation-chat';
import { Feed, FeedError } from 'conversation-chat/feed';

import { NotedRoster, PlainClock, PlainStorage } from './doubles.js';
import { live, SECOND, setting } from './setting.js';

describe('options', () => {
  const base = {
    api: async () => {},
    userId: 'u',
    roster: new NotedRoster(),
    clock: new PlainClock(),
  };
  const refused = (options, code) =>
    assert.throws(
      () => new Feed({ ...base, ...options }),
      (error) => error instanceof FeedError && error.code === code,
    );

  test('what cannot work is refused aloud', () => {
    refused({ api: 5 }, 'option');
    refused({ userId: '' }, 'option');
    refused({ userId: undefined }, 'option');
    refused({ conversationId: 'c' }, 'option');
    refused({ conversation: 'c' }, 'option');
    refused({ topics: Array.from({ length: 998 }, (_, index) => `t${index}`) }, 'topics');
    new Feed({ ...base, topics: Array.from({ length: 2000 }, (_, index) => `t${index % 997}`) });
  });
});

describe('what it hands on', () => {
  test('the list with the moments of asking and receiving, and every event, in the clock of the cloud', async () => {
    const all = setting();
    const { roster, events } = await live(all);
    const { time, cloud } = all;
    assert.equal(roster.synced.length, 1);
    const [{ at, askedAt, ids }] = roster.synced;
    assert.equal(ids.length, 3);
    assert.ok(askedAt < at && at <= time.now() + 100 && askedAt > time.now() - 5000);
    const truth = cloud.truth().find(({ state }) => state === 'connected');
    cloud.customerSays(truth.conversationId, 'Hello');
    await time.advance(SECOND);
    assert.ok(
      roster.received.some(
        ({ text, at }) => text.includes(truth.conversationId) && Math.abs(at - time.now()) < 1100,
      ),
    );
    assert.deepEqual(
      events.map(({ text }) => text),
      roster.received.map(({ text }) => text),
    );
    assert.equal(events.at(-1).topic, `v2.users.${cloud.agents[0].id}.conversations`);
    assert.deepEqual(events.at(-1).changes, [{ communicationId: 'c', type: 'updated' }]);
    all.end();
  });

  test('other topics that were asked for', async () => {
    const all = setting();
    const topic = `v2.users.${all.cloud.agents[0].id}.routingStatus`;
    const { events } = await live(all, { topics: [topic] });
    const answered = all.cloud.request(
      'PUT',
      `/api/v2/users/${all.cloud.agents[0].id}/routingstatus`,
      { status: 'OFF_QUEUE' },
    );
    await all.time.advance(SECOND);
    assert.equal((await answered).status, 200);
    assert.ok(
      events.some(
        (event) =>
          event.topic === topic &&
          JSON.parse(event.text).eventBody.routingStatus.status === 'OFF_QUEUE',
      ),
    );
    all.end();
  });

  test('what comes before the clocks are compared waits for them, in order', async () => {
    const all = setting({ scenario: 'fourteen-chats' });
    const { time, cloud, desk } = all;
    cloud.setFaults({ refuse: [{ status: 500, share: 1, path: '/date' }] });
    const { feed, roster } = desk();
    feed.start();
    await time.advance(5 * SECOND);
    for (const { conversationId } of cloud.truth().slice(0, 5)) {
      cloud.customerSays(conversationId, 'Hello');
      await time.advance(300);
    }
    assert.deepEqual([roster.received, roster.synced], [[], []]);
    cloud.clearFaults();
    await time.advance(60 * SECOND);
    assert.ok(roster.received.length >= 5);
    assert.ok(roster.received.every(({ at }) => Number.isFinite(at)));
    assert.equal(feed.status.state, 'live');
    all.end();
  });

  test('a text that is no JSON says nothing; a roster that fails is heard of, and stops nothing', async () => {
    const all = setting();
    const sockets = [];
    const { feed, roster, events } = await live(all, {
      openSocket: (uri) => sockets[sockets.push(all.cloud.openSocket(uri)) - 1],
    });
    sockets[0].onmessage({ data: '{"topicName":"v2.users.u.conversations","eventBody":' });
    sockets[0].onmessage({ data: new ArrayBuffer(4) });
    sockets[0].onmessage({ data: '' });
    assert.equal(feed.status.state, 'live');

    const { receive } = roster;
    roster.receive = () => {
      roster.receive = receive;
      throw new TypeError('the roster was freed');
    };
    const before = events.length;
    sockets[0].onmessage({ data: '{"topicName":"v2.x","eventBody":{}}' });
    assert.equal(events.length, before + 1);
    await assert.rejects(all.time.advance(SECOND), /the roster was freed/);
    await all.time.advance(120 * SECOND);
    assert.equal(feed.status.state, 'live');
    all.end();
  });

  test('a captive portal is the network’s fault, at the start and later: no exception, not live', async () => {
    for (const portal of [
      '<html>Sign in</html>',
      '{"login":"required"}',
      '{"entities":"none","currentDate":"soon","id":"x","connectUri":5,"participants":1}',
      '[]',
      'null',
      '',
    ]) {
      const roster = () => new Roster({ userId: 'u' });
      const all = setting();
      all.cloud.setFaults({ portal: portal || ' ' });
      const { feed, states } = all.desk({ roster: roster(), clock: new CloudClock() });
      feed.start();
      await all.time.advance(120 * SECOND);
      assert.deepEqual([feed.status.state, feed.status.why], ['connecting', 'malformed'], portal);
      assert.ok(!states.includes('live'));
      all.cloud.clearFaults();
      await all.time.advance(31 * SECOND);
      assert.equal(feed.status.state, 'live', portal);

      all.cloud.setFaults({ portal: portal || ' ' });
      await all.time.advance(70 * SECOND);
      assert.deepEqual([feed.status.state, feed.status.why], ['reconnecting', 'malformed'], portal);
      all.cloud.clearFaults();
      await all.time.advance(31 * SECOND);
      assert.equal(feed.status.state, 'live', portal);
      all.end();
    }
  });

  test('a list of something else is no list, whatever the roster says to it', async () => {
    const all = setting();
    const { roster, clock, feed } = all.desk();
    roster.sync = () => {
      throw new TypeError('expected a list of conversations');
    };
    feed.start();
    await all.time.advance(10 * SECOND);
    assert.deepEqual([feed.status.state, feed.status.why], ['connecting', 'malformed']);
    clock.observe = () => {
      throw new RangeError('there is no timestamp');
    };
    await all.time.advance(300 * SECOND);
    assert.equal(feed.status.state, 'connecting');
    all.end();
  });

  test('a list that cannot be read for three minutes vouches for nothing, though the socket lives', async () => {
    const all = setting();
    const { feed } = await live(all);
    all.cloud.setFaults({ refuse: [{ status: 500, share: 1, path: '/conversations' }] });
    await all.time.advance(100 * SECOND);
    assert.equal(feed.status.state, 'live');
    await all.time.advance(150 * SECOND);
    assert.deepEqual([feed.status.state, feed.status.why], ['reconnecting', 'server']);
    all.cloud.clearFaults();
    await all.time.advance(31 * SECOND);
    assert.equal(feed.status.state, 'live');
    assert.equal(all.cloud.sockets().length, 1);
    all.end();
  });

  test('`refresh` asks at once, and tells of a token that somebody else met as expired', async () => {
    const all = setting();
    const { feed, roster } = await live(all);
    const lists = roster.synced.length;
    feed.refresh();
    await all.time.advance(300);
    assert.equal(roster.synced.length, lists + 1);
    all.cloud.expireTokens();
    await all.time.advance(3 * SECOND);
    assert.equal(feed.status.state, 'live', 'nobody has noticed');
    feed.refresh();
    await all.time.advance(300);
    assert.deepEqual([feed.status.state, feed.status.why], ['refused', 'unauthorized']);
    all.end();
  });

  test('listeners: each subscription is one; one that fails costs the others nothing', async () => {
    const all = setting();
    const { feed } = all.desk();
    let heard = 0;
    const listener = () => heard++;
    const stops = [feed.subscribe(listener), feed.subscribe(listener)];
    const stop = feed.subscribe(() => {
      throw new Error('a listener fails');
    });
    feed.start();
    stop();
    const first = heard;
    assert.equal(first % 2, 0);
    stops[0]();
    stops[0]();
    await assert.rejects(all.time.advance(SECOND), /a listener fails/);
    await all.time.advance(5 * SECOND);
    assert.ok(heard > first);
    all.end();
  });
});

describe('what it shows', () => {
  test('states with since when and why, as frozen snapshots that change only with what they say', async () => {
    const all = setting();
    const { feed, states } = all.desk();
    assert.equal(feed.status.state, 'idle');
    feed.start();
    await all.time.advance(5 * SECOND);
    const { status } = feed;
    assert.ok(Object.isFrozen(status));
    assert.equal(feed.getSnapshot(), status);
    assert.deepEqual([status.state, status.why, status.tab], ['live', 'synced', 'alone']);
    assert.ok(Math.abs(status.since - all.time.now()) < 6 * SECOND, 'in the clock of the cloud');
    await all.time.advance(200 * SECOND);
    assert.equal(feed.status, status);
    feed.stop();
    assert.deepEqual([...new Set(states)], ['connecting', 'live', 'stopped']);
    feed.start();
    await all.time.advance(5 * SECOND);
    assert.equal(feed.status.state, 'live', 'a stopped feed starts again');
    all.end();
  });

  test('a throttled feed says when it goes on: seconds and dates, headers of any kind', async () => {
    const at = (time) => new Date(time.now() + 3_600_000 + 20 * SECOND).toUTCString(); // in the PC's clock
    for (const headers of [
      () => ({ 'retry-after': '20' }),
      () => ({ 'Retry-After': 20 }),
      () => new Headers({ 'Retry-After': '20' }),
      (time) => ({ 'retry-after': at(time) }),
    ]) {
      const all = setting();
      const asked = [];
      const api = async (method, path, body, signal) => {
        asked.push(all.time.now());
        if (asked.length < 3) return { status: 429, headers: headers(all.time), text: '' };
        return all.cloud.request(method, path, body, { signal });
      };
      const { feed } = all.desk({ api });
      feed.start();
      await all.time.advance(10 * SECOND);
      assert.equal(feed.status.why, 'throttled');
      assert.equal(asked.length, 2);
      await all.time.advance(15 * SECOND);
      assert.equal(feed.status.state, 'live');
      assert.ok(asked[2] - asked[0] >= 19 * SECOND);
      all.end();
    }
  });

  test('an expired token: refused, with a typed error; it goes on when a token comes', async () => {
    const all = setting();
    const { feed, roster } = await live(all);
    all.cloud.expireTokens();
    await all.time.advance(70 * SECOND);
    const { state, why, error } = feed.status;
    assert.deepEqual([state, why], ['refused', 'unauthorized']);
    assert.ok(error instanceof FeedError && error.code === 'unauthorized');
    const { total } = all.cloud.requests();
    await all.time.advance(3600 * SECOND);
    assert.equal(all.cloud.requests().total, total, 'nothing is asked meanwhile');
    all.cloud.acceptTokens();
    const before = roster.synced.length;
    feed.start();
    await all.time.advance(10 * SECOND);
    assert.equal(feed.status.state, 'live');
    assert.ok(roster.synced.length > before);
    all.end();
  });

  test('`renewToken` is called once a refusal, and what it renews is used', async () => {
    const all = setting();
    const errors = [];
    const { feed } = await live(all, {
      async renewToken(error) {
        errors.push(error.code);
        await new Promise((resolve) => all.time.setTimeout(resolve, 2 * SECOND));
        all.cloud.acceptTokens();
      },
    });
    all.cloud.expireTokens();
    await all.time.advance(80 * SECOND);
    assert.deepEqual(errors, ['unauthorized']);
    assert.equal(feed.status.state, 'live');
    all.end();
  });

  test('a renewal that changes nothing is not repeated', async () => {
    const all = setting();
    let renewals = 0;
    const { feed } = await live(all, { renewToken: () => void renewals++ });
    all.cloud.expireTokens();
    await all.time.advance(600 * SECOND);
    assert.deepEqual([feed.status.state, renewals], ['refused', 1]);
    all.end();
  });

  test('a renewal that fails leaves it refused', async () => {
    const all = setting();
    const { feed } = await live(all, { renewToken: () => Promise.reject(new Error('no')) });
    all.cloud.expireTokens();
    await all.time.advance(80 * SECOND);
    assert.equal(feed.status.state, 'refused');
    all.end();
  });
});

describe('what it survives', () => {
  const healed = async (all, break_, seconds = 60) => {
    const one = await live(all);
    const before = one.roster.synced.length;
    break_();
    await all.time.advance(seconds * SECOND);
    assert.equal(one.feed.status.state, 'live');
    assert.ok(one.roster.synced.length > before);
    assert.equal(all.cloud.sockets().length, 1);
    all.end();
    return one;
  };

  test('a socket that is closed, with 1001 or without a word', async () => {
    for (const code of [1001, 1006]) {
      const all = setting();
      const { states } = await healed(all, () => all.cloud.closeSockets(code));
      assert.deepEqual(states.slice(-4), ['live', 'reconnecting', 'live', 'stopped']);
    }
  });

  test('a socket that is silently dead', async () => {
    const all = setting();
    const { states } = await healed(all, () => all.cloud.dropSockets(), 70);
    assert.deepEqual(states.slice(-5), ['live', 'silent', 'reconnecting', 'live', 'stopped']);
  });

  test('channels that are gone', async () => {
    const all = setting();
    await healed(all, () => all.cloud.expireChannels());
  });

  test('`socket_closing`, without leaving live', async () => {
    const all = setting();
    const { states } = await healed(all, () => all.cloud.announceClosing(), 90);
    assert.deepEqual(states, ['connecting', 'live', 'stopped']);
  });

  test('a network that is gone for minutes', async () => {
    const all = setting();
    const one = await live(all);
    all.cloud.setFaults({ unreachable: 1, refuseSockets: true });
    all.cloud.closeSockets(1006);
    await all.time.advance(300 * SECOND);
    assert.deepEqual([one.feed.status.state, one.feed.status.why], ['reconnecting', 'network']);
    // While an attempt is under way, no other one is planned.
    for (let waited = 0; one.feed.status.retryAt === undefined && waited < 60; waited++)
      await all.time.advance(SECOND);
    // To what the clock of the feed may be off.
    assert.ok(
      one.feed.status.retryAt >= all.time.now() - SECOND,
      `${one.feed.status.retryAt} at ${all.time.now()}`,
    );
    all.cloud.clearFaults();
    await all.time.advance(31 * SECOND);
    assert.equal(one.feed.status.state, 'live');
    all.end();
  });

  test('sleep, seen by the PC clock that ran ahead', async () => {
    const all = setting();
    const { feed, own, states, roster } = await live(all);
    all.cloud.dropSockets();
    own.sleepMs = 600_000;
    const before = roster.synced.length;
    feed.refresh();
    await all.time.advance(3 * SECOND);
    assert.equal(feed.status.state, 'live', `${states}`);
    assert.ok(roster.synced.length > before);
    all.end();
  });

  test('an `api` and an `openSocket` that throw', async () => {
    const all = setting();
    let broken = true;
    const { feed } = all.desk({
      api: (...request) => {
        if (broken) throw new Error('no api yet');
        return all.cloud.request(...request.slice(0, 3), { signal: request[3] });
      },
      openSocket: (uri) => {
        if (broken) throw new SyntaxError('no address');
        return all.cloud.openSocket(uri);
      },
    });
    feed.start();
    await all.time.advance(5 * SECOND);
    assert.equal(feed.status.why, 'network');
    broken = false;
    await all.time.advance(20 * SECOND);
    assert.equal(feed.status.state, 'live');
    broken = true;
    all.cloud.closeSockets();
    await all.time.advance(60 * SECOND);
    broken = false;
    await all.time.advance(60 * SECOND);
    assert.equal(feed.status.state, 'live');
    all.end();
  });
});

describe('saving', () => {
  /** What a page does at its start, some time after the last one. */
  const restored = async (all, more) => {
    let roster;
    const { id: userId } = all.cloud.agents[0];
    const clock = new CloudClock();
    const api = (method, path, body, signal) => all.cloud.request(method, path, body, { signal });
    Feed.restore({ Roster, api, userId, clock, time: all.time, ...more }).then((made) => {
      roster = made;
    });
    await all.time.advance(SECOND);
    return roster;
  };

  test('when it stops; the next page goes on from there, whatever the PC clock says', async () => {
    const all = setting({ withoutSegments: 0 });
    const storage = new PlainStorage();
    const roster = new Roster({ userId: all.cloud.agents[0].id });
    const { feed } = await live(all, { storage, roster, clock: new CloudClock() });
    assert.equal(Feed.saved(all.cloud.agents[0].id, storage), undefined);
    feed.stop();
    assert.equal(Feed.saved(all.cloud.agents[0].id, storage), roster.save());
    assert.equal(Feed.saved('somebody else', storage), undefined);
    const holds = (of) =>
      of.rows.map(({ communicationId, timers }) => [communicationId, timers.hold.count]);
    assert.ok(
      holds(roster).length >= 3 && holds(roster).some(([, count]) => count === 2),
      JSON.stringify(holds(roster)),
    );
    assert.deepEqual(holds(await restored(all, { storage })), holds(roster));
    await all.time.advance(25 * 3600 * SECOND);
    assert.deepEqual(holds(await restored(all, { storage })), [], 'yesterday is over');
    all.end();
  });

  test('nothing saved, something else saved, no network: a new roster', async () => {
    const all = setting();
    const storage = new PlainStorage();
    assert.deepEqual((await restored(all, { storage })).rows, []);
    assert.equal(all.cloud.requests().total, 0, 'nothing is asked for nothing');
    storage.setItem(`conversation-chat/feed/${all.cloud.agents[0].id}`, '{');
    assert.deepEqual((await restored(all, { storage })).rows, []);
    all.cloud.setFaults({ unreachable: 1 });
    assert.deepEqual((await restored(all, { storage })).rows, []);
    assert.deepEqual((await restored(all, { storage: null })).rows, []);
    all.end();
  });

  test('storage that is full, or none', async () => {
    const all = setting();
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    (await live(all, { storage: full })).feed.stop();
    (await live(all, { storage: null })).feed.stop();
    all.end();
  });
});
