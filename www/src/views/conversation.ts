// The conversation that is open: who it is, what can be done, what was said, what is written.

import { type LitElement, html, nothing } from 'lit';
import {
  type IconNode,
  ArrowLeft,
  ArrowRightLeft,
  Check,
  LoaderCircle,
  MessagesSquare,
  PanelRight,
  Pause,
  PenLine,
  Play,
  X,
} from 'lucide';

import { type Place, UNDO_MS } from '../commands/commands';
import { messages } from '../messages';
import { HOLD_MS, RESPONSE_MS } from '../state/attention';
import { type Card, type Phase, isLive, timerOf } from '../state/cards';
import { nameOf } from '../state/customer-name';
import { avatar } from './avatar';
import { clock } from './clock';
import { icon } from './icon';
import { keptWrapUp } from './kept-wrap-up';
import { View } from './view';

const TONES: Partial<Record<Phase, string>> = {
  talking: 'tone-good',
  held: 'tone-warn',
  wrapping: 'tone-accent',
  missed: 'tone-bad',
};

/** What the conversation consists of, the outer parts first. */
const PARTS = ['desk-composer', 'desk-wrap-up', 'desk-combobox'];

/** Where the focus goes. */
const PLACES: Record<Place, string> = {
  composer: '.composer textarea',
  wrapup: '.wrapup desk-combobox input',
  undo: '[data-action="undo"]',
  heading: 'h2',
};

class DeskConversation extends View {
  protected override render() {
    const card = this.desk.selected.value;
    if (!card) return this.none();
    const live = isLive(card);
    const wrapping = card.phase === 'wrapping' || (live && this.desk.wrappingUp.value.has(card.id));
    return html`
      ${this.head(card)} ${this.note(card)}
      <desk-transcript class="transcript-frame" .desk=${this.desk} .card=${card}></desk-transcript>
      ${wrapping ? html`<desk-wrap-up .desk=${this.desk} .card=${card}></desk-wrap-up>` : keptWrapUp(this.desk, card)}
      ${live && card.row.mediaType !== 'chat' ? html`<desk-composer .desk=${this.desk} .card=${card}></desk-composer>` : nothing}
    `;
  }

  private none() {
    const starting = this.desk.session.moment.value === undefined;
    return html`
      <div class="empty">
        ${
          starting
            ? html`<span class="skeleton block"></span>`
            : html`${icon(MessagesSquare)}<h2 tabindex="-1">${messages.conversation.none}</h2><p>${messages.conversation.noneHint}</p>`
        }
      </div>
    `;
  }

  private head(card: Card) {
    const name = nameOf(card);
    const { kind, watch } = timerOf(card);
    const limits =
      kind === 'wait'
        ? RESPONSE_MS
        : kind === 'hold' && this.desk.attention.isOwnHold(card)
          ? HOLD_MS
          : undefined;
    const { queueName } = card.conversation.facts.value;
    const queue = queueName
      ? html`<span aria-hidden="true">·</span><bdi class="cut" dir="auto">${queueName}</bdi>`
      : nothing;
    const label = messages.timers[kind];
    const time = clock(this.desk.session, watch, { label, left: kind === 'work-left', limits });
    return html`
      <header class="conversation-head">
        <button class="button quiet icon-only back" aria-label=${messages.actions.back} @click=${() => this.desk.select(undefined)}>${icon(ArrowLeft)}</button>
        ${avatar(name, card.leg?.avatar)}
        <div class="who">
          <h2 class="cut" tabindex="-1"><bdi dir="auto">${name}</bdi></h2>
          <p class="row small soft"><span
            class="state ${TONES[card.phase] ?? ''}">${messages.phases[card.phase]}</span>${queue}</p>
        </div>
        ${watch ? html`<div class="main-timer"><span class="small soft">${label}</span>${time}</div>` : nothing}
        <div class="conversation-actions">${this.actions(card)}</div>
        <button class="button quiet icon-only only-narrow" aria-label=${messages.actions.more} aria-expanded=${this.desk.drawer.value}
          @click=${() => (this.desk.drawer.value = !this.desk.drawer.value)}>${icon(PanelRight)}</button>
      </header>
    `;
  }

