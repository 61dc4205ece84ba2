// Every rule of the feed, without IO.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import * as rules from '../../pkg/feed/rules.js';
import { closing, Driver, event } from './driver.js';

describe('the beginning', () => {
  test('nothing is done before the start, and nothing after the stop', () => {
    const driver = new Driver();
    for (const type of ['online', 'visible', 'refresh', 'time', 'token']) driver.tell(type);
    driver.tell('woke', { sleptMs: 1e9 });
    assert.deepEqual(
      [driver.commands, driver.machine.wakeAt(), driver.state],
      [[], Infinity, 'idle'],
    );
    const link = driver.live();
    driver.tell('stop');
    assert.deepEqual(driver.commands, [{ type: 'close', link }]);
    assert.deepEqual([driver.state, driver.machine.wakeAt()], ['stopped', Infinity]);
    for (const type of ['online', 'visible', 'refresh', 'time', 'token']) driver.tell(type);
    driver.message(link, event({}));
    assert.equal(driver.commands.length, 1);
  });

  test('creates, subscribes, opens, and only then reads', () => {
    const driver = new Driver();
    driver.tell('topics', { topics: ['b', 'b', 'v2.users.u.presence'] });
    driver.tell('start', { role: 'lead' });
    assert.deepEqual(
      driver.commands.map(({ kind, method, path }) => `${kind} ${method} ${path}`),
      ['date GET /api/v2/date', 'create POST /api/v2/notifications/channels'],
    );
    assert.equal(driver.state, 'connecting');
    driver.answer('date');
    driver.answer('create', 200, { text: '{"id":"c 1","connectUri":"wss://x/c1"}' });
    const subscribe = driver.one('subscribe');
    assert.deepEqual(
      [subscribe.method, subscribe.path, subscribe.body],
      [
        'PUT',
        '/api/v2/notifications/channels/c%201/subscriptions?ignoreErrors=true',
        [
          { id: 'v2.users.u.conversations' },
          { id: 'v2.users.u.routingStatus' },
          { id: 'v2.users.u.presence' },
          { id: 'b' },
        ],
      ],
    );
    driver.tell('answer', { id: subscribe.id, status: 200, text: '{"entities":[]}' });
    const { link, uri } = driver.one('open');
    assert.equal(uri, 'wss://x/c1');
    assert.deepEqual(driver.take('list'), []);
    driver.tell('opened', { link });
    assert.equal(driver.state, 'connecting', 'what was missed is not known yet');
    driver.answer('list');
    assert.deepEqual([driver.state, driver.why], ['live', 'synced']);
  });

  test('the list waits for the clock', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.connect();
    assert.deepEqual(driver.take('list'), []);
    driver.answer('date');
    assert.equal(driver.take('list').length, 1);
  });
});

