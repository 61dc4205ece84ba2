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

// Where an object or an element begins, there is room for more than all the numbers and flags of a chat.
const ROOM = 4096;
const MOST_KEPT = 1 << 20;

let tape;
let view;
let at = 0;
/** All texts, one behind the other, and how much of it is used. */
let texts;
let used = 0;
/** Whether a field was `null` in the last walk: that is as good as absent, so the tape does not tell. */
export let nulls = false;
/** How many elements of a list are looked at. */
export let mostItems = 0;
let walking = false;

begin();

export function limit(items) {
  mostItems = items;
}

/** Writes what `walker` finds in `value` to the `room` for it, which is asked for when the walk is over: a
 * getter may let the module grow. Gives the length, which may be more than there is room for: then it is not there. */
export function record(value, walker, room) {
  // A getter may call back into the package while its object is being walked: then there are two tapes.
  const outer = walking ? { tape, view, at, texts, used } : undefined;
  if (outer) begin();
  walking = true;
  at = 4;
  used = 0;
  nulls = false;
  try {
    try {
      element(value, walker);
    } catch {
      unreadable(ELEMENT); // a proxy that was revoked
    }
    view.setUint32(0, at, true);
    const target = room();
    if (at + used <= target.length) {
      target.set(tape.subarray(0, at));
      target.set(texts.subarray(0, used), at);
    }
    return at + used;
  } finally {
    walking = outer !== undefined;
    if (outer) ({ tape, view, at, texts, used } = outer);
    else if (tape.length + texts.length > MOST_KEPT) begin();
  }
}

function begin() {
  renew(2 * ROOM);
  texts = new Uint8Array(2 * ROOM);
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

function makeRoomForText(bytes) {
  const old = texts;
  texts = new Uint8Array(old.length * 2 + bytes);
  texts.set(old);
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
  if (used + value.length * 3 > texts.length) makeRoomForText(value.length * 3);
  const length = writeText(value);
  tape[at++] = place;
  tape[at++] = TEXT;
  view.setUint32(at, length, true);
  at += 4;
  used += length;
}

/** Gives the bytes written. Most texts are short and plain: for those a loop is faster than a call of the encoder. */
function writeText(text) {
  const { length } = text;
  const to = texts;
  const start = used;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127 || index > 100) return encoder.encodeInto(text, to.subarray(start)).written;
    to[start + index] = unit;
  }
  return length;
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
  nulls ||= value === null;
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
