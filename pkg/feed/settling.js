// Which conversations have ended and must be read once more: only an answer that was asked for
// after the end says what a lost notification would have said. One is read at a time.

import { pause } from './pause.js';
import * as rules from './rules.js';

export class Settling {
  /** The ids of the conversations that are not settled. Frozen; another array when it changes. */
  ids = Object.freeze([]);
  #wanted = new Map(); // conversation id -> { at, refusals }: when it may be asked for
  #under; // [id, entry] of the request that is under way
  #notBefore = 0;
  #failures = 0;

  constructor(random) {
    this.random = random;
  }

  /** What ends together is asked for together: the first end counts. */
  want(ids, now) {
    for (const id of ids)
      if (!this.#wanted.has(id))
        this.#wanted.set(id, { at: now + rules.settleAfterMs, refusals: 0 });
    this.#list();
  }

  /** When the next one is due: `undefined` while one is under way. */
  dueAt() {
    if (this.#under || this.#wanted.size === 0) return undefined;
    return Math.max(this.#notBefore, Math.min(...[...this.#wanted.values()].map(({ at }) => at)));
  }

  /** The conversation to ask for. */
  asked() {
    const least = ([, one], [, other]) => one.at - other.at;
    this.#under = [...this.#wanted].sort(least)[0];
    const [id] = this.#under;
    this.#wanted.delete(id);
    return id;
  }

  answered(now) {
    this.#under = undefined;
    this.#failures = 0;
    this.#notBefore = now + rules.settleGapMs;
    this.#list();
  }

  /** Another tab has read it. */
  settled(id) {
    this.#wanted.delete(id);
    this.#list();
  }

  /** The network or the cloud failed: all of them wait. */
  failed(now, at = now + pause(this.#failures, this.random)) {
    this.forget();
    this.#failures += 1;
    this.#notBefore = at;
  }

  /** The cloud refuses this one: the others do not wait for it. */
  refused(now) {
    const [id, entry] = this.#under;
    const refusals = entry.refusals + 1;
    const waits = rules.settleRefusedMs * 2 ** Math.min(refusals, rules.settleDoublings);
    this.#under = [id, { at: now + waits, refusals }];
    this.forget();
  }

  /** What is under way no longer counts, and has to be read again. */
  forget() {
    const [id, entry] = this.#under ?? [];
    if (id !== undefined && !this.#wanted.has(id)) this.#wanted.set(id, entry);
    this.#under = undefined;
  }

  #list() {
    const ids = [...new Set([...(this.#under ? [this.#under[0]] : []), ...this.#wanted.keys()])];
    if (ids.join() !== this.ids.join()) this.ids = Object.freeze(ids);
  }
}
