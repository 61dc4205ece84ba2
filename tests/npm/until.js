// Waiting for what must come: asked again and again within a bound that is generous on any machine.

import { setTimeout } from 'node:timers/promises';

/**
 * Gives what `ask` gives, once it gives something other than `undefined` and `false` without an error. `giveUp` tells that it cannot come any more.
 */
export async function until(ask, what, { boundMs = 120_000, giveUp = () => false } = {}) {
  const end = performance.now() + boundMs;
  let last;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (giveUp()) throw new Error(`${what} can no longer come`, { cause: last });
    await setTimeout(50);
  }
  throw new Error(`${what} did not come in ${boundMs} ms${last ? `: ${last.message}` : ''}`, {
    cause: last,
  });
}
