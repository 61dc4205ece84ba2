// The desk: clock, thresholds, roster, and the chosen chat.

import { formatClock, TickColumn } from 'conversation-chat';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Desk } from '../desk';
import { messages } from '../messages';
import { cardView } from './card';
import { chosenView } from './chosen';
import { signedClock, wallClock } from './time';

export function deskView(desk: Desk) {
  return html`
    <div class="desk">
      <aside class="side">
        ${clockView(desk)}
        <section class="panel" aria-labelledby="roster-title">
          <h2 id="roster-title">${messages.roster} <span class="badge">${desk.cards.length}</span></h2>
          ${desk.cards.length === 0 ? html`<p class="note">${messages.rosterEmpty}</p>` : ''}
          <ul class="cards">
            ${repeat(desk.cards, ({ row }) => row.communicationId, (card) => cardView(desk, card, (id) => void desk.choose(id)))}
          </ul>
        </section>
        ${settingsView(desk)}
      </aside>
      ${chosenView(desk)}
    </div>
  `;
}

/** The longest hold that goes on, in milliseconds. */
export function longestHold(desk: Desk) {
  return desk.cards.map((card) => desk.column(card, TickColumn.currentHold)).reduce((longest, ms) => (ms > longest ? ms : longest), 0);
}

function clockView(desk: Desk) {
  const { offsetMs, uncertainty } = desk.time;
  const hold = longestHold(desk);
  return html`
    <section class="panel clocks">
      <div>
        <span class="timer-label">${messages.cloudClock}</span>
        <span class="clock">${wallClock(desk.time.now())}</span>
        <span class="note">${offsetMs === undefined || uncertainty === undefined ? messages.clockUnknown : messages.clockState(signedClock(-offsetMs), uncertainty.toFixed(0))}</span>
      </div>
      <div>
        <span class="timer-label">${messages.longestHold}</span>
        <span class="clock">${hold > 0 ? formatClock(hold) : messages.none}</span>
      </div>
    </section>
  `;
}

function settingsView(desk: Desk) {
  const seconds = (set: (ms: number) => void) => (event: Event) => {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    if (value >= 0) set(value * 1000);
  };
  const { thresholds, time } = desk;
  const minutes = time.skewMs / 60_000;
  return html`
    <section class="panel settings">
      <h2>${messages.thresholds}</h2>
      <div class="fields">
        <label>${messages.warnAfter}<input type="number" min="0" .value=${String(thresholds.warnMs / 1000)} @change=${seconds((ms) => (thresholds.warnMs = ms))}></label>
        <label>${messages.limitAfter}<input type="number" min="0" .value=${String(thresholds.limitMs / 1000)} @change=${seconds((ms) => (thresholds.limitMs = ms))}></label>
      </div>
      <h2>${messages.skew}</h2>
      <div class="skew">
        <input type="range" min="-10" max="10" step="1" aria-label=${messages.skew} aria-valuetext=${messages.skewMinutes(minutes)} .value=${String(minutes)}
          @input=${(event: Event) => (time.skewMs = (event.target as HTMLInputElement).valueAsNumber * 60_000)}>
        <output>${messages.skewMinutes(minutes)}</output>
      </div>
      <p class="note">${messages.skewNote}</p>
    </section>
  `;
}
