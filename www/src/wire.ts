// What the desk reads of the platform's JSON, and the paths and bodies that it writes: the only
// place that knows them. Whatever arrives may have any shape; a value of the wrong kind reads as
// absent.

export type Wire = Record<string, unknown>;

export const record = (value: unknown): Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
export const list = (value: unknown): Wire[] => (Array.isArray(value) ? value.map(record) : []);
export const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
export const amount = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
export const moment = (value: unknown) => {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

/** The value at a path of a payload. */
export const at = (payload: unknown, path: readonly (string | number)[]) =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    payload,
  );

const API = '/api/v2';
const conversationPath = (conversationId: string) =>
  `${API}/conversations/${encodeURIComponent(conversationId)}`;
const participantPath = (conversationId: string, participantId: string) =>
  `${conversationPath(conversationId)}/participants/${encodeURIComponent(participantId)}`;
const messagesPath = (conversationId: string) =>
  `${API}/conversations/messages/${encodeURIComponent(conversationId)}`;

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  body?: unknown;
}

export interface Leg {
  conversationId: string;
  participantId: string;
  communicationId: string;
}

export interface WrapUp {
  code: string;
  notes: string;
  tags: string[];
}

const patch = ({ conversationId, participantId }: Leg, body: unknown): Request => ({
  method: 'PATCH',
  path: participantPath(conversationId, participantId),
  body,
});

export const requests = {
  date: (): Request => ({ method: 'GET', path: `${API}/date` }),
  me: (): Request => ({ method: 'GET', path: `${API}/users/me` }),
  routingStatus: (userId: string): Request => ({
    method: 'GET',
    path: `${API}/users/${userId}/routingstatus`,
  }),
  setRoutingStatus: (userId: string, status: string): Request => ({
    method: 'PUT',
    path: `${API}/users/${userId}/routingstatus`,
    body: { status },
  }),
  availableTopics: (): Request => ({ method: 'GET', path: `${API}/notifications/availabletopics` }),
  queues: (userId: string): Request => ({
    method: 'GET',
    path: `${API}/users/${userId}/queues?pageSize=100`,
  }),
  replies: (): Request => ({
    method: 'POST',
    path: `${API}/responsemanagement/responses/query`,
    body: { pageSize: 500 },
  }),
  users: (): Request => ({ method: 'GET', path: `${API}/users?pageSize=100&state=active` }),
  conversation: (conversationId: string): Request => ({
    method: 'GET',
    path: conversationPath(conversationId),
  }),
  texts: (conversationId: string, ids: string[]): Request => ({
    method: 'POST',
    path: `${messagesPath(conversationId)}/messages/bulk`,
    body: ids,
  }),
  accept: (leg: Leg) => patch(leg, { state: 'connected' }),
  end: (leg: Leg) => patch(leg, { state: 'disconnected' }),
  hold: (leg: Leg, held: boolean) => patch(leg, { held }),
  wrapUp: (leg: Leg, { code, notes, tags }: WrapUp) =>
    patch(leg, {
      wrapup: { ...(code && { code }), ...(notes && { notes }), ...(tags.length > 0 && { tags }) },
    }),
  wrapUpCodes: ({ conversationId, participantId }: Leg): Request => ({
    method: 'GET',
    path: `${participantPath(conversationId, participantId)}/wrapupcodes`,
  }),
  transferToQueue: ({ conversationId, participantId }: Leg, queueId: string): Request => ({
    method: 'POST',
    path: `${participantPath(conversationId, participantId)}/replace/queue`,
    body: { queueId },
  }),
  transferToAgent: ({ conversationId, participantId }: Leg, userId: string): Request => ({
    method: 'POST',
    path: `${participantPath(conversationId, participantId)}/replace/agent`,
    body: { userId },
  }),
  send: ({ conversationId, communicationId }: Leg, textBody: string): Request => ({
    method: 'POST',
    path: `${messagesPath(conversationId)}/communications/${encodeURIComponent(communicationId)}/messages`,
    body: { textBody },
  }),
  typing: ({ conversationId, communicationId }: Leg): Request => ({
    method: 'POST',
    path: `${messagesPath(conversationId)}/communications/${encodeURIComponent(communicationId)}/typing`,
    body: { typing: { type: 'On' } },
  }),
};

