// What is said aloud: two live regions, in each of which later texts stand below earlier ones, so
// that none overwrites another.

import { type Signal, signal } from '@preact/signals-core';

interface Said {
  id: number;
  text: string;
}

/** How long a text stays for a screen reader to pick up, in milliseconds. */
const KEPT_MS = 15_000;

let count = 0;

export class Speech {
  readonly polite: Signal<readonly Said[]> = signal([]);
  readonly assertive: Signal<readonly Said[]> = signal([]);
  private readonly once = new Set<string>();

  /** Says a text; with a key, once. */
  say(urgency: 'polite' | 'assertive', text: string, key?: string) {
    if (key !== undefined && this.once.has(key)) return;
    if (key !== undefined) this.once.add(key);
    const said = { id: ++count, text };
    this[urgency].value = [...this[urgency].peek(), said];
    setTimeout(
      () => (this[urgency].value = this[urgency].peek().filter(({ id }) => id !== said.id)),
      KEPT_MS,
    );
  }
}
