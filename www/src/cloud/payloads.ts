// What the platform sends, field by field: REST with segments, notifications without, nested and flat.

import { ALERT_LIMIT_MS, type SimulatedChat, WRAPUP_LIMIT_MS } from './chat';

export const USER_ID = '4e1f4c52-9c1f-4a8e-9a0a-0d7f2c1f6b11';
const QUEUE_ID = '0b5c7e0e-55f6-4a3b-8b8e-0a5d2f7f5a90';
const PROVIDER = 'PureCloud Webchat v2';

const journey = (chat: SimulatedChat) => ({
  customer: { id: chat.customerParticipantId.slice(0, 8), idType: 'cookie' },
  customerSession: { id: chat.customerChatId, type: 'web' },
  triggeringAction: { id: chat.actionId, actionMap: { id: chat.scriptId, version: 3 } },
});

/** What a notification tells of the agent's chat. */
const live = (chat: SimulatedChat) => ({
  id: chat.chatId,
  state: chat.state,
  initialState: 'alerting',
  held: chat.held,
  startHoldTime: chat.startHoldTime ?? null,
  connectedTime: chat.connectedTime ?? null,
  disconnectedTime: chat.disconnectedTime ?? null,
  disconnectType: chat.disconnectType ?? null,
  provider: PROVIDER,
  scriptId: chat.scriptId,
  peerId: chat.customerChatId,
  avatarImageUrl: chat.customer.avatar ?? null,
  journeyContext: journey(chat),
  wrapup: chat.wrapup ?? null,
  afterCallWork: chat.afterCallWork,
  afterCallWorkRequired: true,
});

/** What REST tells besides. */
const whole = (chat: SimulatedChat) => ({
  ...live(chat),
  segments: chat.segments,
  direction: 'inbound',
  startAlertingTime: chat.segments[0]?.startTime,
  queueMediaSettings: { alertingTimeoutSeconds: ALERT_LIMIT_MS / 1000, autoAnswerAlertToneSeconds: 0.5, manualAnswerAlertToneSeconds: 2, enableAutoAnswer: false },
});

const participants = (chat: SimulatedChat, agentChat: unknown) => [
  {
    id: chat.customerParticipantId,
    purpose: 'customer',
    name: chat.customer.name,
    attributes: { 'context.page': chat.customer.page },
    chats: [
      {
        id: chat.customerChatId,
        state: chat.isLive ? 'connected' : 'disconnected',
        held: false,
        connectedTime: new Date(chat.queuedAt).toISOString(),
        disconnectedTime: chat.disconnectedTime ?? null,
        provider: PROVIDER,
        peerId: chat.chatId,
      },
    ],
  },
  {
    id: chat.participantId,
    purpose: 'agent',
    userId: USER_ID,
    queueId: QUEUE_ID,
    name: 'Grace',
    alertingTimeoutMs: ALERT_LIMIT_MS,
    wrapupTimeoutMs: WRAPUP_LIMIT_MS,
    wrapupRequired: true,
    wrapupPrompt: 'timeout',
    chats: [agentChat],
  },
];

export const conversation = (chat: SimulatedChat) => ({
  id: chat.id,
  startTime: new Date(chat.queuedAt).toISOString(),
  participants: participants(chat, whole(chat)),
  recordingState: 'none',
  selfUri: `/api/v2/conversations/${chat.id}`,
});

const envelope = (topicName: string, eventBody: unknown) =>
  JSON.stringify({ topicName, version: '2', eventBody, metadata: { CorrelationId: crypto.randomUUID() } });

export const nestedEvent = (chat: SimulatedChat) =>
  envelope(`v2.users.${USER_ID}.conversations`, { id: chat.id, participants: participants(chat, live(chat)), recordingState: 'none' });

export const flatEvent = (chat: SimulatedChat) =>
  envelope(`v2.users.${USER_ID}.conversations.chats`, {
    id: chat.id,
    name: chat.customer.name,
    participants: [
      { purpose: 'ivr', state: 'terminated' },
      {
        id: chat.participantId,
        purpose: 'agent',
        name: 'Grace',
        user: { id: USER_ID },
        queue: { id: QUEUE_ID },
        state: chat.state,
        held: chat.held,
        startHoldTime: chat.startHoldTime,
        connectedTime: chat.connectedTime,
        endTime: chat.disconnectedTime,
        disconnectType: chat.disconnectType,
        startAcwTime: chat.afterCallWork.startTime,
        endAcwTime: chat.afterCallWork.endTime,
        wrapup: chat.wrapup,
        alertingTimeoutMs: ALERT_LIMIT_MS,
        wrapupTimeoutMs: WRAPUP_LIMIT_MS,
        provider: PROVIDER,
        peer: chat.customerParticipantId,
      },
    ],
  });

export const heartbeat = () => JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } });

export const wrapupCodes = ['Order question', 'Delivery', 'Return', 'Complaint', 'Other'].map((name) => ({ id: name, name }));
