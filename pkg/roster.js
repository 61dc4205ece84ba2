// `Roster`: the rows of the module as frozen objects, which stay the same until something other
// than time changes.

import { bytesOf, checkMoment, checkNames, checkStep, listOf } from './arguments.js';
import { RosterCore } from './conversation_chat_bg.js';
import { encodeListWith, encodeWith } from './encoder.js';
import { encodeConversation, encodePayload } from './encoders.js';
import { syntaxError } from './errors.js';
import { CHANGES, PATH_NAMES, TIMERS } from './generated.js';
import { bring, numbersAt, roomFor } from './host.js';
import { hide, release, reveal, wake } from './internals.js';
import { updateRows } from './row.js';
import { Rows } from './rows.js';
import { checkStack } from './stack.js';

const NAME = 'Roster';

const HAS_ISSUES = 1;
const IS_RENAMED = 2;

/** The options for the module; throws a `TypeError` if they are invalid. */
function checkOptions(options = {}) {
  checkNames(options, ['userId', 'purposes'], '`RosterOptions`');
  const { userId, purposes } = options;
  if ('userId' in options && typeof userId !== 'string')
    throw new TypeError(
      `expected \`userId\` to be a string, found ${userId === null ? 'null' : typeof userId}: without the option, everybody's communications get a row`,
    );
  if (purposes === undefined || purposes === null) return [userId, undefined];
  const isList = typeof purposes === 'object' && typeof purposes[Symbol.iterator] === 'function';
  const list = isList ? Array.from(purposes) : [undefined];
  if (!list.every((purpose) => typeof purpose === 'string'))
    throw new TypeError('expected `purposes` to be a list of strings');
  return [userId, list];
}

function internalsOf(core) {
  return {
    core,
    rows: new Rows(),
    /** Whether the module may have changed rows that are not read yet. */
    stale: false,
    listeners: new Set(),
    thresholds: new Map(),
  };
}

export class Roster {
  constructor(options) {
    const checked = checkOptions(options);
    checkStack();
    begin(this, new RosterCore(...checked));
  }

  static restore(saved, at, options) {
    checkMoment(at, 'at');
    if (typeof saved !== 'string')
      throw new TypeError('expected `saved` to be a string that `save` gave');
    const checked = checkOptions(options);
    const { version, numbers, texts } = parseSaved(saved);
    // Of a subclass, its own constructor.
    const roster = new this(options);
    const internals = reveal(roster, NAME);
    checkStack();
    const refused = internals.core.restore(version, numbers, texts, at, ...checked);
    if (refused !== undefined) {
      roster.free();
      throw new Error(`cannot restore the roster: ${refused}`);
    }
    internals.stale = true;
    return roster;
  }

  receive(payload, at, askedAt) {
    return take(this, payload, at, askedAt, false);
  }

  sync(list, at, askedAt) {
    return take(this, list, at, askedAt, true);
  }

  get rows() {
    return upToDate(this).rows.snapshot;
  }

  get(communicationId) {
    return upToDate(this).rows.find((row) => row.communicationId === communicationId);
  }

  advance(now, stepMs) {
    checkMoment(now, 'now');
    checkStep(stepMs);
    const internals = reveal(this, NAME);
    checkStack();
    fireDue(internals, now);
    announce(internals);
    // A listener may have freed the roster.
    return internals.core?.advance(now, stepMs ?? NaN);
  }

  remove(communicationId) {
    const internals = reveal(this, NAME);
    checkStack();
    if (typeof communicationId !== 'string' || !internals.core.remove(communicationId))
      return false;
    internals.stale = true;
    announce(internals);
    return true;
  }

  onThreshold(threshold, listener) {
    // Read before the roster is used, because getters may free it.
    checkNames(threshold, ['timer', 'afterMs'], 'a threshold');
    const { timer, afterMs } = threshold;
    if (!TIMERS.includes(timer))
      throw new RangeError(`expected \`timer\` to be one of ${listOf(TIMERS)}`);
    if (typeof afterMs !== 'number' || !Number.isFinite(afterMs) || afterMs < 0)
      throw new RangeError('expected `afterMs` to be a finite number of milliseconds, at least 0');
    if (typeof listener !== 'function') throw new TypeError('expected `listener` to be a function');
    const internals = reveal(this, NAME);
    checkStack();
    const id = internals.core.addThreshold(TIMERS.indexOf(timer), afterMs);
    internals.thresholds.set(id, listener);
    wake(internals);
    return () => {
      checkStack();
      if (internals.thresholds.delete(id)) internals.core?.removeThreshold(id);
    };
  }

  explain(communicationId) {
    const { core } = reveal(this, NAME);
    checkStack();
    return typeof communicationId === 'string' ? core.explain(communicationId) : undefined;
  }

  save() {
    const { core } = reveal(this, NAME);
    checkStack();
    const texts = JSON.parse(core.save());
    const numbers = Array.from(numbersOf(core, core.numbersLength()), (number) =>
      Number.isNaN(number) ? null : number,
    );
    return JSON.stringify({ conversationChatRoster: RosterCore.version(), numbers, texts });
  }

  free() {
    release(this);
  }
}

/** What `save` wrote; an `Error` if it is something else. */
function parseSaved(saved) {
  const isNumber = (value) => value === null || typeof value === 'number';
  const isText = (value) => typeof value === 'string';
  let parsed;
  try {
    parsed = JSON.parse(saved);
  } catch {
    // The error is thrown below.
  }
  const { conversationChatRoster: version, numbers, texts } = parsed ?? {};
  if (typeof version !== 'number')
    throw new Error(
      'cannot restore the roster: expected a roster that `save` wrote, of this version',
    );
  if (
    !(
      Array.isArray(numbers) &&
      numbers.every(isNumber) &&
      Array.isArray(texts) &&
      texts.every(isText)
    )
  )
    throw new Error(
      'cannot restore the roster: expected a saved roster as it was written, found a damaged one',
    );
  return { version, texts, numbers: Float64Array.from(numbers, (value) => value ?? NaN) };
}

