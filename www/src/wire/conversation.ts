// What a conversation says that no row has: the customer's attributes, who wrote which text, how far
// its delivery is, where the customer came from.

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
  avatar: string | undefined;
  journey: Wire | undefined;
}

export interface ConversationFacts {
  attributes: [name: string, value: string][];
  /** Of the queue's own participant; notifications of an agent's have only its id. */
  queueName: string | undefined;
  /** Of the agents' communications, by id. */
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
  known: ConversationFacts,
): ConversationFacts {
  const facts = { ...known, legs: { ...known.legs } };
  const refs = new Map(known.messages.map((ref) => [ref.id, ref]));
  for (const participant of list(conversation['participants'])) {
    const purpose = text(participant['purpose'])?.toLowerCase();
    const isAgent = purpose === 'agent' || purpose === 'user';
    if (purpose === 'acd') facts.queueName = text(participant['name']) ?? known.queueName;
    if (isCustomer(purpose)) facts.attributes = attributesOf(participant) ?? known.attributes;
    // The flat layout has no id of the communication: its legs come with the nested twin.
    const flat = text(participant['state']) !== undefined;
    const communications = flat
      ? [participant]
      : MEDIA.flatMap((medium) => list(participant[medium]));
    for (const communication of communications) {
      readMessages(refs, communication, participant, purpose, userId);
      const id = text(communication['id']);
      if (id && !flat && isAgent) facts.legs[id] = readLeg(communication, facts.legs[id]);
    }
  }
  facts.messages = [...refs.values()].sort((one, other) => one.at - other.at);
  return facts;
}

const isCustomer = (purpose: string | undefined) =>
  purpose === 'customer' || purpose === 'external';

function attributesOf(participant: Wire) {
  const attributes = Object.entries(record(participant['attributes'])).flatMap(
    ([key, value]): [string, string][] => {
      const known = text(value);
      return known ? [[key, known]] : [];
    },
  );
  return attributes.length > 0 ? attributes : undefined;
}

function readMessages(
  refs: Map<string, MessageRef>,
  communication: Wire,
  participant: Wire,
  purpose: string | undefined,
  userId: string,
) {
  const writer = text(participant['userId']) ?? text(record(participant['user'])['id']);
  const author = authorOf(purpose, writer, userId);
  for (const message of list(communication['messages'])) {
    const id = text(message['messageId']);
    const at = moment(message['messageTime']);
    if (!id || at === undefined) continue;
    const status = text(message['messageStatus']) ?? refs.get(id)?.status;
    const name = text(participant['name']) ?? refs.get(id)?.name;
    refs.set(id, { id, at, author, name, status });
  }
}

function authorOf(purpose: string | undefined, writer: string | undefined, userId: string): Author {
  if (purpose === 'agent' || purpose === 'user')
    return writer === undefined || writer === userId ? 'me' : 'colleague';
  return isCustomer(purpose) ? 'customer' : 'bot';
}

function readLeg(communication: Wire, known: LegFacts | undefined): LegFacts {
  const journey = communication['journeyContext'];
  return {
    avatar: text(communication['avatarImageUrl']) ?? known?.avatar,
    journey: typeof journey === 'object' && journey !== null ? record(journey) : known?.journey,
  };
}

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
