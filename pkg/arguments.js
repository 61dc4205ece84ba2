// What callers hand over is checked here, before the module is entered. Nothing is converted: a conversion would run code of the caller.

/** Throws a `RangeError` if `moment` is no finite number of epoch milliseconds. */
export function checkMoment(moment, name) {
  if (typeof moment !== 'number' || !Number.isFinite(moment)) throw new RangeError(`expected \`${name}\` to be a finite number of epoch milliseconds`);
}

/** The bytes, if `value` is a `Uint8Array`, of whichever realm, in memory of whichever kind; else `undefined`. */
export function bytesOf(value) {
  if (!ArrayBuffer.isView(value) || Object.prototype.toString.call(value) !== '[object Uint8Array]') return undefined;
  // Shared memory may change while it is read, and resizable memory may shrink: neither is taken as it stands.
  const isPlain = value.buffer.constructor?.name === 'ArrayBuffer' && !value.buffer.resizable;
  return isPlain ? value : Uint8Array.from(value);
}

/** Text as it is, bytes as bytes; throws a `TypeError` if it is neither. */
export function checkJson(json) {
  if (typeof json === 'string') return json;
  const bytes = bytesOf(json);
  if (bytes === undefined) throw new TypeError('expected JSON as a string or as a `Uint8Array`');
  return bytes;
}
