// What the platform sends, field by field: REST with segments, notifications without; nested and
// flat. The fields of notifications are those of the platform's event schemas
// (`QueueConversationEventTopicMessage` and
// `QueueConversationMessageEventTopicMessageMediaParticipant` of its SDK).

export const PROVIDER = 'PureCloud Messaging';
export const ALERT_LIMIT_MS = 30_000;
/** For how long it is told that somebody types; told again where it takes longer. */
export const TYPING_MS = 5000;
/** After this long without a text a conversation counts as inactive. */
const INACTIVITY_MS = 600_000;

/** Values of the wrong kind in fields that no timer depends on. */
const MALFORMED = {
  scriptId: 12,
  journeyContext: [],
  avatarImageUrl: 'javascript:alert(1)',
  type: { toString: null },
};

const iso = (ms) => (ms === undefined ? undefined : new Date(ms).toISOString());
const reference = (id, place) => ({ id, selfUri: `/api/v2/${place}/${id}` });

const mediaSettings = () => ({
  alertingTimeoutSeconds: ALERT_LIMIT_MS / 1000,
  autoAnswerAlertToneSeconds: 0.5,
  manualAnswerAlertToneSeconds: 2,
  enableAutoAnswer: false,
});

const journey = ({ customer, customerSessionId, id }) => ({
  customer: { id: customer.cookieId, idType: 'cookie' },
  customerSession: { id: customerSessionId, type: 'web' },
  triggeringAction: { id, actionMap: { id: customer.actionMapId, version: 3 } },
});

const details = (texts) =>
  texts.map(({ id, at, direction }) => ({
    messageId: id,
    messageTime: iso(at),
    messageStatus: direction === 'inbound' ? 'received' : 'delivery-success',
  }));
const flatDetails = (texts) =>
  texts.map(({ id, at, direction }) => ({
    message: { id },
    messageTime: iso(at),
    messageStatus: direction === 'inbound' ? 'received' : 'delivery-success',
  }));

const wrapup = (leg) => leg.wrapup && { ...leg.wrapup, endTime: iso(leg.wrapup.endTime) };
const afterCallWork = ({ afterCallWork: work }) =>
  work ? { startTime: iso(work.startedAt), endTime: iso(work.endedAt), state: work.state } : {};
const inactivity = (conversation) =>
  conversation.isLive
    ? iso((conversation.texts.at(-1)?.at ?? conversation.startedAt) + INACTIVITY_MS)
    : undefined;

/** The fields of an agent's communication in a notification. */
const eventLeg = (conversation, leg) => ({
  id: leg.id,
  state: leg.state,
  initialState: 'alerting',
  direction: 'inbound',
  held: leg.held,
  provider: PROVIDER,
  scriptId: conversation.customer.scriptId,
  peerId: conversation.customerLegId,
  disconnectType: leg.disconnectType,
  startHoldTime: iso(leg.heldAt),
  connectedTime: iso(leg.connectedAt),
  disconnectedTime: iso(leg.endedAt),
  toAddress: { name: conversation.customer.name, addressNormalized: conversation.customer.address },
  fromAddress: { name: leg.queue.name, addressNormalized: leg.queue.id },
  messages: details(leg.texts),
  type: 'webmessaging',
  journeyContext: journey(conversation),
  wrapup: wrapup(leg),
  afterCallWork: afterCallWork(leg),
  afterCallWorkRequired: leg.queue.wrapupRequired ?? true,
  queueMediaSettings: mediaSettings(),
  resumeTime: iso(leg.resumesAt),
  parkTime: iso(leg.parkedAt),
  ...(conversation.customer.malformed ? MALFORMED : {}),
});

/** The further fields of an answer of the REST API. */
const wholeLeg = (conversation, leg) => ({
  ...eventLeg(conversation, leg),
  segments: (leg.hasSegments ? leg.spans : []).map(({ type, from, to, howEnded }) => ({
    startTime: iso(from),
    endTime: iso(to),
    type,
    howEnded,
    disconnectType: howEnded === 'Disconnect' ? leg.disconnectType : undefined,
  })),
  startAlertingTime: iso(leg.alertedAt),
  authenticated: false,
});

