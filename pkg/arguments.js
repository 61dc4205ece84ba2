// What callers hand over is checked here, before the module is entered. Nothing is converted: a
// conversion would run code of the caller.

import { checkStack } from './stack.js';

/** Throws a `RangeError` if `moment` is no finite number of epoch milliseconds. */
export function checkMoment(moment, name) {
  if (typeof moment !== 'number' || !Number.isFinite(moment))
    throw new RangeError(`expected \`${name}\` to be a finite number of epoch milliseconds`);
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
 * The bytes, if `value` is a `Uint8Array`, of whichever realm or class, in memory of whichever
 * kind; else `undefined`. What a class or an object says of itself is not asked.
 */
export function bytesOf(value) {
  if (typeOf.call(value) !== 'Uint8Array') return undefined;
  const buffer = bufferOf.call(value);
  const length = lengthOf.call(value);
  // Also where the memory was handed over, or shrank away.
  if (length === 0) return new Uint8Array(0);
  const bytes = new Uint8Array(buffer, offsetOf.call(value), length);
  // Shared memory may change while it is read, and decoders refuse it, as they do resizable memory.
  return Object.prototype.toString.call(buffer) === '[object ArrayBuffer]' && !buffer.resizable
    ? bytes
    : bytes.slice();
}

/** Text as it is, bytes as bytes; throws a `TypeError` if it is neither. */
export function checkJson(json) {
  checkStack();
  if (typeof json === 'string') return json;
  const bytes = bytesOf(json);
  if (bytes === undefined) throw new TypeError('expected JSON as a string or as a `Uint8Array`');
  return bytes;
}
