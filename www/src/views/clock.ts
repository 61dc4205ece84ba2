// A stopwatch on the screen. It alone renders again when the shown moment changes.

import { SignalWatcher } from '@lit-labs/preact-signals';
import type { Signal } from '@preact/signals-core';
import {
  type Stopwatch,
  elapsed,
  formatClock,
  formatIsoDuration,
  remaining,
} from 'conversation-chat';
import { LitElement, html, nothing } from 'lit';

import { type Level, levelOf } from '../attention/attention';
import type { Session } from '../state/session';

class DeskClock extends SignalWatcher(LitElement) {
  static override properties = {
    moment: { attribute: false },
    stopwatch: { attribute: false },
    left: { type: Boolean },
    limits: { attribute: false },
    label: { attribute: false },
  };
  declare moment: Signal<number | undefined>;
  declare stopwatch: Stopwatch | undefined;
  /** Whether it shows what is left of the interval. */
  declare left: boolean;
  declare limits: readonly [number, number] | undefined;
  declare label: string;

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    const now = this.moment.value;
    if (now === undefined || this.stopwatch === undefined) return nothing;
    // What is left is shown as it began: 0:10 stands until the tenth second from the end is over.
    const ms = this.left
      ? Math.ceil((remaining(this.stopwatch, now) ?? 0) / 1000) * 1000
      : elapsed(this.stopwatch, now);
    const level: Level = this.limits ? levelOf(this.stopwatch, now, this.limits) : 'calm';
    this.classList.toggle('level-warn', level === 'warn');
    this.classList.toggle('level-bad', level === 'bad');
    return html`<time role="timer" aria-live="off" aria-label=${this.label} datetime=${formatIsoDuration(ms)}>${formatClock(ms)}</time>`;
  }
}
customElements.define('desk-clock', DeskClock);

export interface ClockOptions {
  label: string;
  left?: boolean | undefined;
  limits?: readonly [number, number] | undefined;
}

export const clock = (
  { moment }: Session,
  stopwatch: Stopwatch | undefined,
  { label, left = false, limits }: ClockOptions,
) =>
  html`<desk-clock class="clock" .moment=${moment} .stopwatch=${stopwatch} ?left=${left} .limits=${limits} .label=${label}></desk-clock>`;

/** What is left of an interval, as a bar that shortens. */
class DeskBar extends SignalWatcher(LitElement) {
  static override properties = { moment: { attribute: false }, stopwatch: { attribute: false } };
  declare moment: Signal<number | undefined>;
  declare stopwatch: Stopwatch | undefined;

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    const now = this.moment.value;
    const { until, since } = this.stopwatch ?? {};
    if (now === undefined || until === undefined || since === undefined) return nothing;
    const part = Math.max(0, Math.min(1, (until - now) / Math.max(1, until - since)));
    return html`<div class="bar" aria-hidden="true"><i .style=${`--part: ${part.toFixed(3)}`}></i></div>`;
  }
}
customElements.define('desk-bar', DeskBar);

export const bar = ({ moment }: Session, stopwatch: Stopwatch | undefined) =>
  html`<desk-bar .moment=${moment} .stopwatch=${stopwatch}></desk-bar>`;
