// The channel and its sockets: how one is made, watched, renewed and replaced. A link is one socket
// on its way through creating, subscribing, opening, open and old. The machine says when something
// may be done, and is told what follows.

import { parsed } from './answers.js';
import { createOverlap } from './overlap.js';
import { pause } from './pause.js';
import { createRead } from './reads.js';
import * as rules from './rules.js';

const PING = '{"message":"ping"}';

/**
 * `topics`: of `createTopics`. `emit(...command)`; `request(now, kind, path, method, body)`;
 * `say(why)`: what last happened to the connection.
 */
export function createConnection(topics, random, emit, request, say) {
  let channel; // { id, uri, renewAt, misses, topics }
  let current; // the link that counts: { id, channel, heardAt, openedAt, pings, pingAt, ending }
  let next; // the link that is being made: { id, channel, until }; `until` once it opens
  let old = []; // links that are read until they are closed: { id, until }
  let lastId = 0;
  const overlap = createOverlap();

  /** When the next link should be made. */
  const making = createRead('', 0, 0, () =>
    next ? Infinity : current && !current.ending ? current.channel.renewAt : 0,
  );

  const close = (link) => emit('close', link);

  /** When the socket that counts has to be asked whether it lives. */
  const askAt = () =>
    current.pings > 0 ? current.pingAt + rules.pongWithinMs : current.heardAt + rules.silentAfterMs;

  function forgetOverlap() {
    if (old.length === 0 && !next) overlap.clear();
  }

  /** What makes the next link failed; it is made again at `at`, or after a pause that grows. */
  function fail(why, now, at = now + pause(making.failures, random)) {
    next = undefined;
    say(why);
    making.failed(at);
  }

  function missed(why, now) {
    channel.misses += 1;
    if (channel.misses >= rules.mostMisses) channel = undefined;
    fail(why, now);
  }

  function lose(why) {
    close(current.id);
    current = undefined;
    making.notBefore = 0;
    say(why);
  }

  function ping(now) {
    if (!current) return;
    current.pings += 1;
    current.pingAt = now;
    emit('send', current.id, PING);
  }

  /** Tells the cloud all topics: those that are not permitted fail no others. */
  function put(kind, { id }, now) {
    const place = `/api/v2/notifications/channels/${encodeURIComponent(id)}`;
    const body = topics.all.map((name) => ({ id: name }));
    request(now, kind, `${place}/subscriptions?ignoreErrors=true`, 'PUT', body);
  }

  /**
   * What is being made is no longer wanted, or its requests no longer count. A socket that opens
   * may go on, unless `opening`.
   */
  function abandon(opening) {
    const opens = next?.until !== undefined;
    if (opens && !opening) return;
    if (opens) close(next.id);
    next = undefined;
  }

  return {
    making,
    fail,
    lose,
    ping,
    abandon,
    stands: () => current !== undefined,
    isSilent: () => current?.pings > 0,

    /** When a link has to be looked after. */
    watchAt(online) {
      const moments = old.map(({ until }) => until);
      if (next?.until !== undefined) moments.push(next.until);
      if (online && current) moments.push(askAt());
      return moments;
    },

    watch(online, now) {
      if (next?.until <= now) {
        close(next.id);
        missed('timeout', now);
      }
      for (const { id, until } of old) if (until <= now) close(id);
      old = old.filter(({ until }) => until > now);
      forgetOverlap();
      if (!online || !current || now < askAt()) return;
      if (current.pings < 2) ping(now);
      else lose('silence');
    },

    /**
     * A channel that is known is used again, unless its socket still stands: a channel has one
     * socket.
     */
    make(now) {
      const known = !current && channel?.renewAt > now ? channel : undefined;
      next = { id: ++lastId, channel: known, until: undefined };
      if (known) put('subscribe', known, now);
      else request(now, 'create', '/api/v2/notifications/channels', 'POST');
    },

    created(text, now) {
      const { id, connectUri: uri } = parsed(text);
      if (typeof id !== 'string' || typeof uri !== 'string') {
        fail('malformed', now);
        return;
      }
      const renewAt = now + rules.renewAfterMs - random() * rules.renewJitterMs;
      next.channel = { id, uri, renewAt, misses: 0 };
      put('subscribe', next.channel, now);
    },

    /** Whether the channel that stands has not all topics yet. */
    lacksTopics: () => current.channel.topics !== topics.all,

    putTopics(now) {
      put('topics', current.channel, now);
    },

    /** Reads the answer to a subscription of `asked`. Returns its error, if it has one. */
    subscribed(kind, text, asked, now) {
      const wrong = topics.take(text);
      const to = kind === 'topics' ? current?.channel : next.channel;
      if (wrong || !to) return wrong;
      to.topics = asked;
      if (kind === 'topics') return undefined;
      channel = to;
      next.until = now + rules.openWithinMs;
      emit('open', next.id, to.uri);
      return undefined;
    },

    /** Whether this is the link that was waited for. The link before it is read a little longer. */
    opened(link, now) {
      if (next?.id !== link) {
        close(link);
        return false;
      }
      next.channel.misses = 0;
      if (current) old.push({ id: current.id, until: now + rules.overlapMs });
      current = { ...next, heardAt: now, openedAt: now, pings: 0, pingAt: 0, ending: false };
      next = undefined;
      forgetOverlap();
      return true;
    },

    /** The channel that was asked about is gone. */
    expired(now) {
      const wasKnown = next.channel === channel;
      channel = undefined;
      fail('expired', now, wasKnown ? now : undefined);
    },

    /**
     * The topic of the event that a text is; `undefined` if it is none, or a copy was handed on
     * before.
     */
    received(link, text, now) {
      const counts = current?.id === link;
      if (!counts && next?.id !== link && !old.some(({ id }) => id === link)) return undefined;
      if (counts) {
        current.heardAt = now;
        current.pings = 0;
        if (now - current.openedAt >= rules.stableAfterMs) making.failures = 0;
      }
      const { topicName: topic } = parsed(text);
      if (topic === 'v2.system.socket_closing' && counts) current.ending = true;
      if (typeof topic !== 'string' || /^(channel|v2\.system)\./.test(topic)) return undefined;
      const isDouble = next?.until !== undefined || old.length > 0;
      if (isDouble && !overlap.isNew(link === lastId, text)) return undefined;
      return topic;
    },

    /** Whether the link that counted is gone. */
    closed(link, now) {
      old = old.filter(({ id }) => id !== link);
      if (next?.id === link) missed('closed', now);
      if (current?.id !== link) return false;
      current = undefined;
      if (next) say('closed');
      else fail('closed', now);
      return true;
    },

    close() {
      abandon(true);
      for (const { id } of current ? [current, ...old] : old) close(id);
      current = undefined;
      old = [];
      overlap.clear();
    },
  };
}