const customerLeg = (conversation) => ({
  id: conversation.customerLegId,
  state: conversation.isLive ? 'connected' : 'disconnected',
  initialState: 'connected',
  direction: 'inbound',
  held: false,
  provider: PROVIDER,
  peerId: conversation.current?.id,
  disconnectType: conversation.isLive
    ? undefined
    : conversation.endedBy === 'customer'
      ? 'client'
      : 'peer',
  connectedTime: iso(conversation.startedAt),
  disconnectedTime: iso(conversation.endedAt),
  toAddress: { addressNormalized: 'shop' },
  fromAddress: {
    name: conversation.customer.name,
    addressNormalized: conversation.customer.address,
  },
  messages: details(conversation.texts.filter(({ direction }) => direction === 'inbound')),
  type: 'webmessaging',
});

const queueLeg = (conversation, wait) => ({
  id: wait.id,
  state: wait.until === undefined ? 'connected' : 'disconnected',
  initialState: 'connected',
  direction: 'inbound',
  held: false,
  provider: PROVIDER,
  peerId: conversation.customerLegId,
  disconnectType:
    wait.until === undefined
      ? undefined
      : conversation.endedAt === wait.until
        ? 'peer'
        : 'transfer',
  connectedTime: iso(wait.since),
  disconnectedTime: iso(wait.until),
  messages: [],
  type: 'webmessaging',
});

const agentParticipant = (conversation, { id, agent, startedAt, legs }, legOf) => {
  const last = legs.at(-1);
  const { wrapupLimitMs } = last.queue;
  return {
    id,
    purpose: 'agent',
    name: agent.name,
    userId: agent.id,
    queueId: last.queue.id,
    startTime: iso(startedAt),
    connectedTime: iso(legs[0].connectedAt),
    endTime: iso(last.endedAt),
    alertingTimeoutMs: ALERT_LIMIT_MS,
    wrapupTimeoutMs: wrapupLimitMs,
    wrapupRequired: last.queue.wrapupRequired ?? true,
    wrapupPrompt: wrapupLimitMs === undefined ? 'mandatory' : 'timeout',
    wrapup: wrapup(last),
    wrapupSkipped: last.wrapupSkipped || undefined,
    startAcwTime: iso(last.afterCallWork?.startedAt),
    endAcwTime: iso(last.afterCallWork?.endedAt),
    [conversation.place]: legs.map((leg) => legOf(conversation, leg)),
  };
};

const participants = (conversation, legOf) => [
  {
    id: conversation.customerParticipantId,
    purpose: 'customer',
    name: conversation.customer.name,
    address: conversation.customer.address,
    startTime: iso(conversation.startedAt),
    connectedTime: iso(conversation.startedAt),
    endTime: iso(conversation.endedAt),
    queueId: conversation.waits.at(-1)?.queue.id,
    attributes: {
      'context.page': conversation.customer.page,
      'context.avatar': conversation.customer.avatar,
    },
    [conversation.place]: [customerLeg(conversation)],
  },
  ...conversation.waits.map((wait) => ({
    id: wait.participantId,
    purpose: 'acd',
    name: wait.queue.name,
    queueId: wait.queue.id,
    startTime: iso(wait.since),
    connectedTime: iso(wait.since),
    endTime: iso(wait.until),
    [conversation.place]: [queueLeg(conversation, wait)],
  })),
  ...conversation.participants.map((participant) =>
    agentParticipant(conversation, participant, legOf),
  ),
];

/** `GET /conversations/{id}`, and an element of `GET /conversations`. */
export const restConversation = (conversation) => ({
  id: conversation.id,
  startTime: iso(conversation.startedAt),
  endTime: iso(conversation.endedAt),
  address: conversation.customer.address,
  participants: participants(conversation, wholeLeg),
  recordingState: 'none',
  inactivityTimeout: inactivity(conversation),
  selfUri: `/api/v2/conversations/${conversation.id}`,
});

/** The body of `v2.users.{id}.conversations`. REST's own moments of a participant are not in it. */
export const nestedBody = (conversation) => ({
  id: conversation.id,
  participants: participants(conversation, eventLeg).map(
    ({ startTime, ...participant }) => participant,
  ),
  recordingState: 'none',
  address: conversation.customer.address,
  inactivityTimeout: inactivity(conversation),
});

const flatCommon = (state, endedAt, disconnectType) => ({
  state,
  endTime: iso(endedAt),
  disconnectType,
  direction: 'inbound',
  held: false,
  provider: PROVIDER,
  type: 'webmessaging',
});

