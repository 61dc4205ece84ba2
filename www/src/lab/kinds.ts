// What a payload is taken for. Only what has communications is checked and timed.

import { type Wire, list, record, text } from '../wire/json';

/** Fields that only a communication has. */
const OWN_FIELDS = [
  'segments',
  'held',
  'startHoldTime',
  'startAlertingTime',
  'connectedTime',
  'disconnectedTime',
  'disconnectType',
  'initialState',
  'afterCallWork',
  'afterCallWorkRequired',
  'wrapup',
  'journeyContext',
  'queueMediaSettings',
  'avatarImageUrl',
  'scriptId',
  'peerId',
  'roomId',
  'recordingId',
  'parkTime',
];
/** Fields that others have, too. */
const SHARED_FIELDS = ['id', 'state', 'direction', 'provider'];

/** Other objects of the platform: by a field of theirs, or by where they are. */
const OTHERS: { name: string; fields: string[]; path?: string }[] = [
  { name: 'A text message', fields: ['normalizedMessage', 'textBody'] },
  { name: 'A notification channel', fields: ['connectUri'] },
  { name: 'A user', fields: ['username', 'email'], path: '/api/v2/users/' },
  { name: 'A queue', fields: ['acwSettings'], path: '/routing/queues/' },
];

export interface Kind {
  /** In the plain words of a person. */
  name: string;
  /** `payload`: a roster finds the communications in it; `communication`: it is one itself. */
  holds: 'payload' | 'communication' | 'nothing';
}

const nothing = (name: string): Kind => ({ name, holds: 'nothing' });
const payload = (name: string): Kind => ({ name, holds: 'payload' });

export function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return listKind(value, 'A list');
  if (typeof value !== 'object' || value === null)
    return nothing(`A JSON value (${value === null ? 'null' : typeof value}), and no object`);
  const whole = value as Wire;
  const topic = text(whole['topicName']) ?? text(whole['topic']);
  if ('eventBody' in whole || ('data' in whole && topic))
    return notification(topic, record(whole['eventBody'] ?? whole['data']));
  if ('detail-type' in whole)
    return nothing('An event of Amazon EventBridge: a detail event, and no conversation');
  if (Array.isArray(whole['entities'])) return listKind(whole['entities'], 'A page of a list');
  if (Array.isArray(whole['conversations']) && isAnalytics(list(whole['conversations'])[0] ?? {}))
    return nothing('An answer of the analytics API: `readHistory` reads its sessions');
  if (isAnalytics(whole)) return nothing('An analytics record: `readHistory` reads its sessions');
  if (Array.isArray(whole['participants'])) return payload('A conversation');
  return objectKind(whole);
}

function notification(topic: string | undefined, body: Wire): Kind {
  const of = topic ? ` of ${topic}` : '';
  if (text(body['message'])?.includes('Heartbeat')) return nothing('A heartbeat of the channel');
  if (topic?.endsWith('socket_closing')) return nothing('The announcement that a socket closes');
  return Array.isArray(body['participants'])
    ? payload(`A notification${of}`)
    : nothing(`A notification${of}: an event without communications`);
}

function listKind(entities: unknown[], what: string): Kind {
  const all = list(entities);
  const conversations = all.filter((each) => Array.isArray(each['participants']));
  if (all.length === 0) return nothing(`${what} of nothing`);
  if (conversations.length > 0 && !isAnalytics(conversations[0]!))
    return payload(`${what} of ${conversations.length} ${plural('conversation', conversations)}`);
  return nothing(`${what} of ${all.length} ${plural('object', all)}, none of them a conversation`);
}

function objectKind(whole: Wire): Kind {
  const keys = Object.keys(whole);
  if (keys.length === 0) return nothing('An empty object');
  const own = keys.some((key) => OWN_FIELDS.includes(key));
  const all = keys.every((key) => OWN_FIELDS.includes(key) || SHARED_FIELDS.includes(key));
  if (own || (all && keys.some((key) => key !== 'id')))
    return { name: 'One communication', holds: 'communication' };
  const place = text(whole['selfUri']) ?? '';
  const other = OTHERS.find(
    ({ fields, path }) => fields.some((key) => key in whole) || (path && place.includes(path)),
  );
  if (other) return nothing(other.name);
  return nothing('An object without a field of a communication');
}

const isAnalytics = (whole: Wire) =>
  'conversationStart' in whole ||
  list(whole['participants']).some(({ sessions }) => Array.isArray(sessions));
const plural = (noun: string, { length }: unknown[]) => (length === 1 ? noun : `${noun}s`);
