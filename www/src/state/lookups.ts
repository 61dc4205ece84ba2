// What is read once and then known: lists, texts, conversations. Showing one starts no request; a
// retry needs a person, or a pause that grows.

import { type Signal, signal } from '@preact/signals-core';

import { ApiError } from '../errors';
import { reasonOf } from './tasks';

export type Lookup<T> =
  | { state: 'absent' | 'loading'; value?: T }
  | { state: 'ready'; value: T }
  /** `retryAt` is the moment of the next attempt on `performance.now()`, if there will be one. */
  | { state: 'failed'; reason: string; retryAt: number | undefined; value?: T };

interface Entry {
  lookup: Signal<Lookup<unknown>>;
  load: () => Promise<unknown>;
  failures: number;
  /** Whether it was wanted anew while it was under way. */
  stale: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The pause before the first retry, and the longest one, in milliseconds. */
const FIRST_PAUSE_MS = 2_000;
const MOST_PAUSE_MS = 60_000;
/** After so many failures only a person or the connection tries again. */
const MOST_FAILURES = 8;

export class Lookups {
  private readonly entries = new Map<string, Entry>();

  /** What is known; starts nothing. */
  get<T>(key: string): Lookup<T> {
    return this.entry(key).lookup.value as Lookup<T>;
  }

  /** Reads what is not known yet; after a failure its pause goes on. */
  want<T>(key: string, load: () => Promise<T>) {
    const entry = this.entry(key);
    entry.load = load;
    if (entry.lookup.peek().state === 'absent') void this.attempt(entry);
  }

  /** Reads it anew; what is under way is followed by one more, a pause goes on. */
  renew<T>(key: string, load: () => Promise<T>) {
    const entry = this.entry(key);
    entry.load = load;
    const { state } = entry.lookup.peek();
    if (state === 'loading') entry.stale = true;
    else if (state !== 'failed') void this.attempt(entry);
  }

  /** A person asks for it: at once. */
  again(key: string) {
    const entry = this.entry(key);
    if (entry.lookup.peek().state === 'failed') void this.attempt(entry);
  }

  /** The connection is back: what waits for a retry is tried. */
  resume() {
    for (const entry of this.entries.values()) {
      const lookup = entry.lookup.peek();
      if (lookup.state === 'failed' && lookup.retryAt !== undefined) void this.attempt(entry);
    }
  }

  /** Forgets what nobody shows any more. */
  forget(wanted: (key: string) => boolean) {
    for (const [key, { timer }] of this.entries) {
      if (wanted(key)) continue;
      clearTimeout(timer);
      this.entries.delete(key);
    }
  }

  private entry(key: string): Entry {
    const known = this.entries.get(key);
    if (known) return known;
    const entry: Entry = {
      lookup: signal({ state: 'absent' }),
      load: () => Promise.resolve(undefined),
      failures: 0,
      stale: false,
      timer: undefined,
    };
    this.entries.set(key, entry);
    return entry;
  }

  private async attempt(entry: Entry) {
    clearTimeout(entry.timer);
    entry.stale = false;
    const { value } = entry.lookup.peek();
    entry.lookup.value = { state: 'loading', value };
    try {
      entry.lookup.value = { state: 'ready', value: await entry.load() };
      entry.failures = 0;
      if (entry.stale) void this.attempt(entry);
    } catch (error) {
      entry.failures += 1;
      const reason = reasonOf(error);
      const pause = pauseAfter(error, entry.failures);
      if (pause !== undefined) entry.timer = setTimeout(() => void this.attempt(entry), pause);
      const retryAt = pause === undefined ? undefined : performance.now() + pause;
      entry.lookup.value = { state: 'failed', reason, retryAt, value };
    }
  }
}

/** How long to wait before the next attempt, in milliseconds; `undefined` where none helps. */
export function pauseAfter(error: unknown, failures: number) {
  if (!(error instanceof ApiError) || !error.isPassing || failures > MOST_FAILURES)
    return undefined;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MOST_PAUSE_MS);
  return Math.max(pause, error.retryAfterMs ?? 0);
}
