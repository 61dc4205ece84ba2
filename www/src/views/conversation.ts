// The conversation that is open: who it is, what can be done, what was said, what is written.

import { type LitElement, html, nothing } from 'lit';
import {
  type IconNode,
  ArrowLeft,
  ArrowRightLeft,
  Check,
  CircleParking,
  ExternalLink,
  LoaderCircle,
  MessagesSquare,
  PanelRight,
  Pause,
  PenLine,
  Play,
  X,
} from 'lucide';

import { type Action, actionsOn, isFree } from '../actions';
import { UNDO_MS } from '../commands/endings';
import { messages } from '../messages';
import { type Card, isLive, isOver, timerOf } from '../state/cards';
import { isEmpty } from '../state/drafts';
import { hasTexts } from '../state/media';
import type { Place } from '../state/selection';
import { avatar } from './avatar';
import { clock } from './clock';
import { icon } from './icon';
import { mediumOf } from './medium';
import { TONES, limitsOf } from './roster';
import { View } from './view';

const ICONS: Record<string, IconNode> = {
  accept: Check,
  decline: X,
  hold: Pause,
  park: CircleParking,
  transfer: ArrowRightLeft,
  wrapup: PenLine,
  end: X,
  close: Check,
};
const KINDS: Record<string, string> = {
  accept: 'alert',
  end: 'danger',
  park: 'minor',
  transfer: 'minor',
  wrapup: 'minor',
};

/** What the conversation consists of, the outer parts first. */
const PARTS = ['desk-composer', 'desk-wrap-up', 'desk-combobox'];

/** Where the focus goes; the first that is there. */
const PLACES: Record<Place, string[]> = {
  composer: ['.composer textarea:not([readonly])', '.conversation-head h2'],
  wrapup: ['.wrapup desk-combobox input:not([readonly])'],
  undo: ['[data-action="undo"]'],
  heading: ['.conversation-head h2', '.empty h2'],
  list: ['.empty h2'],
};

class DeskConversation extends View {
  private shownId: string | undefined;

