// The simulated cloud: what happens in it, what it sends, what it refuses.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Roster } from 'conversation-chat';
import { createCloud, deskTopics, scenarios, simulatedTime } from 'conversation-chat/testing';

const SECOND = 1000;

function setting(options = {}) {
  const time = simulatedTime();
  const cloud = createCloud({ time, ...options });
  const texts = [];
  cloud.subscribe((text) => texts.push(text));
  /** Asks and lets the time pass that it takes. */
  const ask = async (method, path, body, more) => {
    let answer;
    cloud.request(method, `/api/v2${path}`, body, more).then((given) => {
      answer = given;
    });
    await time.advance(400);
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.text && JSON.parse(answer.text),
    };
  };
  const legs = () => cloud.truth();
  const [me] = cloud.agents;
  const patch = ({ conversationId, participantId }, body) =>
    ask('PATCH', `/conversations/${conversationId}/participants/${participantId}`, body);
  const say = ({ conversationId, communicationId }, textBody) =>
    ask(
      'POST',
      `/conversations/messages/${conversationId}/communications/${communicationId}/messages`,
      { textBody },
    );
  const transcript = async ({ conversationId }) => {
    const { body } = await ask('GET', `/conversations/${conversationId}`);
    const ids = body.participants.flatMap(({ messages }) =>
      messages.flatMap((leg) => leg.messages.map(({ messageId }) => messageId)),
    );
    return (await ask('POST', `/conversations/messages/${conversationId}/messages/bulk`, ids)).body
      .entities;
  };
  /** An alert for the first agent. */
  const alerted = async () => {
    for (let passed = 0; passed < 600; passed++) {
      const found = legs().find(({ state }) => state === 'alerting');
      if (found) return found;
      await time.advance(SECOND);
    }
    throw new Error('nobody comes');
  };
  return { time, cloud, texts, ask, legs, me, patch, say, transcript, alerted };
}

const now = (all, communicationId) =>
  all.legs().find((leg) => leg.communicationId === communicationId);

test('equal seeds give equal clouds; other seeds give others', async () => {
  const run = async (seed) => {
    const { time, texts, cloud } = setting({ seed, automatic: true });
    await time.advance(600 * SECOND);
    cloud.stop();
    return texts;
  };
  const [one, again, other] = [await run(5), await run(5), await run(6)];
  assert.ok(one.length > 50);
  assert.deepEqual(one, again);
  assert.notDeepEqual(one, other);
});

for (const { name, description } of scenarios) {
  test(`scenario ${name}: half an hour that a roster takes without an error`, async () => {
    const { time, cloud, texts, me } = setting({ scenario: name, automatic: true });
    assert.match(description, /^[A-Z].*[^.]$/);
    await time.advance(1800 * SECOND);
    const roster = new Roster({ userId: me.id });
    const errors = new Map();
    for (const text of texts) {
      for (const { issues } of roster.receive(text, time.now()))
        for (const { severity, path } of issues)
          if (severity === 'error') errors.set(path.at(-1), true);
    }
    assert.deepEqual(
      [...errors.keys()].sort(),
      name === 'hostile'
        ? ['avatarImageUrl', 'journeyContext', 'scriptId', 'type'].filter((field) =>
            errors.has(field),
          )
        : [],
    );
    if (name === 'hostile') assert.ok(errors.size > 0, 'a malformed value comes');
    if (name === 'empty') assert.equal(cloud.truth().length, 0);
    else assert.ok(cloud.truth().length > 3);
    if (name === 'fourteen-chats') assert.ok(roster.rows.length >= 14);
    roster.free();
    cloud.stop();
  });
}

test('a scenario or fault that there is not is told', () => {
  assert.throws(() => createCloud({ scenario: 'lunch' }), /no scenario `lunch`: one of `shift`/);
  const { cloud } = setting();
  assert.throws(() => cloud.setFaults({ looses: 1 }), /no fault `looses`: one of `lose`/);
});

