// Checking: of objects, of text, and as a Standard Schema (https://standardschema.dev).

import { checkJson } from './arguments.js';
import { validate, whyNoJson } from './conversation_chat_bg.js';
import { encodeChat } from './encoders.js';
import { syntaxError } from './errors.js';
import { MOST_ITEMS, kinds } from './generated.js';
import { bring, numbersOut, roomFor } from './host.js';
import { encodeWith, nulls } from './encoder.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The report about a value, and whether a part of the value counts as absent. */
function check(value) {
  const issues = validate(encodeWith(value, encodeChat, roomFor)) ?? [];
  const [valid, dropped] = numbersOut();
  return { report: { valid: valid === 1, issues }, dropped: dropped === 1 || nulls };
}

export function validateChat(value) {
  return check(value).report;
}

export function parseChat(json) {
  const value = parsed(checkJson(json));
  const { report, dropped } = check(value);
  return { chat: dropped ? (pruned(value, kinds, true) ?? {}) : value, ...report };
}

export const conversationChat = Object.freeze({
  '~standard': Object.freeze({
    version: 1,
    vendor: 'conversation-chat',
    validate(value) {
      const { report, dropped } = check(value);
      if (report.valid) return { value: dropped ? pruned(value, kinds, false) : value };
      const errors = report.issues.filter(({ severity }) => severity === 'error');
      return { issues: errors.map(({ message, path }) => ({ message, path })) };
    },
  }),
});

/**
 * The value of JSON text, or a `SyntaxError`. `JSON.parse` must make the value anyway, and
 * the value is checked faster than the text.
 */
export function parsed(text) {
  const value = parseJson(text);
  if (value === undefined)
    throw syntaxError(whyNoJson(bring(text)) || 'expected JSON that `JSON.parse` can read');
  return value;
}

/** The value of JSON text; `undefined` if the text is not JSON. */
function parseJson(json) {
  try {
    let text = typeof json === 'string' ? json : decoder.decode(json);
    if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    text = wellFormed(text);
    if (text.includes('\\u'))
      text = text.replace(ESCAPE, (unit) => (LONE.test(unit) ? '\\ufffd' : unit));
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|[^u])/g;
const LONE = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/;

function wellFormed(text) {
  if (text.isWellFormed === undefined) return decoder.decode(encoder.encode(text));
  return text.isWellFormed() ? text : text.toWellFormed();
}

/**
 * The value without what counts as absent: `null`, and values of the wrong kind. `own`: whether the
 * value may be changed; otherwise each changed part is copied.
 */
function pruned(value, kind, own) {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(kind))
    return Array.isArray(value) ? prunedList(value, kind[0], own) : undefined;
  if (typeof kind === 'object')
    return typeof value === 'object' && !Array.isArray(value)
      ? prunedFields(value, kind, own)
      : undefined;
  return typeof value === kind && (kind !== 'number' || Number.isFinite(value)) ? value : undefined;
}

function prunedList(list, kind, own) {
  return list
    .slice(0, MOST_ITEMS)
    .map((value) => pruned(value, kind, own))
    .filter((value) => value !== undefined);
}

function prunedFields(object, kinds, own) {
  const result = own ? object : { ...object };
  for (const [name, kind] of Object.entries(kinds)) {
    // A field that is not an own property may be inherited from a class.
    if (!(own ? Object.hasOwn(object, name) : name in object)) continue;
    const value = pruned(object[name], kind, own);
    if (value === undefined) delete result[name];
    else if (result[name] !== value) result[name] = value;
  }
  return result;
}
