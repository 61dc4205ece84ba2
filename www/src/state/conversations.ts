// The conversations of the desk: their facts, their texts, what was read and who types.

import { type ReadonlySignal, type Signal, computed, signal } from '@preact/signals-core';

import {
  type Author,
  type ConversationFacts,
  conversationsIn,
  readConversation,
} from '../wire/conversation';
import { text } from '../wire/json';
import { requests } from '../wire/requests';
import { type Content, readTexts, readTyping } from '../wire/texts';
import type { Lookup, Lookups } from './lookups';
import type { Session } from './session';

export interface Line {
  key: string;
  at: number;
  author: Author;
  name: string | undefined;
  status: string | undefined;
  /** `undefined` while it is not read, `null` where the platform has none. */
  content: Content | null | undefined;
}

/** How much later than due it may be reported again that somebody still types, in milliseconds. */
const TYPING_GRACE_MS = 1_500;
/** How many texts are asked for at once. */
const TEXTS_AT_ONCE = 100;

export class Conversation {
  readonly facts: Signal<ConversationFacts>;
  readonly texts: Signal<ReadonlyMap<string, Content | null>> = signal(new Map());
  /** The moment up to which the agent has read. */
  readonly readUntil = signal(0);
  readonly lines: ReadonlySignal<readonly Line[]> = computed(() =>
    this.facts.value.messages.map(
      ({ id, at, author, name, status }): Line => ({
        key: id,
        at,
        author,
        name,
        status,
        content: this.texts.value.get(id),
      }),
    ),
  );
  /** How many texts the customer has written since the agent read or wrote. */
  readonly unread = computed(() => {
    const { messages } = this.facts.value;
    const since = Math.max(
      this.readUntil.value,
      messages.findLast(({ author }) => author === 'me')?.at ?? 0,
    );
    return messages.filter(({ author, at }) => author === 'customer' && at > since).length;
  });
  /** Whether the customer types: it was reported, still holds, and nothing was written since. */
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
    this.facts = signal({ attributes: [], queueName: undefined, legs: {}, messages: [] });
  }

  /** The customer types, as reported at a moment, and for a while. */
  types(at: number, forMs: number) {
    clearTimeout(this.typingEnds);
    this.typedAt.value = Math.max(at, this.typedAt.peek() ?? at);
    this.typingEnds = setTimeout(() => (this.typedAt.value = undefined), forMs + TYPING_GRACE_MS);
  }

  addTexts(texts: Iterable<[string, Content | null]>) {
    this.texts.value = new Map([...this.texts.peek(), ...texts]);
  }

  markRead() {
    const latest = this.facts.peek().messages.at(-1)?.at ?? 0;
    if (latest > this.readUntil.peek()) this.readUntil.value = latest;
  }

  get missingTexts() {
    const texts = this.texts.peek();
    return this.facts.peek().messages.flatMap(({ id }) => (texts.has(id) ? [] : [id]));
  }
}

const textsKey = (id: string) => `texts:${id}`;
const conversationKey = (id: string) => `conversation:${id}`;

export class Conversations {
  private readonly all = new Map<string, Conversation>();

  constructor(
    private readonly session: Session,
    private readonly lookups: Lookups,
  ) {}

  of(id: string) {
    const known = this.all.get(id) ?? new Conversation(id);
    this.all.set(id, known);
    return known;
  }

  /** Reads what a payload says besides timers. */
  heard(payload: unknown) {
    const typing = readTyping(payload);
    if (typing)
      this.of(typing.conversationId).types(typing.at ?? this.session.now() ?? 0, typing.forMs);
    const known = new Set(this.session.roster.rows.map(({ conversationId }) => conversationId));
    for (const body of conversationsIn(payload)) {
      if (!known.has(text(body['id']))) continue;
      const conversation = this.of(text(body['id'])!);
      conversation.facts.value = readConversation(
        body,
        this.session.me.id,
        conversation.facts.peek(),
      );
      if (conversation.missingTexts.length > 0) this.readTexts(conversation);
    }
  }

  /** Segments and earlier messages come only over REST. */
  read(id: string) {
    this.lookups.renew(conversationKey(id), () => this.session.refresh(id));
  }

  /** Whether a conversation was heard of or read, or cannot be read. */
  isRead({ id, facts }: Conversation) {
    return (
      Object.keys(facts.value.legs).length > 0 ||
      this.lookups.get(conversationKey(id)).state === 'failed'
    );
  }

  /** Reads a conversation of which nothing is known. */
  readFirst(id: string) {
    this.lookups.want(conversationKey(id), () => this.session.refresh(id));
  }

  /** Why a conversation or its texts could not be read. */
  problem(id: string): Extract<Lookup<unknown>, { state: 'failed' }> | undefined {
    return [conversationKey(id), textsKey(id)]
      .map((key) => this.lookups.get(key))
      .find((lookup) => lookup.state === 'failed');
  }

  /** A person asks for what could not be read. */
  again(id: string) {
    this.lookups.again(conversationKey(id));
    this.lookups.again(textsKey(id));
  }

  /** Reads the texts that are missing. */
  private readTexts(conversation: Conversation) {
    this.lookups.renew(textsKey(conversation.id), () => this.loadTexts(conversation));
  }

  async loadTexts(conversation: Conversation) {
    for (;;) {
      const ids = conversation.missingTexts.slice(-TEXTS_AT_ONCE);
      if (ids.length === 0) return;
      const read = readTexts(await this.session.ask(requests.texts(conversation.id, ids)));
      conversation.addTexts(ids.map((id) => [id, read.get(id) ?? null]));
    }
  }

  /** Forgets the conversations of which no card is left. */
  keepOnly(ids: ReadonlySet<string | undefined>) {
    for (const id of this.all.keys()) if (!ids.has(id)) this.all.delete(id);
    this.lookups.forget((key) => {
      const [kind, id = ''] = key.split(':');
      return !['texts', 'conversation'].includes(kind!) || ids.has(id);
    });
  }
}