describe('what it sends', () => {
  test('notifications lack segments and `startAlertingTime`; REST has both; nested and flat tell the same', async () => {
    const all = setting({ withoutSegments: 0 });
    const { cloud, texts, ask, legs, me, time } = all;
    const leg = legs().find(({ held }) => held);
    cloud.customerSays(leg.conversationId, 'Hello');
    await time.advance(SECOND);
    const find = (topic) =>
      JSON.parse(
        texts.findLast(
          (text) => text.includes(`"topicName":"${topic}"`) && text.includes(leg.conversationId),
        ),
      );
    const agentOf = ({ participants }) => participants.find(({ purpose }) => purpose === 'agent');
    const nested = find(`v2.users.${me.id}.conversations`);
    const [communication] = agentOf(nested.eventBody).messages;
    assert.equal(communication.id, leg.communicationId);
    assert.ok(!('segments' in communication) && !('startAlertingTime' in communication));
    assert.equal(nested.version, '2');
    assert.match(nested.metadata.CorrelationId, /^[0-9a-f-]{36}$/);
    const flat = agentOf(find(`v2.users.${me.id}.conversations.messages`).eventBody);
    for (const field of ['state', 'held', 'startHoldTime', 'connectedTime'])
      assert.equal(flat[field], communication[field], field);
    assert.ok(flat.messages.every(({ message }) => message.id) && flat.user.id === me.id);

    const { body } = await ask('GET', `/conversations/${leg.conversationId}`);
    const [whole] = agentOf(body).messages;
    assert.deepEqual(
      whole.segments.map(({ type }) => type),
      ['Alert', 'Interact', 'Hold', 'Interact', 'Hold'],
    );
    assert.ok(whole.startAlertingTime && !whole.segments.at(-1).endTime);
    const { body: rest } = await ask('GET', `/conversations/messages/${leg.conversationId}`);
    assert.match(rest.selfUri, /conversations\/messages/);
    assert.ok(
      agentOf(rest).startAlertingTime && agentOf(rest).messages.every(({ messageId }) => messageId),
    );
  });

  test('half of the legs have no segments, live or ended; the share can be chosen', async () => {
    const share = async (options) => {
      const { ask, legs, cloud, time } = setting({
        scenario: 'fourteen-chats',
        automatic: true,
        ...options,
      });
      await time.advance(1800 * SECOND);
      let [without, all] = [0, 0];
      for (const { conversationId, communicationId, hasSegments, state } of legs()) {
        const { status, body } = await ask('GET', `/conversations/${conversationId}`);
        assert.equal(status, 200, `of one that is ${state}`);
        const found = body.participants
          .flatMap(({ messages }) => messages)
          .find(({ id }) => id === communicationId);
        assert.equal(found.segments.length > 0, hasSegments);
        all += 1;
        if (!hasSegments) without += 1;
      }
      cloud.stop();
      assert.ok(all > 15, `${all} legs`);
      return without / all;
    };
    const half = await share({});
    assert.ok(half > 0.25 && half < 0.75, String(half));
    assert.deepEqual(
      [await share({ withoutSegments: 0 }), await share({ withoutSegments: 1 })],
      [0, 1],
    );
  });

  test('topics that are not permitted: all fail, or with `ignoreErrors` those alone', async () => {
    const { ask, me, cloud, texts, time } = setting();
    cloud.rejectTopics({ 'v2.users.{id}.presence': ['presence:userPresence:view'] });
    const { body: channel } = await ask('POST', '/notifications/channels');
    const ids = ['conversations', 'presence'].map((what) => `v2.users.${me.id}.${what}`);
    const put = (query) =>
      ask(
        'PUT',
        `/notifications/channels/${channel.id}/subscriptions${query}`,
        ids.map((id) => ({ id })),
      );
    assert.deepEqual(
      [(await put('')).status, (await put('?ignoreErrors=false')).status],
      [403, 403],
    );
    const { status, body } = await put('?ignoreErrors=true');
    assert.equal(status, 200);
    assert.deepEqual(
      body.entities.map(({ id, state, missingPermissions }) => [id, state, missingPermissions]),
      [
        [ids[0], 'Permitted', undefined],
        [ids[1], 'Rejected', ['presence:userPresence:view']],
      ],
    );
    const socket = cloud.openSocket(channel.connectUri);
    const heard = [];
    socket.onmessage = ({ data }) => heard.push(JSON.parse(data).topicName);
    await time.advance(SECOND);
    await ask('PATCH', `/users/${me.id}/presences/PURECLOUD`, {
      presenceDefinition: { systemPresence: 'Busy' },
    });
    assert.deepEqual(heard, []);
    assert.ok(
      texts.some((text) => text.includes('presence')),
      'it happened',
    );
  });

  test('detail events of one conversation: who comes and goes, with the figures of a leg', async () => {
    const { ask, time, cloud, patch, legs, alerted } = setting();
    const leg = await alerted();
    const { body: channel } = await ask('POST', '/notifications/channels');
    await ask(
      'PUT',
      `/notifications/channels/${channel.id}/subscriptions`,
      ['acd.end', 'user.start', 'user.end', 'acw'].map((what) => ({
        id: `v2.detail.events.conversation.${leg.conversationId}.${what}`,
      })),
    );
    const socket = cloud.openSocket(channel.connectUri);
    const heard = [];
    socket.onmessage = ({ data }) => heard.push(JSON.parse(data));
    await time.advance(SECOND);
    await patch(leg, { state: 'connected' });
    await time.advance(5 * SECOND);
    await patch(leg, { state: 'disconnected' });
    await patch(leg, { wrapupSkipped: true });
    await time.advance(SECOND);
    const { alert, talk, hold, afterCallWork } = legs().find(
      ({ communicationId }) => communicationId === leg.communicationId,
    );
    const said = heard.map(({ topicName, eventBody }) => [
      topicName.split('.').slice(5).join('.'),
      eventBody,
    ]);
    assert.deepEqual(
      said.map(([name]) => name),
      ['acd.end', 'user.end', 'acw'],
    );
    const [, [, end], [, acw]] = said;
    assert.deepEqual(
      [end.sessionId, end.alertingDurationMs, end.interactingDurationMs, end.heldDurationMs],
      [leg.communicationId, alert, talk, hold],
    );
    assert.deepEqual([acw.wrapupDurationMs, end.disconnectType], [afterCallWork, 'CLIENT']);
    assert.ok(Math.abs(acw.eventTime - time.now()) < 2 * SECOND);
    const roster = new Roster();
    for (const event of heard) assert.deepEqual(roster.receive(event, time.now()), []);
    roster.free();
  });

  test('only what a channel has subscribed to; a thousand topics and no more; twenty channels and no more', async () => {
    const { ask, me, cloud, time, legs } = setting();
    const channels = [];
    for (let count = 0; count < 21; count++)
      channels.push((await ask('POST', '/notifications/channels')).body);
    const put = (channel, topics) =>
      ask(
        'PUT',
        `/notifications/channels/${channel.id}/subscriptions`,
        topics.map((id) => ({ id })),
      );
    assert.equal((await put(channels[0], [])).status, 404, 'the oldest is gone');
    const many = Array.from({ length: 1001 }, (_, index) => `t${index}`);
    assert.equal((await put(channels[1], many)).status, 400);
    assert.equal((await put(channels[1], many.slice(1))).status, 200);
    assert.equal((await put(channels[2], [`v2.users.${me.id}.routingStatus`])).status, 200);

    const heard = [[], []];
    for (const index of [1, 2]) {
      const socket = cloud.openSocket(channels[index].connectUri);
      socket.onmessage = ({ data }) => heard[index - 1].push(JSON.parse(data).topicName);
    }
    await time.advance(SECOND);
    await ask('PUT', `/users/${me.id}/routingstatus`, { status: 'OFF_QUEUE' });
    cloud.customerSays(legs()[0].conversationId, 'Hello');
    await time.advance(SECOND);
    assert.deepEqual(heard, [[], [`v2.users.${me.id}.routingStatus`]]);
  });

  test('that a customer types goes to the agent who talks, again while it takes longer, and is no communication', async () => {
    const { time, texts, say, legs, me, transcript } = setting();
    const leg = legs().find(({ held, state }) => state === 'connected' && !held);
    await say(leg, 'Could you tell me the order number, please?');
    const before = (await transcript(leg)).length;
    for (let passed = 0; passed < 40 && (await transcript(leg)).length === before; passed++)
      await time.advance(SECOND);
    const told = texts
      .map(JSON.parse)
      .filter(({ eventBody }) => eventBody.conversationId === leg.conversationId);
    assert.ok(told.length > 0);
    const roster = new Roster({ userId: me.id });
    for (const each of told) {
      const { channel, ...message } = each.eventBody.normalizedMessage;
      assert.equal(each.topicName, `v2.users.${me.id}.conversations.messages.typing`);
      assert.deepEqual(message, {
        type: 'Event',
        events: [{ eventType: 'Typing', typing: { type: 'On', duration: 5000 } }],
        direction: 'Inbound',
      });
      assert.equal(channel.from.nickname, leg.customerName);
      assert.deepEqual(roster.receive(each, time.now()), []);
    }
    const moments = told.map(({ eventBody }) =>
      Date.parse(eventBody.normalizedMessage.channel.time),
    );
    assert.ok(
      moments.slice(1).every((moment, index) => moment - moments[index] === 5000),
      String(moments),
    );
    roster.free();
  });

  test('the topics of a desk are what `subscribe` brings', async () => {
    const { time, texts, me } = setting({ automatic: true });
    await time.advance(900 * SECOND);
    assert.deepEqual(
      [...new Set(texts.map((text) => JSON.parse(text).topicName))].sort(),
      deskTopics(me.id)
        .filter((topic) => !topic.endsWith('presence'))
        .sort(),
    );
  });
});

