/* The types of conversation-chat/element. The import defines `<hold-timer>`, unless that name is taken; on a server it does nothing. */

import type { Roster, Stopwatch } from './conversation_chat.js';

/**
 * Shows one stopwatch, as `<hold-timer role="timer" aria-live="off"><time datetime="PT2M5S">2:05</time></hold-timer>`, in the style of the page. Empty while there is no
 * stopwatch, and while one runs whose clock does not know the time. To use another name, define a class that extends this one.
 *
 * @example
 * const timer = document.createElement('hold-timer');
 * timer.now = () => clock.now(performance.now());
 * timer.stopwatch = row.timers.currentHold;
 */
export class HoldTimer extends HTMLElement {
  /** What to show. Set it again when the roster's rows change. */
  stopwatch: Stopwatch | undefined;
  /**
   * The time of the cloud in epoch milliseconds; `undefined` while it is not known. Throws a
   * `TypeError` if it is set to something other than a function.
   */
  now: (() => number | undefined) | undefined;
  /**
   * Seconds change only at multiples of this many milliseconds of the clock: with 1000, those of
   * all timers at once.
   */
  stepMs: number | undefined;
  /** Whether it counts down to the limit of a stopwatch that has one. `false` if not set. */
  countdown: boolean;
  /**
   * A roster whose limits and thresholds are kept at their moments while the element is in the page;
   * leave it out where a feed does that. With `now`.
   */
  roster: Roster | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'hold-timer': HoldTimer;
  }
}