/**
 * A topic of a user that tells who types. The SDKs of the platform tell its body and not its name:
 * it is looked up among those that the platform offers.
 */
const TYPING_TOPIC = /^v2\.users\.\{id\}\.conversations\b.*\.typing$/;

/**
 * What the desk hears of besides the conversations: the agent's status, and who types where the
 * platform offers it.
 */
export const topicsOf = (userId: string, available: unknown) => [
  `v2.users.${userId}.routingStatus`,
  ...namedEntities(available).flatMap(({ id }) =>
    TYPING_TOPIC.test(id) ? [id.replace('{id}', userId)] : [],
  ),
];

export interface Typing {
  conversationId: string;
  /** When the customer typed. */
  at: number | undefined;
  /** For how long it holds, in milliseconds. */
  forMs: number;
}

/**
 * How long a customer types where it is not told, and the longest that is taken, in milliseconds.
 */
const TYPING_MS = 5_000;
const MOST_TYPING_MS = 30_000;

/** A notification that a customer types. */
export function readTyping(payload: unknown): Typing | undefined {
  const { conversationId, normalizedMessage } = record(record(payload)['eventBody']);
  const { channel, direction, events } = record(normalizedMessage);
  const id = text(conversationId);
  const typing = list(events).find(({ eventType }) => eventType === 'Typing')?.['typing'];
  if (!id || typing === undefined || text(direction)?.toLowerCase() !== 'inbound') return undefined;
  return {
    conversationId: id,
    at: moment(record(channel)['time']),
    forMs: Math.min(amount(record(typing)['duration']) ?? TYPING_MS, MOST_TYPING_MS),
  };
}

export interface Named {
  id: string;
  name: string;
}

/** The entities of a list that have an id and a name. */
export const namedEntities = (body: unknown): Named[] =>
  (Array.isArray(body) ? list(body) : list(record(body)['entities'])).flatMap(({ id, name }) => {
    const known = text(id);
    return known ? [{ id: known, name: text(name) ?? known }] : [];
  });

export const readUser = (body: unknown): Named | undefined => namedEntities([body])[0];

/** A canned response. */
export interface Reply {
  id: string;
  name: string;
  /** The library in which it stands first. */
  library: string;
  body: string;
  /** What stands in place of a substitution that nothing else is known of. */
  defaults: ReadonlyMap<string, string>;
}

/** The canned responses of a query that are texts for a customer. */
export const readReplies = (body: unknown): Reply[] =>
  list(record(record(body)['results'])['entities']).flatMap(
    ({ id, name, libraries, texts, substitutions, responseType }): Reply[] => {
      const known = text(id);
      const content =
        list(texts).find(({ contentType }) => contentType !== HTML) ?? list(texts)[0] ?? {};
      const plain = text(
        content['contentType'] === HTML
          ? plainText(text(content['content']) ?? '')
          : content['content'],
      );
      if (!known || !plain || (text(responseType) ?? STANDARD) !== STANDARD) return [];
      const library = text(list(libraries)[0]?.['name']) ?? '';
      const defaults = list(substitutions).flatMap(
        ({ id: each, defaultValue }): [string, string][] => {
          const value = text(defaultValue);
          return typeof each === 'string' && value ? [[each, value]] : [];
        },
      );
      return [
        { id: known, name: text(name) ?? plain, library, body: plain, defaults: new Map(defaults) },
      ];
    },
  );

const HTML = 'text/html';
const STANDARD = 'Standard';

/** What HTML says, as text. */
function plainText(html: string) {
  const lines = html
    .replace(/\s+/g, ' ')
    .replace(/<(script|style)\b.*?<\/\1 ?>/gi, '')
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  // No element is left, only character references.
  return new DOMParser()
    .parseFromString(lines, HTML)
    .body.textContent.replace(/ *\n */g, '\n')
    .trim();
}

export interface RoutingStatus {
  status: string;
  since: number | undefined;
}

export const readRoutingStatus = (body: unknown): RoutingStatus | undefined => {
  const { status, startTime } = record(record(body)['routingStatus'] ?? body);
  const known = text(status);
  return known ? { status: known, since: moment(startTime) } : undefined;
};
