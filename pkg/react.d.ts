/* The types of conversation-chat/react: hooks for React 18 and newer. */

import type { Roster, RosterRow, Stopwatch } from './conversation_chat.js';

/**
 * The rows of a roster: renders again when `roster.rows` is another array, not as time passes. No
 * rows of `undefined`.
 *
 * `now`: the time of the cloud in epoch milliseconds. With it, the limits and thresholds of the roster
 * are kept at their moments; leave it out where a feed does that. Take the same function at each
 * rendering.
 */
export function useRoster(
  roster: Roster | undefined,
  now?: () => number | undefined,
): readonly RosterRow[];

/**
 * What a stopwatch shows, in milliseconds, cut to whole seconds: for `formatClock`. Renders again only when that second is another one, at the moment when it is; at once when a
 * hidden page is shown again. `undefined` while the stopwatch runs and the clock does not know the time, and on a server; 0 of no stopwatch.
 *
 * `now`: the time of the cloud in epoch milliseconds, as `() => clock.now(performance.now())` gives it. Take the same function at each rendering.
 */
export function useElapsed(
  stopwatch: Stopwatch | undefined,
  now: () => number | undefined,
  options?: ElapsedOptions,
): number | undefined;

export interface ElapsedOptions {
  /**
   * Seconds change only at multiples of this many milliseconds of the clock: with 1000, those of
   * all stopwatches at once, which is one rendering a second.
   */
  stepMs?: number | undefined;
}
