// The conversations of the desk: their facts, their texts, what was read and what is on its way.

import { type ReadonlySignal, type Signal, computed, signal } from '@preact/signals-core';

import { type Wire, list, readTyping, record, requests, text } from '../wire';
import { type Author, type ConversationFacts, readConversation } from './facts';
import type { Session } from './session';

export interface Outgoing {
  key: string;
  text: string;
  at: number;
  state: 'sending' | 'waiting' | 'failed';
  reason?: string;
  /** The message's id, once the platform has told it. */
  id?: string;
}

export interface Line {
  key: string;
  at: number;
  author: Author;
  name: string | undefined;
  /** `undefined` while it is loaded, `null` where the platform has none. */
  text: string | null | undefined;
  outgoing?: Outgoing;
}

/** How far the moments of two clocks may be apart, in milliseconds. */
const CLOCKS_MS = 1_000;
/** How much later than due it may be told again that somebody still types, in milliseconds. */
const TYPING_GRACE_MS = 1_500;

export class Conversation {
  readonly facts: Signal<ConversationFacts>;
  readonly texts: Signal<ReadonlyMap<string, string | null>> = signal(new Map());
  readonly outgoing: Signal<readonly Outgoing[]> = signal([]);
  /** The moment up to which the agent has read. */
  readonly readUntil = signal(0);
  readonly lines: ReadonlySignal<readonly Line[]> = computed(() => this.allLines());
  /** What the customer has written since the agent read or wrote. */
  readonly unread = computed(() => {
    const { messages } = this.facts.value;
    const since = Math.max(
      this.readUntil.value,
      messages.findLast(({ author }) => author === 'me')?.at ?? 0,
    );
    return messages.filter(({ author, at }) => author === 'customer' && at > since).length;
  });
  /** Whether the customer types: it was told, still holds, and nothing was written since. */
  readonly isTyping = computed(() => {
    const at = this.typedAt.value;
    return (
      at !== undefined &&
      at >
        (this.facts.value.messages.findLast(({ author }) => author === 'customer')?.at ?? -Infinity)
    );
  });
  private readonly typedAt: Signal<number | undefined> = signal(undefined);
  private typingEnds: ReturnType<typeof setTimeout> | undefined;
  readonly last = computed(() => this.lines.value.at(-1));

  constructor(readonly id: string) {
    this.facts = signal({ conversationId: id, legs: {}, messages: [] });
  }

  private allLines(): Line[] {
    const { messages } = this.facts.value;
    const told = new Set(messages.map(({ id }) => id));
    const early = this.toldEarly();
    const shown = messages.filter(({ id }) => !early.has(id));
    const known = shown.map(
      ({ id, at, author, name }): Line => ({
        key: id,
        at,
        author,
        name,
        text: this.texts.value.get(id),
      }),
    );
    const own = this.outgoing.value.filter(({ id }) => !id || !told.has(id));
    return [
      ...known,
      ...own.map(
        (each): Line => ({
          key: each.key,
          at: each.at,
          author: 'me',
          name: undefined,
          text: each.text,
          outgoing: each,
        }),
      ),
    ];
  }

  /**
   * Own messages whose notification came before the answer that tells their ids: they are shown as
   * those that are being sent.
   */
  private toldEarly() {
    const sending = this.outgoing.value.filter(({ id, state }) => !id && state === 'sending');
    if (sending.length === 0) return new Set<string>();
    const since = Math.min(...sending.map(({ at }) => at)) - CLOCKS_MS;
    const answered = new Set(this.outgoing.value.map(({ id }) => id));
    const told = this.facts.value.messages.filter(
      ({ id, author, at }) => author === 'me' && at >= since && !answered.has(id),
    );
    return new Set(told.slice(-sending.length).map(({ id }) => id));
  }

  /** The customer types, as told at a moment, and for a while. */
  types(at: number, forMs: number) {
    clearTimeout(this.typingEnds);
    this.typedAt.value = Math.max(at, this.typedAt.peek() ?? at);
    this.typingEnds = setTimeout(() => (this.typedAt.value = undefined), forMs + TYPING_GRACE_MS);
  }

  markRead() {
    const latest = this.facts.peek().messages.at(-1)?.at ?? 0;
    if (latest > this.readUntil.peek()) this.readUntil.value = latest;
  }

  changeOutgoing(key: string, change: Partial<Outgoing> | undefined) {
    this.outgoing.value = this.outgoing
      .peek()
      .flatMap((each) => (each.key !== key ? [each] : change ? [{ ...each, ...change }] : []));
  }
}

export class Conversations {
  private readonly all = new Map<string, Conversation>();
  private readonly loading = new Set<string>();

  constructor(private readonly session: Session) {}

  of(id: string | undefined) {
    const key = id ?? '';
    const known = this.all.get(key) ?? new Conversation(key);
    this.all.set(key, known);
    return known;
  }

  /** Takes in what a payload says besides timers. */
  heard(payload: unknown) {
    const typing = readTyping(payload);
    if (typing)
      this.of(typing.conversationId).types(typing.at ?? this.session.now() ?? 0, typing.forMs);
    for (const body of conversationsIn(payload)) {
      const conversation = this.of(text(body['id']));
      conversation.facts.value = readConversation(
        body,
        this.session.me.id,
        conversation.facts.peek(),
      );
      void this.loadTexts(conversation);
    }
  }

  /** Reads the texts that are missing, in one request at a time. */
  async loadTexts(conversation: Conversation): Promise<void> {
    const missing = () =>
      conversation.facts
        .peek()
        .messages.flatMap(({ id }) => (conversation.texts.peek().has(id) ? [] : [id]));
    if (this.loading.has(conversation.id) || missing().length === 0) return;
    this.loading.add(conversation.id);
    try {
      for (let ids = missing(); ids.length > 0; ids = missing()) {
        const told = textsOf(await this.session.ask(requests.texts(conversation.id, ids)));
        conversation.texts.value = new Map([
          ...conversation.texts.peek(),
          ...ids.map((id): [string, string | null] => [id, told.get(id) ?? null]),
        ]);
      }
    } catch {
      // They are asked for again with the next change, or when the conversation is opened.
    } finally {
      this.loading.delete(conversation.id);
    }
  }
}

function textsOf(body: unknown) {
  return new Map(
    list(record(body)['entities'] ?? body).flatMap((message): [string, string][] => {
      const id = text(message['id']);
      const content =
        text(message['textBody']) ?? text(record(message['normalizedMessage'])['text']);
      return id && content ? [[id, content]] : [];
    }),
  );
}

/** The conversations of a notification, a list or an answer. */
function conversationsIn(payload: unknown): Wire[] {
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