describe('reading', () => {
  test('at most one list is under way; who asks meanwhile gets one more, not at once', () => {
    const driver = new Driver();
    driver.live();
    driver.pass(5000).tell('refresh').tell('refresh');
    const { id } = driver.one('list');
    for (let times = 0; times < 50; times++) driver.tell('refresh');
    assert.deepEqual(driver.take('list'), []);
    driver.tell('answer', { id, status: 200, text: '{}' });
    assert.deepEqual(driver.take('list'), []);
    driver.pass(rules.listGapMs - 1);
    assert.deepEqual(driver.take('list'), []);
    driver.pass(1).answer('list');
    driver.pass(rules.listGapMs * 2);
    assert.deepEqual(driver.take('list'), [], 'the fifty were one');
  });

  test('losses that nobody saw heal: the list is read again and again, the clocks are compared', () => {
    const driver = new Driver();
    const link = driver.live();
    const count = { list: 0, date: 0 };
    for (let passed = 0; passed < 3600; passed++) {
      driver.pass(1000);
      if (passed % 30 === 0) driver.heartbeat(link);
      for (const kind of ['list', 'date']) {
        for (const { id } of driver.take(kind)) {
          count[kind] += 1;
          driver.tell('answer', { id, status: 200, text: '{}' });
        }
      }
    }
    assert.equal(driver.state, 'live');
    assert.ok(
      count.list >= 58 && count.list <= 61 && count.date >= 29 && count.date <= 32,
      JSON.stringify(count),
    );
  });

  test('the clocks are compared three times at the start', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    for (let times = 0; times < rules.dateBurst; times++)
      driver.answer('date').pass(rules.dateBurstGapMs);
    assert.deepEqual(driver.take('date'), []);
  });

  test('a list that fails is read again, over a connection that stays; not live before it was read', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('date');
    driver.connect();
    for (const pause of [1000, 2000, 4000]) {
      driver.answer('list', 500);
      assert.deepEqual([driver.state, driver.why], ['connecting', 'server']);
      driver.pass(pause * 0.75 - 1);
      assert.deepEqual(driver.take('list'), []);
      driver.pass(1);
    }
    driver.answer('list');
    assert.equal(driver.state, 'live');
    assert.deepEqual(driver.take('create'), []);
  });

  test('a list that was asked for before the socket was open does not count', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.pass(5000).tell('refresh');
    const early = driver.one('list');
    driver.tell('closed', { link });
    driver.pass(1000);
    driver.connect({ created: false });
    assert.ok(early.signal.aborted);
    driver.tell('answer', { id: early.id, status: 200, text: '{}' });
    assert.equal(driver.state, 'reconnecting');
    driver.answer('list');
    assert.equal(driver.state, 'live');
  });

  test('the date and the list are read after every connection', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.tell('closed', { link });
    driver.pass(1000);
    driver.connect({ created: false });
    assert.deepEqual([driver.take('date').length, driver.take('list').length], [1, 1]);
  });
});

describe('silence', () => {
  test('a ping, a second one, then the end', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.commands = [];
    driver.pass(rules.silentAfterMs - 1001);
    assert.deepEqual(driver.take('send'), []);
    assert.equal(driver.state, 'live');
    driver.pass(1);
    assert.deepEqual(driver.one('send'), { type: 'send', link, text: '{"message":"ping"}' });
    assert.deepEqual([driver.state, driver.why], ['silent', 'silence']);
    driver.pass(rules.pongWithinMs);
    assert.equal(driver.take('send').length, 1);
    driver.pass(rules.pongWithinMs - 1);
    assert.deepEqual(driver.take('close'), []);
    driver.pass(1);
    assert.deepEqual(driver.one('close'), { type: 'close', link });
    assert.deepEqual([driver.state, driver.why], ['reconnecting', 'silence']);
    assert.equal(driver.take('subscribe').length, 1, 'at once');
  });

  test('anything that comes is a sign of life, and what may have been lost is read', () => {
    for (const text of [
      '{"topicName":"channel.metadata","eventBody":{"message":"pong"}}',
      event({ id: 'c' }),
    ]) {
      const driver = new Driver();
      const link = driver.live();
      driver.pass(rules.silentAfterMs);
      driver.take('list');
      assert.equal(driver.state, 'silent');
      driver.message(link, text);
      assert.equal(driver.state, 'live');
      driver.pass(rules.silentAfterMs - 1);
      assert.deepEqual(driver.take('close'), []);
    }
  });

  test('heartbeats keep it live', () => {
    const driver = new Driver();
    driver.calm(driver.live(), 600_000);
    assert.deepEqual([driver.state, driver.take('send')], ['live', []]);
  });
});

