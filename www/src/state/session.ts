// One agent's session: the roster of the package, the feed that keeps it true, and the moment that everything on the screen shows.

import { type Signal, computed, signal } from '@preact/signals-core';
import { CloudClock, Roster, type RosterChange, type RosterRow, startRendering } from 'conversation-chat';
import { Feed, type FeedStatus } from 'conversation-chat/feed';

import { type Api, ask } from '../cloud/api';
import type { Cloud } from '../cloud/cloud';
import { type Named, type Request, topicsOf } from '../wire';

type Heard = (payload: unknown, changes: readonly RosterChange[]) => void;

/** A roster that lets the desk read what it read: each payload is parsed once. */
class HeardRoster extends Roster {
  heard: Heard = () => {};

  override receive(payload: string | Uint8Array | object, at: number, askedAt?: number) {
    return this.tell(payload, (content) => super.receive(content, at, askedAt));
  }

  override sync(payload: string | Uint8Array | object, at: number, askedAt?: number) {
    return this.tell(payload, (content) => super.sync(content, at, askedAt));
  }

  private tell(payload: string | Uint8Array | object, read: (content: string | Uint8Array | object) => RosterChange[]) {
    const content: object = typeof payload === 'string' ? JSON.parse(payload) : payload;
    const changes = read(content);
    this.heard(content, changes);
    return changes;
  }
}

/** How often at most the screen follows the time, in milliseconds. */
const STEP_MS = 250;

/** A local clock that nobody can set. */
const local = () => performance.timeOrigin + performance.now();

export class Session {
  readonly rows: Signal<readonly RosterRow[]> = signal([]);
  /** The cloud's time that is shown; `undefined` until the clocks were compared. */
  readonly moment: Signal<number | undefined> = signal(undefined);
  readonly status: Signal<FeedStatus>;
  /** Whether an action can reach the platform now. */
  readonly reachable = computed(() => ['live', 'silent'].includes(this.status.value.state));
  readonly clock = new CloudClock();
  readonly roster: HeardRoster;
  readonly feed: Feed;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly cloud: Cloud,
    readonly me: Named,
  ) {
    this.roster = new HeardRoster({ userId: me.id });
    this.feed = new Feed({ api: cloud.api, userId: me.id, roster: this.roster, clock: this.clock, topics: topicsOf(me.id), ...(cloud.openSocket && { openSocket: cloud.openSocket }) });
    this.status = signal(this.feed.status);
  }

  get api(): Api {
    return this.cloud.api;
  }

  /** The cloud's time, `undefined` until the clocks were compared. */
  readonly now = () => this.clock.now(local());

  listen(heard: Heard) {
    this.roster.heard = heard;
  }

  start() {
    const render = (rows: readonly RosterRow[], now: number) => {
      this.rows.value = rows;
      this.moment.value = now;
    };
    this.stops.push(startRendering({ roster: this.roster, now: this.now, render, stepMs: STEP_MS }));
    this.stops.push(this.feed.subscribe(() => (this.status.value = this.feed.status)));
    this.feed.start();
  }

  stop() {
    this.feed.stop();
    for (const stop of this.stops.splice(0)) stop();
  }

  ask(request: Request) {
    return ask(this.api, request);
  }

  /** Reads one conversation over REST and takes it into the roster. */
  async refresh(request: Request) {
    const askedAt = this.now();
    const content = await this.ask(request);
    const now = this.now();
    if (now !== undefined && typeof content === 'object' && content !== null) this.roster.receive(content, now, askedAt);
    return content;
  }
}
