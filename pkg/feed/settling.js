// Which conversations have ended and must be read once more: only an answer that was asked for
// after the end says what a lost notification would have said. One is read at a time.

import { createRead } from './reads.js';
import { settleAfterMs, settleGapMs, settleRefusedMs } from './rules.js';

export function createSettling() {
  const dueAt = new Map(); // conversation id -> when it may be asked for
  let asked = []; // the entry of the request that is under way
  const settling = createRead('', 0, 0, () => Math.min(...dueAt.values()));
  const { asked: begin, answered: end } = settling;

  function set(id, at) {
    if (at === undefined) dueAt.delete(id);
    else dueAt.set(id, at);
    const ids = [...dueAt.keys()];
    if (ids.join() !== settling.ids.join()) settling.ids = Object.freeze(ids);
  }

  return Object.assign(settling, {
    /** The ids of the conversations that are not settled. Frozen; another array when it changes. */
    ids: Object.freeze([]),

    /** What ends together is asked for together: the first end counts. */
    ended(ids, now) {
      for (const id of ids) if (!dueAt.has(id) || id === asked[0]) set(id, now + settleAfterMs);
    },

    /** The id of the conversation to ask for. */
    asked() {
      const at = Math.min(...dueAt.values());
      asked = [...dueAt].find((entry) => entry[1] === at);
      begin();
      return asked[0];
    },

    answered(now) {
      const [id, at] = asked;
      if (dueAt.get(id) === at) set(id);
      end(now);
      settling.notBefore = now + settleGapMs;
    },

    /** It was read after its end. */
    settled: (id) => set(id),

    /** The cloud refuses this one: the others do not wait for it. */
    refused(now) {
      settling.forget();
      set(asked[0], now + settleRefusedMs);
    },
  });
}
