// The channel and its sockets: how one is made, watched, renewed and replaced. A link is one socket
// on its way through creating, subscribing, opening, open and old. The machine says when something
// may be done, and is told what follows.

import { parsed } from './answers.js';
import { Overlap, topicOf } from './overlap.js';
import { pause } from './pause.js';
import * as rules from './rules.js';

const PING = '{"message":"ping"}';

export class Connection {
  /** What last happened to it. */
  why = 'new';
  #channel; // { id, uri, renewAt, misses }
  #current; // the link that counts: { id, channel, heardAt, openedAt, pings, pingAt, ending }
  #next; // the link that is being made: { id, channel, until }; `until` once it opens
  #old = []; // links that are read until they are closed: { id, until }
  #failures = 0;
  #retryAt = 0;
  #overlap = new Overlap();
  #lastId = 0;

  /** `topics`: `Topics`. `emit(command)`; `request(kind, method, path, body, now)`. */
  constructor({ topics, random, emit, request }) {
    Object.assign(this, { topics, random, emit, request });
  }

  get stands() {
    return this.#current !== undefined;
  }

  get isMaking() {
    return this.#next !== undefined;
  }

  get isSilent() {
    return this.#current?.pings > 0;
  }

  get heardAt() {
    return this.#current?.heardAt;
  }

