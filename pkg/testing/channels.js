// The notification service: channels, their topics, their sockets.

import { CloudSocket } from './socket.js';
import { Random } from './random.js';

const CHANNEL_LIFE_MS = 24 * 3_600_000;
const MOST_CHANNELS = 20;
export const MOST_TOPICS = 1000;
const HEARTBEAT_MS = 30_000;

export class Channels {
  #channels = new Map();
  #listeners = new Set();
  #rejected = {}; // topics, `{id}` for any id -> the permissions that are missing

  constructor({ seed, agenda, network, origin }) {
    this.random = Random.of(seed, 'channels');
    this.agenda = agenda;
    this.network = network;
    this.origin = origin;
  }

  create(userId) {
    const own = [...this.#channels.values()].filter((channel) => channel.userId === userId);
    if (own.length >= MOST_CHANNELS) this.#remove(own[0]);
    const id = `streaming-${this.random.uuid()}`;
    const channel = {
      id,
      userId,
      connectUri: `${this.origin}/channels/${id}`,
      expiresAt: this.agenda.now() + CHANNEL_LIFE_MS,
      topics: new Set(),
      end: undefined,
    };
    this.#channels.set(id, channel);
    return channel;
  }

  /** The channel of an id, if it lives and is the user's. */
  find(id, userId) {
    const channel = this.#channels.get(id);
    if (channel && channel.expiresAt <= this.agenda.now()) this.#remove(channel);
    return this.#channels.get(id)?.userId === userId ? channel : undefined;
  }

  /** From now on these topics are not permitted, for lack of the permissions. */
  reject(rejected) {
    this.#rejected = rejected;
  }

  /** The platform's answer to a topic: `ChannelTopic` of its SDK. */
  verdict(id) {
    const found = Object.keys(this.#rejected).find((pattern) => {
      const [before, after] = pattern.split('{id}');
      return pattern === id || (after !== undefined && id.startsWith(before) && id.endsWith(after));
    });
    const selfUri = `/api/v2/notifications/availabletopics/${id}`;
    if (found === undefined) return { id, state: 'Permitted', selfUri };
    return {
      id,
      state: 'Rejected',
      rejectionReason: 'the user lacks permissions',
      missingPermissions: this.#rejected[found],
      selfUri,
    };
  }

  of(userId) {
    return [...this.#channels.values()].filter((channel) => channel.userId === userId);
  }

  open(url) {
    const channel = [...this.#channels.values()].find(
      ({ connectUri }) => new URL(connectUri).pathname === new URL(url).pathname,
    );
    const end = { channel, openedAt: undefined, dropped: false, socket: undefined };
    const socket = new CloudSocket(url, {
      received: (text) => this.agenda.after(this.network.way(), () => this.#received(end, text)),
      closed: (code, reason) => {
        this.#detach(end);
        this.agenda.after(this.network.way(), () =>
          socket.failed(end.dropped ? 1006 : code, reason),
        );
      },
    });
    end.socket = socket;
    end.line = this.network.line((text) => {
      if (!end.dropped) socket.arrived(text);
    });
    this.agenda.after(this.network.way() * 2, () => {
      if (socket.readyState !== 0) return;
      const { refuseSockets, portal } = this.network.faults;
      if (!channel || !this.#channels.has(channel.id) || refuseSockets || portal !== '') {
        socket.failed(1006);
        return;
      }
      if (channel.end) this.#close(channel.end, 1001, 'another socket');
      channel.end = end;
      end.openedAt = this.agenda.now();
      socket.opened();
      this.#heartbeat(end);
    });
    return socket;
  }

  /** Calls `listener` as a socket with these topics would be called. */
  attach(topics, listener) {
    const attached = {
      topics: new Set(topics),
      line: this.network.line((text) => this.#listeners.has(attached) && listener(text)),
    };
    this.#listeners.add(attached);
    return () => this.#listeners.delete(attached);
  }

  publish(topicName, eventBody) {
    const text = (correlation) =>
      JSON.stringify({
        topicName,
        version: '2',
        eventBody,
        metadata: { CorrelationId: correlation },
      });
    let first;
    const send = (line) => {
      first ??= text(this.random.uuid());
      line(first, () => text(this.random.uuid()));
    };
    for (const { topics, end } of this.#channels.values()) {
      if (end && !this.network.faults.mute && topics.has(topicName)) send(end.line);
    }
    for (const { topics, line } of this.#listeners) if (topics.has(topicName)) send(line);
  }

  sockets() {
    return this.#ends().map(({ channel, openedAt }) => ({
      channelId: channel.id,
      userId: channel.userId,
      openedAt,
    }));
  }

  closeAll(code, reason) {
    const ends = this.#ends();
    for (const end of ends) this.#close(end, code, reason);
    return ends.length;
  }

  dropAll() {
    const ends = this.#ends();
    for (const end of ends) {
      end.dropped = true;
      this.#detach(end);
    }
    return ends.length;
  }

  announceClosing(afterMs) {
    const text = JSON.stringify({
      topicName: 'v2.system.socket_closing',
      version: '2',
      eventBody: { message: 'WebSocket is closing' },
    });
    for (const end of this.#ends()) {
      end.line(text, () => text);
      this.agenda.after(afterMs, () => this.#close(end, 1001, 'going away'));
    }
  }

  expireAll() {
    for (const channel of [...this.#channels.values()]) this.#remove(channel);
  }

  #ends() {
    return [...this.#channels.values()].flatMap(({ end }) => (end ? [end] : []));
  }

  #received(end, text) {
    if (end.dropped || this.network.faults.mute) return;
    let message;
    try {
      ({ message } = JSON.parse(text));
    } catch {
      return;
    }
    const pong = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });
    if (message === 'ping')
      this.agenda.after(this.network.way(), () => !end.dropped && end.socket.arrived(pong));
  }

  #heartbeat(end) {
    this.agenda.after(HEARTBEAT_MS, () => {
      if (end.channel.end !== end) return;
      const text = JSON.stringify({
        topicName: 'channel.metadata',
        eventBody: { message: 'WebSocket Heartbeat' },
      });
      if (!this.network.faults.mute) end.line(text, () => text);
      this.#heartbeat(end);
    });
  }

  #detach(end) {
    if (end.channel?.end === end) end.channel.end = undefined;
  }

  #close(end, code, reason) {
    if (end.dropped) return;
    this.#detach(end);
    this.agenda.after(this.network.way(), () => end.socket.failed(code, reason));
  }

  #remove(channel) {
    this.#channels.delete(channel.id);
    if (channel.end) this.#close(channel.end, 1001, 'the channel has expired');
  }
}
