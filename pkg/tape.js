// A tape: what a walker found in a value, as bytes for the module (src/reader/tape.rs tells what they mean).

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const TEXT = 4;
const OBJECT = 5;
const LIST = 6;
const SOME_STRING = 7;
const SOME_OBJECT = 8;
const SOME_LIST = 9;
const BIGINT = 10;
const SYMBOL = 11;
const FUNCTION = 12;
const SOME_NUMBER = 13;
const SOME_BOOLEAN = 14;
const UNREADABLE = 15;
const ELEMENT = 254;
const END = 255;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// Where an object or an element begins, there is room for more than all the numbers and flags of a chat.
const ROOM = 4096;
const MOST_KEPT = 1 << 20;

let tape = new Uint8Array(2 * ROOM);
let view = new DataView(tape.buffer);
let at = 0;
/** All texts, one behind the other: one call of the encoder brings them into the module. */
let texts = '';
/** Whether all is plain, so that a unit is a byte. If that proves wrong, the walk begins again. */
let isPlain = true;
let mostItems = 0;
let walking = false;

export function limit(items) {
  mostItems = items;
}

/** Writes what `walker` finds in `value` to the `room` for it, which is asked for when the walk is over: a
 * getter may let the module grow. Gives the length, which may be more than there is room for: then it is not there. */
export function record(value, walker, room) {
  // A getter may call back into the package while its object is being walked: then there are two tapes.
  const outer = walking ? { tape, view, at, texts, isPlain } : undefined;
  if (outer) renew(2 * ROOM);
  walking = true;
  try {
    isPlain = true;
    const length = write(value, walker, room);
    if (length !== undefined) return length;
    isPlain = false;
    return write(value, walker, room);
  } finally {
    walking = outer !== undefined;
    texts = '';
    if (outer) ({ tape, view, at, texts, isPlain } = outer);
    else if (tape.length > MOST_KEPT) renew(2 * ROOM);
  }
}

/** `undefined` if it is not all plain, against what was thought. */
function write(value, walker, room) {
  at = 4;
  texts = '';
  try {
    element(value, walker);
  } catch {
    unreadable(ELEMENT); // a proxy that was revoked
  }
  view.setUint32(0, at, true);
  const target = room();
  if (at + texts.length > target.length) return at + texts.length * 3;
  const { read, written } = encoder.encodeInto(texts, target.subarray(at));
  if (read < texts.length) return at + texts.length * 3;
  if (isPlain && written > read) return undefined;
  target.set(tape.subarray(0, at));
  return at + written;
}

function renew(size) {
  tape = new Uint8Array(size);
  view = new DataView(tape.buffer);
}

function makeRoom() {
  if (tape.length - at >= ROOM) return;
  const old = tape;
  renew(old.length * 2);
  tape.set(old);
}

export function flag(place, value) {
  if (typeof value !== 'boolean') return other(place, value);
  tape[at++] = place;
  tape[at++] = value ? TRUE : FALSE;
}

export function number(place, value) {
  if (typeof value !== 'number') return other(place, value);
  tape[at++] = place;
  tape[at++] = NUMBER;
  view.setFloat64(at, value, true);
  at += 8;
}

/** A text of which only the kind counts. */
export function plain(place, value) {
  if (typeof value !== 'string') return other(place, value);
  tape[at++] = place;
  tape[at++] = SOME_STRING;
}

export function text(place, value) {
  if (typeof value !== 'string') return other(place, value);
  let { length } = value;
  if (!isPlain) {
    const bytes = encoder.encode(value);
    value = decoder.decode(bytes); // without half surrogate pairs, which might meet their other half behind them
    length = bytes.length;
  }
  texts += value; // before all else, since it throws if there is too much
  tape[at++] = place;
  tape[at++] = TEXT;
  view.setUint32(at, length, true);
  at += 4;
}

/** Whether an object begins. */
export function opens(place, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return other(place, value);
  tape[at++] = place;
  tape[at++] = OBJECT;
  makeRoom();
  return true;
}

/** A list; without a walker for its elements, one of texts of which only the kind counts. */
export function list(place, value, walker) {
  if (!Array.isArray(value)) return other(place, value);
  tape[at++] = place;
  tape[at++] = LIST;
  const length = lengthOf(value);
  for (let index = 0; index < length; index++) {
    makeRoom();
    try {
      element(value[index], walker);
    } catch {
      unreadable(ELEMENT);
    }
  }
  end();
}

function lengthOf(list) {
  try {
    return Math.min(list.length >>> 0, mostItems + 1);
  } catch {
    return 0; // a proxy without a length
  }
}

/** An element, or the value itself: unlike a field it is there even if it is `null`. */
function element(value, walker) {
  if (value === undefined || value === null) {
    tape[at++] = ELEMENT;
    tape[at++] = NULL;
  } else if (walker === undefined) plain(ELEMENT, value);
  else if (opens(ELEMENT, value)) walker(value);
}

export function end() {
  tape[at++] = END;
}

/** A property that threw when it was read. */
export function unreadable(place) {
  tape[at++] = place;
  tape[at++] = UNREADABLE;
}

/** A value of another kind than is expected: its kind is all there is to know. */
function other(place, value) {
  if (value === undefined || value === null) return false;
  const kind = kindOf(value);
  tape[at++] = place;
  tape[at++] = kind;
  return false;
}

function kindOf(value) {
  switch (typeof value) {
    case 'string':
      return SOME_STRING;
    case 'number':
      return SOME_NUMBER;
    case 'boolean':
      return SOME_BOOLEAN;
    case 'object':
      return Array.isArray(value) ? SOME_LIST : SOME_OBJECT;
    case 'bigint':
      return BIGINT;
    case 'symbol':
      return SYMBOL;
    default:
      return FUNCTION;
  }
}
