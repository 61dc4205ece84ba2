// A card of the roster: who, in what state, the three timers, and what runs out.

import { formatClock, TickColumn } from 'conversation-chat';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import type { Card, CardState, Desk } from '../desk';
import { messages } from '../messages';
import { timer } from './time';

const SHAPES: Record<CardState, string> = { alerting: '◆', connected: '●', held: '❚❚', wrapup: '✎', ended: '■', other: '…' };

export type Level = 'calm' | 'warning' | 'limit';

export function holdLevel(desk: Desk, card: Card): Level {
  const hold = desk.column(card, TickColumn.currentHold);
  if (hold >= desk.thresholds.limitMs) return 'limit';
  return hold >= desk.thresholds.warnMs ? 'warning' : 'calm';
}

export function cardView(desk: Desk, card: Card, choose: (id: string) => void) {
  const { row, details, state } = card;
  const name = details.name ?? row.communicationId;
  const chosen = desk.chosenId === row.communicationId;
  const level = holdLevel(desk, card);
  const [label, ms] = currentState(desk, card);
  const holds = row.durations.hold.count;
  return html`
    <li class="card state-${state} level-${level} ${chosen ? 'chosen-card' : ''}">
      <div class="card-head">
        ${avatarView(details.avatar, name)}
        <button class="card-name" aria-current=${chosen} @click=${() => choose(row.communicationId)}>${name}</button>
        ${stateView(state)}
      </div>
      <div class="card-timers">
        ${timer(messages.waiting, desk.column(card, TickColumn.alert))} ${timer(label, ms, 'main')}
        ${timer(messages.total, desk.column(card, TickColumn.handle))}
      </div>
      <div class="card-foot">
        <span>${holds > 0 ? `${messages.holds(holds)} · ${formatClock(desk.column(card, TickColumn.hold))}` : ' '}</span>
        ${level === 'calm' ? nothing : html`<span class="level"><span aria-hidden="true">${level === 'limit' ? '✕' : '▲'}</span> ${level === 'limit' ? messages.overLimit : messages.overWarning}</span>`}
      </div>
      ${countdown(desk, card)}
    </li>
  `;
}

export const stateView = (state: CardState) => html`
  <span class="state state-${state}"><span class="shape" aria-hidden="true">${SHAPES[state]}</span>${messages.states[state]}</span>
`;

export const avatarView = (avatar: string | undefined, name: string) =>
  keyed(
    avatar ?? name,
    avatar
      ? html`<img class="avatar" src=${avatar} alt="" width="36" height="36" referrerpolicy="no-referrer">`
      : html`<span class="avatar" aria-hidden="true">${initials(name)}</span>`,
  );

const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('');

/** The duration of the current state; time-limited after-call work counts down. */
function currentState(desk: Desk, card: Card): [string, number] {
  const { state } = card;
  const label = messages.current[state];
  const remaining = desk.column(card, TickColumn.afterCallWorkRemaining);
  if (state === 'wrapup' && !Number.isNaN(remaining)) return [`${label} ${messages.left}`, remaining];
  const column = { alerting: TickColumn.alert, connected: TickColumn.talk, held: TickColumn.currentHold, wrapup: TickColumn.afterCallWork, ended: TickColumn.afterCallWork, other: TickColumn.handle }[state];
  const ms = desk.column(card, column);
  return [label, Number.isNaN(ms) ? 0 : ms];
}

/** What runs out: the alert, or time-limited after-call work. */
function countdown(desk: Desk, card: Card) {
  const [elapsed, remaining, label] =
    card.state === 'wrapup'
      ? [TickColumn.afterCallWork, TickColumn.afterCallWorkRemaining, messages.left]
      : [TickColumn.alert, TickColumn.alertRemaining, messages.notResponding];
  const left = desk.column(card, remaining);
  if (Number.isNaN(left)) return nothing;
  return html`
    <span class="countdown">
      <progress max=${desk.column(card, elapsed) + left} value=${left} aria-label=${label}></progress>
      <span>${formatClock(left)} ${label}</span>
    </span>
  `;
}
