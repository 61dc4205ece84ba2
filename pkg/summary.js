// What was handled in a span of time, and how long it took: sums of rows and of analytics sessions.
// Plain JavaScript, since rows live here.

import { checkMoment, checkNames } from './arguments.js';
import { elapsed } from './time.js';

const SUMS = ['talk', 'hold', 'contacting', 'dialing', 'afterCallWork', 'handle'];
const AVERAGES = ['talk', 'hold', 'afterCallWork', 'handle'];
const OPTIONS = ['from', 'to', 'unsettled', 'states'];
/** The routing statuses of which occupancy is made; the first is the occupied one. */
const OCCUPANCY = ['INTERACTING', 'COMMUNICATING', 'IDLE'];
const DAY_MS = 86_400_000;

export function summary(rows, now, options = {}) {
  checkMoment(now, 'now');
  const { from = -Infinity, to = Infinity, unsettled = [], states } = checked(options);
  const open = new Set(unsettled);
  const all = figures();
  const byMedium = {};
  for (const row of unique(rows)) {
    const at = handledAt(row, now);
    if (at === undefined || at < from || at >= to || at > now) continue;
    byMedium[row.mediaType ?? 'unknown'] ??= figures();
    for (const part of [all, byMedium[row.mediaType ?? 'unknown']])
      add(part, row, now, open.has(row.conversationId));
  }
  for (const part of [all, ...Object.values(byMedium)]) average(part);
  const occupancy = states && occupancyOf(states, Math.max(from, 0), Math.min(to, now));
  return { ...all, byMedium, occupancy };
}

function checked(options) {
  checkNames(options, OPTIONS, 'the options of `summary`');
  const { from, to } = options;
  if (from !== undefined) checkMoment(from, 'from');
  if (to !== undefined) checkMoment(to, 'to');
  return options;
}

/** Each communication once; the platform's own record of it counts before a row. */
function unique(rows) {
  if (typeof rows?.[Symbol.iterator] !== 'function')
    throw new TypeError('expected `rows` to be a list of rows or of analytics sessions');
  const found = new Map();
  for (const row of rows) {
    const id = row.communicationId ?? row.sessionId ?? row;
    if (found.get(id)?.record === undefined) found.set(id, row);
  }
  return found.values();
}

/** When the work for a communication ended; `undefined` if it goes on, or if nobody handled it. */
function handledAt({ endedAt, timers }, now) {
  if (endedAt === undefined || timers.afterCallWork.since !== undefined) return undefined;
  if (elapsed(timers.handle, now) === 0) return undefined;
  return endedAt + timers.afterCallWork.ms;
}

const figures = () => ({
  handled: 0,
  ...Object.fromEntries(SUMS.map((name) => [name, 0])),
  holds: 0,
  longestHold: 0,
  unsettled: 0,
  average: {},
});

function add(part, { timers }, now, isOpen) {
  part.handled += 1;
  for (const name of SUMS) part[name] += elapsed(timers[name], now);
  part.holds += timers.hold.count;
  part.longestHold = Math.max(part.longestHold, timers.hold.ms);
  if (isOpen || SUMS.some((name) => timers[name]?.bound !== undefined)) part.unsettled += 1;
}

function average(part) {
  for (const name of AVERAGES)
    part.average[name] = part.handled > 0 ? part[name] / part.handled : undefined;
}

/** Interacting / (Interacting + Communicating + Idle), 0 to 1; `undefined` if there was none. */
function occupancyOf(states, from, to) {
  const ordered = [...states].sort((one, other) => one.since - other.since);
  const sums = OCCUPANCY.map(() => 0);
  ordered.forEach(({ routingStatus, since }, index) => {
    const end = Math.min(to, ordered[index + 1]?.since ?? to);
    const kind = OCCUPANCY.indexOf(routingStatus);
    if (kind >= 0) sums[kind] += Math.max(0, end - Math.max(from, since));
  });
  const whole = sums.reduce((sum, ms) => sum + ms, 0);
  return whole > 0 ? sums[0] / whole : undefined;
}

/** The figures of a row, without personal data, to keep after the roster has dropped the row. */
const figuresOf = ({
  communicationId,
  conversationId,
  participantId,
  mediaType,
  endedAt,
  timers,
}) => ({
  communicationId,
  conversationId,
  participantId,
  mediaType,
  endedAt,
  timers,
});

export function startShift({ roster, saved }) {
  if (typeof roster?.subscribe !== 'function')
    throw new TypeError('expected `roster` to be a roster');
  let { gone, states } = saved === undefined ? { gone: [], states: [] } : JSON.parse(saved);
  let rows = []; // of the roster, when it changed last

  function update() {
    const before = rows;
    if (roster.rows === before) return;
    rows = roster.rows;
    const ids = new Set(rows.map(({ communicationId }) => communicationId));
    const known = new Set(before);
    const left = before.filter(
      (row) =>
        row.endedAt !== undefined && !ids.has(row.communicationId) && !isRenamed(row, rows, known),
    );
    const latest = Math.max(0, ...rows.map(({ endedAt = 0 }) => endedAt));
    gone = [...gone, ...left.map(figuresOf)].filter(
      ({ communicationId, endedAt }) => !ids.has(communicationId) && endedAt > latest - DAY_MS,
    );
  }

  const stop = roster.subscribe(update);
  update();
  return {
    get rows() {
      update();
      return [...gone, ...rows];
    },
    get states() {
      return states;
    },
    note({ routingStatus, since } = {}) {
      const last = states.at(-1);
      if (routingStatus === undefined || since < last?.since) return;
      states = [
        ...states.slice(0, since === last?.since ? -1 : undefined),
        { routingStatus, since },
      ];
    },
    save: () => JSON.stringify({ gone, states }),
    stop,
  };
}

/** Whether a dropped row exists under another id, which the platform has reported meanwhile. */
const isRenamed = ({ conversationId, participantId }, rows, known) =>
  rows.some(
    (row) =>
      !known.has(row) &&
      row.conversationId === conversationId &&
      row.participantId === participantId,
  );
