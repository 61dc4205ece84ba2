// Durations as elements: for eyes, for machines, and without chatter for screen readers.

import { formatClock, formatIsoDuration } from 'conversation-chat';
import { html } from 'lit';

/** A running timer. `role="timer"` is silent unless asked. */
export const timer = (label: string, ms: number, modifier = '') => html`
  <span class="timer ${modifier}">
    <span class="timer-label">${label}</span>
    <time role="timer" aria-live="off" aria-label=${label} datetime=${formatIsoDuration(ms)}>${formatClock(ms)}</time>
  </span>
`;

/** A length of time that is over. */
export const duration = (ms: number) => html`<time datetime=${formatIsoDuration(ms)}>${formatClock(ms)}</time>`;

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A moment, as a clock on the wall shows it. */
export const moment = (ms: number) => html`<time datetime=${new Date(ms).toISOString()}>${clockFormat.format(ms)}</time>`;

export const wallClock = (ms: number) => clockFormat.format(ms);

/** A difference between clocks: `+2:17`. */
export const signedClock = (ms: number) => `${ms < 0 ? '−' : '+'}${formatClock(Math.abs(ms))}`;
