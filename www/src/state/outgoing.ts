// Messages that are not delivered yet. They are kept with the drafts until the platform has them or
// the agent discards them.

import { record, text } from '../wire/json';
import type { Conversation, Line } from './conversations';
import type { KeptStore } from './kept';

export interface Outgoing {
  key: string;
  conversationId: string;
  text: string;
  at: number;
  name: string;
  /**
   * `waiting`: for the connection, for its turn, or until the platform takes more. `unknown`: it
   * was sent, and nothing came back; the conversation is being read.
   */
  state: 'waiting' | 'sending' | 'unknown' | 'failed';
  reason: string | undefined;
  /** When it was sent, in the cloud's time. */
  sentAt: number | undefined;
  /** The message's id, once the platform has answered. */
  id: string | undefined;
}

const OUTGOING = 'outgoing.';
/** How far the moments of two clocks may be apart, in milliseconds. */
const CLOCKS_MS = 1_000;
const STATES = ['waiting', 'sending', 'unknown', 'failed'] as const;

export class OutgoingMessages {
  constructor(private readonly kept: KeptStore) {}

  /** All of them, or those of a conversation, the oldest first. */
  of(conversationId = ''): Outgoing[] {
    return this.kept.of(OUTGOING + conversationId).map(([rest, { at, name, value }]) => {
      const { body, state, reason, sentAt, id } = record(value);
      const [key = '', first = ''] = (conversationId + rest).split('.').reverse();
      return {
        key,
        conversationId: first,
        text: typeof body === 'string' ? body : '',
        at,
        name,
        state: STATES.find((each) => each === state) ?? 'unknown',
        reason: text(reason),
        sentAt: typeof sentAt === 'number' ? sentAt : undefined,
        id: text(id),
      };
    });
  }

  put(message: Outgoing, change: Partial<Outgoing> = {}): Outgoing {
    const next = { ...message, ...change };
    const { key, conversationId, name, text: body, state, reason, sentAt, id } = next;
    this.kept.set(`${OUTGOING}${conversationId}.${key}`, { body, state, reason, sentAt, id }, name);
    return next;
  }

  remove({ conversationId, key }: Outgoing) {
    this.kept.delete(`${OUTGOING}${conversationId}.${key}`);
  }

  /** What is on the screen of a conversation: what the platform has, and what it does not have yet. */
  shown({ id: conversationId, lines }: Conversation): readonly (Line & { outgoing?: Outgoing })[] {
    const known = lines.value;
    const ids = new Set(known.map(({ key }) => key));
    const own = this.of(conversationId).filter(({ id }) => !id || !ids.has(id));
    if (own.length === 0) return known;
    const early = own.map((message) => arrived(message, known)?.key);
    return [
      ...known.filter(({ key }) => !early.includes(key)),
      ...own.map((outgoing) => ({
        key: outgoing.key,
        at: outgoing.at,
        author: 'me' as const,
        name: undefined,
        status: undefined,
        content: { text: outgoing.text, attachments: [], type: undefined },
        outgoing,
      })),
    ];
  }
}

/**
 * The line of a message whose notification came before the answer to its request. Its text may not
 * be read yet.
 */
export function arrived({ text: body, sentAt, state }: Outgoing, lines: readonly Line[]) {
  if (sentAt === undefined || state === 'waiting') return undefined;
  return lines.find(
    ({ author, at, content }) =>
      author === 'me' &&
      at >= sentAt - CLOCKS_MS &&
      (state === 'sending' && !content ? true : content?.text?.trim() === body.trim()),
  );
}
