// What an agent does to a conversation. Each command asks the platform and ends when the roster
// shows the result.

import { type Signal, effect, signal } from '@preact/signals-core';
import type { RosterRow } from 'conversation-chat';

import { ApiError } from '../errors';
import { messages } from '../messages';
import { type Card, type Cards, ENDED, isLive, legOf } from '../state/cards';
import type { Drafts } from '../state/drafts';
import type { Session } from '../state/session';
import { Tasks } from '../state/tasks';
import { type Leg, type Request, type Target, requests } from '../wire/requests';

/**
 * How long the notification of an action may take before the conversation is read, in milliseconds.
 */
const SETTLE_MS = 2_500;
const HELD = 'desk.held';

interface Change {
  name: string;
  request: (leg: Leg) => Request;
  /** Whether the roster shows the result. */
  done: (row: RosterRow) => boolean;
  /** Whether it still makes sense where the platform wants it to be tried again later. */
  wanted: (card: Card) => boolean;
}

export class Commands {
  readonly tasks = new Tasks();
  /** Communications that this agent has put on hold. */
  readonly heldHere: Signal<ReadonlySet<string>>;
  /** Communications that this agent has ended: declined, ended, transferred or wrapped up. */
  readonly endedHere = new Set<string>();

  constructor(
    private readonly session: Session,
    private readonly cards: Cards,
    private readonly drafts: Drafts,
    private readonly storage: Storage,
  ) {
    this.heldHere = signal(new Set(storage.getItem(HELD)?.split(' ')));
  }

  accept(card: Card) {
    return this.change(card, {
      name: messages.actions.accept,
      request: requests.accept,
      done: ({ state }) => state !== 'alerting' && state !== 'offering',
      wanted: isAlerting,
    });
  }

  async decline(card: Card) {
    const done = await this.finish(card, {
      name: messages.actions.decline,
      request: requests.end,
      done: ended,
      wanted: isAlerting,
    });
    if (done) this.cards.dismiss(card.id);
  }

  async toggleHold(card: Card) {
    const held = !card.row.held;
    const done = await this.change(card, {
      name: held ? messages.actions.hold : messages.actions.resume,
      request: (leg) => requests.hold(leg, held),
      done: (row) => row.held === held || ended(row),
      wanted: isLive,
    });
    if (done) this.markHeld(card.id, held);
  }

  togglePark(card: Card) {
    const parked = card.phase !== 'parked';
    return this.change(card, {
      name: parked ? messages.actions.park : messages.actions.unpark,
      request: (leg) => requests.park(leg, card.row.mediaType, parked),
      done: (row) => (row.parked || row.state === 'parked') === parked || ended(row),
      wanted: isLive,
    });
  }

  end(card: Card) {
    return this.finish(card, {
      name: messages.actions.end,
      request: requests.end,
      done: ended,
      wanted: isLive,
    });
  }

  transfer(card: Card, target: Target) {
    return this.finish(card, {
      name: messages.actions.transfer,
      request: (leg) => requests.transfer(leg, target),
      done: ended,
      wanted: isLive,
    });
  }

  /** Sends the wrap-up as it is written; gives whether it was accepted. */
  async wrapUp(card: Card) {
    const draft = this.drafts.wrapUp(card.id);
    const done = await this.finish(card, {
      name: messages.actions.wrapUp,
      request: (leg) => requests.wrapUp(leg, draft),
      done: ({ timers }) => timers.afterCallWork.since === undefined,
      wanted: ({ phase }) => phase === 'wrapping',
    });
    return done;
  }

  /** Shows the customer that the agent writes; nothing depends on it. */
  typing(card: Card) {
    this.session.ask(requests.typing(legOf(card))).catch(() => {});
  }

  private async finish(card: Card, change: Change) {
    this.endedHere.add(card.id);
    const done = await this.change(card, change);
    if (!done) this.endedHere.delete(card.id);
    return done;
  }

  private change(card: Card, { name, request, done, wanted }: Change) {
    const { id } = card;
    const fresh = () => this.cards.all.peek().get(id);
    const isDone = () => {
      const row = this.cards.all.value.get(id)?.row;
      return !row || done(row);
    };
    return this.tasks.run(
      id,
      name,
      async () => {
        try {
          await this.session.ask(request(legOf(fresh() ?? card)));
        } catch (error) {
          if (!(error instanceof ApiError) || !error.isUnknown) throw error;
          // Nobody knows whether the platform did it: the conversation does.
          await this.session.refresh(card.conversation.id).catch(() => {});
          if (!isDone()) throw error;
        }
        await this.settled(card, isDone);
      },
      () => {
        const now = fresh();
        return now !== undefined && wanted(now);
      },
    );
  }

  /**
   * Waits until the roster shows what was done: by a notification, or else by reading the
   * conversation.
   */
  async settled({ conversation, row: { conversationId } }: Card, isDone: () => boolean) {
    const heard = await new Promise<boolean>((resolve) => {
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
    if (!heard && conversationId) await this.session.refresh(conversationId);
  }

  private markHeld(id: string, held: boolean) {
    const next = new Set(this.heldHere.peek());
    if (held) next.add(id);
    else next.delete(id);
    this.heldHere.value = next;
    this.storage.setItem(HELD, [...next].slice(-100).join(' '));
  }
}

const isAlerting = ({ phase }: Card) => phase === 'alerting';
const ended = ({ state = '' }: RosterRow) => ENDED.has(state);
