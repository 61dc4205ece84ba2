// What a roster says against what is true in the cloud: of everything, ended or not.

import { elapsed } from 'conversation-chat';

const TIMERS = ['alert', 'talk', 'hold', 'park', 'afterCallWork', 'handle'];

/**
 * Everything that is wrong, as sentences: none, if the roster is right to `toleranceMs`. A timer
 * that says by its `bound` that it is not exact is compared by what it says. What ended before the
 * desk heard of it has no row. `lossy`: notifications were lost; of what has no segments nobody can
 * know then which of its time was a hold or a park, and only the whole is compared.
 */
export function differences(roster, truths, now, toleranceMs, { lossy = false } = {}) {
  const found = [];
  const rows = new Map(roster.rows.map((row) => [row.communicationId, row]));
  for (const truth of truths) {
    const row = rows.get(truth.communicationId);
    rows.delete(truth.communicationId);
    const open = truth.state !== 'disconnected' || truth.afterCallWorkPending;
    const say = (what, said, is) =>
      found.push(
        `${truth.communicationId.slice(0, 8)} ${truth.state}: ${what} is ${said}, and should be ${is}`,
      );
    if (!row) {
      if (open) say('the row', 'missing', 'there');
      continue;
    }
    if (row.state !== truth.state) say('state', row.state, truth.state);
    if (row.held !== truth.held) say('held', row.held, truth.held);
    if (row.parked !== (truth.state === 'parked'))
      say('parked', row.parked, truth.state === 'parked');
    if (!open && row.timers.handle.since !== undefined) say('handle', 'running', 'over');
    const blind = lossy && !truth.hasSegments;
    for (const timer of blind ? (truth.park === 0 ? ['handle'] : []) : TIMERS) {
      const stopwatch = row.timers[timer];
      const said = elapsed(stopwatch, now);
      if (!agrees(said - truth[timer], stopwatch.bound, toleranceMs))
        say(timer, `${stopwatch.bound ?? 'exactly'} ${said}`, truth[timer]);
    }
  }
  for (const row of rows.values())
    if (isLive(row))
      found.push(`${row.communicationId} is ${row.state}, and the cloud knows nothing of it`);
  return found;
}

/** Whether a timer that is off by `ms` says what is true. */
function agrees(ms, bound, toleranceMs) {
  if (bound === 'least') return ms <= toleranceMs;
  if (bound === 'most') return ms >= -toleranceMs;
  return bound === 'about' || Math.abs(ms) <= toleranceMs;
}

const isLive = ({ state }) => state !== 'disconnected' && state !== 'terminated';
