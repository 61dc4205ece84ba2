// What is read again and again over REST: the list of conversations, and the date. At most one of
// each is under way; who asks meanwhile gets one more.

export class Read {
  /** The id of the request that is under way. */
  under;
  doneAt;
  failures = 0;
  #wanted = false;
  #urgent = false;
  #notBefore = 0;

  constructor(everyMs, gapMs) {
    this.everyMs = everyMs;
    this.gapMs = gapMs;
  }

  want() {
    this.#wanted = true;
  }

  /** It is due at once, whatever was read or has failed before. */
  urge() {
    this.#urgent = true;
    this.#notBefore = 0;
  }

  /** When it is due: `undefined` while one is under way. */
  dueAt() {
    if (this.under !== undefined) return undefined;
    if (this.#urgent || this.doneAt === undefined) return this.#notBefore;
    return Math.max(this.doneAt + (this.#wanted ? this.gapMs : this.everyMs), this.#notBefore);
  }

  asked(id) {
    this.under = id;
    this.#wanted = false;
    this.#urgent = false;
  }

  answered(now) {
    this.under = undefined;
    this.doneAt = now;
    this.failures = 0;
    this.#notBefore = 0;
  }

  failed(notBefore) {
    this.under = undefined;
    this.#urgent = true;
    this.failures += 1;
    this.#notBefore = notBefore;
  }

  /** What is under way no longer counts, and has to be read again. */
  forget() {
    if (this.under !== undefined) this.#urgent = true;
    this.under = undefined;
  }
}
