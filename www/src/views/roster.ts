// The list of conversations: what needs the agent on top. One tab stop, arrows within.

import { elapsed, formatClock, remaining } from 'conversation-chat';
import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  BellRing,
  CircleCheck,
  Clock,
  Coffee,
  Inbox,
  MessageCircle,
  Pause,
  PenLine,
  PhoneMissed,
} from 'lucide';

import { messages } from '../messages';
import { NOT_RESPONDING, OFF_QUEUE, ON_QUEUE } from '../state/agent';
import { HOLD_MS, RESPONSE_MS } from '../state/attention';
import { type Card, type Group, groupOf, isLive, timerOf } from '../state/cards';
import type { Conversation } from '../state/conversations';
import { nameOf } from '../state/customer-name';
import { alertCard, missedCard } from './alert';
import { avatar } from './avatar';
import { clock } from './clock';
import { icon } from './icon';
import { View } from './view';

const TITLES: Record<Group, string> = {
  needs: messages.roster.needs,
  yours: messages.roster.yours,
  wrapping: messages.roster.wrapping,
  arrived: messages.roster.arrived,
};
const GROUPS = ['needs', 'yours', 'wrapping', 'arrived'] as const;
const SKELETON = [0, 1, 2, 3];

const MARKS = {
  talking: { icon: MessageCircle, tone: 'tone-good' },
  held: { icon: Pause, tone: 'tone-warn' },
  parked: { icon: Coffee, tone: '' },
  contacting: { icon: Clock, tone: '' },
  wrapping: { icon: PenLine, tone: 'tone-accent' },
  ended: { icon: CircleCheck, tone: '' },
  alerting: { icon: BellRing, tone: '' },
  missed: { icon: PhoneMissed, tone: 'tone-bad' },
};

class DeskRoster extends View {
  /** The card that Tab reaches. */
  private stop: string | undefined;
  private hadCards = false;

  protected override render() {
    const { cards, session } = this.desk;
    const { groups, order } = cards.arrangement.value;
    const { state } = session.status.value;
    const starting =
      session.moment.value === undefined ||
      state === 'idle' ||
      (order.length === 0 && state === 'connecting');
    if (order.length > 0) this.hadCards = true;
    const still = (value: boolean) => (event: PointerEvent) => {
      if (event.pointerType === 'mouse') cards.still.value = value;
    };
    return html`
      <div class="roster-head">
        <h2 class="grow">${messages.roster.label}</h2>
        ${order.length > 0 ? html`<span class="soft wide">${order.length}</span>` : nothing}
      </div>
      <div class="roster-scroll" @pointerenter=${still(true)} @pointerleave=${still(false)} @keydown=${(event: KeyboardEvent) => this.move(event)}>
        ${starting ? skeleton() : order.length === 0 ? this.empty() : GROUPS.map((group) => this.group(group, groups[group]))}
      </div>
    `;
  }

  private group(group: Group, cards: Card[]): TemplateResult | typeof nothing {
    if (cards.length === 0) return nothing;
    return html`
      <section class="group" aria-label=${TITLES[group]}>
        <h3 class=${group === 'needs' || group === 'arrived' ? 'urgent' : ''}><span>${TITLES[group]}</span> ${cards.length}</h3>
        <ul class="cards">${repeat(
          cards,
          ({ id }) => id,
          (card) => html`<li>${this.card(card)}</li>`,
        )}</ul>
      </section>
    `;
  }