describe('reconnecting', () => {
  test('the pause grows from one second to thirty, with jitter', () => {
    for (const [random, share] of [
      [() => 0, 0.5],
      [() => 1, 1],
    ]) {
      const driver = new Driver({ random });
      driver.tell('start', { role: 'lead' });
      for (const whole of [1, 2, 4, 8, 16, 30, 30, 30]) {
        driver.answer('create', 503);
        const { retryAt } = driver.status;
        driver.take('date');
        driver.pass(whole * 1000 * share - 1);
        assert.deepEqual(driver.take('create'), [], `${whole}`);
        driver.pass(1);
        if (retryAt !== undefined) assert.equal(retryAt, driver.now);
      }
    }
  });

  test('the channel is used again; a new one is made only when it is gone', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.tell('closed', { link });
    assert.deepEqual([driver.state, driver.why], ['reconnecting', 'closed']);
    driver.pass(1000);
    assert.deepEqual(driver.take('create'), []);
    driver.answer('subscribe', 404);
    assert.equal(driver.take('create').length, 1, 'at once');
  });

  test('a new channel that is gone already is not asked for again at once', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('create', 200, { text: '{"id":"c1","connectUri":"wss://x"}' });
    driver.answer('subscribe', 404);
    assert.deepEqual(driver.take('create'), []);
    driver.pass(1000);
    assert.equal(driver.take('create').length, 1);
  });

  test('a socket that does not open is given up, and its channel after three times', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('create', 200, { text: '{"id":"c1","connectUri":"wss://x"}' });
    for (let times = 0; times < rules.mostMisses; times++) {
      driver.answer('subscribe');
      const { link } = driver.one('open');
      driver.pass(rules.openWithinMs);
      assert.deepEqual(driver.take('close'), [{ type: 'close', link }]);
      assert.equal(driver.why, 'timeout');
      driver.pass(4000);
    }
    assert.equal(driver.take('create').length, 1);
  });

  test('a connection that lasted lets the pauses begin anew; one that flaps does not', () => {
    const driver = new Driver();
    let current = driver.live();
    const waited = (calmMs) => {
      if (calmMs) driver.calm(current, calmMs);
      driver.tell('closed', { link: current });
      const before = driver.now;
      for (; !driver.commands.some(({ kind }) => kind === 'subscribe'); ) driver.pass(50);
      const pause = driver.now - before;
      current = driver.connect({ created: false });
      driver.answer('list');
      return pause;
    };
    const flaps = [waited(0), waited(0), waited(0), waited(0)];
    assert.ok(
      flaps.every((pause, index) => index === 0 || pause > flaps[index - 1]),
      String(flaps),
    );
    assert.ok(waited(60_000) <= 1000);
  });

  test('requests that are never answered are given up', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    const { id, signal } = driver.one('create');
    driver.take('date');
    driver.pass(rules.requestWithinMs);
    assert.ok(signal.aborted);
    assert.equal(driver.why, 'timeout');
    driver.tell('answer', { id, status: 200, text: '{"id":"late","connectUri":"wss://late"}' });
    assert.deepEqual(driver.take('subscribe'), []);
  });

  test('an answer that is no channel is a failure', () => {
    for (const text of ['', '<html>', 'null', '[]', '{"id":1,"connectUri":"x"}', '{"id":"x"}']) {
      const driver = new Driver();
      driver.tell('start', { role: 'lead' });
      driver.answer('create', 200, { text });
      assert.equal(driver.why, 'malformed', text);
      driver.pass(1000);
      assert.equal(driver.take('create').length, 1);
    }
  });

  test('never more than one socket that is not closing', () => {
    const driver = new Driver();
    const first = driver.live();
    driver.tell('closed', { link: first });
    driver.pass(1000);
    const second = driver.connect({ created: false });
    driver.tell('opened', { link: 99 });
    assert.deepEqual(driver.one('close'), { type: 'close', link: 99 });
    assert.notEqual(second, first);
  });
});

describe('throttling', () => {
  test('`Retry-After` is honoured by all requests', () => {
    const driver = new Driver();
    driver.live();
    driver.pass(5000).tell('refresh');
    driver.answer('list', 429, { retryAfterMs: 17_000 });
    driver.tell('refresh').tell('visible');
    driver.pass(16_999);
    assert.deepEqual(driver.take('request'), []);
    driver.pass(1);
    assert.equal(driver.take('list').length, 1);
    assert.equal(driver.state, 'live', 'the socket lives');
  });

  test('while it connects it says so, and until when', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('date').answer('create', 429, { retryAfterMs: 3000 });
    assert.deepEqual(driver.status, {
      state: 'connecting',
      why: 'throttled',
      retryAt: 3000,
      rejected: [],
      unsettled: [],
    });
    driver.pass(2999);
    assert.deepEqual(driver.take('create'), []);
    driver.pass(1);
    assert.equal(driver.take('create').length, 1);
  });

  test('without `Retry-After` it waits ten seconds', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('create', 429);
    driver.pass(rules.throttledMs - 1);
    assert.deepEqual(driver.take('create'), []);
    driver.pass(1);
    assert.equal(driver.take('create').length, 1);
  });
});

