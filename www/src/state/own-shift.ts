// What the agent has handled today, from the rows of the roster and what was kept of them.

import { type Summary, elapsed, startShift, summary } from 'conversation-chat';

import type { Cards } from './cards';
import type { Session } from './session';

const KEPT = 'desk.shift-figures.';

export class OwnShift {
  private readonly shift: ReturnType<typeof startShift>;
  private readonly key: string;

  constructor(
    private readonly session: Session,
    private readonly cards: Cards,
    private readonly storage: Storage,
  ) {
    this.key = KEPT + session.me.id;
    const saved = storage.getItem(this.key) ?? undefined;
    const { roster } = session;
    try {
      this.shift = startShift({ roster, saved });
    } catch {
      this.shift = startShift({ roster });
    }
  }

  start() {
    const save = () => this.storage.setItem(this.key, this.shift.save());
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      this.shift.stop();
    };
  }

  /** Notes what the agent does; an effect calls it. */
  note() {
    this.shift.note(this.session.agent.value);
  }

  /** Today's figures at a moment. */
  figures(now: number): Summary {
    void this.session.rows.value;
    const from = new Date(now).setHours(0, 0, 0, 0);
    const { unsettled } = this.session.status.value;
    return summary(this.shift.rows, now, { from, unsettled, states: this.shift.states });
  }

  /** How long the customer waits who has waited for an answer the longest, in milliseconds. */
  longestWait(now: number) {
    const waits = [...this.cards.all.value.values()].map(({ row }) =>
      elapsed(row.timers.response, now),
    );
    return Math.max(0, ...waits);
  }
}
