// What a tab that follows knows of the tab that leads: whether it still answers. A tab that is
// frozen, stopped by a debugger or hung keeps its lock and says nothing.

import { leaderPingMs, leaderWithinMs, lateMs } from './rules.js';

export class Leader {
  #nextAt = 0;
  #pingAt; // when the ping was sent that nothing has answered

  heard(now) {
    this.#pingAt = undefined;
    this.#nextAt = now + leaderPingMs;
  }

  dueAt() {
    return this.#pingAt === undefined ? this.#nextAt : this.#pingAt + leaderWithinMs;
  }

  /**
   * What to do: `ping`, `steal` or nothing. A timer that comes late says that this tab itself
   * stood still: the answer may be there, and only not read yet. So it asks again.
   */
  watch(now) {
    const due = this.dueAt();
    if (now < due) return undefined;
    if (this.#pingAt === undefined || now - due > lateMs) {
      this.#pingAt = now;
      return 'ping';
    }
    this.heard(now);
    return 'steal';
  }
}
