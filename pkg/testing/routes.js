// The platform's REST calls, as far as a desk needs them. Each handler gives `{ status, body }`.

import { MOST_TOPICS } from './channels.js';
import { restConversation, restFlat, textMessage } from './payloads.js';
import { found as foundResponses, libraries, responses } from './responses.js';
import { availableTopics } from './topics.js';

const ok = (body) => ({ status: 200, body });
const accepted = (body) => ({ status: 202, body });
const refused = (status, code, message) => ({ status, body: { status, code, message } });
const missing = (what) => refused(404, 'not.found', `${what} not found`);
const conflict = (message) => refused(409, 'conflict', message);

const page = (entities) => ({
  entities,
  pageSize: 25,
  pageNumber: 1,
  total: entities.length,
  pageCount: 1,
});
/** A page of a longer list, as `pageSize` and `pageNumber` ask for it. */
const pageOf = (all, { pageSize = 25, pageNumber = 1 }) => {
  const size = Number(pageSize);
  const number = Number(pageNumber);
  return {
    pageSize: size,
    pageNumber: number,
    total: all.length,
    pageCount: Math.ceil(all.length / size),
    entities: all.slice((number - 1) * size, number * size),
  };
};
const list = (entities, place) => ok({ ...page(entities), selfUri: `/api/v2/${place}` });

const PRESENCES = [
  'Available',
  'Busy',
  'Away',
  'Break',
  'Meal',
  'Meeting',
  'Training',
  'On Queue',
  'Offline',
].map((systemPresence, index) => ({
  id: `6a3af858-942f-489d-9700-5f9bcdcdae${(10 + index).toString(16).padStart(2, '0')}`,
  systemPresence,
  languageLabels: { en_US: systemPresence === 'Meal' ? 'Lunch' : systemPresence },
  primary: true,
  deactivated: false,
}));

/** A definition as a user's presence refers to it. */
const definition = (name) => {
  const { id, systemPresence } = PRESENCES.find((known) => known.systemPresence === name);
  return { id, systemPresence, selfUri: `/api/v2/presencedefinitions/${id}` };
};

const iso = (ms) => new Date(ms).toISOString();
export const routingStatus = ({ id, status, statusSince }) => ({
  userId: id,
  status,
  startTime: iso(statusSince),
});
export const presence = ({ id, presence: name, presenceSince }) => ({
  id,
  source: 'PURECLOUD',
  primary: true,
  presenceDefinition: definition(name),
  message: '',
  modifiedDate: iso(presenceSince),
  selfUri: `/api/v2/users/${id}/presences/PURECLOUD`,
});

const user = ({ id, name, email }) => ({
  id,
  name,
  email,
  username: email,
  state: 'active',
  version: 1,
  selfUri: `/api/v2/users/${id}`,
});
const queue = ({ id, name }) => ({ id, name, selfUri: `/api/v2/routing/queues/${id}` });
const channel = ({ id, connectUri, expiresAt }) => ({ id, connectUri, expires: iso(expiresAt) });

// The routes of conversations, and those of the agent's own ones.

const withConversation = (act) => (context) => {
  const conversation = context.world.conversations.get(context.cid);
  return conversation ? act({ ...context, conversation }) : missing('conversation');
};

const withLeg = (act) =>
  withConversation((context) => {
    const { conversation, pid, communication, agent } = context;
    const participant = conversation.participants.find(
      ({ id, legs }) => id === pid || legs.some((leg) => leg.id === communication),
    );
    if (!participant) return missing('participant');
    if (participant.agent !== agent)
      return refused(403, 'not.authorized', 'the participant is another user');
    const leg =
      communication === undefined
        ? participant.legs.at(-1)
        : participant.legs.find(({ id }) => id === communication);
    return act({ ...context, leg });
  });

