// The agent's own routing status and presence at the platform.

import { type Signal, computed, signal } from '@preact/signals-core';

import { messages } from '../messages';
import { type Presence, type RoutingStatus, readPresence, readRoutingStatus } from '../wire/agent';
import { record, text } from '../wire/json';
import { requests } from '../wire/requests';
import type { Lookups } from './lookups';
import type { Session } from './session';
import { Tasks } from './tasks';

/** What an agent may choose; the platform sets the others. */
export const ON_QUEUE = 'IDLE';
export const OFF_QUEUE = 'OFF_QUEUE';
export const NOT_RESPONDING = 'NOT_RESPONDING';
/** The presence of an agent who is on queue: chosen by the routing status. */
export const ON_QUEUE_PRESENCE = 'On Queue';

export class Agent {
  readonly status: Signal<RoutingStatus | undefined> = signal(undefined);
  readonly presence: Signal<Presence | undefined> = signal(undefined);
  /** What is shown of both: off queue it is the presence that counts. */
  readonly shown = computed(() => {
    const status = this.status.value;
    const presence = this.presence.value;
    return status?.status === OFF_QUEUE && presence?.since !== undefined
      ? { status: OFF_QUEUE, since: presence.since, definitionId: presence.definitionId }
      : status && { ...status, definitionId: undefined };
  });
  readonly tasks = new Tasks();

  constructor(
    private readonly session: Session,
    private readonly lookups: Lookups,
  ) {}

  load() {
    const { id } = this.session.me;
    this.lookups.renew('status', async () =>
      this.take(await this.session.ask(requests.routingStatus(id))),
    );
    this.lookups.renew('presence', async () =>
      this.takePresence(await this.session.ask(requests.presence(id))),
    );
  }

  /** Reads a notification of the topics `routingStatus` and `presence`. */
  heard(payload: unknown) {
    const topic = text(record(payload)['topicName']) ?? '';
    const body = record(payload)['eventBody'];
    if (topic.endsWith('.routingStatus')) this.take(body);
    if (topic.endsWith('.presence')) this.takePresence(body);
  }

  set(status: string) {
    return this.change(async () => {
      const { id } = this.session.me;
      if (!this.take(await this.session.ask(requests.setRoutingStatus(id, status)))) this.load();
    });
  }

  setPresence(definitionId: string) {
    return this.change(async () => {
      const request = requests.setPresence(this.session.me.id, definitionId);
      this.takePresence(await this.session.ask(request));
      this.load();
    });
  }

  private change(work: () => Promise<void>) {
    return this.tasks.run('status', messages.status.change, work);
  }

  private take(body: unknown) {
    const read = readRoutingStatus(body);
    if (!read) return false;
    const { since = this.session.now() } = read;
    if (read.status !== this.status.peek()?.status || read.since !== undefined)
      this.status.value = { ...read, since };
    return true;
  }

  private takePresence(body: unknown) {
    const read = readPresence(body);
    if (!read) return;
    this.presence.value = { ...read, since: read.since ?? this.session.now() };
  }
}
