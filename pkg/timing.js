// Stopwatches, timers and intervals of one communication.

import { checkMoment } from './arguments.js';
import { intervalsOf, stopwatchesOf } from './conversation_chat_bg.js';
import { encodeWith } from './encoder.js';
import { encodeCommunication } from './encoders.js';
import { BASES, BOUNDS, FOREIGN, TIMERS } from './generated.js';
import { numbersOut, roomFor } from './host.js';
import { intervalsOfSession, isSession, timeSession } from './session.js';
import { elapsed, remaining } from './time.js';

/** How many numbers come of each stopwatch. */
export const NUMBERS_EACH = 5;

/**
 * Bits of what `stopwatchesOf` gives: the communication says its state; it has a known state, or a
 * field by which communications are timed.
 */
const HAS_STATE = 4;
const CAN_BE_TIMED = 8;

/** The stopwatches of a communication, and its basis. Throws a `TypeError` if it is none. */
function time(communication, now) {
  const code = stopwatchesOf(encode(communication), now);
  if (!(code & HAS_STATE) && isSession(communication)) {
    const basis = BASES[timeSession(communication, now)];
    return { basis, stopwatches: stopwatchesOfNumbers(numbersOut()) };
  }
  const stopwatches = stopwatchesOfNumbers(numbersOut());
  const basis = BASES[code % HAS_STATE];
  // Getters of the communication may call back: so this comes last.
  if (!(code & HAS_STATE) || basis === 'none') checkCommunication(communication);
  if (!(code & CAN_BE_TIMED)) refuse('an object without a state or a moment of one', PASS);
  return { basis, stopwatches };
}

function encode(communication) {
  if (typeof communication !== 'object' || communication === null) refusePrimitive(communication);
  return encodeWith(communication, encodeCommunication, roomFor);
}

const refuse = (found, advice) => {
  throw new TypeError(`expected a communication, found ${found}: ${advice}`);
};

const PASS = 'pass a chat, a message, a call, ... as an object';

function refusePrimitive(value) {
  if (value === null || value === undefined) refuse(String(value), PASS);
  if (typeof value === 'string') refuse('a string', 'pass what `JSON.parse` gives of it');
  refuse(typeof value === 'function' ? 'a function' : `a ${typeof value}`, PASS);
}

/** Throws a `TypeError` if an object is known to be something else than a communication. */
function checkCommunication(object) {
  if (Array.isArray(object)) {
    refuse('an array', 'pass one communication, or hand a list of conversations to a `Roster`');
  }
  if (typeof read(object, 'then') === 'function') refuse('a promise', '`await` it');
  if (typeof read(object, 'json') === 'function')
    refuse('a response', 'pass a communication of what its `json()` gives');
  for (const [name, found, advice] of FOREIGN) {
    const value = read(object, name);
    if (value !== undefined && value !== null) refuse(found, advice);
  }
  const name = Object.prototype.toString.call(object).slice(8, -1);
  if (name !== 'Object') refuse(`a value of the class \`${name}\``, PASS);
}

/** A property, `undefined` if it throws. */
function read(object, name) {
  try {
    return object[name];
  } catch {
    return undefined;
  }
}

/** The stopwatches that numbers give; each one is what `finish` makes of it. */
export function stopwatchesOfNumbers(numbers, finish = (made) => made) {
  const stopwatches = {};
  for (let index = 0; index < TIMERS.length; index++) {
    const at = index * NUMBERS_EACH;
    const since = numbers[at + 1];
    const count = numbers[at + 2];
    const until = numbers[at + 3];
    const bound = numbers[at + 4];
    if (count < 0) continue;
    const stopwatch = { ms: numbers[at], count };
    if (!Number.isNaN(since)) stopwatch.since = since;
    if (!Number.isNaN(until)) stopwatch.until = until;
    if (bound > 0) stopwatch.bound = BOUNDS[bound - 1];
    stopwatches[TIMERS[index]] = finish(stopwatch);
  }
  return stopwatches;
}

/** A stopwatch of which there were no intervals: rows share it. */
const STANDING = Object.freeze({ ms: 0, count: 0 });

function frozen(stopwatch) {
  const { ms, since, count, until, bound } = stopwatch;
  const runs = since !== undefined || until !== undefined;
  const stands = ms === 0 && count === 0 && !runs && bound === undefined;
  return stands ? STANDING : Object.freeze(stopwatch);
}

/** The same, frozen, for rows. */
export function timersOf(numbers) {
  return Object.freeze(stopwatchesOfNumbers(numbers, frozen));
}

export function stopwatches(communication) {
  return time(communication, Infinity).stopwatches;
}

export function durations(communication, now) {
  checkMoment(now, 'now');
  const { basis, stopwatches } = time(communication, now);
  const result = {};
  for (const name of TIMERS) {
    const stopwatch = stopwatches[name];
    if (stopwatch === undefined) continue;
    const timer = {
      ms: elapsed(stopwatch, now),
      running: stopwatch.since !== undefined,
      count: stopwatch.count,
    };
    const remainingMs = remaining(stopwatch, now);
    if (remainingMs !== undefined) timer.remainingMs = remainingMs;
    if (stopwatch.bound !== undefined) timer.bound = stopwatch.bound;
    result[name] = timer;
  }
  result.basis = basis;
  return result;
}

export function holdDuration(communication, now) {
  checkMoment(now, 'now');
  const { currentHold } = time(communication, now).stopwatches;
  return currentHold && elapsed(currentHold, now);
}

export function timeline(communication, now) {
  checkMoment(now, 'now');
  time(communication, now);
  if (isSession(communication)) return intervalsOfSession(communication, now);
  return intervalsOf(encode(communication), now);
}
