// Hooks for React.

import { useCallback, useSyncExternalStore } from 'react';

import { isRunning, shownMs, subscribeToSecond } from './seconds.js';

const noRows = Object.freeze([]);
const noRoster = { subscribe: () => () => {}, getSnapshot: () => noRows };

export function useRoster(roster) {
  const { subscribe, getSnapshot } = roster ?? noRoster;
  return useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
}

export function useElapsed(watch, now, { stepMs } = {}) {
  // Numbers, not the object: then a stopwatch that is made anew at each rendering is still the same.
  const subscribe = useCallback((listener) => subscribeToSecond(watch, now, stepMs, listener), [watch?.ms, watch?.since, now, stepMs]);
  // What a server renders must not depend on its time: the page would hydrate something else.
  return useSyncExternalStore(subscribe, () => shownMs(watch, now), () => (isRunning(watch) ? undefined : shownMs(watch, now)));
}
