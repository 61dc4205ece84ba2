// `startRendering`: draws a roster when a row or a displayed second changes. One moment decides
// both what is drawn and when the next change is.

import { checkNames, checkStep } from './arguments.js';
import { onWake } from './internals.js';

/** The longest wait of a timer of the platform, in milliseconds: more is taken for none. */
const MOST_WAIT_MS = 2_147_483_647;

/** How long to wait for a clock that does not know the time yet, in milliseconds. */
const CLOCK_WAIT_MS = 250;

/**
 * Timeouts are of whole milliseconds, cut: rounded up, or it is drawn just before the change, and
 * once more at it.
 */
const waitMs = (ms) => Math.min(Math.max(Math.ceil(ms), 0), MOST_WAIT_MS);

export function startRendering(options) {
  checkNames(options, ['roster', 'now', 'render', 'stepMs'], 'the options of `startRendering`');
  const { roster, now, render, stepMs } = options;
  if (typeof roster?.advance !== 'function')
    throw new TypeError('expected `roster` to be a `Roster`');
  checkStep(stepMs);
  for (const [name, value] of Object.entries({ now, render }))
    if (typeof value !== 'function') throw new TypeError(`expected \`${name}\` to be a function`);
  let timeout;
  let stopped = false;
  let rendering = false;
  /** Whether something changed while it was drawn. */
  let changed = false;

  function draw() {
    changed = rendering;
    if (stopped || rendering) return;
    clearTimeout(timeout);
    const moment = now();
    if (moment === undefined) {
      timeout = setTimeout(draw, CLOCK_WAIT_MS);
      return;
    }
    rendering = true;
    let next;
    let failed = true;
    try {
      next = roster.advance(moment, stepMs);
      failed = false;
      render(roster.rows, moment);
    } finally {
      rendering = false;
      // A roster that is freed has nothing to draw ever again.
      if (failed) stop();
      if (changed && !stopped) timeout = setTimeout(draw, 0);
      else if (next !== undefined && !stopped)
        timeout = setTimeout(draw, waitMs(next - (now() ?? moment)));
    }
  }

  const unsubscribe = roster.subscribe(draw);
  const forget = onWake(roster, draw);
  function stop() {
    stopped = true;
    clearTimeout(timeout);
    unsubscribe();
    forget();
  }
  draw();
  return stop;
}

/** How often seconds are looked at where nothing is drawn, in milliseconds. */
const DRIVE_STEP_MS = 60_000;

/**
 * Brings a roster to the moment wherever time alone changes it: limits that end, thresholds that
 * are reached. Gives a function that ends it.
 */
export function drive(roster, now) {
  return startRendering({ roster, now, render() {}, stepMs: DRIVE_STEP_MS });
}
