// The duration that a stopwatch shows, and its formats. This is plain JavaScript, because a call
// into the module would take longer than the addition.

import { checkMoment } from './arguments.js';

export function elapsed(stopwatch, now) {
  checkMoment(now, 'now');
  if (stopwatch === undefined) return 0;
  checkStopwatch(stopwatch);
  return stopwatch.ms + (stopwatch.since === undefined ? 0 : Math.max(0, now - stopwatch.since));
}

export function remaining(stopwatch, now) {
  checkMoment(now, 'now');
  if (stopwatch === undefined) return undefined;
  checkStopwatch(stopwatch);
  return stopwatch.until === undefined ? undefined : Math.max(0, stopwatch.until - now);
}

function checkStopwatch(stopwatch) {
  if (typeof stopwatch?.ms === 'number') return;
  const found = stopwatch?.talk ? 'all of them: pass one, such as `timers.hold`' : 'something else';
  throw new TypeError(`expected a stopwatch \`{ ms, since }\`, found ${found}`);
}

export function formatClock(ms) {
  const [hours, minutes, seconds] = hoursMinutesSeconds(ms);
  const two = (number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

export function formatIsoDuration(ms) {
  const [hours, minutes, seconds] = hoursMinutesSeconds(ms);
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  return `PT${text || '0S'}`;
}

/** Whole seconds, at least 0, at most as many as make 2^53 - 1 ms. */
function hoursMinutesSeconds(ms) {
  const seconds = Number.isFinite(ms)
    ? Math.trunc(Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER) / 1000)
    : 0;
  return [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60, seconds % 60];
}
