// Lists that are read once: the queues and agents to transfer to, and the wrap-up codes of each
// queue.

import { type Signal, signal } from '@preact/signals-core';

import { type Leg, type Named, type Request, namedEntities, requests } from '../wire';
import type { Session } from './session';

/** A list, or that it is on its way, or that it could not be read. */
export type Loaded = readonly Named[] | 'loading' | 'failed';

export class Directory {
  private readonly lists = new Map<string, Signal<Loaded>>();

  constructor(private readonly session: Session) {}

  queues() {
    return this.once('queues', requests.queues(this.session.me.id));
  }

  agents() {
    return this.once('agents', requests.users());
  }

  codes(leg: Leg, queueId: string | undefined) {
    return this.once(`codes:${queueId ?? leg.participantId}`, requests.wrapUpCodes(leg));
  }

  private once(key: string, request: Request): Loaded {
    const known = this.lists.get(key);
    if (known) return known.value;
    const loaded: Signal<Loaded> = signal('loading');
    this.lists.set(key, loaded);
    this.session.ask(request).then(
      (body) => (loaded.value = namedEntities(body)),
      () => {
        loaded.value = 'failed';
        // Asked for again when it is shown next.
        this.lists.delete(key);
      },
    );
    return loaded.value;
  }
}
