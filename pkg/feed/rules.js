// The numbers of the feed: what the platform allows, and how the feed stays within it.
// Milliseconds.

/** How many topics a channel may have. */
export const mostTopics = 1000;
/**
 * A channel lives for 24 hours; it is replaced an hour earlier, and up to half an hour before
 * that.
 */
export const renewAfterMs = 23 * 3_600_000;
export const renewJitterMs = 1_800_000;
/** Heartbeats come every 30 s: after so long without anything the feed pings. */
export const silentAfterMs = 40_000;
/** A ping that is not answered by anything is followed by a second one, and that by the end. */
export const pongWithinMs = 5000;
/** Requests, and sockets that open, are given up. */
export const requestWithinMs = 15_000;
export const openWithinMs = 15_000;
/**
 * The pause after the n-th failure in a row is between the half and the whole of `first * 2^n`,
 * at most `most`.
 */
export const backoffFirstMs = 1000;
export const backoffMostMs = 30_000;
/** A channel whose socket did not open so many times in a row is given up. */
export const mostMisses = 3;
/** A connection that lasted so long lets the next failure begin anew. */
export const stableAfterMs = 30_000;
/**
 * The list is read after every connection, when asked for, and so often besides: losses that
 * nobody saw heal by it.
 */
export const listEveryMs = 60_000;
export const listGapMs = 2000;
/** The clocks are compared three times at the start, and so often afterwards. */
export const dateEveryMs = 120_000;
export const dateBurst = 3;
export const dateBurstGapMs = 1000;
/** A `429` without `Retry-After` pauses for so long. */
export const throttledMs = 10_000;
/** After a sleep longer than this the socket is not asked whether it lives. */
export const deadAfterSleepMs = 60_000;
/** For how long the old socket is read after the next one is open, in milliseconds. */
export const overlapMs = 2000;
/** The age, in milliseconds, from which on a list no longer proves that no event was lost. */
export const listStaleMs = 180_000;
/**
 * What has ended is read again so long after it ended: what ends together, and what the cloud
 * writes after an end, is in one answer. Then one conversation after the other.
 */
export const settleAfterMs = 5000;
export const settleGapMs = 500;
/** A conversation that the cloud refuses is asked for again after this. */
export const settleRefusedMs = 600_000;
/** More topics that the cloud refuses are asked for again after this. */
export const topicsEveryMs = 60_000;
/** The agent's own status is read so often, besides what notifications say of it. */
export const agentPath = '/api/v2/users/me?expand=routingStatus,presence';
export const agentEveryMs = 300_000;
/** One conversation of which no notifications come is read so often. */
export const oneEveryMs = 15_000;
/**
 * A tab that follows asks the one that leads whether it lives: so often, and so long it waits for
 * the answer. Together less than 10 s.
 */
export const leaderPingMs = 4000;
export const leaderWithinMs = 5000;
/** A timer that comes so late says that this tab stood still. */
export const lateMs = 2000;
/** Limits and thresholds of the roster are brought to now at their moment, and so often. */
export const advanceEveryMs = 60_000;
/** How many events wait for the clock; the list has the content of the others. */
export const mostWaiting = 1000;
