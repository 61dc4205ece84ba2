// The numbers of the feed: what the platform allows, and how the feed stays within it.
// Milliseconds.

export const rules = Object.freeze({
  /** A channel takes so many topics. */
  mostTopics: 1000,
  /**
   * A channel lives for 24 hours; it is replaced an hour earlier, and up to half an hour before
   * that.
   */
  renewAfterMs: 23 * 3_600_000,
  renewJitterMs: 1_800_000,
  /** Heartbeats come every 30 s: after so long without anything the feed pings. */
  silentAfterMs: 40_000,
  /** A ping that is not answered by anything is followed by a second one, and that by the end. */
  pongWithinMs: 5000,
  /** Requests, and sockets that open, are given up. */
  requestWithinMs: 15_000,
  openWithinMs: 15_000,
  /**
   * The pause after the n-th failure in a row is between the half and the whole of `first * 2^n`,
   * at most `most`.
   */
  backoffFirstMs: 1000,
  backoffMostMs: 30_000,
  /** A channel whose socket did not open so many times in a row is given up. */
  mostMisses: 3,
  /** A connection that lasted so long lets the next failure begin anew. */
  stableAfterMs: 30_000,
  /**
   * The list is read after every connection, when asked for, and so often besides: losses that
   * nobody saw heal by it.
   */
  listEveryMs: 60_000,
  listGapMs: 2000,
  /** The clocks are compared three times at the start, and so often afterwards. */
  dateEveryMs: 120_000,
  dateBurst: 3,
  dateBurstGapMs: 1000,
  /** A `429` without `Retry-After` pauses for so long. */
  throttledMs: 10_000,
  /** After a sleep longer than this the socket is not asked whether it lives. */
  deadAfterSleepMs: 60_000,
  /** The old socket is read for so long after the next one is open: what is on its way arrives. */
  overlapMs: 2000,
});