if (Symbol.dispose) Roster.prototype[Symbol.dispose] = Roster.prototype.free;

function begin(roster, core) {
  const internals = internalsOf(core);
  internals.stale = true;
  hide(roster, NAME, internals);
  // Bound, because user interfaces call the methods of a store without the store; own properties
  // that are not enumerable.
  const bound = {
    subscribe(listener) {
      if (typeof listener !== 'function')
        throw new TypeError('expected `listener` to be a function');
      reveal(roster, NAME);
      const entry = { listener };
      internals.listeners.add(entry);
      return () => void internals.listeners.delete(entry);
    },
    getSnapshot: () => upToDate(roster).rows.snapshot,
  };
  for (const [name, value] of Object.entries(bound)) Object.defineProperty(roster, name, { value });
}

/** The internal state of a roster, with the current rows. */
function upToDate(roster) {
  const internals = reveal(roster, NAME);
  if (internals.stale) checkStack();
  snapshotOf(internals);
  return internals;
}

function take(roster, payload, at, askedAt, isComplete) {
  checkMoment(at, 'at');
  if (askedAt !== undefined) checkMoment(askedAt, 'askedAt');
  const asked = askedAt ?? NaN;
  const text = typeof payload === 'string' ? payload : bytesOf(payload);
  let internals = reveal(roster, NAME);
  checkStack();
  let length;
  if (text !== undefined) {
    length = bring(text);
    const wrong = reveal(roster, NAME).core.receiveText(
      length,
      typeof payload === 'string',
      at,
      asked,
      isComplete,
    );
    if (wrong !== undefined) throw syntaxError(wrong);
  } else {
    if (typeof payload !== 'object' || payload === null)
      throw new TypeError('expected a payload as a string, as a `Uint8Array` or as an object');
    // Getters of the payload may have freed the roster, so this is checked again.
    length = isList(payload)
      ? encodeListWith(payload, encodeConversation, roomFor)
      : encodeWith(payload, encodePayload, roomFor);
    internals = reveal(roster, NAME);
    internals.core.receiveEncoded(length, at, asked, isComplete);
  }
  const refusal = isComplete ? internals.core.refusal() : undefined;
  if (refusal !== undefined) throw new TypeError(refusal);
  const changes = changesOf(internals);
  fireDue(internals, at);
  announce(internals);
  return changes;
}

function isList(payload) {
  try {
    return Array.isArray(payload);
  } catch {
    return false; // a proxy that was revoked
  }
}

/** The changes of the last payload. */
function changesOf(internals) {
  const { core, rows } = internals;
  const changes = [];
  const count = core.numbersLength();
  if (count === 0) return changes;
  const numbers = numbersOf(core, count);
  /** The id that a row has had until now. */
  const knownId = (serial) => rows.row(serial)?.communicationId;
  const serials = [];
  for (let at = 0; at < numbers.length; ) {
    const serial = numbers[at];
    const kind = numbers[at + 1];
    const flags = numbers[at + 2];
    const end = at + 4 + numbers[at + 3];
    const path = [];
    for (at += 4; at < end; at++)
      path.push(numbers[at] < 0 ? PATH_NAMES[-1 - numbers[at]] : numbers[at]);
    const index = changes.length;
    // A removed row has no number any more.
    const change = {
      communicationId: serial < 0 ? core.idOf(index) : knownId(serial),
      type: CHANGES[kind],
      path,
      issues: flags & HAS_ISSUES ? core.issuesOf(index) : [],
    };
    if (flags & IS_RENAMED) change.formerId = change.communicationId;
    changes.push(change);
    serials.push(serial);
  }
  internals.stale = true;
  snapshotOf(internals);
  changes.forEach((change, index) => {
    change.communicationId = knownId(serials[index]) ?? change.communicationId;
  });
  return changes;
}

/** A copy of the numbers of the module, of which it says how many there are. */
function numbersOf(core, count) {
  return numbersAt(core.numbersAddress(), count);
}

/** The current rows: the same array, and the same rows, while only time passes. */
function snapshotOf(internals) {
  const { core, rows } = internals;
  if (internals.stale) {
    internals.stale = false;
    updateRows(core, rows);
  }
  return rows.snapshot;
}

/** Calls the listeners if the rows have changed. */
function announce(internals) {
  const before = internals.announced;
  if (internals.core === undefined) return;
  internals.announced = snapshotOf(internals);
  if (internals.announced === before || (before === undefined && internals.announced.length === 0))
    return;
  for (const { listener } of [...internals.listeners]) callListener(listener);
}

/**
 * Calls the listeners of thresholds that were reached until `now`, and ends work whose limit is
 * reached.
 */
function fireDue(internals, now) {
  const count = internals.core.due(now);
  internals.stale = true;
  if (count === 0) return;
  const due = numbersOf(internals.core, count);
  snapshotOf(internals);
  for (let at = 0; at < due.length; at += 2) {
    const listener = internals.thresholds.get(due[at]);
    const row = internals.rows.row(due[at + 1]);
    if (listener && row) callListener(listener, row);
  }
}

/** Calls a listener. If it throws, the others are called all the same. */
function callListener(listener, ...values) {
  try {
    listener(...values);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
