// The feed without IO: it is told what happened and what time it is, and answers what to do next.
// Times are those of one local monotonic clock.
//
// Inputs:   start { role }, stop, following { live }, online, offline, visible, woke { sleptMs },
// token { renewed },
//           refresh, time,
//           answer { id, status, text, retryAfterMs }, failed { id, why }, opened { link }, message { link, text }, closed { link }
// Commands: request { id, kind, method, path, body }, abort { id }, open { link, uri }, send {
// link, text }, close { link },
//           event { topic, text }, renew

import { Connection, pause } from './connection.js';
import { Read } from './reads.js';
import { rules } from './rules.js';

/**
 * Refusals of a channel that asking again may heal. All others of 4xx are for a person to look at.
 */
const PASSING = new Set([404, 408, 409, 410, 425, 429]);

export class Machine {
  /** `{ state, since, why, retryAt }`. */
  status = { state: 'idle', since: 0, why: 'new', retryAt: undefined };
  #role = 'lead';
  #running = false;
  #stopped = false;
  #online = true;
  #refusal; // why the cloud refuses
  #renewed = false; // a token was called for, and has not been accepted yet
  #wasLive = false;
  #synced = false; // the list was read over the connection that stands
  #pausedUntil = 0;
  #requests = new Map(); // id -> { kind, until }
  #list = new Read(rules.listEveryMs, rules.listGapMs);
  #date = new Read(rules.dateEveryMs, rules.dateBurstGapMs);
  #burst = 0;
  #lastId = 0;
  #commands = [];

  constructor({ topics, random = Math.random }) {
    this.random = random;
    this.connection = new Connection({
      topics,
      random,
      emit: (command) => this.#commands.push(command),
      request: (...request) => this.#request(...request),
    });
  }

