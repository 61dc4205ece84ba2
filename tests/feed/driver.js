// A machine and what it was told: tests say what happens, and look at what it wants.

import { createMachine } from '../../pkg/feed/machine.js';

const INPUTS = {
  start: ['role', 'live'],
  woke: ['sleptMs'],
  token: ['renewed'],
  topics: ['topics'],
  answer: ['id', 'status', 'text', 'retryAfterMs'],
  failed: ['id', 'why'],
  opened: ['link'],
  message: ['link', 'text'],
  closed: ['link'],
};
const COMMANDS = {
  request: ['id', 'kind', 'method', 'path', 'body', 'signal', 'subject'],
  open: ['link', 'uri'],
  send: ['link', 'text'],
  close: ['link'],
  event: ['topic', 'text'],
};

/** A command by the names of its parts. */
const named = ([type, ...values]) => ({
  type,
  ...Object.fromEntries((COMMANDS[type] ?? []).map((name, index) => [name, values[index]])),
});

export class Driver {
  now = 0;
  /** All commands so far that were not looked at. */
  commands = [];

  constructor({ random = () => 0.5, ...options } = {}) {
    const { userId = options.conversationId ? undefined : 'u', conversationId } = options;
    this.machine = createMachine(userId, conversationId, random);
  }

  tell(type, input = {}) {
    const values = (INPUTS[type] ?? []).map((name) => input[name]);
    this.commands.push(...this.machine.tell(this.now, type, ...values).map(named));
    return this;
  }

  /** Lets time pass, waking the machine when it wants to be woken. */
  pass(ms) {
    const end = this.now + ms;
    for (let times = 0; this.machine.wakeAt() <= end; times++) {
      if (times > 100_000) throw new Error('the machine wants to be woken again and again');
      this.now = Math.max(this.now, this.machine.wakeAt());
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

  get status() {
    return this.machine.status(this.now);
  }

  get state() {
    return this.status.state;
  }

  get why() {
    return this.status.why;
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
    this.answer('agent');
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
      for (const kind of ['list', 'date', 'agent'])
        for (const { id } of this.take(kind)) this.tell('answer', { id, status: 200, text: '{}' });
    }
    return this;
  }
}

export const event = (body, correlation = 'x') =>
  `{"topicName":"v2.users.u.conversations","version":"2","eventBody":${JSON.stringify(body)},"metadata":{"CorrelationId":"${correlation}"}}`;
export const closing = '{"topicName":"v2.system.socket_closing","eventBody":{"message":"closing"}}';
