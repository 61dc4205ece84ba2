// The agent's own status at the platform.

import { type Signal, signal } from '@preact/signals-core';

import { Tasks } from '../commands/tasks';
import { messages } from '../messages';
import { type RoutingStatus, readRoutingStatus, record, requests, text } from '../wire';
import type { Session } from './session';

/** What an agent may choose; the platform sets the others. */
export const ON_QUEUE = 'IDLE';
export const OFF_QUEUE = 'OFF_QUEUE';
export const NOT_RESPONDING = 'NOT_RESPONDING';

export class Agent {
  readonly status: Signal<RoutingStatus | undefined> = signal(undefined);
  readonly tasks = new Tasks();

  constructor(private readonly session: Session) {}

  async load() {
    this.take(
      await this.session.ask(requests.routingStatus(this.session.me.id)).catch(() => undefined),
    );
  }

  /** Takes in a notification of the topic `routingStatus`. */
  heard(payload: unknown) {
    if (text(record(payload)['topicName'])?.endsWith('.routingStatus'))
      this.take(record(payload)['eventBody']);
  }

  set(status: string) {
    return this.tasks.run('status', messages.status.change, async () => {
      const answer = await this.session.ask(requests.setRoutingStatus(this.session.me.id, status));
      if (!this.take(answer)) await this.load();
    });
  }

  private take(body: unknown) {
    const read = readRoutingStatus(body);
    if (!read) return false;
    const { since = this.session.now() } = read;
    if (read.status !== this.status.peek()?.status || read.since !== undefined)
      this.status.value = { ...read, since };
    return true;
  }
}
