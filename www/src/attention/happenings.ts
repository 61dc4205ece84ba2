// What happens without the agent: a customer leaves, an alert is missed, a wrap-up runs out, a
// message or an action fails. Each is noticed once, also when it happened during an outage or a
// reload.

import { untracked } from '@preact/signals-core';

import type { Commands } from '../commands/commands';
import type { Outbox } from '../commands/outbox';
import { messages } from '../messages';
import { type Agent, NOT_RESPONDING, ON_QUEUE } from '../state/agent';
import { type Card, type Cards, type Phase, isLive } from '../state/cards';
import { type Drafts, isEmpty } from '../state/drafts';
import type { Notice, Notices } from '../state/notices';
import type { Speech } from '../state/speech';
import { parsed, record } from '../wire/json';

export interface HappeningParts {
  cards: Cards;
  agent: Agent;
  drafts: Drafts;
  commands: Commands;
  outbox: Outbox;
  notices: Notices;
  speech: Speech;
  /** Whether its conversation was read, or cannot be read. */
  isRead(card: Card): boolean;
  /** Whether the agent has a card before them. */
  isShown(card: Card): boolean;
  open(id: string, act: Event): void;
}

/** The phases of the cards when the page was last open: ids, and nothing personal. */
const PHASES = 'desk.phases';
const MOST_PHASES = 200;

type Said = Pick<Notice, 'text' | 'tone'>;

export class Happenings {
  private phases: Map<string, string>;
  private failed = new Set<string>();
  private notResponding: number | undefined;

  constructor(
    private readonly parts: HappeningParts,
    private readonly storage: Storage,
  ) {
    const kept = Object.entries(record(parsed(storage.getItem(PHASES))));
    this.phases = new Map(kept.map(([id, phase]) => [id, String(phase)]));
  }

  /** Compares the cards with what they were; an effect calls it. */
  followCards() {
    // One of which nothing but its id is known has no name yet, as after a reload.
    const cards = new Map(
      [...this.parts.cards.all.value].filter(([, card]) => this.parts.isRead(card)),
    );
    const before = this.phases;
    const now = [...cards].map(([id, { phase }]): [string, string] => [id, phase]);
    // Those of before stay: a page that opens has no cards yet.
    const others = [...before].filter(([id]) => !cards.has(id));
    this.phases = new Map([...others, ...now].slice(-MOST_PHASES));
    this.storage.setItem(PHASES, JSON.stringify(Object.fromEntries(this.phases)));
    untracked(() => {
      for (const card of cards.values()) {
        const said = this.changed(card, before.get(card.id) as Phase | undefined);
        if (said) this.notice(card, said);
      }
    });
  }

  private changed(card: Card, before: Phase | undefined): Said | undefined {
    const { phase, name, row, id } = card;
    if (phase === before) return undefined;
    const { commands, drafts } = this.parts;
    // What the agent did is noticed by nobody but the agent; the next change is another one.
    const here = commands.endedHere.delete(id);
    if (phase === 'missed') return { text: messages.happened.missed(name), tone: 'bad' };
    if (here || before === undefined || isLive(card) || phase === 'alerting') return undefined;
    if (before === 'alerting') return { text: messages.happened.leftQueue(name), tone: 'warn' };
    if (before === 'wrapping') {
      const unsent = !isEmpty(drafts.wrapUp(id));
      return { text: messages.happened.workOver(name, unsent), tone: unsent ? 'bad' : 'warn' };
    }
    if (!isLive({ phase: before })) return undefined;
    return {
      text:
        row.disconnectType === 'peer'
          ? messages.happened.left(name)
          : messages.happened.ended(name),
      tone: 'warn',
    };
  }

  /** Messages and actions that failed; an effect calls it. */
  followFailures() {
    const { cards, outbox, commands } = this.parts;
    const all = cards.all.value;
    const cardOf = (conversationId: string) =>
      [...all.values()].find(({ conversation }) => conversation.id === conversationId);
    const failed = new Set<string>();
    for (const { key, state, name, reason, conversationId } of outbox.messages.of()) {
      if (state !== 'failed') continue;
      failed.add(key);
      const text = messages.happened.notSent(name, reason ?? '');
      if (!this.failed.has(key)) this.failure(cardOf(conversationId), text);
    }
    for (const [id, { state, name, reason }] of commands.tasks.all.value) {
      const key = `${id} ${name}`;
      const card = all.get(id);
      if (state !== 'refused' || !card) continue;
      failed.add(key);
      const text = messages.happened.notDone(name, card.name, reason ?? '');
      if (!this.failed.has(key)) this.failure(card, text);
    }
    this.failed = failed;
  }

  /** An alert that was missed without ever being seen here; an effect calls it. */
  followStatus() {
    const { agent, cards, notices } = this.parts;
    const status = agent.status.value;
    const since = agent.since.value;
    const isNew = status === NOT_RESPONDING && since !== this.notResponding;
    this.notResponding = status === NOT_RESPONDING ? since : undefined;
    if (!isNew) return;
    untracked(() => {
      const seen = [...cards.all.peek().values()].some(
        ({ phase }) => phase === 'missed' || phase === 'alerting',
      );
      if (seen) return;
      const action = {
        label: messages.roster.backOnQueue,
        run: () => void agent.set(ON_QUEUE),
      };
      notices.add({ text: messages.happened.missedUnseen, tone: 'bad', action });
    });
  }

  /** The open conversation shows its failures itself. */
  private failure(card: Card | undefined, text: string) {
    if (card && untracked(() => this.parts.isShown(card)))
      untracked(() => this.parts.speech.say('assertive', text));
    else this.notice(card, { text, tone: 'bad' });
  }

  private notice(card: Card | undefined, { text, tone }: Said) {
    const { notices, isShown, open } = this.parts;
    untracked(() => {
      const action = card &&
        !isShown(card) && {
          label: messages.actions.open,
          run: (act: Event) => open(card.id, act),
        };
      notices.add({ text, tone, ...(card && { cardId: card.id }), ...(action && { action }) });
    });
  }
}
