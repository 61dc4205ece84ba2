// Actions under way: each is shown, runs once at a time, waits where the platform is busy, and
// names what refused it.

import { type Signal, signal } from '@preact/signals-core';

import { ApiError } from '../errors';
import { messages } from '../messages';

export interface Task {
  state: 'running' | 'waiting' | 'refused';
  name: string;
  reason?: string;
  /** When it is tried again, on `performance.now()`. */
  until?: number;
  /** Ends the wait without another attempt. */
  cancel?: () => void;
}

/** The wait after a 429 that gives none, in milliseconds. */
const BUSY_MS = 5_000;

export class Tasks {
  readonly all: Signal<ReadonlyMap<string, Task>> = signal(new Map());

  of(subject: string) {
    return this.all.value.get(subject);
  }

  /** Whether an action of a subject is under way. */
  isBusy(subject: string) {
    const { state } = this.of(subject) ?? {};
    return state === 'running' || state === 'waiting';
  }

  /**
   * Runs `work` for a subject unless something runs for it already; gives whether it was done. After
   * a 429 it is tried again, as long as it is `wanted`.
   */
  async run(
    subject: string,
    name: string,
    work: () => Promise<unknown>,
    wanted: () => boolean = () => true,
  ): Promise<boolean> {
    if (this.isBusy(subject)) return false;
    for (;;) {
      this.set(subject, { state: 'running', name });
      try {
        await work();
        this.set(subject, undefined);
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'throttled') {
          const goesOn = await this.pause(subject, name, error.retryAfterMs ?? BUSY_MS);
          if (goesOn && wanted()) continue;
          this.set(subject, undefined);
          return false;
        }
        this.set(subject, { state: 'refused', name, reason: reasonOf(error) });
        return false;
      }
    }
  }

  forget(subject: string) {
    if (this.all.peek().get(subject)?.state === 'refused') this.set(subject, undefined);
  }

  /** Waits in sight; gives false where the agent cancelled. */
  private pause(subject: string, name: string, ms: number) {
    return new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), ms);
      const cancel = () => {
        clearTimeout(timer);
        resolve(false);
      };
      this.set(subject, { state: 'waiting', name, until: performance.now() + ms, cancel });
    });
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