test('canned responses: of a library, or found by a phrase', async () => {
  const { ask } = setting();
  const { body: libraries } = await ask('GET', '/responsemanagement/libraries');
  assert.equal(libraries.entities.length, 2);
  assert.equal((await ask('GET', '/responsemanagement/responses')).status, 400);
  const [{ id }] = libraries.entities;
  const { body: some } = await ask(
    'GET',
    `/responsemanagement/responses?libraryId=${id}&pageSize=100`,
  );
  assert.ok(
    some.entities.length > 0 &&
      some.entities.every(
        (response) => response.libraries[0].id === id && response.texts[0].content,
      ),
  );
  const query = async (body) =>
    (await ask('POST', '/responsemanagement/responses/query', body)).body.results;
  const all = await query({ pageSize: 500 });
  assert.ok(all.total > some.total);
  const { entities: found } = await query({ queryPhrase: 'GREETING' });
  assert.deepEqual(
    found.map(({ name, substitutions }) => [name, substitutions.map(({ id: each }) => each)]),
    [['Greeting', ['CUSTOMER_NAME', 'AGENT_NAME']]],
  );
});

describe('agents', () => {
  test('accept, hold, resume, write, end, wrap up: each with the codes of the queue, each told', async () => {
    const all = setting();
    const leg = await all.alerted();
    const held = () => now(all, leg.communicationId);
    const others = all.legs().filter(({ state, held }) => state === 'connected' && !held);
    assert.ok(others.length > 0);
    assert.equal((await all.patch(leg, { state: 'connected' })).status, 202);
    assert.equal(held().state, 'connected');
    assert.ok(
      others.every(({ communicationId }) => now(all, communicationId).held),
      'the platform holds what the agent does not work on',
    );
    assert.equal((await all.patch(leg, { state: 'connected' })).status, 409);
    await all.patch(leg, { held: true });
    assert.equal(held().held, true);
    await all.patch(leg, { held: false });
    assert.deepEqual([held().held, held().holds], [false, 1]);
    assert.equal((await all.say(leg, ' ')).status, 400);
    assert.equal((await all.say(leg, 'Hello')).body.normalizedMessage.text, 'Hello');
    const { body: codes } = await all.ask(
      'GET',
      `/conversations/${leg.conversationId}/participants/${leg.participantId}/wrapupcodes`,
    );
    assert.ok(codes.length >= 4 && codes.every(({ id, name }) => id && name));
    assert.equal((await all.patch(leg, { wrapup: { code: 'none of them' } })).status, 400);
    await all.patch(leg, { wrapup: { code: codes[0].id, notes: 'a draft' } });
    assert.equal(held().state, 'connected', 'a draft ends nothing');
    await all.patch(leg, { state: 'disconnected' });
    assert.deepEqual([held().state, held().afterCallWorkPending], ['disconnected', true]);
    assert.equal((await all.patch(leg, { held: true })).status, 409);
    await all.patch(leg, { wrapup: { code: codes[1].id, notes: 'two\nlines', tags: ['a'] } });
    assert.equal(held().afterCallWorkPending, false);
    assert.equal((await all.patch(leg, { wrapupSkipped: true })).status, 409);
    const { wrapup } = (
      await all.ask('GET', `/conversations/${leg.conversationId}`)
    ).body.participants.find(({ id }) => id === leg.participantId);
    assert.deepEqual(
      [wrapup.code, wrapup.name, wrapup.notes, wrapup.tags, wrapup.provisional],
      [codes[1].id, codes[1].name, 'two\nlines', ['a'], false],
    );
    const { alert, talk, hold, handle, afterCallWork } = held();
    assert.equal(handle, talk + hold + afterCallWork);
    assert.ok(alert > 0 && hold > 0);
  });

  test('time-limited after-call work ends at its limit', async () => {
    const all = setting();
    const pending = all.legs().find(({ afterCallWorkPending }) => afterCallWorkPending);
    const { body } = await all.ask('GET', `/conversations/${pending.conversationId}`);
    const { wrapupTimeoutMs } = body.participants.find(({ id }) => id === pending.participantId);
    await all.time.advance(300 * SECOND);
    const { afterCallWorkPending, afterCallWork } = now(all, pending.communicationId);
    assert.deepEqual(
      [afterCallWorkPending, afterCallWork],
      wrapupTimeoutMs === undefined ? [true, afterCallWork] : [false, wrapupTimeoutMs],
    );
  });

  test('a missed alert: Not Responding, no more alerts, another participant later; and the customer is worse disposed', async () => {
    const all = setting();
    const { time, ask, me, texts, cloud } = all;
    const leg = await all.alerted();
    await time.advance(31 * SECOND);
    assert.equal(now(all, leg.communicationId).state, 'disconnected');
    const status = async () => (await ask('GET', `/users/${me.id}/routingstatus`)).body.status;
    assert.equal(await status(), 'NOT_RESPONDING');
    assert.ok(
      texts.some((text) => text.includes('routingStatus') && text.includes('NOT_RESPONDING')),
    );
    const count = all.legs().length;
    await time.advance(240 * SECOND);
    assert.equal(all.legs().length, count, 'nothing alerts an agent who does not respond');

    // Everybody else is busy or away: it comes back to this agent, as another participant.
    const id = cloud.customerArrives({ name: 'Nina', text: 'Hi' });
    await ask('PUT', `/users/${me.id}/routingstatus`, { status: 'IDLE' });
    assert.ok(['IDLE', 'INTERACTING'].includes(await status()));
    assert.ok(id);
    const again = await all.alerted();
    assert.notEqual(again.participantId, leg.participantId);
  });

  test('declining, parking with and without a time, transfers to a queue and to an agent', async () => {
    const all = setting({ scenario: 'fourteen-chats' });
    const { ask, cloud, time, me } = all;
    const [first, second, third, fourth] = all.legs();
    const park = (leg, body) =>
      ask(
        'PATCH',
        `/conversations/messages/${leg.conversationId}/participants/${leg.participantId}/parkingstate`,
        body,
      );
    assert.equal((await park(first, { state: 'parked' })).status, 202);
    assert.equal(now(all, first.communicationId).state, 'parked');
    assert.equal((await park(first, { state: 'parked' })).status, 409);
    assert.equal((await all.say(first, 'Hello')).status, 409);
    await park(first, { state: 'connected' });
    assert.equal(now(all, first.communicationId).state, 'connected');
    assert.ok(now(all, first.communicationId).park > 0);
    assert.equal((await park(second, { state: 'parked', resumeTime: 'soon' })).status, 400);
    await park(second, {
      state: 'parked',
      resumeTime: new Date(time.now() + 20 * SECOND).toISOString(),
    });
    await time.advance(21 * SECOND);
    assert.equal(now(all, second.communicationId).state, 'alerting');

    const replace = (leg, what, body) =>
      ask(
        'POST',
        `/conversations/${leg.conversationId}/participants/${leg.participantId}/replace/${what}`,
        body,
      );
    assert.equal((await replace(third, 'queue', { queueId: 'none' })).status, 400);
    assert.equal((await replace(third, 'agent', { userId: me.id })).status, 409);
    assert.equal((await replace(third, 'queue', { queueId: cloud.queues[1].id })).status, 202);
    assert.equal(now(all, third.communicationId).state, 'disconnected');
    await replace(fourth, 'agent', { userId: cloud.agents[1].id });
    assert.ok(
      cloud
        .truth(cloud.agents[1].id)
        .some(({ conversationId }) => conversationId === fourth.conversationId),
    );
    assert.equal(
      (
        await all.patch(
          {
            conversationId: fourth.conversationId,
            participantId: cloud
              .truth(cloud.agents[1].id)
              .find(({ conversationId }) => conversationId === fourth.conversationId).participantId,
          },
          { held: true },
        )
      ).status,
      403,
    );
  });
});

