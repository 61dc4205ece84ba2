// What the roster shows: the phase of each communication, its one number, and an order in which
// nothing moves under the pointer.

import { type ReadonlySignal, type Signal, computed, signal } from '@preact/signals-core';
import type { RosterRow, Stopwatch } from 'conversation-chat';

import { messages } from '../messages';
import type { LegFacts } from '../wire/conversation';
import { parsed } from '../wire/json';
import type { Leg } from '../wire/requests';
import type { Conversation, Conversations } from './conversations';
import type { Keys } from './keys';
import type { Session } from './session';

export type Phase =
  | 'alerting'
  | 'missed'
  | 'talking'
  | 'held'
  | 'parked'
  | 'contacting'
  | 'wrapping'
  | 'ended';

export interface Card {
  /** The key of the communication: it stays when the platform reports another id. */
  id: string;
  row: RosterRow;
  phase: Phase;
  conversation: Conversation;
  leg: LegFacts | undefined;
  /** The best name that is known of the customer. */
  name: string;
  queueName: string | undefined;
}

export type TimerKind = 'wait' | 'queue' | 'hold' | 'talk' | 'work' | 'work-left' | 'park' | 'none';

/** The one number of a card: the customer's unanswered wait, else the hold, else talk. */
export interface CardTimer {
  kind: TimerKind;
  stopwatch: Stopwatch | undefined;
}

/** The states in which a communication is over. */
export const ENDED: ReadonlySet<string> = new Set(['disconnected', 'terminated']);
const ALERTING = new Set(['alerting', 'offering']);
/** Who ends an alert and leaves nothing missed: the agent declines, the customer leaves. */
const NOT_MISSED = new Set(['client', 'endpoint', 'peer', 'transfer', 'spam']);
const DISMISSED = 'desk.dismissed';

const ORDER: Record<Phase, number> = {
  alerting: 0,
  missed: 1,
  talking: 2,
  held: 2,
  parked: 2,
  contacting: 2,
  wrapping: 3,
  ended: 4,
};

function phaseOf(row: RosterRow): Phase {
  const { state = '', timers, connectedAt, disconnectType = '' } = row;
  if (ALERTING.has(state)) return 'alerting';
  if (ENDED.has(state)) {
    if (timers.afterCallWork.since !== undefined) return 'wrapping';
    const missed = connectedAt === undefined && timers.alert.count > 0;
    return missed && !NOT_MISSED.has(disconnectType) ? 'missed' : 'ended';
  }
  if (row.parked || state === 'parked') return 'parked';
  if (row.held) return 'held';
  return state === 'connected' ? 'talking' : 'contacting';
}

export function timerOf({ row: { timers }, phase }: Card): CardTimer {
  switch (phase) {
    case 'alerting':
      return { kind: 'queue', stopwatch: timers.wait ?? timers.alert };
    case 'wrapping':
      return {
        kind: timers.afterCallWork.until === undefined ? 'work' : 'work-left',
        stopwatch: timers.afterCallWork,
      };
    case 'parked':
      return { kind: 'park', stopwatch: timers.park };
    case 'missed':
    case 'ended':
      return { kind: 'none', stopwatch: undefined };
    default:
      if (timers.response?.since !== undefined) return { kind: 'wait', stopwatch: timers.response };
      return timers.currentHold
        ? { kind: 'hold', stopwatch: timers.currentHold }
        : { kind: 'talk', stopwatch: timers.talk };
  }
}

/** Whether the agent has the customer: talks, holds, or has parked them. */
export const isLive = ({ phase }: Pick<Card, 'phase'>) => ORDER[phase] === ORDER.talking;
export const isOver = ({ phase }: Pick<Card, 'phase'>) => phase === 'ended' || phase === 'missed';

export const legOf = ({ row }: Card): Leg => ({
  conversationId: row.conversationId ?? '',
  participantId: row.participantId ?? '',
  communicationId: row.communicationId,
});

/**
 * The next order of the list: by phase, and within it by arrival. While the pointer rests on the
 * list, what is there keeps its place, and what is new stands at the end.
 */
export function arrange(
  before: readonly string[],
  cards: ReadonlyMap<string, Card>,
  still: boolean,
) {
  const kept = before.filter((id) => cards.has(id));
  const known = new Set(kept);
  const all = [...kept, ...[...cards.keys()].filter((id) => !known.has(id))];
  const rank = (id: string) => ORDER[cards.get(id)!.phase];
  return still ? all : all.sort((one, other) => rank(one) - rank(other));
}

export class Cards {
  readonly all: ReadonlySignal<ReadonlyMap<string, Card>>;
  readonly alerts: ReadonlySignal<readonly Card[]> = computed(() =>
    [...this.all.value.values()].filter(({ phase }) => phase === 'alerting'),
  );
  /** The cards of the list, without the alerts above it. */
  readonly list: ReadonlySignal<readonly Card[]> = computed(() =>
    this.order.value.flatMap((id) => {
      const card = this.all.value.get(id);
      return card && card.phase !== 'alerting' ? [card] : [];
    }),
  );
  /** Whether a pointer rests on the roster: its cards then keep their places. */
  readonly still = signal(false);
  private readonly order: Signal<readonly string[]> = signal([]);
  /** What the agent has put away. */
  private readonly dismissed: Signal<ReadonlySet<string>>;

  constructor(
    session: Session,
    conversations: Conversations,
    private readonly keys: Keys,
    private readonly storage: Storage,
  ) {
    const ids = parsed(storage.getItem(DISMISSED));
    this.dismissed = signal(new Set(Array.isArray(ids) ? ids.map(String) : []));
    this.all = computed(() => {
      const cards = session.rows.value
        .map((row) => this.cardOf(row, conversations))
        .filter(({ id }) => !this.dismissed.value.has(id));
      return new Map(cards.map((card) => [card.id, card]));
    });
  }

  /** Brings the order up to date; an effect calls it. */
  arrange() {
    const cards = new Map([...this.all.value].filter(([, { phase }]) => phase !== 'alerting'));
    const next = arrange(this.order.peek(), cards, this.still.value);
    if (next.join() !== this.order.peek().join()) this.order.value = next;
  }

  /** All cards in the order of the screen; nothing keeps them. */
  get ordered(): readonly Card[] {
    return [...this.alerts.value, ...this.list.value];
  }

  get(id: string | undefined) {
    return this.all.value.get(id ?? '');
  }

  /** The card of a communication. */
  of(communicationId: string) {
    return this.all.peek().get(this.keys.of(communicationId));
  }

  dismiss(id: string) {
    const next = [...this.dismissed.peek(), id].slice(-1000);
    this.dismissed.value = new Set(next);
    this.storage.setItem(DISMISSED, JSON.stringify(next));
  }

  private cardOf(row: RosterRow, conversations: Conversations): Card {
    const id = this.keys.of(row.communicationId);
    const conversation = conversations.of(row.conversationId ?? id);
    const facts = conversation.facts.value;
    const leg = facts.legs[row.communicationId];
    const name = row.customerName ?? row.customerAddress ?? messages.unknownCustomer;
    const queueName = row.queueName ?? facts.queueName;
    return { id, row, phase: phaseOf(row), conversation, leg, name, queueName };
  }
}