describe('refusal', () => {
  for (const [status, why] of [
    [401, 'unauthorized'],
    [403, 'forbidden'],
  ]) {
    for (const kind of ['create', 'list', 'date']) {
      test(`${status} of ${kind} calls for a token, and goes on when one comes`, () => {
        const driver = new Driver();
        driver.tell('start', { role: 'lead' });
        if (kind === 'list') {
          driver.answer('date');
          driver.connect();
        }
        driver.answer(kind, status);
        assert.deepEqual([driver.state, driver.why], ['refused', why]);
        assert.equal(driver.take('renew').length, 1);
        driver.commands = [];
        driver.pass(600_000).tell('visible').tell('refresh');
        assert.deepEqual(driver.take('request'), [], 'nothing is asked meanwhile');
        driver.tell('token');
        assert.equal(driver.state, 'connecting');
        const kinds = driver.take('request').map((request) => request.kind);
        assert.ok(
          kinds.includes('date') &&
            (kinds.includes('create') || kinds.includes('subscribe') || kinds.includes('list')),
          String(kinds),
        );
      });
    }
  }

  test('a renewed token that is refused, too, is not called for again; one that somebody gives is', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('create', 401);
    assert.equal(driver.take('renew').length, 1);
    driver.tell('token', { renewed: true });
    driver.answer('create', 401);
    assert.deepEqual([driver.state, driver.take('renew')], ['refused', []]);
    driver.tell('token');
    driver.answer('create', 401);
    assert.equal(driver.take('renew').length, 1);
    driver.tell('token', { renewed: true });
    for (const { id } of driver.take('date'))
      driver.tell('answer', { id, status: 200, text: '{}' });
    driver.connect();
    driver.answer('list', 401);
    assert.equal(driver.take('renew').length, 1, 'the token was accepted in between');
  });

  test('the socket that stands is read meanwhile', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.pass(5000).tell('refresh');
    driver.answer('list', 401);
    driver.message(link, event({ id: 'c' }));
    assert.equal(driver.one('event').topic, 'v2.users.u.conversations');
    driver.tell('token');
    assert.equal(driver.take('list').length, 1);
    assert.equal(driver.state, 'silent', 'whether the socket outlived the token is asked');
    driver.heartbeat(link);
    assert.equal(driver.state, 'live');
  });

  test('a channel or topics that the cloud rejects are for a person to look at', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    driver.answer('create', 200, { text: '{"id":"c1","connectUri":"wss://x"}' });
    driver.answer('subscribe', 400);
    assert.deepEqual([driver.state, driver.why], ['refused', 'rejected']);
    driver.take('request');
    driver.pass(600_000);
    assert.deepEqual(driver.take('request'), []);
  });
});

