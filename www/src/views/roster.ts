// The list of conversations, with the alerts pinned above it. One tab stop, arrows within.

import { elapsed, formatClock, remaining } from 'conversation-chat';
import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleAlert, Coffee, Inbox } from 'lucide';

import { HOLD_MS, RESPONSE_MS } from '../attention/attention';
import type { Desk } from '../desk';
import { messages } from '../messages';
import { NOT_RESPONDING, OFF_QUEUE, ON_QUEUE } from '../state/agent';
import { type Card, isLive, isOver, timerOf } from '../state/cards';
import { alertCard, guard, missedCard } from './alert';
import { avatar } from './avatar';
import { clock } from './clock';
import { icon } from './icon';
import { mediumOf } from './medium';
import { shiftStrip } from './shift-strip';
import { View } from './view';

const SKELETON = [0, 1, 2, 3];
export const TONES: Partial<Record<Card['phase'], string>> = {
  talking: 'tone-good',
  held: 'tone-warn',
  wrapping: 'tone-accent',
  missed: 'tone-bad',
};

class DeskRoster extends View {
  /** The card that Tab reaches. */
  private stop: string | undefined;
  private hadCards = false;
  private known = new Set<string>();
  /** Alerts that came while the pointer rested on the list: below it until the pointer leaves. */
  private below = new Set<string>();

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { alerts, still } = this.desk.cards;
    const ids = alerts.value.map(({ id }) => id);
    if (!still.value) this.below.clear();
    const anyGone = [...this.known].some((id) => !ids.includes(id));
    for (const id of ids) {
      const isNew = !this.known.has(id) && still.value;
      if (isNew) this.below.add(id);
      if (isNew || anyGone) guard(id);
    }
    this.known = new Set(ids);
  }

  protected override render() {
    const { cards, session } = this.desk;
    const alerts = cards.alerts.value;
    const list = cards.list.value;
    const count = alerts.length + list.length;
    const { state } = session.status.value;
    const starting =
      session.moment.value === undefined ||
      state === 'idle' ||
      (count === 0 && state === 'connecting');
    if (count > 0) this.hadCards = true;
    const still = (value: boolean) => (event: PointerEvent) => {
      if (event.pointerType === 'mouse') cards.still.value = value;
    };
    const over = list.filter((card) => isOver(card) && !this.desk.hasUnsent(card));
    return html`
      <div class="roster-head">
        <h2 class="grow" tabindex="-1">${messages.roster.label}</h2>
        ${count > 0 ? html`<span class="soft">${count}</span>` : nothing}
      </div>
      <div class="roster-keys" @keydown=${(event: KeyboardEvent) => this.move(event)}>
        ${this.alerts(alerts.filter(({ id }) => !this.below.has(id)))}
        <div class="roster-scroll" @pointerenter=${still(true)} @pointerleave=${still(false)}>
          ${starting ? skeleton() : count === 0 ? this.empty() : nothing}
          <ul class="cards">${repeat(
            list,
            ({ id }) => id,
            (card) => html`<li>${this.card(card)}</li>`,
          )}</ul>
          ${over.length > 1 ? html`<button class="button quiet small" @click=${() => this.desk.closeAllOver()}>${messages.roster.closeAll(over.length)}</button>` : nothing}
        </div>
        ${this.alerts(alerts.filter(({ id }) => this.below.has(id)))}
      </div>
      ${shiftStrip(this.desk)}
    `;
  }

  /** While the pointer rests on the list, what is above it keeps its height. */
  private alerts(cards: readonly Card[]) {
    const height = this.desk.cards.still.peek()
      ? (this.querySelector<HTMLElement>('.alerts')?.offsetHeight ?? 0)
      : 0;
    return html`<section class="alerts" aria-label=${messages.roster.needs} ?hidden=${cards.length === 0 && height === 0}
      .style=${height > 0 && !cards.some(({ id }) => this.below.has(id)) ? `min-block-size: ${height}px` : ''}>${repeat(
        cards,
        ({ id }) => id,
        (card) => alertCard(this.desk, card, this.isStop(card)),
      )}</section>`;
  }

  private card(card: Card) {
    if (card.phase === 'missed') return missedCard(this.desk, card, this.isStop(card));
    const { conversation, phase, leg, name, id, row } = card;
    const unread = conversation.unread.value;
    const medium = mediumOf(row.mediaType);
    const typing = isLive(card) && conversation.isTyping.value;
    const problem = problemOf(this.desk, card);
    const ending = this.desk.endings.pending.value.has(id);
    const line = problem ?? (typing ? messages.roster.typing : this.lastLine(card));
    return html`
      <button
        class="card ${unread > 0 ? 'unread' : ''}"
        data-id=${id}
        data-phase=${phase}
        data-problem=${problem ? '' : nothing}
        tabindex=${this.isStop(card) ? 0 : -1}
        aria-current=${this.desk.selection.id.value === id}
        @click=${(act: Event) => this.open(card, act)}
      >
        <span class="face">${avatar(name, leg?.avatar)}<span class="mark ${TONES[phase] ?? ''}" title=${medium.name}>${icon(medium.icon)}</span></span>
        <span class="text">
          <span class="row"><bdi class="name cut" dir="auto">${name}</bdi><span class="visually-hidden">, ${this.spoken(card)}, </span><span class="clock-place ${TONES[phase] ?? ''}"
            aria-hidden="true">${ending ? messages.roster.ending : number(this.desk, card)}</span></span>
          <span class="row">${problem ? icon(CircleAlert) : nothing}<span class="last cut grow ${problem ? 'refused' : typing ? 'typing' : ''}"
            dir="auto">${line}</span>${unread > 0 ? html`<span class="badge" aria-hidden="true">${messages.roster.unread(unread)}</span>` : nothing}</span>
        </span>
      </button>
    `;
  }

  private lastLine({ conversation, queueName, row }: Card) {
    const last = this.desk.outbox.messages.shown(conversation).at(-1);
    if (!last) return queueName ?? mediumOf(row.mediaType).name;
    const { author, content } = last;
    const words =
      content === undefined ? '…' : (content?.text ?? messages.conversation.noText(content?.type));
    return author === 'me' ? `${messages.conversation.you}: ${words}` : words;
  }

  /**
   * What a card says besides its texts. Its number stands at the last change: a name that changes
   * every second is read every second.
   */
  private spoken(card: Card) {
    const { kind, stopwatch } = timerOf(card);
    const now = this.desk.session.now();
    const shown =
      stopwatch && now !== undefined
        ? formatClock(
            kind === 'work-left' ? (remaining(stopwatch, now) ?? 0) : elapsed(stopwatch, now),
          )
        : '';
    return messages.cardState(
      mediumOf(card.row.mediaType).name,
      messages.phases[card.phase],
      messages.timers[kind],
      shown,
      card.conversation.unread.value,
    );
  }

  private isStop({ id }: Card) {
    const ordered = this.desk.cards.ordered;
    const chosen = this.stop ?? this.desk.selection.id.value;
    return (ordered.some((card) => card.id === chosen) ? chosen : ordered[0]?.id) === id;
  }

  private open({ id }: Card, act: Event) {
    this.stop = id;
    this.desk.open(id, act);
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
    const status = this.desk.agent.status.value;
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

/** The number of a card, with what it counts. */
function number(desk: Desk, card: Card): TemplateResult {
  const { kind, stopwatch } = timerOf(card);
  if (!stopwatch) return html`<span class="counts">${messages.phases[card.phase]}</span>`;
  const time = clock(desk.session, stopwatch, {
    label: messages.timers[kind],
    left: kind === 'work-left',
    limits: limitsOf(desk, card),
  });
  return html`<span class="counts">${messages.counts[kind]}</span> ${time}`;
}

/** From when on the number of a card is marked. */
export function limitsOf(desk: Desk, card: Card) {
  const { kind } = timerOf(card);
  if (kind === 'wait') return RESPONSE_MS;
  return kind === 'hold' && desk.attention.isOwnHold(card) ? HOLD_MS : undefined;
}

/** What failed in a conversation. */
function problemOf(desk: Desk, { id, conversation }: Card) {
  const task = desk.commands.tasks.of(id);
  if (task?.state === 'refused') return messages.roster.notDone(task.name);
  const states = desk.outbox.messages.of(conversation.id).map(({ state }) => state);
  return states.includes('failed') ? messages.roster.notSent : undefined;
}

const skeleton = () => html`
  <div class="cards" aria-hidden="true">
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