function patchParticipant({ world, conversation, leg, body }) {
  const { held, state, wrapup, wrapupSkipped } = body ?? {};
  if (state === 'connected') {
    if (leg.state !== 'alerting') return conflict('the participant is not alerting');
    world.answer(conversation, leg);
  } else if (state === 'disconnected') {
    if (!leg.isLive) return conflict('the participant has ended');
    if (leg.state === 'alerting' && leg.connectedAt === undefined) world.decline(conversation, leg);
    else world.end(conversation, leg);
  } else if (typeof held === 'boolean') {
    if (!leg.isTalking) return conflict('the participant is not connected');
    if (held) world.hold(conversation, leg);
    else world.workOn(conversation, leg);
  } else if (wrapup) {
    const optional = leg.queue.wrapupRequired === false && wrapup.code === undefined;
    if (!optional && !leg.queue.codes.some(({ id }) => id === wrapup.code))
      return refused(400, 'bad.request', 'the wrap-up code is not one of the queue');
    if (leg.afterCallWork && !leg.inAfterCallWork) return conflict('the wrap-up is complete');
    if (!leg.isTalking && !leg.inAfterCallWork && leg.state !== 'parked')
      return conflict('there is nothing to wrap up');
    const { name } = leg.queue.codes.find(({ id }) => id === wrapup.code) ?? {};
    world.noteWrapup(conversation, leg, { ...wrapup, name });
  } else if (wrapupSkipped) {
    if (!leg.inAfterCallWork) return conflict('there is no wrap-up to skip');
    world.skipWrapup(conversation, leg);
  } else {
    return refused(400, 'bad.request', 'nothing to change');
  }
  return accepted();
}

function parking({ world, conversation, leg, body }) {
  const state = String(body?.state).toLowerCase();
  const resumesAt = body?.resumeTime === undefined ? undefined : Date.parse(body.resumeTime);
  if (state === 'parked') {
    if (!leg.isTalking) return conflict('the participant is not connected');
    if (Number.isNaN(resumesAt) || resumesAt <= world.now())
      return refused(400, 'bad.request', '`resumeTime` is not a moment to come');
    world.park(conversation, leg, resumesAt);
  } else if (state === 'connected' || state === 'unparked' || state === 'resumed') {
    if (leg.state !== 'parked') return conflict('the participant is not parked');
    world.unpark(conversation, leg);
  } else {
    return refused(400, 'bad.request', '`state` is neither `parked` nor `connected`');
  }
  return accepted();
}

function send({ world, conversation, leg, body }) {
  if (typeof body?.textBody !== 'string' || body.textBody.trim() === '')
    return refused(400, 'bad.request', '`textBody` is empty');
  if (!leg.isTalking) return conflict('the participant is not connected');
  return accepted(textMessage(conversation, world.say(conversation, leg, body.textBody)));
}

function replace({ world, conversation, leg, body, agent }, what) {
  if (!leg.isTalking) return conflict('the participant is not connected');
  const target =
    what === 'queue'
      ? world.queues.find(({ id }) => id === body?.queueId)
      : world.agents.find(({ id }) => id === body?.userId);
  if (!target) return refused(400, 'bad.request', `no such ${what}`);
  if (target === agent) return conflict('that is the same agent');
  world.transfer(conversation, leg, { [what]: target });
  return accepted();
}

const own = (act) => (context) => {
  const found = context.world.agents.find(({ id }) => id === context.uid);
  return found ? act({ ...context, user: found }) : missing('user');
};

function setRoutingStatus({ world, user: found, body }) {
  if (body?.status !== 'IDLE' && body?.status !== 'OFF_QUEUE')
    return refused(400, 'bad.request', '`status` is neither `IDLE` nor `OFF_QUEUE`');
  world.setQueueing(found, body.status === 'IDLE');
  return ok(routingStatus(found));
}

function setPresence({ world, user: found, body }) {
  const { id, systemPresence } = body?.presenceDefinition ?? {};
  const definition = PRESENCES.find(
    (known) =>
      known.id === id ||
      known.systemPresence.toLowerCase().replace(/[ _]/g, '') ===
        systemPresence?.toLowerCase().replace(/[ _]/g, ''),
  );
  if (!definition) return refused(400, 'bad.request', 'no such presence definition');
  if (definition.systemPresence === 'On Queue') world.setQueueing(found, true);
  else {
    if (found.onQueue) world.setQueueing(found, false);
    world.setPresence(found, definition.systemPresence);
  }
  return ok(presence(found));
}

const withChannel = (act) => (context) => {
  const found = context.channels.find(context.channel, context.agent.id);
  return found ? act({ ...context, found }) : missing('channel');
};

