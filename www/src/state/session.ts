// One agent's session: the roster of the package, the feed that keeps it true, and the moment that
// everything on the screen shows.

import { type Signal, batch, computed, signal } from '@preact/signals-core';
import {
  CloudClock,
  Roster,
  type RosterChange,
  type RosterRow,
  startRendering,
} from 'conversation-chat';
import { Feed, type FeedAgent, type FeedApi, type FeedStatus } from 'conversation-chat/feed';

import { ask } from '../cloud/api';
import type { Cloud } from '../cloud/cloud';
import { ApiError } from '../errors';
import { type Named, namedEntities } from '../wire/json';
import { type Request, requests, topicsOf } from '../wire/requests';

type Heard = (payload: object, changes: readonly RosterChange[]) => void;

/** How often at most the screen follows the time, in milliseconds. */
const STEP_MS = 250;

/**
 * How long the screen may stand still at most, in milliseconds: the agent's status has a clock,
 * too, and the roster knows nothing of it.
 */
const STILL_MS = 1000;

/** A local clock that nobody can set: the one of the feed. */
const local = () => performance.now();

export class Session {
  readonly rows: Signal<readonly RosterRow[]> = signal([]);
  /** The cloud's time that is shown; `undefined` until the clocks were compared. */
  readonly moment: Signal<number | undefined> = signal(undefined);
  readonly status: Signal<FeedStatus>;
  /** The routing status and the presence of the agent. */
  readonly agent: Signal<FeedAgent>;
  /** Whether the platform no longer accepts the sign-in: the feed or any answer said so. */
  readonly signedOut = computed(() => this.refused.value || this.status.value.state === 'refused');
  /** Whether an action can reach the platform now. */
  readonly reachable = computed(
    () => !this.signedOut.value && ['live', 'silent'].includes(this.status.value.state),
  );
  private readonly refused = signal(false);
  readonly feed: Feed<RosterChange>;
  private heard: Heard = () => {};
  private readonly stops: (() => void)[] = [];

  private constructor(
    readonly cloud: Cloud,
    readonly me: Named,
    readonly clock: CloudClock,
    readonly roster: Roster,
    topics: string[],
  ) {
    this.feed = new Feed({
      userId: me.id,
      api: (method, path, body, signal) => cloud.api(method, path, body, signal),
      clock,
      topics,
      // Each text is parsed once, for the roster and for what the desk reads besides.
      roster: {
        receive: (text, at, askedAt) =>
          this.take(text, (payload) => roster.receive(payload, at, askedAt)),
        sync: (text, at, askedAt) =>
          this.take(text, (payload) => roster.sync(payload, at, askedAt)),
        save: () => roster.save(),
        advance: (now, stepMs) => roster.advance(now, stepMs),
        get rows() {
          return roster.rows;
        },
      },
      ...(cloud.openSocket && { openSocket: cloud.openSocket }),
      // A cloud that ends with the page has no past to keep, and other tabs have another one.
      ...(cloud.lasting ? {} : { storage: null, tabs: {} }),
    });
    this.status = signal(this.feed.status);
    this.agent = signal(this.feed.agent);
  }

  /** A session that goes on with what was known before the page was loaded anew. */
  static async open(cloud: Cloud, me: Named) {
    const clock = new CloudClock();
    const api: FeedApi = (method, path, body, signal) => cloud.api(method, path, body, signal);
    const [available, roster] = await Promise.all([
      // Without the list the desk hears what it needs.
      ask(cloud.api, requests.availableTopics()).catch(() => undefined),
      cloud.lasting
        ? Feed.restore({ Roster, api, userId: me.id, clock })
        : new Roster({ userId: me.id }),
    ]);
    const offered = namedEntities(available).map(({ id }) => id);
    return new Session(cloud, me, clock, roster, topicsOf(me.id, offered));
  }

  /** The cloud's time, `undefined` until the clocks were compared. */
  readonly now = () => this.clock.now(local());

  listen(heard: Heard) {
    this.heard = heard;
  }

  start() {
    const render = (rows: readonly RosterRow[], now: number) => {
      this.rows.value = rows;
      this.moment.value = now;
    };
    this.stops.push(
      startRendering({ roster: this.roster, now: this.now, render, stepMs: STEP_MS }),
    );
    const follow = () =>
      batch(() => {
        this.status.value = this.feed.status;
        this.agent.value = this.feed.agent;
      });
    this.stops.push(this.feed.subscribe(follow));
    const timer = setInterval(() => {
      const now = this.now();
      if (now !== undefined && now - (this.moment.peek() ?? 0) >= STILL_MS) this.moment.value = now;
    }, STILL_MS);
    this.stops.push(() => clearInterval(timer));
    this.feed.start();
  }

  /** Signs in again, and goes on. */
  async signIn() {
    await this.cloud.signIn?.();
    this.refused.value = false;
    this.feed.start();
  }

  private take(text: string, read: (payload: object) => RosterChange[]) {
    const payload: object = JSON.parse(text);
    // What follows from it follows once all of it is known.
    return batch(() => {
      const changes = read(payload);
      this.heard(payload, changes);
      return changes;
    });
  }

  stop() {
    this.feed.stop();
    for (const stop of this.stops.splice(0)) stop();
  }

  async ask(request: Request) {
    try {
      const answer = await ask(this.cloud.api, request);
      this.refused.value = false;
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'signed-out') {
        this.refused.value = true;
        this.feed.refresh();
      }
      throw error;
    }
  }

  /** Reads one conversation over REST and takes it into the roster. */
  async refresh(conversationId: string) {
    const askedAt = this.now();
    const content = await this.ask(requests.conversation(conversationId));
    const now = this.now();
    if (now !== undefined && typeof content === 'object' && content !== null)
      batch(() => this.heard(content, this.roster.receive(content, now, askedAt)));
    return content;
  }
}
