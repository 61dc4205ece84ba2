// What a tab that follows knows of the tab that leads: whether it still answers. A tab that is
// frozen, stopped by a debugger or hung keeps its lock and says nothing.

import { lateMs, leaderPingMs, leaderWithinMs } from './rules.js';

export function createLeader() {
  let nextAt = 0;
  let pingAt; // when the ping was sent that nothing has answered

  const leader = {
    heard(now) {
      pingAt = undefined;
      nextAt = now + leaderPingMs;
    },

    dueAt: () => (pingAt === undefined ? nextAt : pingAt + leaderWithinMs),

    /**
     * What to do: `ping`, `steal` or nothing. A timer that comes late says that this tab itself
     * stood still: the answer may be there, and only not read yet. So it asks again.
     */
    watch(now) {
      const late = now - leader.dueAt();
      if (late < 0) return undefined;
      if (pingAt === undefined || late > lateMs) {
        pingAt = now;
        return 'ping';
      }
      leader.heard(now);
      return 'steal';
    },
  };
  return leader;
}
