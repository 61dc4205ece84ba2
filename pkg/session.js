// One session of an analytics record on its own. In `conversation-chat/core`, core-session.js
// replaces this file.

import { sessionIntervals, sessionStopwatches } from './conversation_chat_bg.js';
import { encodeWith } from './encoder.js';
import { encodeHistory } from './encoders.js';
import { roomFor } from './host.js';

/** How many segments are read to see of which kind they are. */
const MOST_LOOKED_AT = 100;

const isObject = (value) => typeof value === 'object' && value !== null;

/** Whether an object is one that `readHistory` gave. */
const isRead = (value) => isObject(value.record) && isObject(value.timers);

/** Whether an object has the segments of an analytics session, or is one that `readHistory` gave. */
export function isSession(value) {
  try {
    if (isRead(value)) return true;
    const { segments } = value;
    if (!Array.isArray(segments)) return false;
    // The length of a list may be anything; the first segments say which kind they are.
    for (let index = 0; index < Math.min(segments.length, MOST_LOOKED_AT); index++)
      if (segments[index]?.segmentType !== undefined) return true;
    return false;
  } catch {
    return false;
  }
}

/** Puts out its stopwatches, and gives the number of its basis. */
export function timeSession(session, now) {
  return sessionStopwatches(encodeSession(session), now);
}

/** Its intervals at `now`. */
export function intervalsOfSession(session, now) {
  return sessionIntervals(encodeSession(session), now);
}

/** Encodes one session as a record that has only it, and gives the length in bytes. */
export function encodeSession(given) {
  const { purpose, conversationEndedAt } = isRead(given) ? given : {};
  const own = isRead(given) ? given.record : given;
  const names = ['segments', 'metrics', 'sessionId'];
  return encodeWith(
    {
      conversationId: '',
      conversationEnd: Number.isFinite(conversationEndedAt)
        ? new Date(conversationEndedAt).toISOString()
        : undefined,
      participants: [
        { purpose, sessions: names.some((name) => own[name] !== undefined) ? [own] : [] },
      ],
    },
    encodeHistory,
    roomFor,
  );
}
