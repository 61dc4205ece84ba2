// What the module asks of JavaScript: to bring text and objects into its memory, and to make objects of its answers.

import { limit, mostItems, nulls, record } from './tape.js';
import { kinds, walkers } from './walk.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

let memory;
let room = new Uint8Array(0);
let numbers = new Float64Array(0);
let numbersAddress = 0;
let numbersCount = 0;

/** Called once, when the module starts. */
export function attach(moduleMemory, items, address, count) {
  memory = moduleMemory;
  limit(items);
  numbersAddress = address;
  numbersCount = count;
}

/** The part of the module's memory where input goes: nearly always the same one. */
function roomAt(address, capacity) {
  if (room.buffer !== memory.buffer || room.byteOffset !== address || room.length !== capacity) room = new Uint8Array(memory.buffer, address, capacity);
  return room;
}

export function walk(value, walker, address, capacity) {
  return record(value, walkers[walker], () => roomAt(address, capacity));
}

/** A bug of this package: the instance is lost, but not in silence. */
export function panicked(message) {
  console.error(`conversation-chat ${message}`);
}

// Text.

export function bringText(json, address, capacity) {
  const target = roomAt(address, capacity);
  if (typeof json === 'string') {
    // Mostly every unit is one byte; where not, mostly few are more; three bytes hold any.
    if (json.length > capacity) return json.length + (json.length >> 3) + 64;
    const { read, written } = encoder.encodeInto(json, target);
    return read === json.length ? written : json.length * 3;
  }
  if (!(json instanceof Uint8Array)) return NaN;
  if (json.length <= capacity) target.set(json);
  return -1 - json.length;
}

/** The value of JSON text; `undefined` if it is none. */
export function parseJson(json) {
  try {
    let text = typeof json === 'string' ? json : decoded(json);
    if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    text = wellFormed(text);
    if (text.includes('\\u')) text = text.replace(ESCAPE, (escape) => (LONE.test(escape) ? '\\ufffd' : escape));
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(json) {
  return json instanceof Uint8Array ? decoder.decode(json) : undefined;
}

const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|[^u])/g;
const LONE = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/;

function wellFormed(text) {
  if (text.isWellFormed === undefined) return decoder.decode(encoder.encode(text));
  return text.isWellFormed() ? text : text.toWellFormed();
}

export const parseNumber = Number;

/** The value without what counts as absent: what is `null`, or of the wrong kind. */
function pruned(value, kind) {
  if (value === null) return undefined;
  if (Array.isArray(kind)) return Array.isArray(value) ? prunedList(value, kind[0]) : undefined;
  if (typeof kind === 'object') return typeof value === 'object' && !Array.isArray(value) ? prunedFields(value, kind) : undefined;
  return typeof value === kind && (kind !== 'number' || Number.isFinite(value)) ? value : undefined;
}

function prunedList(list, kind) {
  return list
    .slice(0, mostItems)
    .map((value) => pruned(value, kind))
    .filter((value) => value !== undefined);
}

function prunedFields(object, kinds) {
  for (const [name, kind] of Object.entries(kinds)) {
    if (!Object.hasOwn(object, name)) continue;
    const value = pruned(object[name], kind);
    if (value === undefined) delete object[name];
    else object[name] = value;
  }
  return object;
}

// Answers.

export function report(valid, issues) {
  return { valid, issues: issues ?? [] };
}

/** `leftOut`: whether a value of the chat that was walked last counts as absent. */
export function parsedChat(value, leftOut, valid, issues) {
  const chat = leftOut || nulls ? (pruned(value, kinds) ?? {}) : value;
  return { chat, valid, issues: issues ?? [] };
}

export function appendChange(list, communicationId, added, issues) {
  list.push({ communicationId, change: added ? 'added' : 'updated', issues: issues ?? [] });
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
