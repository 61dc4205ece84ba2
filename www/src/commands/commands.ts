// What an agent does to a conversation. Each command asks the platform and ends when the roster
// shows what came of it.

import { type ReadonlySignal, type Signal, effect, signal } from '@preact/signals-core';
import type { RosterRow } from 'conversation-chat';

import { messages } from '../messages';
import type { Card, Cards } from '../state/cards';
import type { Outgoing } from '../state/conversations';
import type { Drafts } from '../state/drafts';
import type { Session } from '../state/session';
import { type Leg, type Request, record, requests, text } from '../wire';
import { Tasks, reasonOf } from './tasks';

/**
 * How long the notification of an action may take before the conversation is read, in milliseconds.
 */
const SETTLE_MS = 2_500;

/** How long an end can be taken back, in milliseconds. */
export const UNDO_MS = 5_000;

/** Where work goes on: the view puts the focus there. */
export type Place = 'composer' | 'wrapup' | 'heading' | 'undo';

/** Which conversation is open. */
interface Selection {
  readonly selectedId: ReadonlySignal<string | undefined>;
  select(id: string): void;
}

export class Commands {
  readonly tasks = new Tasks();
  /**
   * Ends that can still be taken back, with the moment of the page's clock at which they happen.
   */
  readonly ending: Signal<
    ReadonlyMap<string, { at: number; timer: ReturnType<typeof setTimeout> }>
  > = signal(new Map());
  readonly focus: Signal<Place | undefined> = signal(undefined);
  /** Communications that this agent has put on hold. */
  readonly heldHere: Signal<ReadonlySet<string>>;

  constructor(
    private readonly session: Session,
    private readonly cards: Cards,
    private readonly drafts: Drafts,
    private readonly selection: Selection,
    private readonly storage: Storage,
  ) {
    this.heldHere = signal(new Set(storage.getItem('desk.held')?.split(' ')));
  }

  async accept(card: Card) {
    this.selection.select(card.id);
    this.focus.value = 'composer';
    await this.change(
      card,
      messages.actions.accept,
      requests.accept(legOf(card)),
      ({ state }) => state !== 'alerting' && state !== 'offering',
    );
  }

  async decline(card: Card) {
    const done = await this.change(
      card,
      messages.actions.decline,
      requests.end(legOf(card)),
      ended,
    );
    if (done) this.cards.dismiss(card.id);
  }

  async toggleHold(card: Card) {
    const held = !card.row.held;
    const name = held ? messages.actions.hold : messages.actions.resume;
    const done = await this.change(
      card,
      name,
      requests.hold(legOf(card), held),
      (row) => row.held === held || ended(row),
    );
    if (done) this.markHeld(card.id, held);
  }

  /** Ends after a while in which it can be taken back. */
  end(card: Card) {
    if (this.ending.peek().has(card.id)) return;
    const timer = setTimeout(() => void this.endNow(card), UNDO_MS);
    this.ending.value = new Map([
      ...this.ending.peek(),
      [card.id, { at: performance.now() + UNDO_MS, timer }],
    ]);
    this.focus.value = 'undo';
  }

  undoEnd(id: string) {
    const { [id]: given, ...others } = Object.fromEntries(this.ending.peek());
    if (given) clearTimeout(given.timer);
    this.ending.value = new Map(Object.entries(others));
    this.focus.value = 'composer';
  }

  async endNow(card: Card) {
    const { [card.id]: given, ...others } = Object.fromEntries(this.ending.peek());
    if (given) clearTimeout(given.timer);
    this.ending.value = new Map(Object.entries(others));
    const done = await this.change(card, messages.actions.end, requests.end(legOf(card)), ended);
    // Where the agent has gone on to another conversation, the focus is there.
    if (done && this.selection.selectedId.peek() === card.id) this.focus.value = 'wrapup';
  }

  async transfer(card: Card, target: { kind: 'queue' | 'agent'; id: string }) {
    const leg = legOf(card);
    const request =
      target.kind === 'queue'
        ? requests.transferToQueue(leg, target.id)
        : requests.transferToAgent(leg, target.id);
    return this.change(card, messages.actions.transfer, request, ended);
  }

