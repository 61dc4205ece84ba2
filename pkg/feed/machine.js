// The feed without IO: it is told what happened and what time it is, and answers what to do next.
// Times are those of one local monotonic clock.
//
// Inputs:   start { role }, stop, following { live }, leader, online, offline, visible,
//           woke { sleptMs }, token { renewed }, refresh, time, topics { topics }, ended { ids },
//           settled { id }, answer { id, status, text, retryAfterMs }, failed { id, why },
//           opened { link }, message { link, text }, closed { link }
// Commands: request { id, kind, method, path, body, subject }, abort { id }, open { link, uri },
//           send { link, text }, close { link }, event { topic, text }, renew, ping, steal

import { Connection } from './connection.js';
import { Leader } from './leader.js';
import { pause } from './pause.js';
import { Read } from './reads.js';
import * as rules from './rules.js';
import { Settling } from './settling.js';
import { Topics } from './topics.js';

/**
 * Refusals of a channel that asking again may heal. All others of 4xx are for a person to look at.
 */
const PASSING = new Set([404, 408, 409, 410, 425, 429]);

export class Machine {
  /** `{ state, since, why, retryAt, rejected, unsettled }`. */
  status = { state: 'idle', since: 0, why: 'new', retryAt: undefined, unsettled: [], rejected: [] };
  #role = 'lead';
  #running = false;
  #stopped = false;
  #online = true;
  #refusal; // why the cloud refuses
  #renewed = false; // a token was called for, and has not been accepted yet
  #wasLive = false;
  #synced = false; // the list was read over the connection that stands
  #pausedUntil = 0;
  #requests = new Map(); // id -> { kind, until, topics }
  #reads;
  #refreshedAt = -Infinity;
  #burst = 0;
  #lastId = 0;
  #commands = [];

