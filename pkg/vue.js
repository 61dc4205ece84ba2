// Composables for Vue.

import { shallowRef, toValue, watch } from 'vue';

import { drive } from './rendering.js';
import { shownMs, stepOf, subscribeToSecond } from './seconds.js';

const noRows = Object.freeze([]);

export function useRoster(roster, now) {
  if (now !== undefined) {
    const start = (current, _, onCleanup) => current && onCleanup(drive(current, now));
    watch(() => toValue(roster), start, { immediate: true, flush: 'sync' });
  }
  return follow(
    () => toValue(roster),
    (current) => current?.getSnapshot() ?? noRows,
    (current, listener) => current?.subscribe(listener),
  );
}

export function useElapsed(stopwatch, now, options = {}) {
  const stepMs = stepOf(options);
  return follow(
    () => toValue(stopwatch),
    (current) => shownMs(current, now),
    (current, listener) => subscribeToSecond(current, now, stepMs, listener),
  );
}

/**
 * A ref of the result of `read` for a source. It is read again when the source is another one, and
 * when `subscribe` calls back. It ends with the scope of the caller.
 */
function follow(source, read, subscribe) {
  const ref = shallowRef();
  const handle = (current, _, onCleanup) => {
    const update = () => {
      ref.value = read(current);
    };
    update();
    const stop = subscribe(current, update);
    if (stop) onCleanup(stop);
  };
  watch(source, handle, { immediate: true, flush: 'sync' });
  return ref;
}
