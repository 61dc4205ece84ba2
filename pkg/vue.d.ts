/* The types of conversation-chat/vue: composables for Vue 3.3 and newer. */

import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { Roster, RosterRow, Stopwatch } from './conversation_chat.js';

/**
 * The rows of a roster: another value when `roster.rows` is another array, not as time passes. No
 * rows of `undefined`. Ends with the scope of the caller.
 *
 * `now`: the time of the cloud in epoch milliseconds. With it, the limits and thresholds of the roster
 * are kept at their moments; leave it out where a feed does that. Take the same function at each
 * rendering.
 */
export function useRoster(
  roster: MaybeRefOrGetter<Roster | undefined>,
  now?: () => number | undefined,
): Readonly<ShallowRef<readonly RosterRow[]>>;

/**
 * What a stopwatch shows, in milliseconds, cut to whole seconds: for `formatClock`. Another value only when that second is another one, at the moment when it is; at once when a
 * hidden page is shown again. `undefined` while the stopwatch runs and the clock does not know the time; 0 of no stopwatch. Ends with the scope of the caller.
 *
 * `now`: the time of the cloud in epoch milliseconds, as `() => clock.now(performance.now())` gives it.
 */
export function useElapsed(
  stopwatch: MaybeRefOrGetter<Stopwatch | undefined>,
  now: () => number | undefined,
  options?: ElapsedOptions,
): Readonly<ShallowRef<number | undefined>>;

export interface ElapsedOptions {
  /**
   * Seconds change only at multiples of this many milliseconds of the clock: with 1000, those of
   * all stopwatches at once, which is one update a second.
   */
  stepMs?: number | undefined;
}
