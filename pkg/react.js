// Hooks for React.

import { useCallback, useEffect, useSyncExternalStore } from 'react';

import { drive } from './rendering.js';
import { isRunning, shownMs, stepOf, subscribeToSecond } from './seconds.js';

const noRows = Object.freeze([]);
const noRoster = { subscribe: () => () => {}, getSnapshot: () => noRows };

export function useRoster(roster, now) {
  useEffect(() => (roster && now ? drive(roster, now) : undefined), [roster, now]);
  const { subscribe, getSnapshot } = roster ?? noRoster;
  return useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
}

export function useElapsed(stopwatch, now, options = {}) {
  const stepMs = stepOf(options);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the numbers of a stopwatch, and not the object, one that is made anew at each rendering is still the same
  const subscribe = useCallback(
    (listener) => subscribeToSecond(stopwatch, now, stepMs, listener),
    [stopwatch?.ms, stopwatch?.since, now, stepMs],
  );
  // The text that a server renders must not depend on time: the page would hydrate another one.
  return useSyncExternalStore(
    subscribe,
    () => shownMs(stopwatch, now),
    () => (isRunning(stopwatch) ? undefined : shownMs(stopwatch, now)),
  );
}
