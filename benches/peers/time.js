// The peers' durations of a chat with segments: alert, talk, hold, after-call work and handle, in
// milliseconds, at `now`.

import { differenceInMilliseconds, parseISO } from 'date-fns';
import { DateTime } from 'luxon';
import { Temporal as Polyfill } from 'temporal-polyfill/implementation';

const KINDS = { alert: 0, interact: 1, hold: 2, wrapup: 3 };

/** Sums segments by what a library has for parsing and for differences. */
function sums(chat, now, parse, difference) {
  const ms = [0, 0, 0, 0, 0];
  for (const { type, startTime, endTime } of chat.segments) {
    const kind = KINDS[type.toLowerCase()];
    if (kind === undefined) continue;
    const length = difference(parse(startTime), endTime ? parse(endTime) : now);
    ms[kind] += Math.max(0, length);
  }
  ms[4] = ms[1] + ms[2] + ms[3];
  return ms;
}

const withTemporal = (Temporal) => (chat, now) =>
  sums(
    chat,
    Temporal.Instant.fromEpochMilliseconds(now),
    Temporal.Instant.from,
    (start, end) => end.epochMilliseconds - start.epochMilliseconds,
  );

export const libraries = {
  'date-fns': (chat, now) =>
    sums(chat, new Date(now), parseISO, (start, end) => differenceInMilliseconds(end, start)),
  luxon: (chat, now) =>
    sums(
      chat,
      DateTime.fromMillis(now),
      (text) => DateTime.fromISO(text),
      (start, end) => end.diff(start).toMillis(),
    ),
  'temporal-polyfill': withTemporal(Polyfill),
  // Newer browsers have it built in; Node 20 does not.
  ...(globalThis.Temporal && { 'temporal, native': withTemporal(globalThis.Temporal) }),
  'by hand': (chat, now) => sums(chat, now, Date.parse, (start, end) => end - start),
};

/** What of a chat does not change with *now*. */
export function parsedOnce(chat) {
  const closed = [0, 0, 0, 0];
  const open = [Infinity, Infinity, Infinity, Infinity];
  for (const { type, startTime, endTime } of chat.segments) {
    const kind = KINDS[type.toLowerCase()];
    if (kind === undefined) continue;
    if (endTime) closed[kind] += Date.parse(endTime) - Date.parse(startTime);
    else open[kind] = Date.parse(startTime);
  }
  return { closed, open };
}

/**
 * The six timers of all chats at `now` from what was parsed once, into one array: alert, talk,
 * hold, after-call work, handle, current hold.
 */
export function shownByHand(chats, now, target) {
  let at = 0;
  for (const { closed, open } of chats) {
    const alert = closed[0] + Math.max(0, now - open[0]);
    const talk = closed[1] + Math.max(0, now - open[1]);
    const hold = closed[2] + Math.max(0, now - open[2]);
    const work = closed[3] + Math.max(0, now - open[3]);
    target[at] = alert;
    target[at + 1] = talk;
    target[at + 2] = hold;
    target[at + 3] = work;
    target[at + 4] = talk + hold + work;
    target[at + 5] = Math.max(0, now - open[2]);
    at += 6;
  }
  return target;
}