  /**
   * `userId` or `conversationId`: whose conversations, or which one. `topics`: the first is the one
   * without which there is no feed of a user.
   */
  constructor({ topics, userId, conversationId, random = Math.random }) {
    Object.assign(this, { userId, conversationId, random });
    this.settling = new Settling(random);
    this.leader = new Leader();
    this.topics = new Topics(topics, conversationId === undefined ? topics[0] : undefined);
    this.connection = new Connection({
      topics: this.topics,
      random,
      emit: (command) => this.#commands.push(command),
      request: (...request) => this.#request(...request),
    });
    this.#forgetReads();
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
    if (this.#role === 'follow') moments.push(this.leader.dueAt());
    if (this.#online && !this.#refusal)
      for (const [, at] of this.#due()) moments.push(Math.max(at, this.#pausedUntil));
    return moments.length > 0 ? Math.min(...moments) : undefined;
  }

  static inputs = {
    start({ role }, now) {
      if (this.#running && role === this.#role) return;
      if (role === 'follow') {
        if (this.#running) this.#close();
        this.leader.heard(now);
      }
      this.#stopped = false;
      this.connection.why = !this.#running ? 'started' : role === 'lead' ? 'took over' : 'closed';
      if (!this.#running) this.#burst = rules.dateBurst - 1;
      this.#role = role;
      this.#running = true;
      this.#refusal = undefined;
      this.connection.hurry(now);
    },

    stop() {
      this.#close();
      this.#running = false;
      this.#stopped = true;
      this.connection.why = 'stopped';
      this.#wasLive = false;
      this.#forgetReads();
    },

    /** The tab that is followed has been live: what comes is not the first connection. */
    following({ live }) {
      this.#wasLive = live;
    },

    leader(_, now) {
      this.leader.heard(now);
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
      const { list, date } = this.#reads;
      if (list.doneAt === undefined || now - list.doneAt > 10_000) list.want();
      if (date.doneAt === undefined || now - date.doneAt > 60_000) date.want();
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

    /** The list is asked for at once, unless somebody wished so a moment ago. */
    refresh(_, now) {
      const { list } = this.#reads;
      list.want();
      if (now - this.#refreshedAt >= list.gapMs) list.urge();
      this.#refreshedAt = now;
    },

    topics({ topics }) {
      this.topics.add(topics);
    },

    ended({ ids }, now) {
      this.settling.want(ids, now);
    },

    settled({ id }) {
      this.settling.settled(id);
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
      const type = this.#role === 'follow' && this.leader.watch(now);
      if (type) this.#commands.push({ type });
    },

    answer({ id, status, text, retryAfterMs }, now) {
      const request = this.#requests.get(id);
      if (!request) return;
      const { kind } = request;
      this.#requests.delete(id);
      const makes = kind === 'create' || kind === 'subscribe';
      if (status >= 200 && status < 300) this.#succeed(request, text, now);
      else if (status === 401) this.#refuse('unauthorized', kind, now);
      else if (status === 429) {
        this.#pausedUntil = now + Math.max(0, retryAfterMs ?? rules.throttledMs);
        this.#again(kind, 'throttled', now, this.#pausedUntil);
      } else if (status < 500 && status !== 408 && OPTIONAL.has(kind)) this.#forgo(kind, now);
      else if ((status === 400 || status === 403) && this.connection.forgo(kind, now)) return;
      else if (status === 403) this.#refuse('forbidden', kind, now);
      else if (makes && status < 500 && !PASSING.has(status)) this.#refuse('rejected', kind, now);
      else if (kind === 'subscribe' && (status === 404 || status === 410))
        this.connection.expired(now);
      else this.#again(kind, 'server', now);
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
        if (kind !== 'list' && kind !== 'topics') continue;
        this.#requests.delete(id);
        this.#reads[kind].forget();
        this.#commands.push({ type: 'abort', id });
      }
      for (const kind in this.#reads) this.#reads[kind].urge();
    },

    message({ link, text }, now) {
      const wasSilent = this.connection.isSilent;
      const event = this.connection.received(link, text, now);
      if (event) this.#commands.push({ type: 'event', ...event });
      const { list } = this.#reads;
      if ((wasSilent && !this.connection.isSilent) || (event && this.conversationId)) list.want();
    },

    closed({ link }, now) {
      if (this.connection.closed(link, now)) this.#synced = false;
    },
  };

  #forgetReads() {
    const { userId, conversationId } = this;
    const user = `/api/v2/users/${encodeURIComponent(userId)}`;
    const one = `/api/v2/conversations/${encodeURIComponent(conversationId)}`;
    this.#reads = {
      date: new Read('/api/v2/date', rules.dateEveryMs, rules.dateBurstGapMs),
      list: conversationId
        ? new Read(one, rules.oneEveryMs, rules.listGapMs)
        : new Read('/api/v2/conversations', rules.listEveryMs, rules.listGapMs),
      ...(userId && {
        routingStatus: new Read(`${user}/routingstatus`, rules.agentEveryMs),
        presence: new Read(`${user}/presences/purecloud`, rules.agentEveryMs),
      }),
      topics: new Read('', 0),
    };
  }

  /** What may be asked for, and when: `[kind, at]`. */
  #due() {
    const leads = this.#role === 'lead';
    const due = Object.keys(this.#reads)
      .filter((kind) => this.#may(kind))
      .map((kind) => [kind, this.#reads[kind].dueAt()]);
    if (leads) due.push(['create', this.connection.dueAt()]);
    if (this.#synced && this.#may('list')) due.push(['settle', this.settling.dueAt()]);
    return due.filter(([, at]) => at !== undefined);
  }

  #go(now) {
    if (!this.#online || this.#refusal || this.#pausedUntil > now) return;
    for (const [kind, at] of this.#due()) {
      if (at > now) continue;
      if (kind === 'create') this.connection.make(now);
      else if (kind === 'topics') this.connection.putTopics(now);
      else if (kind === 'settle') {
        const id = this.settling.asked();
        const path = `/api/v2/conversations/${encodeURIComponent(id)}`;
        this.#request(kind, 'GET', path, undefined, now, id);
      } else this.#request(kind, 'GET', this.#reads[kind].path, undefined, now);
    }
  }

  /**
   * All but the date is read over a connection that stands, and once the clocks were compared: it
   * is told when it was asked for.
   */
  #may(kind) {
    if (kind === 'date') return true;
    if (this.#role !== 'lead' || !this.connection.stands) return false;
    return kind === 'topics'
      ? this.connection.lacksTopics
      : this.#reads.date.doneAt !== undefined;
  }

  #request(kind, method, path, body, now, subject) {
    const id = ++this.#lastId;
    const topics = this.topics.all;
    this.#requests.set(id, { kind, until: now + rules.requestWithinMs, topics });
    this.#reads[kind]?.asked();
    this.#commands.push({ type: 'request', id, kind, method, path, body, subject });
  }

  #succeed({ kind, topics }, text, now) {
    if (kind !== 'date') this.#renewed = false; // the date needs no token
    if (kind === 'create') this.connection.created(text, now);
    else if (kind === 'subscribe' || kind === 'topics') {
      const wrong = this.connection.subscribed(kind, text, topics, now);
      if (wrong === 'rejected') this.#refuse(wrong, kind, now);
      else if (wrong) this.#again(kind, wrong, now);
      if (wrong) return;
    } else if (kind === 'settle') this.settling.answered(now);
    this.#reads[kind]?.answered(now);
    if (kind === 'list') {
      this.#synced = true;
      this.#wasLive = true;
    }
    if (kind === 'date' && this.#burst > 0) {
      this.#burst -= 1;
      this.#reads.date.want();
    }
  }

  /** What failed is done again: at `at`, or after a pause that grows. */
  #again(kind, why, now, at) {
    const read = this.#reads[kind];
    if (kind === 'settle') this.settling.failed(now, at);
    else if (read) read.failed(at ?? now + pause(read.failures, this.random));
    else this.connection.failed(why, now, at);
    // Who answers with something else is not the cloud: a captive portal.
    if (kind === 'list' && why === 'malformed') this.#synced = false;
    if ((kind === 'list' || kind === 'date') && !this.#synced) this.connection.why = why;
  }

  /** The cloud refuses what the feed can do without. */
  #forgo(kind, now) {
    if (kind === 'settle') this.settling.refused(now);
    else this.#reads[kind].answered(now);
    this.connection.forgo(kind, now);
  }

  #refuse(why, kind, now) {
    this.#reads[kind]?.failed(0);
    if (kind === 'settle') this.settling.failed(now, 0);
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
    this.#reads.list.urge();
    this.#reads.date.urge();
  }

  /** Nothing is under way any more. */
  #abandon() {
    for (const id of this.#requests.keys()) this.#commands.push({ type: 'abort', id });
    this.#requests.clear();
    for (const kind in this.#reads) this.#reads[kind].forget();
    this.settling.forget();
  }

  #close() {
    this.#abandon();
    this.connection.close();
    this.#synced = false;
  }

  #lose(why) {
    this.connection.lose(why);
    this.#synced = false;
  }

  #describe(now) {
    const state = this.#state(now);
    const why = state === 'live' ? 'synced' : state === 'silent' ? 'silence' : this.connection.why;
    const retryAt =
      state === 'connecting' || state === 'reconnecting' ? this.#retryAt() : undefined;
    const next = { state, since: now, why, retryAt };
    next.rejected = this.topics.rejected;
    next.unsettled = this.settling.ids;
    const { status } = this;
    if (status.state === state) next.since = status.since;
    if (Object.keys(next).some((name) => next[name] !== status[name])) this.status = next;
  }

  /** When the next attempt is, if nothing is under way. */
  #retryAt() {
    if (this.#requests.size > 0 || this.connection.isMaking || this.#role !== 'lead')
      return undefined;
    const { list, date } = this.#reads;
    const due = this.connection.stands
      ? (this.#may('list') ? list : date).dueAt()
      : this.connection.dueAt();
    return due === undefined ? undefined : Math.max(due, this.#pausedUntil);
  }

  #state(now) {
    if (!this.#running) return this.#stopped ? 'stopped' : 'idle';
    if (this.#refusal) return 'refused';
    if (!this.#online) return 'offline';
    const { doneAt } = this.#reads.list;
    if (this.connection.stands && this.#synced && now - doneAt < rules.listStaleMs)
      return this.connection.isSilent ? 'silent' : 'live';
    return this.#wasLive ? 'reconnecting' : 'connecting';
  }
}

/** What the feed can do without. */
const OPTIONAL = new Set(['settle', 'topics', 'routingStatus', 'presence']);

const INPUTS = Machine.inputs;