  /** Sends a message; without a connection it waits for one. */
  async send(card: Card, body: string) {
    const content = body.trim();
    if (content === '') return;
    const { conversation } = card;
    const entry: Outgoing = {
      key: crypto.randomUUID(),
      text: content,
      at: this.session.now() ?? Date.now(),
      state: 'sending',
    };
    conversation.outgoing.value = [...conversation.outgoing.peek(), entry];
    this.drafts.setMessage(conversation.id, '');
    await this.deliver(card, entry);
  }

  async deliver(card: Card, { key, text: body }: Outgoing) {
    const { conversation } = card;
    const state = this.session.reachable.peek() ? 'sending' : 'waiting';
    conversation.changeOutgoing(key, { state });
    if (state === 'waiting') return;
    try {
      const answer = await this.session.ask(requests.send(legOf(card), body));
      const id = text(record(answer)['id']);
      if (id) {
        conversation.texts.value = new Map([...conversation.texts.peek(), [id, body]]);
        conversation.changeOutgoing(key, { id });
      }
      await this.settled(
        card,
        () =>
          id !== undefined &&
          conversation.facts.peek().messages.some((message) => message.id === id),
      );
      if (!id) conversation.changeOutgoing(key, undefined);
    } catch (error) {
      conversation.changeOutgoing(key, { state: 'failed', reason: reasonOf(error) });
    }
  }

  discard({ conversation }: Card, { key }: Outgoing) {
    conversation.changeOutgoing(key, undefined);
  }

  /** Sends what waited for a connection. */
  deliverWaiting() {
    for (const card of this.cards.all.peek().values()) {
      for (const entry of card.conversation.outgoing.peek())
        if (entry.state === 'waiting') void this.deliver(card, entry);
    }
  }

  /** Tells the customer that the agent writes; nothing depends on it. */
  typing(card: Card) {
    this.session.ask(requests.typing(legOf(card))).catch(() => {});
  }

  /** Whether a wrap-up was accepted. */
  async wrapUp(card: Card) {
    const draft = this.drafts.wrapUp(card.id);
    const over = ({ timers }: RosterRow) => timers.afterCallWork.since === undefined;
    const done = await this.change(
      card,
      messages.actions.wrapUp,
      requests.wrapUp(legOf(card), draft),
      over,
    );
    if (done) this.drafts.setWrapUp(card.id, undefined);
    return done;
  }

  /**
   * What the platform asked for is true once the roster says so: by a notification, or else by
   * reading the conversation.
   */
  private change(card: Card, name: string, request: Request, done: (row: RosterRow) => boolean) {
    return this.tasks.run(card.id, name, async () => {
      await this.session.ask(request);
      await this.settled(card, (row) => row === undefined || done(row));
    });
  }

  private async settled(
    { id, conversation, row: { conversationId } }: Card,
    done: (row: RosterRow | undefined) => boolean,
  ) {
    const isDone = () => done(this.cards.all.value.get(id)?.row);
    const told = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => finish(false), SETTLE_MS);
      let stop = () => {};
      const finish = (result: boolean) => {
        clearTimeout(timer);
        resolve(result);
        queueMicrotask(() => stop());
      };
      stop = effect(() => {
        void conversation.facts.value;
        if (isDone()) finish(true);
      });
    });
    if (!told && conversationId) await this.session.refresh(requests.conversation(conversationId));
  }

  private markHeld(id: string, held: boolean) {
    const next = new Set(this.heldHere.peek());
    if (held) next.add(id);
    else next.delete(id);
    this.heldHere.value = next;
    this.storage.setItem('desk.held', [...next].slice(-100).join(' '));
  }
}

const ended = ({ state = '' }: RosterRow) => state === 'disconnected' || state === 'terminated';

export function legOf({ row, leg }: Pick<Card, 'row' | 'leg'>): Leg {
  return {
    conversationId: row.conversationId ?? '',
    participantId: row.participantId ?? leg?.participantId ?? '',
    communicationId: row.communicationId,
  };
}
