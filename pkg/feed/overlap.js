// While two sockets are open, an event comes by each: it is handed on once. Copies of one socket
// are left alone, they are not ours to judge.

const CORRELATION = /"CorrelationId"\s*:\s*"[^"]*"/;

export function createOverlap() {
  const ahead = new Map(); // text -> how many more of them the newer socket brought than the older

  return {
    /** Whether this is the first copy. */
    isNew(isOfNewer, text) {
      const facts = text.replace(CORRELATION, '');
      const before = ahead.get(facts) ?? 0;
      const step = isOfNewer ? 1 : -1;
      ahead.set(facts, before + step);
      return before * step >= 0;
    },

    clear: () => ahead.clear(),
  };
}