  protected override render() {
    const card = this.desk.selected.value;
    if (!card) return this.none();
    // What has the focus stays, also when it can no longer be sent.
    const inUse = (part: string) =>
      this.shownId === card.id && this.querySelector(part)?.contains(document.activeElement);
    const { drafts, sentWrapUps, wrappingUp, commands } = this.desk;
    const live = isLive(card);
    const accepting = card.phase === 'alerting' && commands.tasks.isBusy(card.id);
    const hasWrapUp = !isEmpty(drafts.wrapUp(card.id)) || sentWrapUps.value.has(card.id);
    const wrapsUp =
      card.phase === 'wrapping' ||
      (live && wrappingUp.value.has(card.id)) ||
      (isOver(card) && hasWrapUp) ||
      inUse('desk-wrap-up');
    const writes =
      hasTexts(card.row.mediaType) &&
      (live || accepting || drafts.message(card.conversation.id) !== '' || inUse('desk-composer'));
    return html`
      ${this.head(card)} ${this.note(card)}
      <desk-transcript class="transcript-frame" .desk=${this.desk} .card=${card}></desk-transcript>
      <div class="editors">
        ${wrapsUp ? html`<desk-wrap-up .desk=${this.desk} .card=${card}></desk-wrap-up>` : nothing}
        ${writes ? html`<desk-composer .desk=${this.desk} .card=${card}></desk-composer>` : nothing}
        ${live && !hasTexts(card.row.mediaType) ? this.elsewhere(card) : nothing}
      </div>
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
    const { name, queueName, leg, phase, row } = card;
    const { kind, stopwatch } = timerOf(card);
    const queue = queueName
      ? html`<span aria-hidden="true">·</span><bdi class="cut" dir="auto">${queueName}</bdi>`
      : nothing;
    const label = messages.timers[kind];
    const medium = mediumOf(row.mediaType);
    const time = clock(this.desk.session, stopwatch, {
      label,
      left: kind === 'work-left',
      limits: limitsOf(this.desk, card),
    });
    return html`
      <header class="conversation-head">
        <button class="button quiet icon-only back" aria-label=${messages.actions.back} @click=${(act: Event) => this.desk.open(undefined, act)}>${icon(ArrowLeft)}</button>
        ${avatar(name, leg?.avatar)}
        <div class="who">
          <h2 class="cut" tabindex="-1"><bdi dir="auto">${name}</bdi></h2>
          <p class="row small soft">${icon(medium.icon)}<span>${medium.name}</span><span aria-hidden="true">·</span><span
            class="state ${TONES[phase] ?? ''}">${messages.phases[phase]}</span>${queue}</p>
        </div>
        ${stopwatch ? html`<div class="main-timer"><span class="small soft">${label}</span>${time}</div>` : nothing}
        <div class="conversation-actions">${actionsOn(this.desk, card).map((action) => this.action(action))}</div>
        <button class="button quiet icon-only only-narrow" aria-label=${messages.actions.more} aria-expanded=${this.desk.drawer.value}
          @click=${() => (this.desk.drawer.value = !this.desk.drawer.value)}>${icon(PanelRight)}</button>
      </header>
    `;
  }

  private action(action: Action) {
    const { key, name, pressed, chord, card } = action;
    const task = this.desk.commands.tasks.of(card?.id ?? '');
    const busy = task?.state === 'running' && task.name === name;
    const off = !isFree(this.desk, action);
    const symbol = key === 'hold' && pressed ? Play : (ICONS[key] ?? Check);
    const title = chord ? `${name} (Alt+${chord.toUpperCase()})` : name;
    return html`
      <button class="button ${KINDS[key] ?? ''}" data-action=${key} title=${title} aria-label=${busy ? messages.busy(name) : name}
        aria-disabled=${off} aria-busy=${busy} aria-pressed=${pressed ?? nothing} @click=${(act: Event) => !off && action.run(act)}>
        ${icon(busy ? LoaderCircle : symbol)}<span>${name}</span>
      </button>
    `;
  }

  /** A medium whose content is in the platform's own client. */
  private elsewhere({ row }: Card) {
    const { app } = this.desk.cloud;
    const link = app
      ? html`<a class="button" href=${app} target="_blank" rel="noopener">${icon(ExternalLink)}<span>${messages.conversation.openClient}</span></a>`
      : nothing;
    return html`<div class="elsewhere"><p class="grow soft">${messages.conversation.elsewhere(mediumOf(row.mediaType).name)}</p>${link}</div>`;
  }

  /** What is under way, what was refused, and why nothing can be done now. */
  private note({ id, phase }: Card) {
    const { commands, endings, session } = this.desk;
    const until = endings.pending.value.get(id);
    if (until !== undefined) {
      void session.moment.value;
      const left = Math.min(UNDO_MS, until - Date.now());
      return html`<div class="action-note warn"><span class="grow">${messages.ending(secondsOf(left))}</span><button class="button" data-action="undo"
        @click=${(act: Event) => this.desk.undoEnd(id, act)}>${messages.actions.undo}</button><button class="button" data-action="end-now"
        @click=${(act: Event) => this.desk.endNow(id, act)}>${messages.actions.endNow}</button></div>`;
    }
    const task = commands.tasks.of(id);
    if (task?.state === 'waiting') {
      void session.moment.value;
      const left = (task.until ?? 0) - performance.now();
      return html`<div class="action-note warn" role="status"><span
        class="grow">${messages.waits(task.name, secondsOf(left))}</span><button class="button"
        @click=${() => task.cancel?.()}>${messages.actions.cancel}</button></div>`;
    }
    if (task?.state === 'refused') {
      return html`<div class="action-note bad"><span
        class="grow">${messages.refused(task.name, task.reason ?? '', messages.phases[phase])}</span><button class="button"
        @click=${() => commands.tasks.forget(id)}>${messages.actions.dismiss}</button></div>`;
    }
    return session.reachable.value || session.moment.value === undefined
      ? nothing
      : html`<div
      class="action-note warn">${session.signedOut.value ? messages.notSignedIn : messages.notNow}</div>`;
  }

  protected override updated() {
    this.shownId = this.desk.selected.peek()?.id;
    if (this.desk.selection.place.value !== undefined) void this.moveFocus();
  }

  /** Puts the focus where an act of the agent leads: what is not there yet gets it when it is. */
  private async moveFocus() {
    // The parts of the conversation render after it, in the same task.
    for (const name of PARTS) await this.querySelector<LitElement>(name)?.updateComplete;
    // A window that closes gives the focus back first.
    await document.querySelector<LitElement>('desk-dialogs')?.updateComplete;
    const { place } = this.desk.selection;
    const wanted = place.peek();
    if (!wanted) return;
    const target = PLACES[wanted]
      .map((each) => this.querySelector<HTMLElement>(each))
      .find(Boolean);
    if (!target?.checkVisibility()) {
      if (wanted === 'list') document.querySelector<HTMLElement>('.roster-head h2')?.focus();
      return;
    }
    place.value = undefined;
    target.focus();
  }
}
customElements.define('desk-conversation', DeskConversation);

const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