  private actions(card: Card) {
    const { commands } = this.desk;
    const { phase } = card;
    const task = commands.tasks.of(card.id);
    const running = task?.state === 'running';
    const blocked =
      running || !this.desk.session.reachable.value || commands.ending.value.has(card.id);
    const action = (
      name: string,
      symbol: IconNode,
      act: () => unknown,
      options: { kind?: string; pressed?: boolean; always?: boolean; key?: string } = {},
    ) => {
      const busy = running && task.name === name;
      const off = blocked && !options.always;
      return html`
        <button class="button ${options.kind ?? ''}" data-action=${options.key ?? name} title=${name} aria-label=${busy ? messages.busy(name) : name}
          aria-disabled=${off} aria-busy=${busy} aria-pressed=${options.pressed ?? nothing} @click=${() => !off && act()}>
          ${icon(busy ? LoaderCircle : symbol)}<span>${name}</span>
        </button>
      `;
    };
    if (phase === 'alerting') {
      return html`
        ${action(messages.actions.decline, X, () => commands.decline(card), { key: 'decline' })}
        ${action(messages.actions.accept, Check, () => commands.accept(card), { kind: 'alert', key: 'accept' })}
      `;
    }
    if (isLive(card)) {
      const held = card.row.held;
      const open = this.desk.wrappingUp.value.has(card.id);
      return html`
        ${action(held ? messages.actions.resume : messages.actions.hold, held ? Play : Pause, () => commands.toggleHold(card), { pressed: held, key: 'hold' })}
        ${action(messages.actions.transfer, ArrowRightLeft, () => this.desk.openTransfer(), { key: 'transfer', kind: 'minor' })}
        ${action(messages.actions.wrapUp, PenLine, () => this.desk.toggleWrapUp(card.id), { pressed: open, always: true, key: 'wrapup', kind: 'minor' })}
        ${action(messages.actions.end, X, () => commands.end(card), { kind: 'danger', key: 'end' })}
      `;
    }
    return phase === 'wrapping'
      ? nothing
      : action(messages.actions.close, Check, () => this.desk.close(card), {
          always: true,
          key: 'close',
        });
  }

  /** What is under way, what was refused, and why nothing can be done now. */
  private note(card: Card) {
    const { commands, session } = this.desk;
    const ending = commands.ending.value.get(card.id);
    if (ending) {
      void session.moment.value;
      const seconds = Math.max(
        1,
        Math.ceil(Math.min(UNDO_MS, ending.at - performance.now()) / 1000),
      );
      return html`<div class="action-note warn"><span class="grow">${messages.ending(seconds)}</span><button class="button" data-action="undo"
        @click=${() => commands.undoEnd(card.id)}>${messages.actions.undo}</button><button class="button" data-action="end-now"
        @click=${() => commands.endNow(card)}>${messages.actions.endNow}</button></div>`;
    }
    const task = commands.tasks.of(card.id);
    if (task?.state === 'refused') {
      return html`<div class="action-note bad" role="alert"><span
        class="grow">${messages.refused(task.name, task.reason ?? '', messages.phases[card.phase])}</span><button class="button"
        @click=${() => commands.tasks.forget(card.id)}>${messages.actions.dismiss}</button></div>`;
    }
    return session.reachable.value || session.moment.value === undefined
      ? nothing
      : html`<div
      class="action-note warn">${session.status.value.state === 'refused' ? messages.notSignedIn : messages.notNow}</div>`;
  }

  protected override updated() {
    if (this.desk.commands.focus.value !== undefined) void this.moveFocus();
  }

  /**
   * Puts the focus where work goes on, before anything else can happen; what is not there yet gets
   * it when it is.
   */
  private async moveFocus() {
    // The parts of the conversation render after it, in the same task.
    for (const name of PARTS) await this.querySelector<LitElement>(name)?.updateComplete;
    const { focus } = this.desk.commands;
    const place = focus.peek();
    const target = place && this.querySelector<HTMLElement>(PLACES[place]);
    if (!target) return;
    focus.value = undefined;
    target.focus();
  }
}
customElements.define('desk-conversation', DeskConversation);
