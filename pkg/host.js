// What the module asks of JavaScript: to bring text and objects into its memory, and to make objects of its answers.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let memory;
let shapes = [];
let mostItems = 0;
let numbers = new Float64Array(0);
let numbersAddress = 0;
let numbersCount = 0;

/** Called once, when the module starts. */
export function attach(moduleMemory, shapesJson, items, address, count) {
  memory = moduleMemory;
  shapes = JSON.parse(shapesJson).map(compiled);
  mostItems = items;
  numbersAddress = address;
  numbersCount = count;
}

// Shapes, all of one form so that the walker stays fast.

const FLAG_SHAPE = 1;
const NUMBER_SHAPE = 2;
const TEXT_SHAPE = 3;
const PLAIN_SHAPE = 4;
const LIST_SHAPE = 5;
const OBJECT_SHAPE = 6;
const KINDS = { b: FLAG_SHAPE, n: NUMBER_SHAPE, t: TEXT_SHAPE, p: PLAIN_SHAPE };

function compiled(shape) {
  if (typeof shape === 'string') return { kind: KINDS[shape], element: undefined, fields: undefined };
  if (shape.list !== undefined) return { kind: LIST_SHAPE, element: compiled(shape.list), fields: undefined };
  const fields = shape.fields.map(([name, place, inner]) => ({ name, place, shape: compiled(inner) }));
  return { kind: OBJECT_SHAPE, element: undefined, fields };
}

// Objects: a walker driven by the shapes of the models writes a tape (see src/reader/tape.rs).

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
const END = 255;

const MOST_KEPT = 1 << 20;

let tape = new Uint8Array(4096);
let view = new DataView(tape.buffer);
let at = 0;
let walking = false;

export function walk(value, shape, address, capacity) {
  // A getter may call back into the package while its object is being walked: then there are two tapes.
  const outer = walking ? { tape, view, at } : undefined;
  if (outer) renew(4096);
  walking = true;
  at = 0;
  try {
    write(value, shapes[shape]);
    const length = at;
    if (length <= capacity) new Uint8Array(memory.buffer, address, length).set(tape.subarray(0, length));
    return length;
  } finally {
    walking = outer !== undefined;
    if (outer) ({ tape, view, at } = outer);
    else if (tape.length > MOST_KEPT) renew(4096);
  }
}

function renew(size) {
  tape = new Uint8Array(size);
  view = new DataView(tape.buffer);
}

function reserve(count) {
  if (at + count <= tape.length) return;
  const old = tape;
  renew(Math.max(old.length * 2, at + count));
  tape.set(old);
}

function write(value, shape) {
  if (at + 16 > tape.length) reserve(16);
  switch (typeof value) {
    case 'string':
      if (shape.kind === TEXT_SHAPE) writeText(value);
      else tape[at++] = SOME_STRING;
      return;
    case 'number':
      if (shape.kind === NUMBER_SHAPE) {
        tape[at++] = NUMBER;
        view.setFloat64(at, value, true);
        at += 8;
      } else tape[at++] = SOME_NUMBER;
      return;
    case 'boolean':
      tape[at++] = shape.kind === FLAG_SHAPE ? (value ? TRUE : FALSE) : SOME_BOOLEAN;
      return;
    case 'object':
      if (value === null) tape[at++] = NULL;
      else writeObject(value, shape);
      return;
    case 'undefined':
      tape[at++] = NULL;
      return;
    case 'bigint':
      tape[at++] = BIGINT;
      return;
    case 'symbol':
      tape[at++] = SYMBOL;
      return;
    default:
      tape[at++] = FUNCTION;
  }
}

function writeObject(value, shape) {
  const list = isList(value);
  if (list === undefined) tape[at++] = UNREADABLE;
  else if (list) {
    if (shape.kind !== LIST_SHAPE) tape[at++] = SOME_LIST;
    else writeList(value, shape.element);
  } else if (shape.kind !== OBJECT_SHAPE) tape[at++] = SOME_OBJECT;
  else writeFields(value, shape.fields);
}

function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return undefined; // a proxy that was revoked
  }
}

function writeFields(object, fields) {
  tape[at++] = OBJECT;
  for (let index = 0; index < fields.length; index++) {
    const { name, place, shape } = fields[index];
    let value;
    try {
      value = object[name];
    } catch {
      reserve(16);
      tape[at++] = place;
      tape[at++] = UNREADABLE;
      continue;
    }
    if (value === undefined || value === null) continue;
    if (at + 16 > tape.length) reserve(16);
    tape[at++] = place;
    write(value, shape);
  }
  reserve(16);
  tape[at++] = END;
}

