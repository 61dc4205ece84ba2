// An alert as a card of its own: who, from where, how long, and the two answers. A missed one says
// so.

import { type Stopwatch, remaining } from 'conversation-chat';
import { html, nothing } from 'lit';
import { Check, X } from 'lucide';

import { LAST_MS } from '../attention/ringing';
import type { Desk } from '../desk';
import { messages } from '../messages';
import { NOT_RESPONDING, ON_QUEUE } from '../state/agent';
import { type Card, timerOf } from '../state/cards';
import type { Session } from '../state/session';
import { avatar } from './avatar';
import { bar, clock } from './clock';
import { icon } from './icon';
import { mediumOf } from './medium';

/**
 * An alert that comes under a resting pointer takes no click until the pointer has moved, or for
 * this long, in milliseconds.
 */
const GUARD_MS = 500;
const guarded = new Map<string, number>();

/** Called for each alert that may have come under the pointer. */
export function guard(id: string) {
  guarded.set(id, performance.now() + GUARD_MS);
  const moved = ({ movementX, movementY }: PointerEvent) => {
    if (movementX === 0 && movementY === 0) return;
    guarded.clear();
    removeEventListener('pointermove', moved);
  };
  addEventListener('pointermove', moved);
}
const isGuarded = (id: string) => performance.now() < (guarded.get(id) ?? 0);

export function alertCard(desk: Desk, card: Card, stop: boolean) {
  const { session, commands } = desk;
  const { conversation, row, leg, name, id } = card;
  const now = session.moment.value;
  const left = now === undefined ? undefined : remaining(row.timers.alert, now);
  const task = commands.tasks.of(id);
  const busy = commands.tasks.isBusy(id);
  const blocked = busy || !session.reachable.value;
  const first = conversation.lines.value.find(({ author }) => author === 'customer');
  const { kind, stopwatch } = timerOf(card);
  const medium = mediumOf(row.mediaType);
  // A key answers the alert that has the focus, whatever is under the pointer.
  const answer = (act: MouseEvent, run: () => unknown) =>
    !blocked && !(act.detail > 0 && isGuarded(id)) && run();
  return html`
    <article class="alert-card ${left !== undefined && left <= LAST_MS ? 'last-seconds' : ''}" data-phase="alerting" data-alert=${id}>
      <button class="open-alert row" data-id=${id} tabindex=${stop ? 0 : -1} aria-current=${desk.selection.id.value === id}
        @click=${(act: Event) => desk.open(id, act)}>
        ${avatar(name, leg?.avatar)}
        <span class="text grow">
          <span class="row"><bdi class="name cut" dir="auto">${name}</bdi><span class="visually-hidden">, ${messages.phases.alerting}, </span></span>
          <span class="row small soft">${icon(medium.icon)}<span>${medium.name}</span><bdi class="cut" dir="auto">${card.queueName ?? ''}</bdi></span>
        </span>
      </button>
      ${first?.content?.text ? html`<p class="last small text cut" dir="auto">${first.content.text}</p>` : nothing}
      <p class="row small soft text">
        <span>${clock(session, stopwatch, { label: messages.timers[kind] })} ${messages.roster.inQueue}</span>
        ${row.timers.alert.until === undefined ? nothing : timeLeft(session, row.timers.alert)}
      </p>
      ${bar(session, row.timers.alert)}
      <div class="choices">
        <button class="button alert" data-action="accept" aria-label=${`${messages.actions.accept} ${name}`} aria-disabled=${blocked} aria-busy=${busy}
          @click=${(act: MouseEvent) => answer(act, () => desk.accept(card, act))}>${icon(Check)}<span>${messages.actions.accept}</span></button>
        <button class="button" data-action="decline" aria-label=${`${messages.actions.decline} ${name}`} aria-disabled=${blocked}
          @click=${(act: MouseEvent) => answer(act, () => commands.decline(card))}>${icon(X)}<span>${messages.actions.decline}</span></button>
      </div>
      ${task?.state === 'refused' ? html`<p class="small refused">${messages.refused(task.name, task.reason ?? '', messages.phases[card.phase])}</p>` : nothing}
    </article>
  `;
}

const timeLeft = (session: Session, alert: Stopwatch) =>
  html`<span class="left grow end">${clock(session, alert, { label: messages.phases.alerting, left: true })} ${messages.wrapUp.left}</span>`;

/**
 * It stays until the agent puts it away; the platform gives nothing more to an agent who does not
 * respond.
 */
export function missedCard(desk: Desk, card: Card, stop: boolean) {
  const { name } = card;
  const off = desk.agent.status.value === NOT_RESPONDING;
  const back = (act: Event) => {
    void desk.agent.set(ON_QUEUE);
    desk.close(card, act);
  };
  return html`
    <article class="alert-card missed" data-phase="missed">
      <div class="row" data-id=${card.id} tabindex=${stop ? 0 : -1} role="group" aria-label=${`${name}, ${messages.phases.missed}`}>
        ${avatar(name, undefined)}
        <span class="text grow"><bdi class="name cut" dir="auto">${name}</bdi><span
          class="small soft block">${off ? messages.roster.missedOff : messages.roster.missed}</span></span>
      </div>
      <div class="choices">
        ${off ? html`<button class="button primary" @click=${back}><span>${messages.roster.backOnQueue}</span></button>` : html`<span></span>`}
        <button class="button quiet" aria-label=${`${messages.actions.dismiss}: ${name}`}
          @click=${(act: Event) => desk.close(card, act)}>${icon(X)}<span>${messages.actions.dismiss}</span></button>
      </div>
    </article>
  `;
}
