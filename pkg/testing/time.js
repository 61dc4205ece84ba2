// Where the cloud's time comes from: the machine, the machine but faster, or a test.

export const systemTime = Object.freeze({
  now: () => Date.now(),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
});

export function acceleratedTime(rate, start = Date.now()) {
  const begun = performance.now();
  return {
    now: () => start + (performance.now() - begun) * rate,
    setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms / rate),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
  };
}

export function simulatedTime(start = Date.UTC(2026, 7, 17, 8)) {
  let now = start;
  let timers = []; // by moment, then in the order they were set

  return {
    now: () => now,

    setTimeout(callback, ms) {
      const timer = { at: now + Math.max(0, ms || 0), callback };
      let place = timers.length;
      while (place > 0 && timers[place - 1].at > timer.at) place -= 1;
      timers.splice(place, 0, timer);
      return timer;
    },

    clearTimeout(timer) {
      timers = timers.filter((other) => other !== timer);
    },

    async advance(ms) {
      const target = now + ms;
      await settle();
      while (timers.length > 0 && timers[0].at <= target) {
        const { at, callback } = timers.shift();
        now = at;
        callback();
        await settle();
      }
      now = target;
    },
  };
}

/** Lets all promises that wait for nothing else go on: a task runs after all of them. */
function settle() {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Timers that can all be stopped at once. */
export class Agenda {
  #timers = new Set();
  #stopped = false;

  constructor(time) {
    this.time = time;
  }

  /** Whole milliseconds, as on the wire. */
  now() {
    return Math.floor(this.time.now());
  }

  /** Calls back once, after `ms`; gives how to prevent it. */
  after(ms, callback) {
    if (this.#stopped) return () => {};
    const timer = this.time.setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, ms);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      this.time.clearTimeout(timer);
    };
  }

  /** Calls back again and again, `ms` after it returned. */
  every(ms, callback) {
    this.after(ms, () => {
      callback();
      this.every(ms, callback);
    });
  }

  stop() {
    this.#stopped = true;
    for (const timer of this.#timers) this.time.clearTimeout(timer);
    this.#timers.clear();
  }
}