  /** When the next link should be made: `undefined` if none is needed. */
  dueAt() {
    if (this.#next) return undefined;
    if (!this.#current || this.#current.ending) return this.#retryAt;
    return Math.max(this.#current.channel.renewAt, this.#retryAt);
  }

  /** When a link has to be looked after. */
  watchAt(online) {
    const moments = this.#old.map(({ until }) => until);
    if (this.#next?.until !== undefined) moments.push(this.#next.until);
    if (online && this.#current)
      moments.push(
        this.isSilent
          ? this.#current.pingAt + rules.pongWithinMs
          : this.#current.heardAt + rules.silentAfterMs,
      );
    return moments;
  }

  watch(online, now) {
    if (this.#next?.until <= now) {
      this.emit({ type: 'close', link: this.#next.id });
      this.#missed('timeout', now);
    }
    for (const { id, until } of this.#old) if (until <= now) this.emit({ type: 'close', link: id });
    this.#old = this.#old.filter(({ until }) => until > now);
    this.#forgetOverlap();
    if (!online || !this.#current) return;
    const { pings, pingAt, heardAt } = this.#current;
    if (
      pings === 0
        ? now - heardAt >= rules.silentAfterMs
        : pings === 1 && now - pingAt >= rules.pongWithinMs
    )
      this.ping(now);
    else if (pings > 1 && now - pingAt >= rules.pongWithinMs) {
      this.lose('silence');
      this.#retryAt = now;
    }
  }

  ping(now) {
    if (!this.#current) return;
    this.#current.pings += 1;
    this.#current.pingAt = now;
    this.emit({ type: 'send', link: this.#current.id, text: PING });
  }

  // Making.

  /**
   * A channel that is known is used again, unless its socket still stands: a channel has one
   * socket.
   */
  make(now) {
    const known = !this.#current && this.#channel?.renewAt > now ? this.#channel : undefined;
    this.#next = { id: ++this.#lastId, channel: known, until: undefined };
    if (known) this.#subscribe(now);
    else this.request('create', 'POST', '/api/v2/notifications/channels', undefined, now);
  }

  created(text, now) {
    const channel = channelOf(text);
    if (!channel) {
      this.failed('malformed', now);
      return;
    }
    this.#next.channel = {
      ...channel,
      misses: 0,
      renewAt: now + rules.renewAfterMs - this.random() * rules.renewJitterMs,
    };
    this.#subscribe(now);
  }

  #subscribe(now) {
    this.#put('subscribe', this.#next.channel, now);
  }

  /** Tells the cloud all topics: those that are not permitted fail no others. */
  #put(kind, channel, now) {
    const id = encodeURIComponent(channel.id);
    const path = `/api/v2/notifications/channels/${id}/subscriptions?ignoreErrors=true`;
    const body = this.topics.all.map((topic) => ({ id: topic }));
    this.request(kind, 'PUT', path, body, now);
  }

  /** Whether the channel that stands has not all topics yet. */
  get lacksTopics() {
    return this.stands && this.#current.channel.topics !== this.topics.all;
  }

  putTopics(now) {
    this.#put('topics', this.#current.channel, now);
  }

  /** The answer to a subscription of `asked`. Gives what is wrong with it. */
  subscribed(kind, text, asked, now) {
    const wrong = this.topics.take(text);
    const channel = kind === 'topics' ? this.#current?.channel : this.#next.channel;
    if (wrong || !channel) return wrong;
    channel.topics = asked;
    if (kind === 'topics') return undefined;
    this.#channel = channel;
    this.#next.until = now + rules.openWithinMs;
    this.emit({ type: 'open', link: this.#next.id, uri: channel.uri });
    return undefined;
  }

  /** The cloud refuses the topics as a whole. Gives whether it goes on with fewer. */
  forgo(kind, now) {
    if (kind === 'topics') return this.topics.forgo(this.#current?.channel.topics);
    if (kind !== 'subscribe' || !this.topics.forgo()) return false;
    this.failed('rejected', now, now);
    return true;
  }

  /** Whether this is the link that was waited for. The link before it is read a little longer. */
  opened(link, now) {
    if (this.#next?.id !== link) {
      this.emit({ type: 'close', link });
      return false;
    }
    const { channel } = this.#next;
    channel.misses = 0;
    if (this.#current) this.#old.push({ id: this.#current.id, until: now + rules.overlapMs });
    this.#current = {
      id: link,
      channel,
      heardAt: now,
      openedAt: now,
      pings: 0,
      pingAt: 0,
      ending: false,
    };
    this.#next = undefined;
    this.#forgetOverlap();
    return true;
  }

  /** The channel that was asked about is gone. */
  expired(now) {
    const wasKnown = this.#next.channel === this.#channel;
    this.#channel = undefined;
    this.#next = undefined;
    this.why = 'expired';
    if (wasKnown) this.#retryAt = now;
    else this.#fail(now);
  }

  /** A request for the next link failed; it is made again at `at`, or after a pause that grows. */
  failed(why, now, at) {
    this.#next = undefined;
    this.why = why;
    if (at === undefined) this.#fail(now);
    else this.#retryAt = at;
  }

  #missed(why, now) {
    this.#channel.misses += 1;
    if (this.#channel.misses >= rules.mostMisses) this.#channel = undefined;
    this.failed(why, now);
  }

  #fail(now) {
    this.#retryAt = now + pause(this.#failures, this.random);
    this.#failures += 1;
  }

  // What comes.

  /**
   * The event that a text is, with its topic; `undefined` if there is none, or a copy was handed on
   * before.
   */
  received(link, text, now) {
    const current = this.#current?.id === link ? this.#current : undefined;
    if (!current && this.#next?.id !== link && !this.#old.some(({ id }) => id === link))
      return undefined;
    if (current) {
      current.heardAt = now;
      current.pings = 0;
      if (now - current.openedAt >= rules.stableAfterMs) this.#failures = 0;
    }
    const topic = topicOf(text);
    if (topic === undefined || topic === 'channel.metadata') return undefined;
    if (topic === 'v2.system.socket_closing') {
      if (current) current.ending = true;
      return undefined;
    }
    if (
      (this.#next?.until !== undefined || this.#old.length > 0) &&
      !this.#overlap.isNew(link, text)
    )
      return undefined;
    return { topic, text };
  }

  /** Whether the link that counted is gone. */
  closed(link, now) {
    this.#old = this.#old.filter(({ id }) => id !== link);
    if (this.#next?.id === link) {
      this.#missed('closed', now);
    } else if (this.#current?.id === link) {
      this.#current = undefined;
      this.why = 'closed';
      if (!this.#next) this.#fail(now);
      return true;
    }
    return false;
  }

  // Ends.

  lose(why) {
    this.emit({ type: 'close', link: this.#current.id });
    this.#current = undefined;
    this.why = why;
  }

  /**
   * What is being made is no longer wanted, or its requests no longer count. A socket that opens
   * may go on.
   */
  abandon({ opening }) {
    if (this.#next?.until === undefined) this.#next = undefined;
    else if (opening) {
      this.emit({ type: 'close', link: this.#next.id });
      this.#next = undefined;
    }
  }

  /** What failed may be tried again at once. */
  hurry(now) {
    this.#failures = 0;
    this.#retryAt = now;
  }

  close() {
    this.abandon({ opening: true });
    for (const link of [this.#current, ...this.#old])
      if (link) this.emit({ type: 'close', link: link.id });
    this.#current = undefined;
    this.#old = [];
    this.#overlap.clear();
  }

  #forgetOverlap() {
    if (this.#old.length === 0 && !this.#next) this.#overlap.clear();
  }
}

/** What `POST /notifications/channels` answers. */
function channelOf(text) {
  const { id, connectUri: uri } = parsed(text);
  return typeof id === 'string' && typeof uri === 'string' ? { id, uri } : undefined;
}
