// The rows of the module as frozen objects.

import { BASES, ROW_NUMBERS, ROW_TEXTS, TIMERS } from './generated.js';
import { copyOf, memoryNumbers } from './host.js';
import { NUMBERS_EACH, timersOf } from './timing.js';

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

/** Makes a new object of each row that has changed since the last call. */
export function updateRows(core, rows) {
  const json = core.takeChanged();
  const count = core.numbersLength();
  const [texts, ids] = json === '' ? NO_NEWS : JSON.parse(json);
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
  const numbers = copyOf(all, first, LASTING);
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
