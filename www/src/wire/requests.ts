// The paths and bodies that the desk asks the platform with.

import type { RosterRow } from 'conversation-chat';

const API = '/api/v2';
const part = encodeURIComponent;
const conversationPath = (conversationId: string) => `${API}/conversations/${part(conversationId)}`;
const participantPath = ({ conversationId, participantId }: Leg) =>
  `${conversationPath(conversationId)}/participants/${part(participantId)}`;
const messagesPath = (conversationId: string) =>
  `${API}/conversations/messages/${part(conversationId)}`;
const userPath = (userId: string) => `${API}/users/${part(userId)}`;

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
}

/** The ids by which the platform finds a communication. */
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

export interface Target {
  kind: 'queue' | 'agent';
  id: string;
}

/** How many entries a page of a search has. */
export const PAGE_SIZE = 25;

const get = (path: string): Request => ({ method: 'GET', path });
const post = (path: string, body: unknown): Request => ({ method: 'POST', path, body });
const patch = (path: string, body: unknown): Request => ({ method: 'PATCH', path, body });

export const requests = {
  date: () => get(`${API}/date`),
  me: () => get(`${API}/users/me`),
  revoke: (): Request => ({ method: 'DELETE', path: `${API}/tokens/me` }),
  availableTopics: () => get(`${API}/notifications/availabletopics`),

  setRoutingStatus: (userId: string, status: string): Request => ({
    method: 'PUT',
    path: `${userPath(userId)}/routingstatus`,
    body: { status },
  }),
  presence: (userId: string) => get(`${userPath(userId)}/presences/purecloud`),
  setPresence: (userId: string, id: string) =>
    patch(`${userPath(userId)}/presences/purecloud`, { presenceDefinition: { id } }),
  presenceDefinitions: () => get(`${API}/presence/definitions`),

  replies: () => post(`${API}/responsemanagement/responses/query`, { pageSize: 500 }),
  queues: (words: string, page: number) =>
    get(
      `${API}/routing/queues?pageSize=${PAGE_SIZE}&pageNumber=${page}&name=${part(`*${words}*`)}`,
    ),
  agents: (words: string, page: number) =>
    post(`${API}/users/search`, {
      pageSize: PAGE_SIZE,
      pageNumber: page,
      expand: ['presence', 'routingStatus'],
      query: [
        { type: 'EXACT', fields: ['state'], value: 'active' },
        ...(words === '' ? [] : [{ type: 'CONTAINS', fields: ['name'], value: words }]),
      ],
    }),

  conversation: (conversationId: string) => get(conversationPath(conversationId)),
  texts: (conversationId: string, ids: string[]) =>
    post(`${messagesPath(conversationId)}/messages/bulk`, ids),
  accept: (leg: Leg) => patch(participantPath(leg), { state: 'connected' }),
  end: (leg: Leg) => patch(participantPath(leg), { state: 'disconnected' }),
  hold: (leg: Leg, held: boolean) => patch(participantPath(leg), { held }),
  park: ({ conversationId, participantId }: Leg, medium: RosterRow['mediaType'], parked: boolean) =>
    patch(
      `${API}/conversations/${medium === 'email' ? 'emails' : 'messages'}/${part(conversationId)}` +
        `/participants/${part(participantId)}/parkingstate`,
      { state: parked ? 'parked' : 'connected' },
    ),
  /** Without a code, notes and tags the wrap-up is skipped. */
  wrapUp: (leg: Leg, { code, notes, tags }: WrapUp) =>
    patch(
      participantPath(leg),
      code === '' && notes.trim() === '' && tags.length === 0
        ? { wrapupSkipped: true }
        : {
            wrapup: {
              ...(code && { code }),
              ...(notes && { notes }),
              ...(tags.length > 0 && { tags }),
            },
          },
    ),
  wrapUpCodes: (leg: Leg) => get(`${participantPath(leg)}/wrapupcodes`),
  transfer: (leg: Leg, { kind, id }: Target) =>
    post(
      `${participantPath(leg)}/replace/${kind}`,
      kind === 'queue' ? { queueId: id } : { userId: id },
    ),
  send: ({ conversationId, communicationId }: Leg, textBody: string) =>
    post(`${messagesPath(conversationId)}/communications/${part(communicationId)}/messages`, {
      textBody,
    }),
  typing: ({ conversationId, communicationId }: Leg) =>
    post(`${messagesPath(conversationId)}/communications/${part(communicationId)}/typing`, {
      typing: { type: 'On' },
    }),
};

/**
 * A topic of a user that reports who types. The SDKs of the platform describe its body and not its
 * name: it is searched among those that the platform offers.
 */
const TYPING_TOPIC = /^v2\.users\.\{id\}\.conversations\b.*\.typing$/;

/** The topics of the desk besides those of the feed. `offered` are the platform's own names. */
export const topicsOf = (userId: string, offered: readonly string[]) =>
  offered.filter((id) => TYPING_TOPIC.test(id)).map((id) => id.replace('{id}', userId));
