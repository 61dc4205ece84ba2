// Ends that can be taken back for a while. They are kept, so that a reload loses none; whichever
// tab is first carries one out.

import { type ReadonlySignal, computed, untracked } from '@preact/signals-core';

import { type Card, type Cards, isLive } from '../state/cards';
import type { KeptStore } from '../state/kept';
import type { Session } from '../state/session';
import type { Commands } from './commands';

/** How long an end can be taken back, in milliseconds; and the least of it after a reload. */
export const UNDO_MS = 5_000;
const AFTER_RELOAD_MS = 3_000;
/** An end that is older than this when the desk opens is not carried out, in milliseconds. */
const FORGOTTEN_MS = 60_000;
const END = 'end.';

export class Endings {
  /** When each happens, in this machine's time. */
  readonly pending: ReadonlySignal<ReadonlyMap<string, number>> = computed(
    () => new Map(this.kept.of(END).map(([id, { value }]) => [id, Number(value)])),
  );
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly session: Session,
    private readonly cards: Cards,
    private readonly kept: KeptStore,
    private readonly commands: Commands,
  ) {
    for (const [id, until] of this.pending.peek()) {
      const late = Date.now() - until;
      if (late > FORGOTTEN_MS) this.undo(id);
      else if (late > -AFTER_RELOAD_MS) this.set(id, Date.now() + AFTER_RELOAD_MS);
    }
  }

  begin({ id, name }: Card) {
    if (!this.pending.peek().has(id)) this.set(id, Date.now() + UNDO_MS, name);
  }

  undo(id: string) {
    this.kept.delete(END + id);
  }

  /** Ends it at once; gives whether it was done. */
  async now(id: string): Promise<boolean> {
    const done = await navigator.locks.request(END + id, { ifAvailable: true }, async (lock) => {
      this.kept.read();
      const card = this.cards.all.peek().get(id);
      if (!lock || !this.pending.peek().has(id)) return false;
      this.undo(id);
      return card !== undefined && isLive(card) && this.commands.end(card);
    });
    return done === true;
  }

  /** Starts the timers of those that can be carried out; an effect calls it. */
  arm() {
    const reachable = this.session.reachable.value;
    const pending = this.pending.value;
    for (const [id, timer] of this.timers) {
      if (reachable && pending.has(id)) continue;
      clearTimeout(timer);
      this.timers.delete(id);
    }
    for (const [id, until] of pending) {
      const card = this.cards.all.value.get(id);
      if (card && !isLive(card)) untracked(() => this.undo(id));
      if (!reachable || !card || !isLive(card) || this.timers.has(id)) continue;
      const fire = () => {
        this.timers.delete(id);
        void this.now(id);
      };
      this.timers.set(id, setTimeout(fire, Math.max(0, until - Date.now())));
    }
  }

  private set(id: string, until: number, name = '') {
    this.kept.set(END + id, until, name);
  }
}
