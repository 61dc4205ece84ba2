// `conversation-chat/core` reads no analytics records: here session.js has only this.

/** Whether an object has the segments of an analytics session, or is one that `readHistory` gave. */
export function isSession(value) {
  try {
    if (value.record && value.timers) return true;
    const { segments } = value;
    return (
      Array.isArray(segments) && segments.some((segment) => segment?.segmentType !== undefined)
    );
  } catch {
    return false;
  }
}

export function timeSession() {
  throw new TypeError(
    'expected a communication, found a session of an analytics record: import it from `conversation-chat`, since `conversation-chat/core` reads no history',
  );
}

export const intervalsOfSession = timeSession;
