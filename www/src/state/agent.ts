// The agent's own routing status and presence at the platform.

import { type Signal, computed, signal } from '@preact/signals-core';

import { messages } from '../messages';
import { presenceOf } from '../wire/agent';
import { record, text } from '../wire/json';
import { requests } from '../wire/requests';
import type { Lookups } from './lookups';
import type { Session } from './session';
import { Tasks } from './tasks';

/** What an agent may choose; the platform sets the others. */
export const ON_QUEUE = 'IDLE';
export const OFF_QUEUE = 'OFF_QUEUE';
export const NOT_RESPONDING = 'NOT_RESPONDING';

export class Agent {
  readonly status = computed(() => this.session.agent.value.routingStatus);
  /** Since when the status is what it is; off queue it is the presence that counts. */
  readonly since = computed(() => {
    const { routingStatus, since, presenceSince } = this.session.agent.value;
    return routingStatus === OFF_QUEUE ? (presenceSince ?? since) : since;
  });
  /** Which of the organisation's presences it is. */
  readonly presenceId: Signal<string | undefined> = signal(undefined);
  readonly tasks = new Tasks();

  constructor(
    private readonly session: Session,
    private readonly lookups: Lookups,
  ) {}

  load() {
    const read = async () => {
      this.take(await this.session.ask(requests.presence(this.session.me.id)));
    };
    this.lookups.renew('presence', read);
  }

  /** Reads a notification of the topic `presence`. */
  heard(payload: unknown) {
    if (text(record(payload)['topicName'])?.endsWith('.presence'))
      this.take(record(payload)['eventBody']);
  }

  set(status: string) {
    return this.change(() =>
      this.session.ask(requests.setRoutingStatus(this.session.me.id, status)),
    );
  }

  setPresence(id: string) {
    return this.change(async () =>
      this.take(await this.session.ask(requests.setPresence(this.session.me.id, id))),
    );
  }

  private change(work: () => Promise<unknown>) {
    return this.tasks.run('status', messages.status.change, work);
  }

  private take(body: unknown) {
    this.presenceId.value = presenceOf(body) ?? this.presenceId.peek();
  }
}
