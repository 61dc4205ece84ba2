// Encoded values: objects as bytes for the module (src/read/encoded.rs says what they mean). The
// encoders of encoders.js read the objects, and call the functions below with what they find.

import {
  BIGINT,
  BUILT_IN,
  ELEMENT,
  END,
  FALSE,
  FUNCTION,
  LIST,
  MOST_ITEMS,
  NULL,
  NUMBER,
  OBJECT,
  SOME_BOOLEAN,
  SOME_LIST,
  SOME_NUMBER,
  SOME_OBJECT,
  SOME_STRING,
  SYMBOL,
  TEXT,
  TRUE,
  UNDEFINED,
  UNREADABLE,
} from './generated.js';

import { checkStack } from './stack.js';

const textEncoder = new TextEncoder();

// At the beginning of each object and element there is room for more than all numbers and flags of
// a chat.
const ROOM = 4096;
const MOST_KEPT = 1 << 20;

let bytes;
let view;
let at = 0;
/** All texts, one behind the other, and how much of it is used. */
let texts;
let used = 0;
/**
 * Whether a field was `null` in the last value. It is not encoded, because `null` means absent.
 */
export let nulls = false;
let encoding = false;

begin();

/**
 * Encodes `value` by its encoder, and writes it to the `room` for it, which is asked for last:
 * getters of the value may run any code, also of this package. Returns the count of bytes.
 */
export function encodeWith(value, encode, room) {
  return encodeTo(room, () => element(value, encode));
}

/** The same of a list, by the encoder of its elements. */
export function encodeListWith(value, encode, room) {
  return encodeTo(room, () => list(ELEMENT, value, encode));
}

function encodeTo(room, encodeAll) {
  checkStack();
  // A getter may call the package while its object is being encoded; then there are two encoded
  // values.
  const outer = encoding ? { bytes, view, at, texts, used } : undefined;
  if (outer) begin();
  encoding = true;
  at = 4;
  used = 0;
  nulls = false;
  try {
    encodeAll();
    view.setUint32(0, at, true);
    const target = room(at + used);
    target.set(bytes.subarray(0, at));
    target.set(texts.subarray(0, used), at);
    return at + used;
  } finally {
    encoding = outer !== undefined;
    if (outer) ({ bytes, view, at, texts, used } = outer);
    else if (bytes.length + texts.length > MOST_KEPT) begin();
  }
}

function begin() {
  renew(2 * ROOM);
  texts = new Uint8Array(2 * ROOM);
}

function renew(size) {
  bytes = new Uint8Array(size);
  view = new DataView(bytes.buffer);
}

function makeRoom() {
  if (bytes.length - at >= ROOM) return;
  const old = bytes;
  renew(old.length * 2);
  bytes.set(old);
}

function makeRoomForText(bytes) {
  const old = texts;
  texts = new Uint8Array(old.length * 2 + bytes);
  texts.set(old);
}

export function flag(place, value) {
  if (typeof value !== 'boolean') return other(place, value);
  bytes[at++] = place;
  bytes[at++] = value ? TRUE : FALSE;
}

export function number(place, value) {
  if (typeof value !== 'number') return other(place, value);
  bytes[at++] = place;
  bytes[at++] = NUMBER;
  view.setFloat64(at, value, true);
  at += 8;
}

/** A text whose content is not needed. */
export function plain(place, value) {
  if (typeof value !== 'string') return other(place, value);
  bytes[at++] = place;
  bytes[at++] = SOME_STRING;
}

export function text(place, value) {
  if (typeof value !== 'string') return other(place, value);
  if (used + value.length * 3 > texts.length) makeRoomForText(value.length * 3);
  const length = writeText(value);
  bytes[at++] = place;
  bytes[at++] = TEXT;
  view.setUint32(at, length, true);
  at += 4;
  used += length;
}

/**
 * Gives the bytes written. Most texts are short and plain: for those a loop is faster than a call
 * of the encoder.
 */
function writeText(text) {
  const { length } = text;
  const to = texts;
  const start = used;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127 || index > 100) return textEncoder.encodeInto(text, to.subarray(start)).written;
    to[start + index] = unit;
  }
  return length;
}

/** A value of which only its presence is needed. */
export function present(place, value) {
  if (value === undefined || value === null) return;
  bytes[at++] = place;
  bytes[at++] = SOME_OBJECT;
}

/** Whether an object begins. */
export function opens(place, value) {
  if (typeof value !== 'object' || value === null || kindOf(value) !== SOME_OBJECT)
    return other(place, value);
  bytes[at++] = place;
  bytes[at++] = OBJECT;
  makeRoom();
  return true;
}

/** A list; without an encoder of its elements, one of texts of which only the kind counts. */
export function list(place, value, encode) {
  if (typeof value !== 'object' || value === null || kindOf(value) !== SOME_LIST)
    return other(place, value);
  bytes[at++] = place;
  bytes[at++] = LIST;
  const length = lengthOf(value);
  for (let index = 0; index < length; index++) {
    makeRoom();
    let item;
    try {
      item = value[index];
    } catch {
      unreadable(ELEMENT);
      continue;
    }
    element(item, encode);
  }
  end();
}

function lengthOf(list) {
  try {
    return Math.min(list.length >>> 0, MOST_ITEMS + 1);
  } catch {
    return 0; // the length threw
  }
}

/** An element, or the value itself. Unlike a field it is present even if it is `null`. */
function element(value, encode) {
  if (value === undefined || value === null) {
    bytes[at++] = ELEMENT;
    bytes[at++] = value === null ? NULL : UNDEFINED;
  } else if (encode === undefined) plain(ELEMENT, value);
  else if (opens(ELEMENT, value)) encode(value);
}

export function end() {
  bytes[at++] = END;
}

/** A property that threw when it was read. */
export function unreadable(place) {
  bytes[at++] = place;
  bytes[at++] = UNREADABLE;
}

/** A value of another kind than was expected: only its kind is encoded. */
function other(place, value) {
  nulls ||= value === null;
  if (value === undefined || value === null) return false;
  const kind = kindOf(value);
  bytes[at++] = place;
  bytes[at++] = kind;
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
      return kindOfObject(value);
    case 'bigint':
      return BIGINT;
    case 'symbol':
      return SYMBOL;
    default:
      return FUNCTION;
  }
}

const { getPrototypeOf, prototype } = Object;
const { toString: tagOf } = prototype;

/** The tags of the built-in classes whose instances are not objects with fields. */
const BUILT_INS =
  /^\[object (?:Arguments|(?:Shared)?ArrayBuffer|Async\w+|BigInt(?:64Array)?|BigUint64Array|Boolean|DataView|Date|Error|Generator|Intl\..+|(?:Ui|I)nt\w+Array|Float\w+Array|Map|Number|Promise|RegExp|Set|String|Symbol|Temporal\..+|URL(?:SearchParams)?|Weak\w+|\w+ Iterator|WebAssembly\..+)\]$/;

/** The kind of an object of any realm. A revoked proxy has none. */
function kindOfObject(value) {
  try {
    if (Array.isArray(value)) return SOME_LIST;
    const parent = getPrototypeOf(value);
    if (parent === prototype || parent === null) return SOME_OBJECT;
    return BUILT_INS.test(tagOf.call(value)) ? BUILT_IN : SOME_OBJECT;
  } catch {
    return UNREADABLE;
  }
}
