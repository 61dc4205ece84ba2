// What an agent has written and what has not happened yet: drafts, wrap-ups, undelivered messages,
// ends that can be taken back. Each has a key of its own in the browser's storage, so that no tab
// overwrites what another one wrote.

import { type Signal, signal } from '@preact/signals-core';

import { amount, parsed, record, text } from '../wire/json';

export interface Kept {
  /** When it was written, in this machine's time. */
  at: number;
  /** The customer, for a list of what was written. */
  name: string;
  value: unknown;
}

const PREFIX = 'desk.kept.';
/** What is older is forgotten, in milliseconds. */
const KEPT_MS = 7 * 86_400_000;

export class KeptStore {
  readonly entries: Signal<ReadonlyMap<string, Kept>> = signal(new Map());
  private readonly prefix: string;

  constructor(
    userId: string,
    private readonly storage: Storage,
  ) {
    this.prefix = `${PREFIX}${userId}.`;
    this.read();
  }

  /** Follows the other tabs. */
  start() {
    const follow = ({ key, storageArea }: StorageEvent) => {
      if (storageArea === this.storage && (key === null || key.startsWith(this.prefix)))
        this.read();
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }

  get(key: string): unknown {
    return this.entries.value.get(key)?.value;
  }

  /** The entries whose keys begin with `kind`, the oldest first, by the rest of the key. */
  of(kind: string): [string, Kept][] {
    return [...this.entries.value]
      .filter(([key]) => key.startsWith(kind))
      .map(([key, kept]): [string, Kept] => [key.slice(kind.length), kept])
      .sort(([, one], [, other]) => one.at - other.at);
  }

  set(key: string, value: unknown, name: string) {
    const { at = Date.now() } = this.entries.peek().get(key) ?? {};
    const kept: Kept = { at, name, value };
    this.entries.value = new Map([...this.entries.peek(), [key, kept]]);
    try {
      this.storage.setItem(this.prefix + key, JSON.stringify(kept));
    } catch {
      // Full or forbidden storage: it lives as long as the page.
    }
  }

  delete(key: string) {
    const next = new Map(this.entries.peek());
    if (next.delete(key)) this.entries.value = next;
    this.storage.removeItem(this.prefix + key);
  }

  /** Reads all of it: what another tab wrote a moment ago may not have been announced yet. */
  read() {
    const next = new Map<string, Kept>();
    for (const name of Object.keys(this.storage)) {
      if (!name.startsWith(this.prefix)) continue;
      const { at, name: customer, value } = record(parsed(this.storage.getItem(name)));
      const since = amount(at) ?? 0;
      if (Date.now() - since > KEPT_MS) this.storage.removeItem(name);
      else
        next.set(name.slice(this.prefix.length), { at: since, name: text(customer) ?? '', value });
    }
    this.entries.value = next;
  }
}
