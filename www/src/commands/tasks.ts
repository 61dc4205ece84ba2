// Actions under way: each is shown, runs once at a time, and says what refused it.

import { type Signal, signal } from '@preact/signals-core';

import { ApiError } from '../errors';
import { messages } from '../messages';

export interface Task {
  state: 'running' | 'refused';
  name: string;
  reason?: string;
}

export class Tasks {
  readonly all: Signal<ReadonlyMap<string, Task>> = signal(new Map());

  of(subject: string) {
    return this.all.value.get(subject);
  }

  /** Runs `work` for a subject unless something runs for it already; gives whether it was done. */
  async run(subject: string, name: string, work: () => Promise<unknown>): Promise<boolean> {
    if (this.all.peek().get(subject)?.state === 'running') return false;
    this.set(subject, { state: 'running', name });
    try {
      await work();
      this.set(subject, undefined);
      return true;
    } catch (error) {
      this.set(subject, { state: 'refused', name, reason: reasonOf(error) });
      return false;
    }
  }

  forget(subject: string) {
    if (this.all.peek().get(subject)?.state === 'refused') this.set(subject, undefined);
  }

  private set(subject: string, task: Task | undefined) {
    const next = new Map(this.all.peek());
    if (task) next.set(subject, task);
    else next.delete(subject);
    this.all.value = next;
  }
}

export function reasonOf(error: unknown) {
  if (!(error instanceof ApiError)) throw error;
  return messages.failure(error.kind, error.message, error.retryAfterMs);
}
