// The feed without IO: it is told what happened and what time it is, and answers what to do next.
// Times are those of one local monotonic clock.
//
// Inputs:   start role live, stop, online, offline, visible, woke sleptMs, token renewed, refresh,
//           time, topics topics, answer id status text retryAfterMs, failed id why, opened link,
//           message link text, closed link
// Commands: request id kind method path body signal subject, open link uri, send link text,
//           close link, event topic text, renew, ping, steal

import { createConnection } from './connection.js';
import { createLeader } from './leader.js';
import { pause } from './pause.js';
import { createRead } from './reads.js';
import * as rules from './rules.js';
import { createSettling } from './settling.js';
import { createTopics } from './topics.js';

/**
 * Refusals of a channel that asking again may heal. All others of 4xx are for a person to look at.
 */
const PASSING = [404, 409, 410, 425];
/** Topics that the feed works without. */
const OPTIONAL = ['settle', 'topics', 'agent'];
const LIST = '/api/v2/conversations';

/** `userId` or `conversationId`: whose conversations, or which one. */
export function createMachine(userId, conversationId, random = Math.random) {
  let status = {}; // { state, why, retryAt, rejected, unsettled }
  let why = 'new';
  let role = 'lead';
  let running = false;
  let still = 'idle'; // the state while it does not run
  let online = true;
  let refusal; // why the cloud refuses
  let renewed = false; // a token was called for, and has not been accepted yet
  let wasLive = false;
  let synced = false; // the list was read over the connection that stands
  let pausedUntil = 0;
  let refreshedAt = -Infinity;
  let burst = 0;
  let lastId = 0;
  const commands = [];
  let reads; // by kind
  const requests = new Map(); // id -> { kind, until, asked, abort }
  const settling = createSettling();
  const leader = createLeader();
  const topics = createTopics(userId, conversationId);
  const emit = (...command) => commands.push(command);
  const say = (reason) => {
    why = reason;
  };
  const connection = createConnection(topics, random, emit, request, say);

  function forgetReads() {
    reads = {
      date: createRead('/api/v2/date', rules.dateEveryMs, rules.dateBurstGapMs),
      list: createRead(LIST, userId ? rules.listEveryMs : rules.oneEveryMs, rules.listGapMs),
      settle: settling,
      topics: createRead('', rules.topicsEveryMs, 0),
      create: connection.making,
    };
    if (userId) reads.agent = createRead(rules.agentPath, rules.agentEveryMs);
  }

  /**
   * All but the date is read over a connection that stands, and once the clocks were compared: the
   * roster is told when it was asked for.
   */
  function may(kind) {
    if (kind === 'date') return true;
    if (role !== 'lead' || kind === 'create') return role === 'lead';
    if (!connection.stands() || reads.date.doneAt === undefined) return false;
    return kind === 'topics' ? connection.lacksTopics() : kind !== 'settle' || synced;
  }

  /** What may be asked for, and when: `[kind, at]`. */
  const due = () =>
    Object.keys(reads)
      .filter(may)
      .map((kind) => [kind, reads[kind].dueAt()]);

  function go(now) {
    if (!online || refusal || pausedUntil > now) return;
    for (const [kind, at] of due()) {
      if (at > now) continue;
      if (kind === 'create') connection.make(now);
      else if (kind === 'topics') connection.putTopics(now);
      else request(now, kind, reads[kind].path);
    }
  }

  function request(now, kind, path, method = 'GET', body = undefined) {
    const id = ++lastId;
    const abort = new AbortController();
    const asked = kind === 'create' ? undefined : reads[kind]?.asked();
    const subject = kind === 'list' ? conversationId : asked;
    const until = now + rules.requestWithinMs;
    requests.set(id, { kind, until, asked: topics.all, abort });
    const place = subject ? `${LIST}/${subject}` : path;
    emit('request', id, kind, method, place, body, abort.signal, subject);
  }

  /** The request that this answers; `undefined` if nobody waits for it any more. */
  function take(id) {
    const found = requests.get(id);
    requests.delete(id);
    return found;
  }

  function succeed({ kind, asked }, text, now) {
    if (kind !== 'date') renewed = false; // the date needs no token
    if (kind === 'create') {
      connection.created(text, now);
      return;
    }
    if (kind === 'subscribe' || kind === 'topics') {
      const wrong = connection.subscribed(kind, text, asked, now);
      if (wrong === 'rejected') refuse(wrong, kind);
      else if (wrong) again(kind, wrong, now);
      if (wrong) return;
    }
    reads[kind]?.answered(now);
    if (kind === 'list') synced = wasLive = true;
    if (kind === 'date' && burst > 0) {
      burst -= 1;
      reads.date.want();
    }
  }

  /** What failed is done again: at `at`, or after a pause that grows. */
  function again(kind, reason, now, at) {
    const read = reads[kind];
    if (!read || kind === 'create') connection.fail(reason, now, at);
    else read.failed(at ?? now + pause(read.failures, random));
    // Another answer does not come from the cloud, but from a captive portal.
    if (kind === 'list' && reason === 'malformed') synced = false;
    if (kind === 'list' || kind === 'date') why = reason;
  }

  function refuse(reason, kind) {
    if (kind !== 'create') reads[kind]?.failed(0);
    refusal = why = reason;
    abandon();
    if (!renewed) emit('renew');
    renewed = true;
  }

  /** Nothing is under way any more, but a socket that opens; nor that, if `opening`. */
  function abandon(opening) {
    for (const { abort } of requests.values()) abort.abort();
    requests.clear();
    for (const kind in reads) reads[kind].forget();
    connection.abandon(opening);
  }

  /** Something has changed for the better: all is tried at once. */
  function hurry() {
    abandon();
    for (const kind of ['create', 'list', 'date']) reads[kind].urge();
  }

  function close() {
    abandon();
    connection.close();
    synced = false;
  }

  /** The same object until it says something else. */
  function describe(now) {
    const state = stateAt(now);
    const tries = state === 'connecting' || state === 'reconnecting';
    const next = {
      state,
      why: { live: 'synced', silent: 'silence' }[state] ?? why,
      retryAt: tries ? retryAt() : undefined,
      rejected: topics.rejected,
      unsettled: settling.ids,
    };
    if (Object.keys(next).some((name) => next[name] !== status[name])) status = next;
    return status;
  }

  /** When the next attempt is, if nothing is under way. */
  function retryAt() {
    if (requests.size > 0 || role !== 'lead') return undefined;
    const waits = !connection.stands() ? 'create' : may('list') ? 'list' : 'date';
    const at = Math.max(reads[waits].dueAt(), pausedUntil);
    return at < Infinity ? at : undefined;
  }

  function stateAt(now) {
    if (!running) return still;
    if (refusal) return 'refused';
    if (!online) return 'offline';
    if (connection.stands() && synced && now - reads.list.doneAt < rules.listStaleMs)
      return connection.isSilent() ? 'silent' : 'live';
    return wasLive ? 'reconnecting' : 'connecting';
  }

  const inputs = {
    /** `live`: the tab that was followed has been live. What comes is not the first connection. */
    start(now, given, live) {
      if (running && given === role) return;
      role = given;
      if (role === 'follow') close();
      leader.heard(now);
      wasLive ||= live;
      why = !running ? 'started' : role === 'lead' ? 'took over' : 'closed';
      if (!running) burst = rules.dateBurst - 1;
      running = true;
      refusal = undefined;
      reads.create.urge();
    },

    stop() {
      close();
      running = wasLive = false;
      still = 'stopped';
      why = 'stopped';
      forgetReads();
    },

    offline() {
      online = false;
      why = 'offline';
      abandon(true);
    },

    online(now) {
      if (online) return;
      online = true;
      why = 'online';
      hurry();
      connection.ping(now);
    },

    /** Somebody looks again: what is older than a glance is read, and what waits is tried. */
    visible(now) {
      inputs.time(now);
      reads.list.want();
      reads.create.urge();
    },

    woke(now, sleptMs) {
      burst = rules.dateBurst - 1;
      hurry();
      if (!connection.stands()) return;
      if (sleptMs > rules.deadAfterSleepMs) {
        connection.lose('woke');
        synced = false;
      } else connection.ping(now);
    },

    /**
     * Without a refusal it is a wish to try again now. A token that was `renewed` and is refused,
     * too, is not called for again.
     */
    token(now, isRenewed) {
      renewed &&= isRenewed === true;
      reads.create.urge();
      if (!refusal) return;
      refusal = undefined;
      why = 'token';
      hurry();
      connection.ping(now);
    },

    /** The list is asked for at once, unless somebody wished so a moment ago. */
    refresh(now) {
      reads.list.want();
      if (now - refreshedAt >= rules.listGapMs) reads.list.urge();
      refreshedAt = now;
    },

    topics(_, others) {
      topics.add(others);
      reads.topics.want();
    },

    time(now) {
      for (const [id, { until, abort }] of requests) {
        if (until > now) continue;
        abort.abort();
        inputs.failed(now, id, 'timeout');
      }
      connection.watch(online, now);
      synced &&= connection.stands();
      const type = role === 'follow' && leader.watch(now);
      if (type) emit(type);
    },

    answer(now, id, code, text, retryAfterMs) {
      const found = take(id);
      if (!found) return;
      const { kind } = found;
      const makes = kind === 'create' || kind === 'subscribe';
      if (code >= 200 && code < 300) succeed(found, text, now);
      else if (code === 401) refuse('unauthorized', kind);
      else if (code === 429) {
        pausedUntil = now + Math.max(0, retryAfterMs ?? rules.throttledMs);
        again(kind, 'throttled', now, pausedUntil);
      } else if (code >= 500 || code === 408) again(kind, 'server', now);
      else if (kind === 'settle') settling.refused(now);
      else if (OPTIONAL.includes(kind)) reads[kind].answered(now);
      else if (code === 403) refuse('forbidden', kind);
      else if (makes && !PASSING.includes(code)) refuse('rejected', kind);
      else if (kind === 'subscribe' && (code === 404 || code === 410)) connection.expired(now);
      else again(kind, 'server', now);
    },

    failed(now, id, reason) {
      const found = take(id);
      if (found) again(found.kind, reason, now);
    },

    /**
     * Only a list that was asked for after the socket had opened tells all that the socket does
     * not.
     */
    opened(now, link) {
      if (!connection.opened(link, now)) return;
      for (const [id, { kind, abort }] of requests) {
        if (kind !== 'list' && kind !== 'topics') continue;
        take(id);
        reads[kind].forget();
        abort.abort();
      }
      for (const kind of ['list', 'date', 'agent']) reads[kind]?.urge();
    },

    message(now, link, text) {
      const wasSilent = connection.isSilent();
      const topic = connection.received(link, text, now);
      if (topic) emit('event', topic, text);
      if ((wasSilent && !connection.isSilent()) || (topic && conversationId)) reads.list.want();
    },

    closed(now, link) {
      if (connection.closed(link, now)) synced = false;
    },
  };

  forgetReads();
  return {
    topics,
    settling,
    leader,
    status: describe,

    tell(now, type, ...input) {
      inputs[type](now, ...input);
      if (running) go(now);
      return commands.splice(0);
    },

    /** The moment at which the machine needs the time again: `Infinity` if never. */
    wakeAt() {
      if (!running) return Infinity;
      const moments = [...requests.values()].map(({ until }) => until);
      moments.push(...connection.watchAt(online));
      if (role === 'follow') moments.push(leader.dueAt());
      if (online && !refusal) for (const [, at] of due()) moments.push(Math.max(at, pausedUntil));
      return Math.min(...moments);
    },
  };
}
