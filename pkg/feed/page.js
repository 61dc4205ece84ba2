// What a page tells a feed: network, visibility, sleep, and that it goes. In Node there is no page,
// and nothing is heard.

/** Calls `tell(input)` and `leaves()`; gives how to stop. */
export function watchPage(tell, leaves) {
  const { document } = globalThis;
  const stops = [];
  const on = (target, type, listener) => {
    target.addEventListener(type, listener);
    stops.push(() => target.removeEventListener(type, listener));
  };
  if (typeof globalThis.addEventListener === 'function') {
    on(globalThis, 'online', () => tell({ type: 'online' }));
    on(globalThis, 'offline', () => tell({ type: 'offline' }));
    on(globalThis, 'pagehide', leaves);
    // From the back-forward cache: its sockets are gone, and time has passed.
    on(
      globalThis,
      'pageshow',
      ({ persisted }) => persisted && tell({ type: 'woke', sleptMs: Infinity }),
    );
  }
  if (document) {
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') leaves();
      else tell({ type: 'visible' });
    });
  }
  if (globalThis.navigator?.onLine === false) tell({ type: 'offline' });
  return () => stops.forEach((stop) => stop());
}

/**
 * A timer so late, with nothing heard meanwhile, means sleep (timers of hidden pages are up to a minute late, but heartbeats come every 30 s); so does a
 * wall clock that ran ahead of the monotonic one, which may stand still in sleep.
 */
const LATE_MS = 35_000;
const AHEAD_MS = 5000;

export class SleepWatch {
  #local;
  #wall;

  constructor(local, wall) {
    this.#local = local;
    this.#wall = wall;
  }

  /**
   * How long the machine slept since it was last asked: 0 if it did not. `dueAt`: when the timer
   * should have asked.
   */
  slept(local, wall, dueAt) {
    const ahead = wall - this.#wall - (local - this.#local);
    const late = Math.min(local - (dueAt ?? local), local - this.#local);
    this.#local = local;
    this.#wall = wall;
    if (ahead >= AHEAD_MS) return ahead;
    return late >= LATE_MS ? late : 0;
  }
}