const flatAgent = (conversation, participant) => {
  const leg = participant.legs.at(-1);
  return {
    ...flatCommon(leg.state, leg.endedAt, leg.disconnectType),
    id: participant.id,
    name: participant.agent.name,
    purpose: 'agent',
    initialState: 'alerting',
    held: leg.held,
    startTime: iso(leg.spans[0].from),
    connectedTime: iso(leg.connectedAt),
    startHoldTime: iso(leg.heldAt),
    parkTime: iso(leg.parkedAt),
    resumeTime: iso(leg.resumesAt),
    user: reference(participant.agent.id, 'users'),
    queue: reference(leg.queue.id, 'routing/queues'),
    wrapupRequired: leg.queue.wrapupRequired ?? true,
    wrapupPrompt: leg.queue.wrapupLimitMs === undefined ? 'mandatory' : 'timeout',
    wrapupTimeoutMs: leg.queue.wrapupLimitMs,
    wrapupSkipped: leg.wrapupSkipped || undefined,
    alertingTimeoutMs: ALERT_LIMIT_MS,
    wrapup: wrapup(leg),
    startAcwTime: iso(leg.afterCallWork?.startedAt),
    endAcwTime: iso(leg.afterCallWork?.endedAt),
    peer: conversation.customerLegId,
    queueMediaSettings: mediaSettings(),
    journeyContext: journey(conversation),
  };
};

/** `details` of texts differ between the event and REST. */
const flatParticipants = (conversation, detailsOf) => [
  {
    ...flatCommon(
      conversation.isLive ? 'connected' : 'disconnected',
      conversation.endedAt,
      conversation.isLive ? undefined : 'client',
    ),
    id: conversation.customerParticipantId,
    name: conversation.customer.name,
    address: conversation.customer.address,
    purpose: 'customer',
    startTime: iso(conversation.startedAt),
    connectedTime: iso(conversation.startedAt),
    messages: detailsOf(conversation.texts.filter(({ direction }) => direction === 'inbound')),
  },
  ...conversation.waits.map((wait) => ({
    ...flatCommon(
      wait.until === undefined ? 'connected' : 'disconnected',
      wait.until,
      wait.until === undefined ? undefined : 'transfer',
    ),
    id: wait.participantId,
    purpose: 'acd',
    startTime: iso(wait.since),
    connectedTime: iso(wait.since),
    queue: reference(wait.queue.id, 'routing/queues'),
    messages: [],
  })),
  ...conversation.participants.map((participant) => ({
    ...flatAgent(conversation, participant),
    messages: detailsOf(participant.legs.at(-1).texts),
  })),
];

/** The body of `v2.users.{id}.conversations.messages`. */
export const flatBody = (conversation) => ({
  id: conversation.id,
  participants: flatParticipants(conversation, flatDetails),
  otherMediaUris: [],
  inactivityTimeout: inactivity(conversation),
});

/** `GET /conversations/messages/{id}`, and an element of `GET /conversations/messages`. */
export const restFlat = (conversation) => ({
  id: conversation.id,
  participants: flatParticipants(conversation, details).map((participant) => {
    const leg = conversation.participants.find(({ id }) => id === participant.id)?.legs.at(-1);
    const { initialState, queueMediaSettings, ...known } = participant; // of events alone
    return leg ? { ...known, startAlertingTime: iso(leg.alertedAt) } : known;
  }),
  otherMediaUris: [],
  inactivityTimeout: inactivity(conversation),
  selfUri: `/api/v2/conversations/messages/${conversation.id}`,
});

/** An element of `POST /conversations/messages/{id}/messages/bulk`. */
export const textMessage = (conversation, { id, at, direction, body, leg, type, content }) => ({
  id,
  conversationId: conversation.id,
  timestamp: iso(at),
  direction,
  messengerType: 'webmessaging',
  status: direction === 'inbound' ? 'received' : 'delivery-success',
  normalizedMessage: {
    id,
    type: type ?? 'Text',
    text: body,
    content,
    direction: direction === 'inbound' ? 'Inbound' : 'Outbound',
    channel: { platform: 'Private', type: 'Private', time: iso(at) },
  },
  createdBy: leg ? reference(leg.agent.id, 'users') : undefined,
  selfUri: `/api/v2/conversations/messages/${conversation.id}/messages/${id}`,
});

/**
 * The body of `v2.users.{id}.conversations.messages.typing`
 * (`V2ConversationMessageTypingEventForUserTopicMessageData` of the SDKs).
 */
export const typingBody = ({ id, customer }, at) => ({
  conversationId: id,
  normalizedMessage: {
    channel: {
      platform: 'WebMessaging',
      from: { nickname: customer.name, id: customer.address, idType: 'Opaque' },
      time: iso(at),
    },
    type: 'Event',
    events: [{ eventType: 'Typing', typing: { type: 'On', duration: TYPING_MS } }],
    direction: 'Inbound',
  },
});
