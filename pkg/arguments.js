// Checks of arguments, before the module is called. Nothing is converted, because a conversion
// would run code of the caller.

import { checkStack } from './stack.js';

/** 1990-01-01T00:00:00Z in epoch milliseconds. No moment of the cloud is earlier. */
export const EARLIEST_MS = 631_152_000_000;

/** Throws a `RangeError` if `moment` is no finite number of epoch milliseconds since 1990. */
export function checkMoment(moment, name) {
  if (typeof moment !== 'number' || !Number.isFinite(moment))
    throw new RangeError(`expected \`${name}\` to be a finite number of epoch milliseconds`);
  if (moment < EARLIEST_MS)
    throw new RangeError(
      `expected \`${name}\` to be epoch milliseconds since 1990, found ${moment}: it may be in seconds, or of \`performance.now()\``,
    );
}

/** Throws a `TypeError` if `options` is no object, or has an option that is none of `known`. */
export function checkNames(options, known, what) {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`expected ${what} as an object`);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const advice = near ? `did you mean \`${near}\`?` : `known are ${listOf(known)}`;
    throw new TypeError(`expected no \`${name}\` in ${what}: ${advice}`);
  }
}

/** Throws a `RangeError` if `stepMs` is neither absent nor a duration. */
export function checkStep(stepMs) {
  if (stepMs !== undefined && !(typeof stepMs === 'number' && stepMs > 0 && stepMs < Infinity))
    throw new RangeError('expected `stepMs` to be a finite number of milliseconds above 0');
}

export const listOf = (names) => names.map((name) => `\`${name}\``).join(', ');

/** The known name that differs only in letter case, separators, or one or two letters. */
function nearest(name, known) {
  const plain = (text) => text.toLowerCase().replace(/[^a-z]/g, '');
  const wanted = plain(name);
  if (wanted === '') return undefined;
  return known.find((other) => {
    const own = plain(other);
    return (
      own === wanted || own.startsWith(wanted) || wanted.startsWith(own) || isNear(own, wanted)
    );
  });
}

/** Whether two words differ by at most two letters that are added, left out or replaced. */
function isNear(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = row[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[to] + 1, next[to - 1] + 1));
    }
    row = next;
  }
  return row[other.length] <= 2;
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const getterOf = (name) => Object.getOwnPropertyDescriptor(typedArray, name).get;
const [typeOf, bufferOf, offsetOf, lengthOf] = [
  Symbol.toStringTag,
  'buffer',
  'byteOffset',
  'length',
].map(getterOf);

/**
 * The bytes, if `value` is a `Uint8Array` of any realm or class; else `undefined`. Properties of
 * the value or of its class are not read, because they may be overridden.
 */
export function bytesOf(value) {
  if (typeOf.call(value) !== 'Uint8Array') return undefined;
  const buffer = bufferOf.call(value);
  const length = lengthOf.call(value);
  // 0, too, if its memory was transferred, or became too short.
  if (length === 0) return new Uint8Array(0);
  const bytes = new Uint8Array(buffer, offsetOf.call(value), length);
  // Shared memory may change while it is read, and decoders refuse it, as they do resizable memory.
  return Object.prototype.toString.call(buffer) === '[object ArrayBuffer]' && !buffer.resizable
    ? bytes
    : bytes.slice();
}

/** A string, or the bytes of a `Uint8Array`; throws a `TypeError` if it is neither. */
export function checkJson(json) {
  checkStack();
  if (typeof json === 'string') return json;
  const bytes = bytesOf(json);
  if (bytes === undefined) throw new TypeError('expected JSON as a string or as a `Uint8Array`');
  return bytes;
}
