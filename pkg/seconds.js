// When a stopwatch shows another second: one timeout for all listeners of the page.

import { EARLIEST_MS, checkNames, checkStep } from './arguments.js';
import { elapsed } from './time.js';

const SECOND_MS = 1000;

/** The listeners. `due`: when to call each one again, in milliseconds of `performance.now()`. */
const subscriptions = new Set();
let timeout;
let timeoutDue = Infinity;

/**
 * The milliseconds that a stopwatch shows, cut to whole seconds; `undefined` if it runs and the
 * clock does not know the time yet.
 */
export function shownMs(stopwatch, now) {
  const moment = isRunning(stopwatch) ? now() : EARLIEST_MS;
  if (moment === undefined) return undefined;
  return Math.floor(elapsed(stopwatch, moment) / SECOND_MS) * SECOND_MS;
}

/** The `stepMs` of the options of `useElapsed`; throws if they are none. */
export function stepOf(options) {
  checkNames(options, ['stepMs'], 'the options of `useElapsed`');
  checkStep(options.stepMs);
  return options.stepMs;
}

export const isRunning = (stopwatch) => stopwatch?.since !== undefined;

/**
 * Calls `listener` when the second that `stopwatch` shows may be another one: with `stepMs`, at
 * the next multiple of it in the clock; at least once a second, since a clock may be set; and when
 * the page becomes visible, since timeouts of hidden pages are late. Gives a function that ends it.
 */
export function subscribeToSecond(stopwatch, now, stepMs, listener) {
  if (!isRunning(stopwatch)) return () => {};
  const subscription = { stopwatch, now, stepMs, listener, due: 0 };
  subscription.due = performance.now() + waitMs(subscription);
  if (subscriptions.size === 0) globalThis.document?.addEventListener('visibilitychange', catchUp);
  subscriptions.add(subscription);
  scheduleAt(subscription.due);
  return () => {
    if (!subscriptions.delete(subscription) || subscriptions.size > 0) return;
    scheduleAt(Infinity);
    globalThis.document?.removeEventListener('visibilitychange', catchUp);
  };
}

/** At least 1: a timeout may come a little early, and must not come again at once. */
function waitMs({ stopwatch, now, stepMs }) {
  const moment = now();
  if (moment === undefined) return SECOND_MS / 4;
  const nextMs = (Math.floor(elapsed(stopwatch, moment) / SECOND_MS) + 1) * SECOND_MS;
  const flip = Math.min(stopwatch.since + nextMs - stopwatch.ms, moment + SECOND_MS);
  const next = stepMs === undefined ? flip : Math.ceil(flip / stepMs) * stepMs;
  return Math.max(1, Math.ceil(next - moment));
}

function scheduleAt(due) {
  if (due >= timeoutDue && due !== Infinity) return;
  clearTimeout(timeout);
  timeoutDue = due;
  if (due !== Infinity)
    timeout = setTimeout(callDue, Math.max(0, Math.ceil(due - performance.now())));
}

function callDue(all = false) {
  const moment = performance.now();
  timeoutDue = Infinity;
  for (const subscription of [...subscriptions]) {
    if (!all && subscription.due > moment) continue;
    subscription.due = moment + SECOND_MS; // if the clock or the listener throws
    try {
      subscription.due = moment + waitMs(subscription);
      subscription.listener();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
  let next = Infinity;
  for (const { due } of subscriptions) next = Math.min(next, due);
  scheduleAt(next);
}

function catchUp() {
  if (globalThis.document.visibilityState === 'visible') callDue(true);
}
