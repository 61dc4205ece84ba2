// What is read again and again over REST: the list of conversations, the date, the agent. At most
// one of each is under way; who asks meanwhile gets one more.

/**
 * Read every `everyMs`; if it is wanted, `gapMs` after the last time. Or when `wantedAt()` says.
 */
export function createRead(path, everyMs, gapMs = everyMs, wantedAt = undefined) {
  let under = false;
  let wanted = false;
  let urgent = false;

  const read = {
    path,
    doneAt: undefined,
    failures: 0,
    /** What failed, or was asked for a moment ago, waits until then. */
    notBefore: 0,

    want() {
      wanted = true;
    },

    /** It is due at once, whatever was read or has failed before. */
    urge() {
      urgent = true;
      read.notBefore = 0;
      read.failures = 0;
    },

    /** When it is due: `Infinity` while one is under way. */
    dueAt() {
      if (under) return Infinity;
      const usual =
        urgent || read.doneAt === undefined ? 0 : read.doneAt + (wanted ? gapMs : everyMs);
      return Math.max(wantedAt ? wantedAt() : usual, read.notBefore);
    },

    asked() {
      under = true;
      wanted = false;
      urgent = false;
    },

    answered(now) {
      under = false;
      read.doneAt = now;
      read.failures = 0;
      read.notBefore = 0;
    },

    failed(notBefore) {
      read.forget();
      read.failures += 1;
      read.notBefore = notBefore;
    },

    /** Requests that are under way no longer count, and are sent again. */
    forget() {
      urgent ||= under;
      under = false;
    },
  };
  return read;
}