  private card(card: Card) {
    if (card.phase === 'alerting') return alertCard(this.desk, card, this.isStop(card));
    if (card.phase === 'missed') return missedCard(this.desk, card, this.isStop(card));
    const { conversation, phase, leg } = card;
    const name = nameOf(card);
    const { kind, watch } = timerOf(card);
    const unread = conversation.unread.value;

    const limits =
      kind === 'wait'
        ? RESPONSE_MS
        : kind === 'hold' && this.desk.attention.isOwnHold(card)
          ? HOLD_MS
          : undefined;
    const mark = MARKS[phase];
    const timer = watch
      ? clock(this.desk.session, watch, {
          label: messages.timers[kind],
          left: kind === 'work-left',
          limits,
        })
      : nothing;
    const typing = isLive(card) && conversation.isTyping.value;
    const line = typing ? messages.roster.typing : lastLine(conversation);
    return html`
      <button
        class="card ${unread > 0 ? 'unread' : ''}"
        data-id=${card.id}
        data-phase=${phase}
        tabindex=${this.isStop(card) ? 0 : -1}
        aria-current=${this.desk.selectedId.value === card.id}
        @click=${() => this.open(card)}
      >
        <span class="face">${avatar(name, leg?.avatar)}<span class="mark ${mark.tone}">${icon(mark.icon)}</span></span>
        <span class="text">
          <span class="row"><bdi class="name cut" dir="auto">${name}</bdi><span class="visually-hidden">, ${this.spoken(card)}, </span><span class="clock-place"
            aria-hidden="true">${timer}</span></span>
          <span class="row"><span class="last cut grow ${typing ? 'typing' : ''}"
            dir="auto">${line}</span>${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}</span>
        </span>
      </button>
    `;
  }

  /**
   * What a card says besides its texts. Its clock stands at the last change or the last look: a
   * name that changes every second is read every second.
   */
  private spoken(card: Card) {
    const { kind, watch } = timerOf(card);
    const now = this.desk.session.now();
    const clockText =
      watch && now !== undefined
        ? formatClock(kind === 'work-left' ? (remaining(watch, now) ?? 0) : elapsed(watch, now))
        : '';
    return messages.cardState(
      messages.phases[card.phase],
      messages.timers[kind],
      clockText,
      card.conversation.unread.value,
    );
  }

  private isStop({ id }: Card) {
    const { order } = this.desk.cards.arrangement.value;
    const chosen = this.stop ?? this.desk.selectedId.value;
    return (order.some((card) => card.id === chosen) ? chosen : order[0]?.id) === id;
  }

  private open(card: Card) {
    this.stop = card.id;
    this.desk.select(card.id);
    this.desk.commands.focus.value =
      groupOf(card) === 'wrapping' ? 'wrapup' : card.phase === 'alerting' ? 'heading' : 'composer';
  }

  private async move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    const all = [...this.querySelectorAll<HTMLElement>('[data-id]')];
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    this.stop = next.dataset['id'];
    this.requestUpdate();
    await this.updateComplete;
    next.focus();
  }

  private empty() {
    const status = this.desk.agent.status.value?.status;
    const off = status === OFF_QUEUE || status === NOT_RESPONDING;
    const title = off
      ? messages.roster.emptyOff
      : this.hadCards
        ? messages.roster.emptyDone
        : messages.roster.emptyOn;
    return html`
      <div class="empty">
        ${icon(off ? Coffee : Inbox)}
        <h2>${title}</h2>
        <p>${off ? messages.roster.emptyOffHint : messages.roster.emptyOnHint}</p>
        ${off ? html`<button class="button primary" @click=${() => this.desk.agent.set(ON_QUEUE)}>${messages.roster.goOnQueue}</button>` : nothing}
      </div>
    `;
  }
}
customElements.define('desk-roster', DeskRoster);

function lastLine({ last, facts }: Conversation) {
  if (!last.value) return facts.value.queueName ?? messages.roster.noMessages;
  const { author, text } = last.value;
  return `${author === 'me' ? `${messages.conversation.you}: ` : ''}${text ?? messages.roster.loading}`;
}

const skeleton = () => html`
  <div class="group" aria-hidden="true">
    ${SKELETON.map(
      () => html`
      <div class="card">
        <span class="skeleton avatar"></span>
        <span class="text"><span class="skeleton line"></span><span class="skeleton line short"></span></span>
      </div>
    `,
    )}
  </div>
`;