describe('customers', () => {
  const talking = async (options) => {
    const all = setting(options);
    const leg = await all.alerted();
    await all.patch(leg, { state: 'connected' });
    return { ...all, leg };
  };
  const answerTo = async ({ say, leg, time, transcript }, text) => {
    await say(leg, text);
    await time.advance(40 * SECOND);
    const texts = await transcript(leg);
    const asked = texts.findLastIndex(({ normalizedMessage }) => normalizedMessage.text === text);
    return texts[asked + 1]?.normalizedMessage.text ?? '';
  };

  test('answer what was written', async () => {
    assert.match(
      await answerTo(await talking(), 'Could you tell me your order number?'),
      /^(It is|Order) \d+\.$/,
    );
    assert.match(await answerTo(await talking(), 'What is your email?'), /@mail\.example/);
    assert.match(await answerTo(await talking(), 'One moment please.'), /wait|Sure|time/);
    assert.match(await answerTo(await talking(), 'It is done: the refund was sent.'), /thank/i);
  });

  test('say goodbye and leave', async () => {
    const all = await talking();
    assert.match(await answerTo(all, 'Goodbye, and take care!'), /bye|nice day/i);
    await all.time.advance(10 * SECOND);
    assert.equal(now(all, all.leg.communicationId).state, 'disconnected');
  });

  test('complain when they wait, and leave in the end', async () => {
    const all = await talking();
    await all.time.advance(260 * SECOND);
    const inbound = (await all.transcript(all.leg)).filter(
      ({ direction }) => direction === 'inbound',
    );
    assert.ok(
      inbound.some(({ normalizedMessage }) =>
        /\?$|waiting|long|Nobody/.test(normalizedMessage.text),
      ) && inbound.length > 1,
      JSON.stringify(inbound.map(({ normalizedMessage }) => normalizedMessage.text)),
    );
    await all.time.advance(600 * SECOND);
    assert.equal(now(all, all.leg.communicationId).state, 'disconnected');
  });

  test('say what they are told to', async () => {
    const all = await talking();
    all.cloud.customerSays(all.leg.conversationId, 'exactly this');
    await all.time.advance(SECOND);
    assert.equal((await all.transcript(all.leg)).at(-1).normalizedMessage.text, 'exactly this');
    assert.throws(() => all.cloud.customerSays('nobody', ''), /no conversation `nobody`/);
    all.cloud.customerLeaves(all.leg.conversationId);
    assert.equal(now(all, all.leg.communicationId).state, 'disconnected');
  });
});