describe('the next socket before the old one closes', () => {
  const replaced = () => {
    const driver = new Driver();
    const old = driver.live();
    driver.message(old, closing);
    driver.answer('create', 200, { text: '{"id":"c2","connectUri":"wss://x/c2"}' });
    driver.answer('subscribe');
    return { driver, old, next: driver.one('open') };
  };

  test('`socket_closing` makes another channel, while the old socket stays', () => {
    const { driver, old, next } = replaced();
    assert.equal(next.uri, 'wss://x/c2');
    assert.deepEqual([driver.state, driver.take('close')], ['live', []]);
    driver.tell('opened', { link: next.link });
    assert.deepEqual([driver.state, driver.take('close')], ['live', []]);
    assert.equal(driver.take('list').length, 1);
    driver.pass(rules.overlapMs);
    assert.deepEqual(driver.take('close'), [{ type: 'close', link: old }]);
    assert.equal(driver.state, 'live');
  });

  test('nothing twice and nothing lost, whichever socket is the first', () => {
    const { driver, old, next } = replaced();
    const handed = () => driver.take('event').map(({ text }) => JSON.parse(text).eventBody.id);
    driver.message(old, event({ id: 'a' }, '1'));
    driver.tell('opened', { link: next.link });
    driver.message(next.link, event({ id: 'a' }, '2'));
    driver.message(next.link, event({ id: 'b' }));
    driver.message(old, event({ id: 'b' }));
    driver.message(old, event({ id: 'c' }));
    driver.message(old, event({ id: 'c' }));
    driver.message(next.link, event({ id: 'd' }));
    assert.deepEqual(
      handed(),
      ['a', 'b', 'c', 'c', 'd'],
      'copies by one socket are not ours to judge',
    );
    driver.pass(rules.overlapMs);
    driver.message(next.link, event({ id: 'b' }));
    driver.message(old, event({ id: 'e' }));
    assert.deepEqual(handed(), ['b'], 'what is closed is not heard');
  });

  test('an old socket that closes early costs nothing', () => {
    const { driver, old, next } = replaced();
    driver.tell('closed', { link: old });
    assert.equal(driver.state, 'reconnecting');
    driver.tell('opened', { link: next.link });
    driver.answer('list');
    assert.equal(driver.state, 'live');
    assert.deepEqual(driver.take('create'), []);
  });

  test('a next socket that fails is tried again, and the old one is read', () => {
    const { driver, old, next } = replaced();
    driver.tell('closed', { link: next.link });
    assert.equal(driver.state, 'live');
    driver.message(old, event({ id: 'a' }));
    assert.equal(driver.take('event').length, 1);
    driver.pass(1000);
    assert.equal(driver.take('create').length, 1, 'of another channel: the old one has its socket');
  });

  test('a channel is replaced before its 24 hours are over', () => {
    const driver = new Driver({ random: Math.random });
    const link = driver.live();
    const created = driver.now;
    while (!driver.commands.some(({ kind }) => kind === 'create')) {
      driver.calm(link, 10_000);
      assert.ok(driver.now - created < 24 * 3_600_000, 'too late');
    }
    assert.ok(driver.now - created > 22 * 3_600_000, 'too early');
    driver.connect({ channel: 'c2' });
    assert.equal(driver.state, 'live');
  });

  test('`socket_closing` in an event of somebody else closes nothing', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.message(
      link,
      event({ name: 'v2.system.socket_closing', topicName: 'channel.metadata' }),
    );
    assert.equal(driver.take('event').length, 1);
    assert.deepEqual(driver.take('create'), []);
  });
});

describe('the machine that it runs on', () => {
  test('offline: nothing is tried; online: at once', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.tell('offline');
    assert.deepEqual([driver.state, driver.why], ['offline', 'offline']);
    driver.tell('closed', { link });
    driver.pass(3_600_000);
    assert.deepEqual(driver.take('request'), []);
    driver.tell('online');
    assert.equal(driver.state, 'reconnecting');
    assert.deepEqual(
      driver.take('request').map(({ kind }) => kind),
      ['date', 'subscribe'],
    );
  });

  test('online with a socket that may have lived: it is asked, and the list is read', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.pass(5000).tell('offline').pass(5000).tell('online');
    assert.deepEqual([driver.take('send').length, driver.take('list').length], [1, 1]);
    driver.pass(2 * rules.pongWithinMs);
    assert.deepEqual(driver.take('close'), [{ type: 'close', link }]);
    assert.equal(driver.take('subscribe').length, 1);
  });

  test('a short sleep: the socket is asked and the list is read; a long one: a new socket at once', () => {
    const short = new Driver();
    short.live();
    short.pass(5000).tell('woke', { sleptMs: 30_000 });
    assert.deepEqual(
      [short.take('send').length, short.take('list').length, short.take('close').length],
      [1, 1, 0],
    );

    const long = new Driver();
    const link = long.live();
    long.pass(5000).tell('woke', { sleptMs: 3_600_000 });
    assert.deepEqual(long.take('close'), [{ type: 'close', link }]);
    assert.deepEqual([long.state, long.why], ['reconnecting', 'woke']);
    assert.equal(long.take('subscribe').length, 1);
  });

  test('after sleep the pauses are over', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'lead' });
    for (const pause of [1000, 2000, 4000, 8000, 16_000])
      driver.answer('create', 500).pass(pause * 0.75);
    driver.answer('create', 500);
    assert.deepEqual(driver.take('create'), []);
    driver.tell('woke', { sleptMs: 100_000 });
    assert.equal(driver.take('create').length, 1);
  });

  test('who looks again sees what is true now', () => {
    const driver = new Driver();
    const link = driver.live();
    driver.pass(500).tell('visible');
    assert.deepEqual(driver.take('list'), [], 'it was read a moment ago');
    driver.pass(rules.listGapMs).answer('list');
    driver.pass(20_000).tell('visible');
    driver.answer('list');
    driver.now += 30_000; // timers of a hidden page come late
    driver.tell('visible');
    assert.deepEqual(driver.one('send').link, link, 'nothing was heard for too long');
  });

  test('a follower compares its clock, and nothing else', () => {
    const driver = new Driver();
    driver.tell('start', { role: 'follow' });
    driver.answer('date');
    driver.pass(600_000);
    assert.deepEqual(
      driver.take('request').filter(({ kind }) => kind !== 'date'),
      [],
    );
    driver.take('date');
    driver.tell('start', { role: 'lead', live: true });
    assert.equal(driver.state, 'reconnecting');
    assert.equal(driver.why, 'took over');
    assert.equal(driver.take('create').length, 1);
  });
});

