// What a conversation says besides its timers: who the customer is, what was written, where it came
// from.

import { type Wire, list, moment, record, text } from './json';

export type Author = 'customer' | 'me' | 'colleague' | 'bot';

export interface MessageRef {
  id: string;
  at: number;
  author: Author;
  name: string | undefined;
  /** How far its delivery is, in the platform's words. */
  status: string | undefined;
}

export interface LegFacts {
  participantId: string | undefined;
  wrapupRequired: boolean | undefined;
  disconnectType: string | undefined;
  avatar: string | undefined;
  journey: Wire | undefined;
  /** The communication as it came, for its time line; with segments where a payload had them. */
  communication: Wire;
}

export interface ConversationFacts {
  conversationId: string;
  customerName?: string;
  customerAddress?: string;
  queueName?: string;
  /** When the customer began to wait for an agent. */
  queuedAt?: number;
  attributes?: [name: string, value: string][];
  legs: Record<string, LegFacts>;
  messages: MessageRef[];
}

const MEDIA = [
  'messages',
  'chats',
  'calls',
  'callbacks',
  'emails',
  'cobrowsesessions',
  'screenshares',
  'socialExpressions',
  'videos',
  'internalMessages',
];

/** What a conversation adds to what was known: absent takes nothing away. */
export function readConversation(
  conversation: Wire,
  userId: string,
  known: ConversationFacts | undefined,
): ConversationFacts {
  const participants = list(conversation['participants']);
  const facts: ConversationFacts = {
    ...(known ?? { conversationId: String(conversation['id']), messages: [] }),
    legs: { ...known?.legs },
  };
  const refs = new Map(facts.messages.map((ref) => [ref.id, ref]));
  for (const participant of participants) {
    const purpose = text(participant['purpose'])?.toLowerCase();
    // The flat layout tells no id of the communication: its legs come with the nested twin.
    const flat = text(participant['state']) !== undefined;
    const communications = flat
      ? [participant]
      : MEDIA.flatMap((medium) => list(participant[medium]));
    if (purpose === 'customer' || purpose === 'external') readCustomer(facts, participant);
    if (purpose === 'acd') readQueue(facts, participant, communications);
    for (const communication of communications) {
      readMessages(refs, communication, participant, purpose, userId);
      const id = text(communication['id']);
      if (id && !flat && (purpose === 'agent' || purpose === 'user'))
        facts.legs[id] = readLeg(communication, participant, facts.legs[id]);
      if ((purpose === 'agent' || purpose === 'user') && text(participant['queueName']))
        facts.queueName = text(participant['queueName'])!;
    }
  }
  facts.messages = [...refs.values()].sort((one, other) => one.at - other.at);
  return facts;
}

function readCustomer(facts: ConversationFacts, participant: Wire) {
  const name = text(participant['name']);
  const address = text(participant['address']) ?? text(participant['email']);
  if (name) facts.customerName = name;
  if (address) facts.customerAddress = address;
  const attributes = Object.entries(record(participant['attributes'])).flatMap(
    ([key, value]): [string, string][] => {
      const known = text(value);
      return known ? [[key, known]] : [];
    },
  );
  if (attributes.length > 0) facts.attributes = attributes;
}

function readQueue(facts: ConversationFacts, participant: Wire, communications: Wire[]) {
  const name = text(participant['queueName']) ?? text(participant['name']);
  if (name) facts.queueName = name;
  const since = communications
    .map(({ connectedTime, startTime }) => moment(connectedTime) ?? moment(startTime))
    .concat(moment(participant['connectedTime']));
  const known = since.filter((each) => each !== undefined);
  // The latest stay in a queue is the one that this agent ends.
  if (known.length > 0) facts.queuedAt = Math.max(...known, facts.queuedAt ?? -Infinity);
}

function readMessages(
  refs: Map<string, MessageRef>,
  communication: Wire,
  participant: Wire,
  purpose: string | undefined,
  userId: string,
) {
  for (const message of list(communication['messages'])) {
    const id = text(message['messageId']);
    const sent = moment(message['messageTime']);
    if (!id || sent === undefined) continue;
    const author = authorOf(
      purpose,
      text(participant['userId']) ?? text(record(participant['user'])['id']),
      userId,
    );
    const status = text(message['messageStatus']) ?? refs.get(id)?.status;
    const name = text(participant['name']) ?? refs.get(id)?.name;
    refs.set(id, { id, at: sent, author, name, status });
  }
}

function authorOf(purpose: string | undefined, author: string | undefined, userId: string): Author {
  if (purpose === 'agent' || purpose === 'user')
    return author === undefined || author === userId ? 'me' : 'colleague';
  return purpose === 'customer' || purpose === 'external' ? 'customer' : 'bot';
}

function readLeg(communication: Wire, participant: Wire, known: LegFacts | undefined): LegFacts {
  const journey = communication['journeyContext'];
  const segments = communication['segments'] ?? known?.communication['segments'];
  return {
    participantId: text(participant['id']) ?? known?.participantId,
    wrapupRequired: requiresWrapUp(communication, participant) ?? known?.wrapupRequired,
    disconnectType: text(communication['disconnectType']) ?? known?.disconnectType,
    avatar: text(communication['avatarImageUrl']) ?? known?.avatar,
    journey: typeof journey === 'object' && journey !== null ? record(journey) : known?.journey,
    communication: { ...communication, ...(segments !== undefined && { segments }) },
  };
}

/** Whether the platform wants a wrap-up code; absent where nothing says it. */
const requiresWrapUp = (communication: Wire, participant: Wire) =>
  [participant['wrapupRequired'], communication['afterCallWorkRequired']].find(
    (value) => typeof value === 'boolean',
  );

/** The conversations of a notification, a list or an answer. */
export function conversationsIn(payload: unknown): Wire[] {
  const outer = record(payload);
  const inner =
    outer['entities'] ??
    outer['eventBody'] ??
    outer['data'] ??
    (Array.isArray(payload) ? payload : outer);
  return (Array.isArray(inner) ? list(inner) : [record(inner)]).filter(
    ({ id, participants }) => text(id) && Array.isArray(participants),
  );
}