describe('requests', () => {
  test('a captive portal answers everything with its page, and lets no socket through', async () => {
    const { cloud, time } = setting();
    cloud.setFaults({ portal: '<html>Sign in</html>' });
    const ask = async (path) => {
      let answer;
      cloud.request('GET', path).then((given) => {
        answer = given;
      });
      await time.advance(SECOND);
      return answer;
    };
    for (const path of ['/api/v2/date', '/api/v2/conversations', '/api/v2/nothing']) {
      const { status, headers, text } = await ask(path);
      assert.deepEqual(
        [status, headers['content-type'], text],
        [200, 'text/html', '<html>Sign in</html>'],
      );
    }
    const socket = cloud.openSocket('wss://cloud.invalid/channels/c');
    const codes = [];
    socket.onclose = ({ code }) => codes.push(code);
    await time.advance(SECOND);
    assert.deepEqual(codes, [1006]);
    cloud.clearFaults();
    assert.match((await ask('/api/v2/date')).text, /currentDate/);
  });

  test('more than 300 a minute are refused, and told when to come back', async () => {
    const { cloud, time } = setting();
    const answers = [];
    for (let count = 0; count < 310; count++)
      cloud.request('GET', '/api/v2/date').then((answer) => answers.push(answer));
    await time.advance(SECOND);
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 10);
    assert.ok(Number(refused[0].headers['retry-after']) > 50);
    await time.advance(61 * SECOND);
    cloud.request('GET', '/api/v2/date').then((answer) => answers.push(answer));
    await time.advance(SECOND);
    assert.equal(answers.at(-1).status, 200);
    assert.equal(cloud.requests().mostPerMinute, 311 - 1);
  });

  test('the chat paths are gone, and what is not there is told', async () => {
    const { ask, me } = setting();
    for (const [method, path, status] of [
      ['GET', '/conversations/chats', 404],
      ['GET', '/conversations/nobody', 404],
      ['PATCH', '/conversations', 405],
      ['GET', '/users/nobody', 404],
      ['GET', '/users/me', 200],
      ['GET', `/users/${me.id}/queues`, 200],
      ['GET', '/presence/definitions', 200],
      ['GET', '/nothing', 404],
    ]) {
      assert.equal((await ask(method, path)).status, status, `${method} ${path}`);
    }
  });

  test('presence and routing status go together', async () => {
    const { ask, me } = setting();
    const { body } = await ask('GET', '/presence/definitions');
    const id = (name) => body.entities.find(({ systemPresence }) => systemPresence === name).id;
    const set = (name) =>
      ask('PATCH', `/users/${me.id}/presences/PURECLOUD`, { presenceDefinition: { id: id(name) } });
    assert.equal((await set('Break')).body.presenceDefinition.systemPresence, 'Break');
    assert.equal((await ask('GET', `/users/${me.id}/routingstatus`)).body.status, 'OFF_QUEUE');
    await set('On Queue');
    assert.notEqual((await ask('GET', `/users/${me.id}/routingstatus`)).body.status, 'OFF_QUEUE');
    assert.equal(
      (await ask('GET', '/users/me')).body.presence.presenceDefinition.systemPresence,
      'On Queue',
    );
  });
});
