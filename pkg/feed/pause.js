import { backoffFirstMs, backoffMostMs } from './rules.js';

/**
 * The pause after a failure, in milliseconds: it grows, within bounds, and is not the same for all
 * who fail at once.
 */
export function pause(failures, random) {
  const whole = Math.min(backoffMostMs, backoffFirstMs * 2 ** Math.min(failures, 16));
  return whole * (0.5 + random() / 2);
}
