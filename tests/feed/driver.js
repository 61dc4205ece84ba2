// A machine and what it was told: tests say what happens, and look at what it wants.

import { Machine } from '../../pkg/feed/machine.js';

export class Driver {
  now = 0;
  /** All commands so far that were not looked at. */
  commands = [];

  constructor({ topics = ['v2.users.u.conversations'], random = () => 0.5 } = {}) {
    this.machine = new Machine({ topics, random });
  }

  tell(type, input = {}) {
    this.commands.push(...this.machine.tell({ type, ...input }, this.now));
    return this;
  }

  /** Lets time pass, waking the machine when it wants to be woken. */
  pass(ms) {
    const end = this.now + ms;
    for (let times = 0; this.machine.wakeAt !== undefined && this.machine.wakeAt <= end; times++) {
      if (times > 100_000) throw new Error('the machine wants to be woken again and again');
      this.now = Math.max(this.now, this.machine.wakeAt);
      this.tell('time');
    }
    this.now = end;
    return this;
  }

  /**
   * Takes the commands of a type (or the requests of a kind) out of those that were not looked at.
   */
  take(name) {
    const fits = ({ type, kind }) => type === name || kind === name;
    const taken = this.commands.filter(fits);
    this.commands = this.commands.filter((command) => !fits(command));
    return taken;
  }

  one(name) {
    const taken = this.take(name);
    if (taken.length !== 1) throw new Error(`${taken.length} times \`${name}\` instead of once`);
    return taken[0];
  }

  answer(kind, status = 200, more = {}) {
    return this.tell('answer', { id: this.one(kind).id, status, text: '{"entities":[]}', ...more });
  }

  get state() {
    return this.machine.status.state;
  }

  get why() {
    return this.machine.status.why;
  }

  /** Channel and socket are there; the list is asked for. Gives the link. */
  connect({ channel = 'c1', created = true } = {}) {
    if (created)
      this.answer('create', 200, {
        text: JSON.stringify({ id: channel, connectUri: `wss://x/${channel}` }),
      });
    this.answer('subscribe');
    const { link } = this.one('open');
    this.tell('opened', { link });
    return link;
  }

  /** Starts, and is live; the comparisons of the clocks are over. Gives the link. */
  live() {
    this.tell('start', { role: 'lead' });
    this.answer('date');
    const link = this.connect();
    this.answer('date');
    this.answer('list');
    this.pass(1000).answer('date');
    this.commands = [];
    return link;
  }

  message(link, text) {
    return this.tell('message', { link, text });
  }

  heartbeat(link) {
    return this.message(
      link,
      '{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}',
    );
  }

  /** A time in which the connection is as it should be. */
  calm(link, ms) {
    for (let passed = 0; passed < ms; passed += 30_000) {
      this.pass(Math.min(30_000, ms - passed)).heartbeat(link);
      for (const kind of ['list', 'date'])
        for (const { id } of this.take(kind)) this.tell('answer', { id, status: 200, text: '{}' });
    }
    return this;
  }
}

export const event = (body, correlation = 'x') =>
  `{"topicName":"v2.users.u.conversations","version":"2","eventBody":${JSON.stringify(body)},"metadata":{"CorrelationId":"${correlation}"}}`;
export const closing = '{"topicName":"v2.system.socket_closing","eventBody":{"message":"closing"}}';
