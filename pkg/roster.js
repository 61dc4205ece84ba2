// `Roster`: the rows of the module as frozen objects, which stay the same until something other
// than time changes.

import { bytesOf, checkMoment, checkNames, checkStep, listOf } from './arguments.js';
import { RosterCore } from './conversation_chat_bg.js';
import { encodeListWith, encodeWith } from './encoder.js';
import { encodeConversation, encodePayload } from './encoders.js';
import { syntaxError } from './errors.js';
import { BASES, CHANGES, PATH_NAMES, ROW_NUMBERS, ROW_TEXTS, TIMERS } from './generated.js';
import { bring, memoryNumbers, numbersAt, roomFor } from './host.js';
import { hide, release, reveal, wake } from './internals.js';
import { Rows } from './rows.js';
import { checkStack } from './stack.js';
import { NUMBERS_EACH, timersOf } from './timing.js';

const NAME = 'Roster';

/** Where the numbers of a row begin behind those of its stopwatches, and where each is. */
const FIRST = TIMERS.length * NUMBERS_EACH;
const PLACES = Object.fromEntries(ROW_NUMBERS.map((name, index) => [name, FIRST + index]));
const COUNT = FIRST + ROW_NUMBERS.length;
/** How many of the numbers last: the others say which parts of a row are new. */
const LASTING = PLACES.texts;

/** The texts and the messages of rows of which none are new. */
const NO_NEWS = [[], []];

/** The numbers of a row that are moments. */
const MOMENTS = ['startedAt', 'connectedAt', 'endedAt'];

/** The texts that belong to the wrap-up of a row. */
const WRAPUP = { wrapupCode: 'code', wrapupName: 'name' };

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
    const news = core.takeChanged();
    const count = core.numbersLength();
    if (count > 0) updateRows(core, rows, count, news === '' ? NO_NEWS : JSON.parse(news));
  }
  return rows.snapshot;
}

/** Makes a new object of each row in which anything has changed. */
function updateRows(core, rows, count, [texts, ids]) {
  const all = memoryNumbers();
  let nextTexts = 0;
  let nextIds = 0;
  let at = core.numbersAddress() / all.BYTES_PER_ELEMENT;
  for (const end = at + count; at < end; ) {
    const serial = all[at];
    const isShown = all[at + 1] === 1;
    at += 2;
    if (!isShown) {
      rows.delete(serial);
      continue;
    }
    const first = at;
    at += COUNT;
    const news = {};
    if (all[first + PLACES.texts] === 1) news.texts = texts[nextTexts++];
    const messages = all[first + PLACES.messages];
    if (!Number.isNaN(messages)) {
      news.messages = messagesOf(ids[nextIds++], all, at);
      at += 2 * messages;
    }
    updateRow(rows, serial, all, first, news);
  }
}

/** Makes a new object of a row, whose numbers begin at `first` of `all`, if it has changed. */
function updateRow(rows, serial, all, first, news) {
  const old = rows.numbers(serial);
  const isSame = news.texts === undefined && news.messages === undefined;
  if (isSame && old !== undefined && areSame(old, all, first, LASTING)) return;
  const numbers = [];
  for (let place = 0; place < LASTING; place++) numbers.push(all[first + place]);
  const known = old === undefined ? undefined : rows.row(serial);
  const row = known === undefined || news.texts ? textsOf(news.texts) : knownTexts(known);
  const number = (name) => numbers[PLACES[name]];
  row.held = number('held') === 1;
  row.parked = number('parked') === 1;
  if (!Number.isNaN(number('current'))) row.current = TIMERS[number('current')];
  for (const name of MOMENTS) if (!Number.isNaN(number(name))) row[name] = number(name);
  if (!Number.isNaN(number('wrapupRequired'))) row.wrapupRequired = number('wrapupRequired') === 1;
  if (number('isConsult') === 1) row.isConsult = true;
  if (!Number.isNaN(number('provisional')))
    row.wrapup = Object.freeze({ ...row.wrapup, provisional: number('provisional') === 1 });
  const messages = news.messages ?? known?.messages;
  if (messages?.length > 0) row.messages = messages;
  row.timers = known && areSame(old, numbers, 0, FIRST) ? known.timers : timersOf(numbers);
  row.basis = BASES[number('basis')];
  rows.set(serial, Object.freeze(row), numbers);
}

/** The texts of a row, which others may be added to. */
function textsOf(texts) {
  const row = {};
  const wrapup = {};
  texts.forEach((text, index) => {
    const name = ROW_TEXTS[index];
    if (text === null) return;
    if (name in WRAPUP) wrapup[WRAPUP[name]] = text;
    else row[name] = text;
  });
  if (Object.keys(wrapup).length > 0) row.wrapup = Object.freeze(wrapup);
  return row;
}

function knownTexts(known) {
  const row = {};
  for (const name of ROW_TEXTS) if (known[name] !== undefined) row[name] = known[name];
  if (known.wrapup !== undefined) row.wrapup = known.wrapup;
  return row;
}

/** The messages of a row, whose moments and directions are in `numbers` from `first` on. */
function messagesOf(ids, numbers, first) {
  const messageOf = (id, index) => {
    const at = first + 2 * index;
    return Object.freeze({ id, at: numbers[at], inbound: numbers[at + 1] === 1 });
  };
  return Object.freeze(ids.map(messageOf));
}

/** Whether the first `count` numbers are those from `first` on; what is absent is NaN. */
function areSame(some, others, first, count) {
  for (let index = 0; index < count; index++)
    if (!Object.is(some[index], others[first + index])) return false;
  return true;
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
