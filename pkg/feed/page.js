// What a page tells a feed: network, visibility, sleep, and that it goes. In Node there is no page,
// and nothing is heard.

/** Calls `tell(type, ...)` and `leaves()`; returns a function that stops both. */
export function watchPage(tell, leaves) {
  const { document, navigator } = globalThis;
  const stop = new AbortController();
  const on = (target, type, listener) =>
    target?.addEventListener?.(type, listener, { signal: stop.signal });
  for (const type of ['online', 'offline']) on(globalThis, type, () => tell(type));
  on(globalThis, 'pagehide', leaves);
  // From the back-forward cache: its sockets are gone, and time has passed.
  on(globalThis, 'pageshow', ({ persisted }) => persisted && tell('woke', Infinity));
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') leaves();
    else tell('visible');
  });
  if (navigator?.onLine === false) tell('offline');
  return () => stop.abort();
}

/**
 * A timer so late, with nothing heard meanwhile, means sleep (timers of hidden pages are up to a minute late, but heartbeats come every 30 s); so does a
 * wall clock that ran ahead of the monotonic one, which may stand still in sleep.
 */
const LATE_MS = 35_000;
const AHEAD_MS = 5000;

/**
 * Gives `slept(local, wall, dueAt)`: how long the machine slept since it was last asked, 0 if it
 * did not. `dueAt`: when the timer should have asked.
 */
export function watchSleep(local, wall) {
  return (nowLocal, nowWall, dueAt = nowLocal) => {
    const passed = nowLocal - local;
    const ahead = nowWall - wall - passed;
    const late = Math.min(nowLocal - dueAt, passed);
    local = nowLocal;
    wall = nowWall;
    if (ahead >= AHEAD_MS) return ahead;
    return late >= LATE_MS ? late : 0;
  };
}
