// Random numbers that a seed repeats (mulberry32 by Tommy Ettinger, public domain).

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between([least, most]) {
    return least + this.next() * (most - least);
  }

  chance(share) {
    return this.next() < share;
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** The time to the next of events that come independently of each other, `mean` apart. */
  exponential(mean) {
    return -Math.log(1 - this.next()) * mean;
  }

  uuid() {
    const digit = () => Math.floor(this.next() * 16).toString(16);
    return 'xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx'.replace(/x/g, digit);
  }

  /** Another sequence, which does not depend on how much of this one is used. */
  static of(seed, name) {
    let hash = 2166136261 ^ seed;
    for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
    return new Random(hash);
  }
}
