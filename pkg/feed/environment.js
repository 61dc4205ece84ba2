// The defaults of the environment of a feed: clocks, timers, storage, locks.

export const systemTime = {
  now: () => performance.now(),
  wall: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** Undefined where there is none, or where it is forbidden. */
export function ownStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** Tabs are those of a browser. */
export function browserTabs() {
  const { navigator, BroadcastChannel, document } = globalThis;
  return document ? { locks: navigator?.locks, BroadcastChannel } : {};
}

/** `Retry-After`: seconds, or a date. Milliseconds; `undefined` if there is none. */
export function retryAfter(headers, wall) {
  const given =
    headers?.get?.('retry-after') ??
    Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const seconds = Number(given ?? NaN);
  const ms = Number.isNaN(seconds) ? Date.parse(given) - wall : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
