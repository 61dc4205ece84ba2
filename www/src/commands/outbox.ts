// Delivers messages: those of a conversation one after the other, in one tab at a time. What was
// sent and not confirmed is looked for in the conversation before anything is offered.

import { ApiError } from '../errors';
import { messages } from '../messages';
import { type Card, type Cards, ENDED, isLive, legOf } from '../state/cards';
import type { Conversations } from '../state/conversations';
import type { KeptStore } from '../state/kept';
import { pauseAfter } from '../state/lookups';
import { type Outgoing, OutgoingMessages, arrived } from '../state/outgoing';
import type { Session } from '../state/session';
import { reasonOf } from '../state/tasks';
import { record, text } from '../wire/json';
import { requests } from '../wire/requests';
import type { Commands } from './commands';

export class Outbox {
  readonly messages: OutgoingMessages;
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly session: Session,
    private readonly cards: Cards,
    private readonly conversations: Conversations,
    private readonly kept: KeptStore,
    private readonly commands: Commands,
  ) {
    this.messages = new OutgoingMessages(kept);
  }

  send({ conversation, name }: Card, body: string) {
    this.messages.put({
      key: crypto.randomUUID(),
      conversationId: conversation.id,
      text: body.trim(),
      at: Date.now(),
      name,
      state: 'waiting',
      reason: undefined,
      sentAt: undefined,
      id: undefined,
    });
    return this.deliver(conversation.id);
  }

  /** The agent sends a failed one again. */
  again(message: Outgoing) {
    this.messages.put(message, { state: 'waiting', reason: undefined });
    return this.deliver(message.conversationId);
  }

  discard(message: Outgoing) {
    this.messages.remove(message);
  }

  /** Sends what waits: once there is a connection, and once an alert was accepted. */
  deliverAll() {
    const ids = new Set(this.messages.of().map(({ conversationId }) => conversationId));
    for (const id of ids) void this.deliver(id);
  }

  private async deliver(conversationId: string): Promise<void> {
    if (!this.session.reachable.peek()) return;
    await navigator.locks.request(`desk.outbox.${conversationId}`, async () => {
      this.kept.read();
      for (;;) {
        const next = this.messages.of(conversationId).find(({ state }) => state !== 'failed');
        if (!next || !(await this.deliverOne(next))) return;
      }
    });
  }

  /** Whether the next one may follow. */
  private async deliverOne(message: Outgoing): Promise<boolean> {
    // Nobody else has the lock: what another page was sending has lost its answer.
    if (message.state !== 'waiting') return this.check(message);
    const card = this.legFor(message.conversationId);
    if (!card) return this.withoutLeg(message);
    const sent = this.messages.put(message, { state: 'sending', sentAt: this.session.now() });
    try {
      const answer = await this.session.ask(requests.send(legOf(card), message.text));
      const id = text(record(answer)['id']);
      if (id) {
        const content = { text: message.text, attachments: [], type: undefined };
        card.conversation.addTexts([[id, content]]);
        this.messages.put(sent, { id });
      }
      const known = () => card.conversation.facts.value.messages;
      await this.commands
        .settled(card, () => id !== undefined && known().some((each) => each.id === id))
        .catch(() => {});
      this.failures.delete(message.key);
      this.messages.remove(message);
      return true;
    } catch (error) {
      return this.failed(sent, error);
    }
  }

  private failed(message: Outgoing, error: unknown) {
    const reason = reasonOf(error);
    if (error instanceof ApiError && error.kind === 'throttled') {
      this.messages.put(message, { state: 'waiting', reason });
      this.later(message, error);
      return false;
    }
    if (error instanceof ApiError && error.isUnknown) {
      this.messages.put(message, { state: 'unknown', reason });
      return true;
    }
    this.messages.put(message, { state: 'failed', reason });
    return true;
  }

  /** Looks for a message of which nobody knows whether it was sent. */
  private async check(message: Outgoing) {
    const unknown = this.messages.put(message, { state: 'unknown' });
    const conversation = this.conversations.of(message.conversationId);
    try {
      await this.session.refresh(message.conversationId);
      await this.conversations.loadTexts(conversation);
    } catch (error) {
      this.later(message, error);
      return false;
    }
    if (arrived(unknown, conversation.lines.peek())) this.messages.remove(message);
    else
      this.messages.put(unknown, {
        state: 'failed',
        reason: message.reason ?? messages.outgoing.unconfirmed,
      });
    return true;
  }

  /** After a pause, unless the connection comes back sooner. */
  private later({ key, conversationId }: Outgoing, error: unknown) {
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    const pause = pauseAfter(error, failures);
    if (pause !== undefined) setTimeout(() => void this.deliver(conversationId), pause);
  }

  private legFor(conversationId: string) {
    return [...this.cards.all.peek().values()].find(
      (card) => card.conversation.id === conversationId && isLive(card),
    );
  }

  /** The conversation has ended, or its alert is still being accepted. */
  private withoutLeg(message: Outgoing) {
    const live = this.session.roster.rows.some(
      ({ conversationId, state = '' }) =>
        conversationId === message.conversationId && !ENDED.has(state),
    );
    if (live) return false;
    this.messages.put(message, { state: 'failed', reason: messages.outgoing.over });
    return true;
  }
}
