// What the roster shows: the phase of each communication, its one timer, and an order in which
// nothing moves under the pointer.

import { type ReadonlySignal, type Signal, computed, signal } from '@preact/signals-core';
import type { RosterRow, Stopwatch } from 'conversation-chat';

import type { Conversation, Conversations } from './conversations';
import type { LegFacts } from './facts';
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
/**
 * `arrived`: what came while the pointer was over the roster, and stands at its end until the
 * pointer leaves.
 */
export type Group = 'needs' | 'yours' | 'wrapping' | 'arrived';

export interface Card {
  /** The key of the communication: it stays when the platform tells another id. */
  id: string;
  row: RosterRow;
  phase: Phase;
  conversation: Conversation;
  leg: LegFacts | undefined;
}

export type TimerKind = 'wait' | 'queue' | 'hold' | 'talk' | 'work' | 'work-left' | 'park' | 'none';

/** The one timer of a card: the customer's unanswered wait, else the hold, else talk. */
export interface CardTimer {
  kind: TimerKind;
  watch: Stopwatch | undefined;
}

const ENDED = new Set(['disconnected', 'terminated']);
const ALERTING = new Set(['alerting', 'offering']);
const MISSED = new Set([
  'transfer.noanswer',
  'transfer.notavailable',
  'noanswertransfer',
  'notavailabletransfer',
  'timeout',
]);

export function phaseOf(row: RosterRow, leg: LegFacts | undefined): Phase {
  const { state = '', timers } = row;
  if (ALERTING.has(state)) return 'alerting';
  if (ENDED.has(state)) {
    if (timers.talk.count === 0 && MISSED.has(leg?.disconnectType?.toLowerCase() ?? ''))
      return 'missed';
    return timers.afterCallWork.since !== undefined ? 'wrapping' : 'ended';
  }
  if (row.parked || state === 'parked') return 'parked';
  if (row.held) return 'held';
  return state === 'connected' ? 'talking' : 'contacting';
}

export function timerOf({ row: { timers }, phase, conversation }: Card): CardTimer {
  switch (phase) {
    case 'alerting': {
      const { queuedAt } = conversation.facts.value;
      return {
        kind: 'queue',
        watch: queuedAt === undefined ? timers.alert : { ms: 0, since: queuedAt, count: 1 },
      };
    }
    case 'wrapping':
      return {
        kind: timers.afterCallWork.until === undefined ? 'work' : 'work-left',
        watch: timers.afterCallWork,
      };
    case 'parked':
      return { kind: 'park', watch: timers.park };
    case 'missed':
    case 'ended':
      return { kind: 'none', watch: undefined };
    default:
      if (timers.response?.since !== undefined) return { kind: 'wait', watch: timers.response };
      return timers.currentHold
        ? { kind: 'hold', watch: timers.currentHold }
        : { kind: 'talk', watch: timers.talk };
  }
}

const GROUPS: Record<Phase, Group> = {
  alerting: 'needs',
  missed: 'needs',
  talking: 'yours',
  held: 'yours',
  parked: 'yours',
  contacting: 'yours',
  wrapping: 'wrapping',
  ended: 'wrapping',
};

/** Whether the agent can talk with the customer. */
export const isLive = ({ phase }: Pick<Card, 'phase'>) => GROUPS[phase] === 'yours';

export const groupOf = ({ phase }: Card) => GROUPS[phase];

export interface Arrangement {
  groups: Record<Group, Card[]>;
  /** All cards in the order of the screen. */
  order: Card[];
}

export class Cards {
  readonly all: ReadonlySignal<ReadonlyMap<string, Card>>;
  readonly arrangement: ReadonlySignal<Arrangement>;
  /** Whether a pointer is over the roster: its cards then keep their places. */
  readonly still = signal(false);
  /** Missed alerts that the agent has put away. */
  private readonly dismissed: Signal<ReadonlySet<string>> = signal(new Set());
  private placed: Map<string, Group> = new Map();

  constructor(
    session: Session,
    conversations: Conversations,
    private readonly keys: Keys,
  ) {
    this.all = computed(() => {
      const cards = session.rows.value.map((row) => this.cardOf(row, conversations));
      return new Map(
        cards.filter(({ id }) => !this.dismissed.value.has(id)).map((card) => [card.id, card]),
      );
    });
    this.arrangement = computed(() => this.arrange([...this.all.value.values()]));
  }

  /** The card of a communication. */
  of(communicationId: string) {
    return this.all.peek().get(this.keys.of(communicationId));
  }

  dismiss(id: string) {
    this.dismissed.value = new Set([...this.dismissed.peek(), id]);
  }

  private arrange(cards: Card[]): Arrangement {
    const groups: Arrangement['groups'] = { needs: [], yours: [], wrapping: [], arrived: [] };
    const known = new Map(cards.map((card) => [card.id, card]));
    const next = new Map<string, Group>();
    // In the order of arrival; a card that changes its group goes to the end of the new one.
    for (const [id, group] of this.placed) {
      const card = known.get(id);
      if (card && (this.still.value || group === groupOf(card))) next.set(id, group);
    }
    for (const card of cards)
      if (!next.has(card.id)) next.set(card.id, this.still.value ? 'arrived' : groupOf(card));
    for (const [id, group] of next) groups[group].push(known.get(id)!);
    this.placed = next;
    return {
      groups,
      order: [...groups.needs, ...groups.yours, ...groups.wrapping, ...groups.arrived],
    };
  }
  private cardOf(row: RosterRow, conversations: Conversations): Card {
    const id = this.keys.of(row.communicationId);
    const conversation = conversations.of(row.conversationId ?? id);
    const leg = conversation.facts.value.legs[row.communicationId];
    return { id, row, phase: phaseOf(row, leg), conversation, leg };
  }
}