const setTopics = (replaces) =>
  withChannel(({ found, body, query, channels }) => {
    if (!Array.isArray(body) || body.some(({ id } = {}) => typeof id !== 'string'))
      return refused(400, 'bad.request', 'a list of `{ id }` is due');
    const topics = new Set([...(replaces ? [] : found.topics), ...body.map(({ id }) => id)]);
    if (topics.size > MOST_TOPICS)
      return refused(400, 'max.topics.exceeded', `more than ${MOST_TOPICS} topics`);
    const entities = [...topics].map((id) => channels.verdict(id));
    const permitted = entities.filter(({ state }) => state === 'Permitted').map(({ id }) => id);
    if (permitted.length < topics.size && query.get('ignoreErrors') !== 'true')
      return refused(403, 'missing.permissions', 'a topic is not permitted');
    found.topics = new Set(permitted);
    return ok({ entities });
  });

function ofLibrary({ world, query }) {
  const id = query.get('libraryId');
  if (!id) return refused(400, 'bad.request', '`libraryId` is missing');
  return list(
    responses(world.customers).filter(({ libraries: [library] }) => library.id === id),
    'responsemanagement/responses',
  );
}

/** `name` may have `*` for anything, as at the platform. */
function queuesNamed({ world, query }) {
  const { name = '*', ...paging } = Object.fromEntries(query);
  const words = name.toLowerCase().split('*').filter(Boolean);
  const found = world.queues.filter((each) =>
    words.every((word) => each.name.toLowerCase().includes(word)),
  );
  return ok({ ...pageOf(found.map(queue), paging), selfUri: '/api/v2/routing/queues' });
}

/** As much of the search as a desk needs: `CONTAINS` of the name. */
function searchUsers({ world, body }) {
  const words = (body?.query ?? []).flatMap(({ fields = [], value = '' }) =>
    fields.includes('name') ? [String(value).toLowerCase()] : [],
  );
  const found = world.agents
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .map((agent) => ({
      ...user(agent),
      routingStatus: routingStatus(agent),
      presence: presence(agent),
    }));
  const { entities, ...paging } = pageOf(found, body ?? {});
  return ok({ ...paging, results: entities });
}

const mine = ({ world, agent }) => world.openOf(agent);

/**
 * `messages/` may stand before any conversation: the platform has paths for each medium and for
 * all.
 */
