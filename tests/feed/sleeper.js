// The time of a PC that sleeps: its monotonic clock stands still, its timers wait, its own clock
// goes on and is wrong.

export class PcTime {
  #time;
  #sleptMs = 0;
  #asleepSince;
  #waiting = [];

  constructor(time, { wallOffMs = 0 } = {}) {
    this.#time = time;
    this.start = time.now();
    this.wallOffMs = wallOffMs;
  }

  now() {
    return (this.#asleepSince ?? this.#time.now()) - this.#sleptMs - this.start;
  }

  wall() {
    return this.#time.now() + this.wallOffMs;
  }

  setTimeout(callback, ms) {
    const timer = {};
    timer.inner = this.#time.setTimeout(
      () => this.whenAwake(() => !timer.cleared && callback()),
      ms,
    );
    return timer;
  }

  clearTimeout(timer) {
    if (!timer) return;
    timer.cleared = true;
    this.#time.clearTimeout(timer.inner);
  }

  /** What comes during sleep comes when it ends. */
  whenAwake(act) {
    if (this.#asleepSince === undefined) act();
    else this.#waiting.push(act);
  }

  sleep() {
    this.#asleepSince = this.#time.now();
  }

  wake() {
    this.#sleptMs += this.#time.now() - this.#asleepSince;
    this.#asleepSince = undefined;
    for (const act of this.#waiting.splice(0)) act();
  }
}
