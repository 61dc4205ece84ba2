// The REST bodies of the simulated cloud, against the types of the official SDK: no field that they
// lack, and no value of another kind.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { createCloud, simulatedTime } from 'conversation-chat/testing';
import ts from 'typescript-5.2';

const FILE = fileURLToPath(new URL('../node_modules/.sdk-bodies.ts', import.meta.url));

/** What is wrong with `bodies`, each `{ type, body }`: a model of the SDK, and a value. */
function wrong(bodies) {
  const source = [
    `import type { Models } from 'purecloud-platform-client-v2';`,
    // What the platform leaves out is no fault: the types ask for the end of a segment that runs.
    `type Given<T> = T extends (infer E)[] ? Given<E>[] : T extends object ? { [K in keyof T]?: Given<T[K]> } : T;`,
    ...bodies.map(
      ({ type, body }, index) =>
        `export const body${index}: Given<Models.${type}> = ${JSON.stringify(body)};`,
    ),
  ].join('\n');
  writeFileSync(FILE, source);
  const program = ts.createProgram([FILE], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const lines = source.split('\n');
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(FILE))
    .map(
      ({ messageText, file, start }) =>
        `${lines[file.getLineAndCharacterOfPosition(start).line].slice(0, 60)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

test('every body of REST is of the type that the SDK says', async () => {
  const bodies = [];
  for (const [scenario, seed] of [
    ['shift', 1],
    ['fourteen-chats', 2],
  ]) {
    const time = simulatedTime();
    const cloud = createCloud({ time, seed, scenario, automatic: true });
    const ask = async (type, method, path, body) => {
      let answer;
      cloud.request(method, `/api/v2${path}`, body).then((given) => {
        answer = given;
      });
      await time.advance(400);
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
      const given = JSON.parse(answer.text);
      bodies.push({ type, body: given });
      return given;
    };
    const { id: me } = cloud.agents[0];
    for (let minutes = 0; minutes < 30; minutes += 5) {
      await time.advance(300_000);
      await ask('ConversationEntityListing', 'GET', '/conversations');
      await ask('MessageConversationEntityListing', 'GET', '/conversations/messages');
      for (const { conversationId: id } of cloud.truth().slice(-6)) {
        const { participants } = await ask('Conversation', 'GET', `/conversations/${id}`);
        await ask('MessageConversation', 'GET', `/conversations/messages/${id}`);
        const texts = participants.flatMap(({ messages }) =>
          messages.flatMap((leg) => leg.messages.map(({ messageId }) => messageId)),
        );
        const path = `/conversations/messages/${id}/messages`;
        await ask('TextMessageListing', 'POST', `${path}/bulk`, texts);
        if (texts[0]) await ask('MessageData', 'GET', `${path}/${texts[0]}`);
      }
    }
    await ask('ServerDate', 'GET', '/date');
    await ask('UserMe', 'GET', '/users/me?expand=routingStatus,presence');
    await ask('UserEntityListing', 'GET', '/users');
    await ask('RoutingStatus', 'GET', `/users/${me}/routingstatus`);
    await ask('UserPresence', 'GET', `/users/${me}/presences/purecloud`);
    await ask('UserQueueEntityListing', 'GET', `/users/${me}/queues`);
    await ask('QueueEntityListing', 'GET', '/routing/queues');
    await ask('QueueMemberEntityListing', 'GET', `/routing/queues/${cloud.queues[0].id}/members`);
    await ask('LibraryEntityListing', 'GET', '/responsemanagement/libraries');
    await ask('ResponseQueryResults', 'POST', '/responsemanagement/responses/query', {});
    await ask('OrganizationPresenceEntityListing', 'GET', '/presence/definitions');
    await ask('AvailableTopicEntityListing', 'GET', '/notifications/availabletopics');
    const channel = await ask('Channel', 'POST', '/notifications/channels');
    await ask('ChannelEntityListing', 'GET', '/notifications/channels');
    cloud.rejectTopics({ 'v2.users.{id}.presence': ['presence:view'] });
    await ask(
      'ChannelTopicEntityListing',
      'PUT',
      `/notifications/channels/${channel.id}/subscriptions?ignoreErrors=true`,
      [{ id: `v2.users.${me}.conversations` }, { id: `v2.users.${me}.presence` }],
    );
    cloud.stop();
  }
  assert.ok(bodies.length > 80);
  assert.deepEqual(wrong(bodies), []);
});

test('a field that the types lack, and a value of another kind, are noticed', () => {
  const found = wrong([
    { type: 'Conversation', body: { participants: [{ messages: [{ segment: [] }] }] } },
    { type: 'RoutingStatus', body: { status: 5 } },
    { type: 'RoutingStatus', body: { status: 'IDLE' } },
  ]);
  assert.equal(found.length, 2, String(found));
  assert.match(found[0], /'"segment"' does not exist/);
  assert.match(found[1], /Type 'number' is not assignable to type 'string'/);
});
