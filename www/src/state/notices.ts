// What the agent has to know: each notice is shown, and said once. An important one stays until the
// agent puts it away or does what it is about.

import { type Signal, signal } from '@preact/signals-core';

import type { Speech } from './speech';

export interface NoticeAction {
  label: string;
  run(act: Event): void;
}

export interface Notice {
  id: string;
  text: string;
  tone: 'calm' | 'warn' | 'bad';
  /** The card that it is about: it goes with it. */
  cardId?: string;
  action?: NoticeAction;
}

/** How long a calm notice is shown, in milliseconds. */
const CALM_MS = 6_000;

export class Notices {
  readonly all: Signal<readonly Notice[]> = signal([]);

  constructor(private readonly speech: Speech) {}

  add(notice: Omit<Notice, 'id'>) {
    const id = crypto.randomUUID();
    this.all.value = [...this.all.peek(), { ...notice, id }];
    this.speech.say(notice.tone === 'bad' ? 'assertive' : 'polite', notice.text);
    if (notice.tone === 'calm') setTimeout(() => this.remove(id), CALM_MS);
  }

  calm(text: string) {
    this.add({ text, tone: 'calm' });
  }

  remove(id: string) {
    this.all.value = this.all.peek().filter((notice) => notice.id !== id);
  }

  /** The agent has the card before them, or it is gone: its notices are done. */
  removeOf(cardId: string) {
    if (this.all.peek().some((notice) => notice.cardId === cardId))
      this.all.value = this.all.peek().filter((notice) => notice.cardId !== cardId);
  }
}
