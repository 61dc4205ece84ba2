// What a roster tells against what is true in the cloud.

import { elapsed } from 'conversation-chat';

const TIMERS = ['talk', 'hold', 'park', 'afterCallWork', 'handle'];

/**
 * Everything that is wrong, as sentences: none, if the roster is right to `toleranceMs`. Communications that ended and are wrapped up are compared by that
 * alone: their last segments were never told, nobody lists them any more.
 */
export function differences(roster, truths, now, toleranceMs) {
  const found = [];
  const rows = new Map(roster.rows.map((row) => [row.communicationId, row]));
  for (const truth of truths) {
    const row = rows.get(truth.communicationId);
    rows.delete(truth.communicationId);
    const open = truth.state !== 'disconnected' || truth.afterCallWorkPending;
    const say = (what, told, is) =>
      found.push(
        `${truth.communicationId.slice(0, 8)} ${truth.state}: ${what} is told as ${told}, and is ${is}`,
      );
    if (!row) {
      if (open) say('the row', 'missing', 'there');
      continue;
    }
    if (!open) {
      if (isLive(row)) say('state', row.state, truth.state);
      if (row.timers.handle.since !== undefined) say('handle', 'running', 'over');
      continue;
    }
    if (row.state !== truth.state) say('state', row.state, truth.state);
    if (row.held !== truth.held) say('held', row.held, truth.held);
    if (row.parked !== (truth.state === 'parked'))
      say('parked', row.parked, truth.state === 'parked');
    for (const timer of TIMERS) {
      const told = elapsed(row.timers[timer], now);
      if (Math.abs(told - truth[timer]) > toleranceMs) say(timer, told, truth[timer]);
    }
  }
  for (const row of rows.values())
    if (isLive(row))
      found.push(`${row.communicationId} is ${row.state}, and the cloud knows nothing of it`);
  return found;
}

const isLive = ({ state }) => state !== 'disconnected' && state !== 'terminated';