test('whatever happens, in whatever order: bounded requests, and no machine that spins', () => {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32;
  };
  const driver = new Driver({ random });
  driver.tell('start', { role: 'lead' });
  const open = new Set();
  let requests = 0;
  const lists = new Set();
  for (let step = 0; step < 20_000; step++) {
    driver.pass(random() * 3000);
    for (const command of driver.commands.splice(0)) {
      const { type, id, link, kind } = command;
      if (type === 'request') {
        requests += 1;
        if (kind === 'list') {
          assert.equal(lists.size, 0, 'two lists at once');
          lists.add(id);
        }
        const roll = random();
        const status =
          roll < 0.6 ? 200 : [401, 404, 429, 500, 400, 503, 403][Math.floor(random() * 7)];
        lists.delete(id);
        if (roll < 0.95)
          driver.tell('answer', {
            id,
            status,
            text: `{"id":"c${id}","connectUri":"wss://x","entities":[]}`,
            retryAfterMs: random() * 5000,
          });
        else driver.tell('failed', { id, why: 'network' });
      } else if (type === 'open') {
        if (random() < 0.8) {
          open.add(link);
          driver.tell('opened', { link });
        } else driver.tell('closed', { link });
      } else if (type === 'close') open.delete(link);
      else if (type === 'renew') driver.tell('token', { renewed: true });
    }
    if (driver.state === 'refused' && random() < 0.1) driver.tell('token');
    for (const link of [...open]) {
      const roll = random();
      if (roll < 0.02) {
        open.delete(link);
        driver.tell('closed', { link });
      } else if (roll < 0.04) driver.message(link, closing);
      else if (roll < 0.6) driver.heartbeat(link);
    }
    const roll = random();
    if (roll < 0.01) driver.tell('offline').tell('online');
    else if (roll < 0.02) driver.tell('woke', { sleptMs: random() * 200_000 });
    else if (roll < 0.05) driver.tell('visible').tell('refresh');
    assert.ok(open.size <= 2, 'sockets pile up');
  }
  const minutes = driver.now / 60_000;
  assert.ok(requests / minutes < 100, `${requests / minutes} requests a minute`);

  // And it heals.
  driver.tell('token');
  for (let step = 0; step < 400 && driver.state !== 'live'; step++) {
    driver.pass(500);
    for (const { type, id, link } of driver.commands.splice(0)) {
      if (type === 'request')
        driver.tell('answer', {
          id,
          status: 200,
          text: `{"id":"c${id}","connectUri":"wss://x","entities":[]}`,
        });
      else if (type === 'open') driver.tell('opened', { link });
      else if (type === 'send') driver.heartbeat(link);
    }
  }
  assert.equal(driver.state, 'live');
});
