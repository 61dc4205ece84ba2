// Stopwatches, timers and spans of one communication.

import { checkMoment } from './arguments.js';
import { intervalsOf, stopwatchesOf } from './conversation_chat_bg.js';
import { TIMERS } from './generated.js';
import { numbersOut, roomFor } from './host.js';
import { record, walkers } from './tape.js';
import { elapsed, remaining } from './time.js';

const BASIS = TIMERS.length * 4;

const look = (communication) => record(communication, walkers.communication, roomFor);

/** The stopwatches that numbers tell; `finish` is asked for each, and for all of them. */
export function stopwatchesOfNumbers(numbers, finish = (made) => made) {
  const watches = {};
  for (let index = 0; index < TIMERS.length; index++) {
    const at = index * 4;
    const since = numbers[at + 1];
    const count = numbers[at + 2];
    const until = numbers[at + 3];
    if (count < 0) continue;
    const stopwatch = { ms: numbers[at], count };
    if (!Number.isNaN(since)) stopwatch.since = since;
    if (!Number.isNaN(until)) stopwatch.until = until;
    watches[TIMERS[index]] = finish(stopwatch);
  }
  return finish(watches);
}

export const basisOfNumbers = (numbers) => (numbers[BASIS] === 1 ? 'segments' : 'timestamps');

export function stopwatches(communication) {
  stopwatchesOf(look(communication));
  return stopwatchesOfNumbers(numbersOut());
}

export function durations(communication, now) {
  checkMoment(now, 'now');
  const result = {};
  const watches = stopwatches(communication);
  for (const name of TIMERS) {
    const stopwatch = watches[name];
    if (stopwatch === undefined) continue;
    const timer = {
      ms: elapsed(stopwatch, now),
      running: stopwatch.since !== undefined,
      count: stopwatch.count,
    };
    const remainingMs = remaining(stopwatch, now);
    if (remainingMs !== undefined) timer.remainingMs = remainingMs;
    result[name] = timer;
  }
  result.basis = basisOfNumbers(numbersOut());
  return result;
}

export function holdDuration(communication, now) {
  checkMoment(now, 'now');
  const { currentHold } = stopwatches(communication);
  return currentHold && elapsed(currentHold, now);
}

export function timeline(communication, now) {
  checkMoment(now, 'now');
  return intervalsOf(look(communication), now);
}