  tell(input, now) {
    INPUTS[input.type].call(this, input, now);
    if (this.#running) this.#go(now);
    this.#describe(now);
    return this.#commands.splice(0);
  }

  /** When to be told the time. */
  get wakeAt() {
    if (!this.#running) return undefined;
    const moments = [...this.#requests.values()]
      .map(({ until }) => until)
      .concat(this.connection.watchAt(this.#online));
    if (this.#online && !this.#refusal) {
      const due = [
        this.#date.dueAt(),
        this.#mayList() ? this.#list.dueAt() : undefined,
        this.#role === 'lead' ? this.connection.dueAt() : undefined,
      ];
      for (const at of due) if (at !== undefined) moments.push(Math.max(at, this.#pausedUntil));
    }
    return moments.length > 0 ? Math.min(...moments) : undefined;
  }

  static inputs = {
    start({ role }, now) {
      if (this.#running && role === this.#role) return;
      this.#stopped = false;
      this.connection.why = this.#running ? 'took over' : 'started';
      if (!this.#running) this.#burst = rules.dateBurst - 1;
      this.#role = role;
      this.#running = true;
      this.#refusal = undefined;
      this.connection.hurry(now);
    },

    stop() {
      this.#running = false;
      this.#stopped = true;
      this.#abandon();
      this.connection.close();
      this.connection.why = 'stopped';
      this.#synced = false;
      this.#wasLive = false;
      this.#list = new Read(rules.listEveryMs, rules.listGapMs);
      this.#date = new Read(rules.dateEveryMs, rules.dateBurstGapMs);
    },

    /** The tab that is followed has been live: what comes is not the first connection. */
    following({ live }) {
      this.#wasLive = live;
    },

    offline() {
      this.#online = false;
      this.connection.why = 'offline';
      this.#abandon();
      this.connection.abandon({ opening: true });
    },

    online(_, now) {
      if (this.#online) return;
      this.#online = true;
      this.connection.why = 'online';
      this.#hurry(now);
      this.connection.ping(now);
    },

    /** Somebody looks again: what is older than a glance is read, and what waits is tried. */
    visible(_, now) {
      if (this.#list.doneAt === undefined || now - this.#list.doneAt > 10_000) this.#list.want();
      if (this.#date.doneAt === undefined || now - this.#date.doneAt > 60_000) this.#date.want();
      if (now - this.connection.heardAt > 31_000 && !this.connection.isSilent)
        this.connection.ping(now);
      this.connection.hurry(now);
    },

    woke({ sleptMs }, now) {
      this.#burst = rules.dateBurst - 1;
      this.#hurry(now);
      if (!this.connection.stands) return;
      if (sleptMs > rules.deadAfterSleepMs) this.#lose('woke');
      else this.connection.ping(now);
    },

    /**
     * Without a refusal it is a wish to try again now. A token that was `renewed` and is refused,
     * too, is not called for again.
     */
    token({ renewed = false }, now) {
      this.#renewed &&= renewed;
      this.connection.hurry(now);
      if (!this.#refusal) return;
      this.#refusal = undefined;
      this.connection.why = 'token';
      this.#hurry(now);
      this.connection.ping(now);
    },

    refresh() {
      this.#list.want();
    },

    time(_, now) {
      for (const [id, { until }] of this.#requests) {
        if (until > now) continue;
        this.#commands.push({ type: 'abort', id });
        INPUTS.failed.call(this, { id, why: 'timeout' }, now);
      }
      const stood = this.connection.stands;
      this.connection.watch(this.#online, now);
      if (stood && !this.connection.stands) this.#synced = false;
    },

    answer({ id, status, text, retryAfterMs }, now) {
      const request = this.#requests.get(id);
      if (!request) return;
      this.#requests.delete(id);
      const makes = request.kind === 'create' || request.kind === 'subscribe';
      if (status >= 200 && status < 300) this.#succeed(request.kind, text, now);
      else if (status === 401) this.#refuse('unauthorized', request.kind);
      else if (status === 403) this.#refuse('forbidden', request.kind);
      else if (status === 429) {
        this.#pausedUntil = now + Math.max(0, retryAfterMs ?? rules.throttledMs);
        this.#again(request.kind, 'throttled', now, this.#pausedUntil);
      } else if (makes && status < 500 && !PASSING.has(status))
        this.#refuse('rejected', request.kind);
      else if (request.kind === 'subscribe' && (status === 404 || status === 410))
        this.connection.expired(now);
      else this.#again(request.kind, 'server', now);
    },

    failed({ id, why }, now) {
      const request = this.#requests.get(id);
      if (!request) return;
      this.#requests.delete(id);
      this.#again(request.kind, why, now);
    },

    /**
     * Only a list that was asked for after the socket had opened tells all that the socket does
     * not.
     */
    opened({ link }, now) {
      if (!this.connection.opened(link, now)) return;
      for (const [id, { kind }] of this.#requests) {
        if (kind !== 'list') continue;
        this.#requests.delete(id);
        this.#commands.push({ type: 'abort', id });
      }
      this.#list.forget();
      this.#list.urge();
      this.#date.urge();
    },

    message({ link, text }, now) {
      const wasSilent = this.connection.isSilent;
      const event = this.connection.received(link, text, now);
      if (event) this.#commands.push({ type: 'event', ...event });
      if (wasSilent && !this.connection.isSilent) this.#list.want();
    },

    closed({ link }, now) {
      if (this.connection.closed(link, now)) this.#synced = false;
    },
  };

  #go(now) {
    if (!this.#online || this.#refusal || this.#pausedUntil > now) return;
    if (this.#date.dueAt() <= now) this.#request('date', 'GET', '/api/v2/date', undefined, now);
    if (this.#mayList() && this.#list.dueAt() <= now)
      this.#request('list', 'GET', '/api/v2/conversations', undefined, now);
    if (this.#role === 'lead' && this.connection.dueAt() <= now) this.connection.make(now);
  }

  /**
   * The list is read over a connection that stands, and once the clocks were compared: it is told
   * when it was asked for.
   */
  #mayList() {
    return this.#role === 'lead' && this.connection.stands && this.#date.doneAt !== undefined;
  }

  #request(kind, method, path, body, now) {
    const id = ++this.#lastId;
    this.#requests.set(id, { kind, until: now + rules.requestWithinMs });
    if (kind === 'date') this.#date.asked(id);
    if (kind === 'list') this.#list.asked(id);
    this.#commands.push({ type: 'request', id, kind, method, path, body });
  }

  #succeed(kind, text, now) {
    if (kind !== 'date') this.#renewed = false; // the date needs no token
    if (kind === 'create') this.connection.created(text, now);
    else if (kind === 'subscribe') this.connection.subscribed(now);
    else if (kind === 'list') {
      this.#list.answered(now);
      this.#synced = true;
      this.#wasLive = true;
    } else {
      this.#date.answered(now);
      if (this.#burst > 0) {
        this.#burst -= 1;
        this.#date.want();
      }
    }
  }

  /** What failed is done again: at `at`, or after a pause that grows. */
  #again(kind, why, now, at) {
    if (kind === 'create' || kind === 'subscribe') {
      this.connection.failed(why, now, at);
      return;
    }
    const read = kind === 'list' ? this.#list : this.#date;
    read.failed(at ?? now + pause(read.failures, this.random));
    if (!this.#synced) this.connection.why = why;
  }

  #refuse(why, kind) {
    if (kind === 'list') this.#list.failed(0);
    if (kind === 'date') this.#date.failed(0);
    this.#refusal = why;
    this.connection.why = why;
    this.#abandon();
    this.connection.abandon({ opening: false });
    if (!this.#renewed) this.#commands.push({ type: 'renew' });
    this.#renewed = true;
  }

  /** Something has changed for the better: all is tried at once. */
  #hurry(now) {
    this.#abandon();
    this.connection.abandon({ opening: false });
    this.connection.hurry(now);
    this.#list.urge();
    this.#date.urge();
  }

  /** Nothing is under way any more. */
  #abandon() {
    for (const id of this.#requests.keys()) this.#commands.push({ type: 'abort', id });
    this.#requests.clear();
    this.#list.forget();
    this.#date.forget();
  }

  #lose(why) {
    this.connection.lose(why);
    this.#synced = false;
  }

  #describe(now) {
    const state = this.#state();
    const why = state === 'live' ? 'synced' : state === 'silent' ? 'silence' : this.connection.why;
    const retryAt =
      state === 'connecting' || state === 'reconnecting' ? this.#retryAt() : undefined;
    const { status } = this;
    if (status.state === state && status.why === why && status.retryAt === retryAt) return;
    this.status = { state, since: status.state === state ? status.since : now, why, retryAt };
  }

  /** When the next attempt is, if nothing is under way. */
  #retryAt() {
    if (this.#requests.size > 0 || this.connection.isMaking || this.#role !== 'lead')
      return undefined;
    const due = this.connection.stands
      ? (this.#mayList() ? this.#list : this.#date).dueAt()
      : this.connection.dueAt();
    return due === undefined ? undefined : Math.max(due, this.#pausedUntil);
  }

  #state() {
    if (!this.#running) return this.#stopped ? 'stopped' : 'idle';
    if (this.#refusal) return 'refused';
    if (!this.#online) return 'offline';
    if (this.connection.stands && this.#synced) return this.connection.isSilent ? 'silent' : 'live';
    return this.#wasLive ? 'reconnecting' : 'connecting';
  }
}

const INPUTS = Machine.inputs;
