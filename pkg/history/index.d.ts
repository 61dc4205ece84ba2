// Exports of the analytics API as streams. `conversation-chat` must be loaded (`await init()`).

import type { HistorySession, MetricComparison } from '../conversation_chat.js';

/** One record of a stream. */
export interface HistoryRecord {
  /** Which one, counted from 1. */
  number: number;
  /** The line that it begins at, counted from 1. */
  line: number;
  /** The record as it came: valid until the next one is asked for. */
  bytes: Uint8Array;
  /** Its sessions; none if it cannot be read. */
  sessions: HistorySession[];
  /** Why it cannot be read: a `SyntaxError` or a `TypeError`, as from `readHistory`. */
  error?: Error;
}

/**
 * The records of a stream of bytes: JSON Lines, a list of records, answers one behind the other, or
 * one answer of any size, in the memory of one record. A record that cannot be read has an `error`,
 * and those after it are read all the same.
 *
 * Rejects with the error of the stream, and with a `RangeError` if a record is larger than 256 MiB.
 *
 * @example
 * for await (const { sessions } of historyOf(file.stream())) for (const session of sessions) show(session);
 */
export function historyOf(
  source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<HistoryRecord, void, undefined>;

/** The figures of the sessions of one agent, queue and medium; of time in milliseconds. */
export interface TotalsRow {
  /** The user's id, else the participant's; empty if the record has neither. */
  agent: string;
  queue: string;
  medium: string;
  conversations: number;
  sessions: number;
  talk: number;
  hold: number;
  holds: number;
  afterCallWork: number;
  contacting: number;
  dialing: number;
  handle: number;
  /** The longest single hold. */
  longestHold: number;
  averageTalk: number;
  averageAfterCallWork: number;
  averageHandle: number;
}

/** Sums of the sessions of agents that were handled, in memory that grows with the agents alone. */
export class Totals {
  add(session: HistorySession): void;
  /** By agent, then queue, then medium. */
  readonly rows: TotalsRow[];
  readonly all: Omit<TotalsRow, 'agent' | 'queue' | 'medium'>;
}

/** How the platform's metrics and ours compare over many sessions. */
export class Proof {
  /** How many sessions have metrics, how many of them differ. */
  readonly sessions: number;
  readonly different: number;
  /** How many metrics were compared, how many of them are equal to the millisecond. */
  readonly compared: number;
  readonly equal: number;
  /** How often each reason was given; in it, `n` is for a figure. */
  readonly reasons: Map<string, number>;
  /** How many differences have no reason. */
  readonly unexplained: number;
  /** Adds what `compareMetrics` gave of a session; gives the metrics that differ. */
  add(comparisons: MetricComparison[]): MetricComparison[];
}
