// What is read again and again over REST: the list of conversations, the date, the agent's status.
// At most one of each is under way; who asks meanwhile gets one more.

export class Read {
  doneAt;
  failures = 0;
  #under = false;
  #wanted = false;
  #urgent = false;
  #notBefore = 0;

  /** Read every `everyMs`; if it is wanted, `gapMs` after the last time. */
  constructor(path, everyMs, gapMs = everyMs, method = 'GET') {
    Object.assign(this, { path, everyMs, gapMs, method });
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
    if (this.#under) return undefined;
    if (this.#urgent || this.doneAt === undefined) return this.#notBefore;
    return Math.max(this.doneAt + (this.#wanted ? this.gapMs : this.everyMs), this.#notBefore);
  }

  asked() {
    this.#under = true;
    this.#wanted = false;
    this.#urgent = false;
  }

  answered(now) {
    this.#under = false;
    this.doneAt = now;
    this.failures = 0;
    this.#notBefore = 0;
  }

  failed(notBefore) {
    this.#under = false;
    this.#urgent = true;
    this.failures += 1;
    this.#notBefore = notBefore;
  }

  /** What is under way no longer counts, and has to be read again. */
  forget() {
    if (this.#under) this.#urgent = true;
    this.#under = false;
  }
}