function writeList(list, element) {
  tape[at++] = LIST;
  let length = 0;
  try {
    length = Math.min(list.length >>> 0, mostItems + 1);
  } catch {
    // A proxy without a length has no elements.
  }
  for (let index = 0; index < length; index++) {
    let value;
    try {
      value = list[index];
    } catch {
      reserve(16);
      tape[at++] = UNREADABLE;
      continue;
    }
    write(value, element);
  }
  reserve(16);
  tape[at++] = END;
}

function writeText(text) {
  const { length } = text;
  reserve(8 + length * 3);
  tape[at] = TEXT;
  const start = at + 5;
  let written = 0;
  // Timestamps and states are short and plain: a loop beats the encoder's call.
  if (length < 64) {
    for (; written < length; written++) {
      const unit = text.charCodeAt(written);
      if (unit > 127) break;
      tape[start + written] = unit;
    }
  }
  if (written < length) ({ written } = encoder.encodeInto(text, tape.subarray(start)));
  view.setUint32(at + 1, written, true);
  at = start + written;
}

/** A bug of this package: the instance is lost, but not in silence. */
export function panicked(message) {
  console.error(`conversation-chat ${message}`);
}

// Text.

let read = 0;

export function textLength(json) {
  if (typeof json === 'string') return json.length;
  if (json instanceof Uint8Array) return json.byteLength;
  throw new TypeError('expected JSON as a string or as a `Uint8Array`');
}

export function copyText(json, from, address, capacity) {
  const target = new Uint8Array(memory.buffer, address, capacity);
  if (typeof json === 'string') {
    const result = encoder.encodeInto(from === 0 ? json : json.slice(from), target);
    read = result.read;
    return result.written;
  }
  read = Math.min(json.byteLength, capacity);
  target.set(json.subarray(from, from + read));
  return read;
}

export function unitsRead() {
  return read;
}

export function parseText(json, mend, prune) {
  let text = typeof json === 'string' ? json : decoder.decode(json);
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  text = wellFormed(text);
  if (mend) text = text.replace(ESCAPE, (escape) => (LONE.test(escape) ? '\\ufffd' : escape));
  const value = JSON.parse(text);
  return prune ? (pruned(value, shapes[0]) ?? {}) : value;
}

const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|[^u])/g;
const LONE = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/;

function wellFormed(text) {
  if (text.isWellFormed === undefined) return decoder.decode(encoder.encode(text));
  return text.isWellFormed() ? text : text.toWellFormed();
}

export const parseNumber = Number;

/** The value without what counts as absent: what is `null`, or of the wrong kind. */
function pruned(value, shape) {
  if (value === null) return undefined;
  switch (shape.kind) {
    case LIST_SHAPE:
      return Array.isArray(value) ? prunedList(value, shape.element) : undefined;
    case OBJECT_SHAPE:
      return typeof value === 'object' && !Array.isArray(value) ? prunedFields(value, shape.fields) : undefined;
    case FLAG_SHAPE:
      return typeof value === 'boolean' ? value : undefined;
    case NUMBER_SHAPE:
      return Number.isFinite(value) ? value : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function prunedList(list, element) {
  return list
    .slice(0, mostItems)
    .map((value) => pruned(value, element))
    .filter((value) => value !== undefined);
}

function prunedFields(object, fields) {
  for (const { name, shape } of fields) {
    if (!Object.hasOwn(object, name)) continue;
    const value = pruned(object[name], shape);
    if (value === undefined) delete object[name];
    else object[name] = value;
  }
  return object;
}

// Answers.

export function report(valid, issues, chat) {
  return chat === undefined ? { valid, issues: issues ?? [] } : { chat, valid, issues: issues ?? [] };
}

export function rosterChange(communicationId, added, issues) {
  return { communicationId, change: added ? 'added' : 'updated', issues: issues ?? [] };
}

export function copyNumbers(target, address, count) {
  const copy = target?.length === count ? target : new Float64Array(count);
  copy.set(new Float64Array(memory.buffer, address, count));
  return copy;
}

export function durationsOf() {
  if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer, numbersAddress, numbersCount);
  const durations = {
    alert: timer(0),
    contacting: timer(4),
    dialing: timer(8),
    talk: timer(12),
    hold: timer(16),
    afterCallWork: timer(20),
    handle: timer(24),
    basis: numbers[32] === 1 ? 'segments' : 'timestamps',
  };
  if (numbers[29] === 1) durations.currentHold = timer(28);
  return durations;
}

function timer(index) {
  const result = { ms: numbers[index], running: numbers[index + 1] === 1, count: numbers[index + 2] };
  const remainingMs = numbers[index + 3];
  if (!Number.isNaN(remainingMs)) result.remainingMs = remainingMs;
  return result;
}