const ROUTES = [
  ['GET', 'date', ({ world }) => ok({ currentDate: iso(world.now()) })],
  [
    'GET',
    'users/me',
    ({ agent }) =>
      ok({ ...user(agent), routingStatus: routingStatus(agent), presence: presence(agent) }),
  ],
  ['POST', 'users/search', searchUsers],
  ['GET', 'users', ({ world }) => list(world.agents.map(user), 'users')],
  [
    'GET',
    'users/:uid',
    own(({ user: found }) =>
      ok({ ...user(found), routingStatus: routingStatus(found), presence: presence(found) }),
    ),
  ],
  ['GET', 'users/:uid/routingstatus', own(({ user: found }) => ok(routingStatus(found)))],
  ['PUT', 'users/:uid/routingstatus', own(setRoutingStatus)],
  ['GET', 'users/:uid/presences/purecloud', own(({ user: found }) => ok(presence(found)))],
  ['PATCH', 'users/:uid/presences/purecloud', own(setPresence)],
  [
    'GET',
    'users/:uid/queues',
    own(({ world, uid }) => list(world.queues.map(queue), `users/${uid}/queues`)),
  ],
  ['GET', 'presence/definitions', () => list(PRESENCES, 'presence/definitions')],
  ['GET', 'routing/queues', queuesNamed],
  [
    'GET',
    'routing/queues/:qid/members',
    ({ world, qid }) =>
      ok({
        entities: world.agents.map((agent) => ({
          id: agent.id,
          name: agent.name,
          user: user(agent),
          routingStatus: routingStatus(agent),
        })),
        pageSize: 25,
        pageNumber: 1,
        selfUri: `/api/v2/routing/queues/${qid}/members`,
      }),
  ],
  ['GET', 'conversations', (context) => list(mine(context).map(restConversation), 'conversations')],
  [
    'GET',
    'conversations/messages',
    (context) => list(mine(context).map(restFlat), 'conversations/messages'),
  ],
  ['POST', 'conversations/messages/:cid/communications/:communication/messages', withLeg(send)],
  [
    'POST',
    'conversations/messages/:cid/communications/:communication/typing',
    withLeg(() => accepted()),
  ],
  [
    'POST',
    'conversations/messages/:cid/messages/bulk',
    withConversation(({ conversation, body }) => {
      if (!Array.isArray(body)) return refused(400, 'bad.request', 'a list of ids is due');
      return ok({
        entities: conversation.texts
          .filter(({ id }) => body.includes(id))
          .map((text) => textMessage(conversation, text)),
      });
    }),
  ],
  [
    'GET',
    'conversations/messages/:cid/messages/:mid',
    withConversation(({ conversation, mid }) => {
      const text = conversation.texts.find(({ id }) => id === mid);
      return text ? ok(textMessage(conversation, text)) : missing('message');
    }),
  ],
  [
    'GET',
    'conversations/messages/:cid',
    withConversation(({ conversation }) => ok(restFlat(conversation))),
  ],
  ['PATCH', 'conversations/messages/:cid/participants/:pid', withLeg(patchParticipant)],
  ['PATCH', 'conversations/messages/:cid/participants/:pid/parkingstate', withLeg(parking)],
  ['PATCH', 'conversations/emails/:cid/participants/:pid/parkingstate', withLeg(parking)],
  [
    'GET',
    'conversations/messages/:cid/participants/:pid/wrapupcodes',
    withLeg(({ leg }) => ok(leg.queue.codes)),
  ],
  [
    'GET',
    'conversations/:cid',
    withConversation(({ conversation }) => ok(restConversation(conversation))),
  ],
  ['PATCH', 'conversations/:cid/participants/:pid', withLeg(patchParticipant)],
  [
    'GET',
    'conversations/:cid/participants/:pid/wrapupcodes',
    withLeg(({ leg }) => ok(leg.queue.codes)),
  ],
  [
    'POST',
    'conversations/:cid/participants/:pid/replace/queue',
    withLeg((context) => replace(context, 'queue')),
  ],
  [
    'POST',
    'conversations/:cid/participants/:pid/replace/agent',
    withLeg((context) => replace(context, 'agent')),
  ],
  ['GET', 'responsemanagement/libraries', () => list(libraries(), 'responsemanagement/libraries')],
  ['GET', 'responsemanagement/responses', ofLibrary],
  [
    'POST',
    'responsemanagement/responses/query',
    ({ world, body }) => ok({ results: page(foundResponses(world.customers, body?.queryPhrase)) }),
  ],
  [
    'GET',
    'notifications/availabletopics',
    () => ok({ entities: availableTopics.map((id) => ({ id })) }),
  ],
  [
    'GET',
    'notifications/channels',
    ({ channels, agent }) => ok({ entities: channels.of(agent.id).map(channel) }),
  ],
  [
    'POST',
    'notifications/channels',
    ({ channels, agent }) => ok(channel(channels.create(agent.id))),
  ],
  [
    'GET',
    'notifications/channels/:channel/subscriptions',
    withChannel(({ found }) => ok({ entities: [...found.topics].map((id) => ({ id })) })),
  ],
  ['PUT', 'notifications/channels/:channel/subscriptions', setTopics(true)],
  ['POST', 'notifications/channels/:channel/subscriptions', setTopics(false)],
  [
    'DELETE',
    'notifications/channels/:channel/subscriptions',
    withChannel(({ found }) => {
      found.topics = new Set();
      return { status: 204 };
    }),
  ],
].map(([method, pattern, act]) => ({ method, parts: pattern.split('/'), act }));

/** Answers a request of `agent`. `path` begins with `/api/v2/`. */
export function route({ method, path, body, ...context }) {
  const [pathname, search] = path.split('?');
  if (!pathname.startsWith('/api/v2/')) return missing('path');
  const parts = pathname.slice('/api/v2/'.length).split('/').map(decodeURIComponent);
  const fits = (pattern) =>
    pattern.length === parts.length &&
    pattern.every(
      (part, index) => part.startsWith(':') || part.toLowerCase() === parts[index].toLowerCase(),
    );
  const there = ROUTES.filter((candidate) => fits(candidate.parts));
  const found = there.find((candidate) => candidate.method === method);
  if (!found)
    return there.length > 0
      ? refused(405, 'method.not.allowed', `${method} is not allowed here`)
      : missing('path');
  const named = found.parts.flatMap((part, index) =>
    part.startsWith(':') ? [[part.slice(1), parts[index]]] : [],
  );
  return found.act({
    ...context,
    body,
    query: new URLSearchParams(search),
    ...Object.fromEntries(named),
  });
}
