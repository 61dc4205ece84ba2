// The roster: the module's rows as frozen objects, which stay the same until something other than
// time changes.

import { bytesOf, checkMoment } from './arguments.js';
import { RosterCore } from './conversation_chat_bg.js';
import { syntaxError } from './errors.js';
import { CHANGES, PATH_NAMES, TIMERS } from './generated.js';
import { bring, numbersAt, numbersOut, roomFor } from './host.js';
import { hide, release, reveal } from './internals.js';
import { Rows } from './rows.js';
import { checkStack } from './stack.js';
import { record, recordList, walkers } from './tape.js';
import { basisOfNumbers, stopwatchesOfNumbers } from './timing.js';

const NAME = 'Roster';
const HELD = TIMERS.length * 4 + 1;
const PARKED = HELD + 1;
const REVISION = HELD + 2;
const TEXTS = [
  'communicationId',
  'conversationId',
  'participantId',
  'mediaType',
  'purpose',
  'userId',
  'queueId',
  'direction',
  'customerName',
  'customerAddress',
  'state',
];

const HAS_ISSUES = 1;
const IS_RENAMED = 2;

/** The options as the module takes them; throws a `TypeError` if they are none. */
function checkOptions(options = {}) {
  const { userId, purposes } = options ?? {};
  if (userId !== undefined && userId !== null && typeof userId !== 'string')
    throw new TypeError('expected `userId` to be a string');
  if (purposes === undefined || purposes === null) return [userId ?? undefined, undefined];
  const isList = typeof purposes === 'object' && typeof purposes[Symbol.iterator] === 'function';
  const list = isList ? Array.from(purposes) : [undefined];
  if (!list.every((purpose) => typeof purpose === 'string'))
    throw new TypeError('expected `purposes` to be a list of strings');
  return [userId ?? undefined, list];
}

function internalsOf(core) {
  return {
    core,
    rows: new Rows(),
    /** Whether the module may have rows that are not taken over yet. */
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
    checkStack();
    const core = new RosterCore(...checked);
    const refused = core.restore(bring(saved), at, ...checked);
    if (refused !== undefined) {
      core.free();
      throw new Error(`cannot restore the roster: ${refused}`);
    }
    const roster = Object.create(Roster.prototype);
    begin(roster, core);
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
    if (
      stepMs !== undefined &&
      !(typeof stepMs === 'number' && stepMs > 0 && Number.isFinite(stepMs))
    ) {
      throw new RangeError('expected `stepMs` to be a finite number of milliseconds above 0');
    }
    const internals = reveal(this, NAME);
    checkStack();
    fireDue(internals, now);
    announce(internals);
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
    // Read before anything is asked of the roster: getters may free it.
    const { timer, afterMs } = threshold ?? {};
    if (!TIMERS.includes(timer))
      throw new RangeError(
        `expected \`timer\` to be one of ${TIMERS.map((name) => `\`${name}\``).join(', ')}`,
      );
    if (typeof afterMs !== 'number' || !Number.isFinite(afterMs) || afterMs < 0)
      throw new RangeError('expected `afterMs` to be a finite number of milliseconds, at least 0');
    if (typeof listener !== 'function') throw new TypeError('expected `listener` to be a function');
    const internals = reveal(this, NAME);
    checkStack();
    const id = internals.core.addThreshold(TIMERS.indexOf(timer), afterMs);
    internals.thresholds.set(id, listener);
    return () => {
      checkStack();
      if (internals.thresholds.delete(id)) internals.core?.removeThreshold(id);
    };
  }

  save() {
    const { core } = reveal(this, NAME);
    checkStack();
    return core.save();
  }

  free() {
    release(this);
  }
}

if (Symbol.dispose) Roster.prototype[Symbol.dispose] = Roster.prototype.free;

function begin(roster, core) {
  const internals = internalsOf(core);
  internals.stale = true;
  hide(roster, NAME, internals);
  // Bound, as stores of user interfaces are called; on the object itself, and not shown when it is
  // listed.
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

/** What a roster keeps, with the rows of now. */
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
    fireDue(internals, at);
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
    fireDue(internals, at);
    // Getters of the payload may do anything, also free the roster: so that is asked again.
    length = isList(payload)
      ? recordList(payload, walkers.conversation, roomFor)
      : record(payload, walkers.payload, roomFor);
    internals = reveal(roster, NAME);
    internals.core.receiveTape(length, at, asked, isComplete);
  }
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

/** What the last payload changed. */
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
    // What is gone for good has no number any more.
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

/** The rows of now: the same array, and the same rows, as long as only time passes. */
function snapshotOf(internals) {
  const { core, rows } = internals;
  if (internals.stale) {
    internals.stale = false;
    const count = core.takeChanged();
    if (count > 0) for (const serial of numbersOf(core, count)) updateRow(core, rows, serial);
  }
  return rows.snapshot;
}

/** Makes a row anew if anything of it is new. */
function updateRow(core, rows, serial) {
  if (!core.row(serial)) {
    rows.delete(serial);
    return;
  }
  const numbers = numbersOut().slice();
  const old = rows.numbers(serial);
  if (old !== undefined && areSame(old, numbers)) return;
  const row = {};
  if (old !== undefined && old[REVISION] === numbers[REVISION]) {
    const known = rows.row(serial);
    for (const name of TEXTS) if (known[name] !== undefined) row[name] = known[name];
  } else {
    JSON.parse(core.rowTexts(serial)).forEach((text, index) => {
      if (text !== null) row[TEXTS[index]] = text;
    });
  }
  row.held = numbers[HELD] === 1;
  row.parked = numbers[PARKED] === 1;
  row.timers = stopwatchesOfNumbers(numbers, Object.freeze);
  row.basis = basisOfNumbers(numbers);
  rows.set(serial, Object.freeze(row), numbers);
}

/** Whether two lists have the same numbers; what is absent is NaN. */
function areSame(some, others) {
  for (let index = 0; index < some.length; index++)
    if (!Object.is(some[index], others[index])) return false;
  return true;
}

/** Tells the listeners if there is something to see. */
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

/** A listener that throws keeps nobody else from being called. */
function callListener(listener, ...values) {
  try {
    listener(...values);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
