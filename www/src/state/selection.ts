// Which conversation is open, and where the focus goes. Only an act of the agent moves either: an
// event that the browser made of a key, a click or a notification.

import { type Signal, signal } from '@preact/signals-core';

/** Where work goes on: the view puts the focus there as soon as it is there. */
export type Place = 'composer' | 'wrapup' | 'heading' | 'undo' | 'list';

/** What an act may still move when its result is there. */
export interface Claim {
  /** False once the agent did anything else. */
  readonly holds: boolean;
  /** Opens a conversation and puts the focus into it; does nothing once the agent did more. */
  move(id: string | undefined, place: Place): void;
}

const SELECTED = 'desk.selected';
const ACTS = ['keydown', 'pointerdown'] as const;

export class Selection {
  readonly id: Signal<string | undefined>;
  readonly place: Signal<Place | undefined> = signal(undefined);
  private acts = 0;

  /** After a reload the conversation that was open is open. */
  constructor(private readonly storage: Storage) {
    this.id = signal(storage.getItem(SELECTED) ?? undefined);
  }

  start() {
    const count = ({ isTrusted }: Event) => {
      if (!isTrusted) return;
      this.acts += 1;
      // A focus that still waits for its place belongs to an earlier act.
      this.place.value = undefined;
    };
    for (const type of ACTS) addEventListener(type, count, { capture: true });
    return () => {
      for (const type of ACTS) removeEventListener(type, count, { capture: true });
    };
  }

  claim(act: Event): Claim {
    const acts = act.isTrusted ? this.acts : NaN;
    const holds = () => acts === this.acts;
    return {
      get holds() {
        return holds();
      },
      move: (id, place) => {
        if (!holds()) return;
        this.id.value = id;
        this.place.value = place;
        if (id === undefined) this.storage.removeItem(SELECTED);
        else this.storage.setItem(SELECTED, id);
      },
    };
  }
}
