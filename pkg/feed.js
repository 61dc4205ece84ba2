// The feed: a connection to the notifications of Genesys Cloud that heals its gaps. The rules are
// in feed/machine.js; here is what they are carried out by.

import { browserTabs, ownStorage, retryAfter, systemTime } from './feed/environment.js';
import { FeedError } from './feed/error.js';
import { createIntake } from './feed/intake.js';
import { createMachine } from './feed/machine.js';
import { watchPage, watchSleep } from './feed/page.js';
import { mostTopics } from './feed/rules.js';
import { keyOf, restore, save, saved, savedUnsettled } from './feed/saved.js';
import { createSockets } from './feed/sockets.js';
import { createTabs } from './feed/tabs.js';

export { FeedError };

const REFUSALS = {
  unauthorized: 'the token is missing or has expired',
  forbidden: 'the token lacks a permission',
  rejected: 'the cloud rejects the channel or its topics',
};

const isText = (value) => typeof value === 'string' && value !== '';

export class Feed {
  static saved = saved;
  static restore = restore;

  #id; // of the user or of the conversation
  #options;
  #time;
  #machine;
  #intake;
  #sockets;
  #tabs;
  #term = 0; // how many tabs have led before, as far as this one knows, or with it if it leads
  #role; // undefined while stopped; then 'alone', 'leading' or 'following'
  #timer;
  #dueAt;
  #slept;
  #unwatch;
  #listeners = new Set();
  #status;
  #shown; // what `#status` was made of
  #followed; // the status of the tab that is followed

  constructor({
    api,
    userId,
    conversationId,
    roster,
    clock,
    topics = [],
    openSocket = (uri) => new WebSocket(uri),
    renewToken,
    time = systemTime,
    storage = ownStorage(),
    tabs = browserTabs(),
    ...others
  }) {
    for (const name in others) throw new FeedError('option', `unknown option \`${name}\``);
    if (typeof api !== 'function') throw new FeedError('option', '`api` is not a function');
    if (isText(userId) === isText(conversationId))
      throw new FeedError('option', 'expected either `userId` or `conversationId`');
    this.#id = userId ?? conversationId;
    this.#options = { api, roster, clock, renewToken, storage };
    this.#time = time;
    this.#machine = createMachine(userId, conversationId);
    const local = () => time.now();
    this.#intake = createIntake(roster, clock, userId, local, this.#emit, this.#dare);
    this.#sockets = createSockets(openSocket, this.#tell, this.#later);
    this.#tabs = createTabs(tabs, keyOf(this.#id), this.#become, this.#heard);
    this.#add(topics);
    this.#publish();
  }

  start() {
    if (this.#role !== undefined) {
      this.#wish('token');
      return;
    }
    this.#role = 'alone';
    this.#slept = watchSleep(this.#time.now(), this.#wall());
    this.#unwatch = watchPage(this.#tell, () => this.#save());
    this.#intake.begin(savedUnsettled(this.#id, this.#options.storage));
    this.#tabs.start();
  }

  stop() {
    if (this.#role === undefined) return;
    this.#save();
    this.#unwatch();
    this.#role = undefined;
    this.#followed = undefined;
    this.#intake.forget();
    this.#tell('stop');
    this.#tabs.stop();
  }

  refresh() {
    this.#wish('refresh');
  }

  get status() {
    return this.#status;
  }

  get agent() {
    return this.#intake.agent;
  }

  getSnapshot = () => this.#status;

  subscribe = (listener, { topics = [] } = {}) => {
    this.#add(topics);
    const own = (event) => listener(event); // each subscription is one, also of the same function
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  };

  /** More topics, for good. A tab that follows asks the one that leads for them. */
  #add(topics) {
    const all = new Set([...this.#machine.topics.all, ...topics]).size;
    if (all > mostTopics)
      throw new FeedError('topics', `a channel takes ${mostTopics} topics, not ${all}`);
    this.#tell('topics', topics);
    if (this.#role === 'following') this.#ask('ping');
  }

  // The machine, and what it asks for.

  #tell = (...input) => {
    const now = this.#time.now();
    const sleptMs = this.#slept?.(now, this.#wall(), this.#dueAt);
    if (sleptMs > 0) this.#run('woke', sleptMs);
    this.#run(...input);
    let limitAt = Infinity;
    if (this.#role) {
      limitAt = this.#intake.advance();
      this.#machine.settling.ended(this.#dare(this.#intake.ended) || [], now);
    }
    this.#publish();
    this.#time.clearTimeout(this.#timer);
    this.#dueAt = Math.min(this.#machine.wakeAt(), limitAt);
    if (this.#dueAt < Infinity)
      this.#timer = this.#time.setTimeout(
        () => this.#tell('time'),
        Math.max(0, Math.ceil(this.#dueAt - now)),
      );
  };

  #run(...input) {
    for (const [type, ...values] of this.#machine.tell(this.#time.now(), ...input)) {
      if (type === 'request') void this.#request(...values);
      else if (type === 'event') this.#event(...values);
      else if (type === 'ping') this.#ask(type);
      else if (type === 'steal') this.#tabs.steal();
      else if (type === 'renew') void this.#renew();
      else this.#sockets[type](...values);
    }
  }

  async #request(id, kind, method, path, body, signal, subject) {
    const { api, clock } = this.#options;
    const sentAt = this.#time.now();
    const askedAt = clock.now(sentAt);
    let input = ['failed', id, 'network'];
    try {
      const { status, headers, text } = await api(method, path, body, signal);
      input = ['answer', id, status, text, retryAfter(headers, this.#wall())];
      if (status >= 200 && status < 300 && !signal.aborted) {
        const answer = { kind, text, sentAt, askedAt, subject };
        if (!this.#intake.take(answer)) input = ['failed', id, 'malformed'];
        else if (kind === 'list' || subject) this.#share(answer);
      }
    } catch {
      await null; // the machine may still be at work
    }
    if (!signal.aborted) this.#tell(...input);
  }

  #event(topic, text) {
    this.#share({ topic, text });
    this.#intake.whenTimed(() => this.#intake.event(topic, text));
  }

  async #renew() {
    try {
      await null;
      await this.#options.renewToken(this.#status.error);
      this.#tell('token', true);
    } catch {
      // Nobody renews it, or it failed: it stays refused until it is started again.
    }
  }

  // Other tabs.

  #become = (role) => {
    const live = /^(live|silent|reconnecting)$/.test(this.#followed?.state);
    const follows = role === 'following';
    this.#role = role;
    this.#followed = undefined;
    if (follows) this.#ask('refresh');
    else this.#term += 1;
    this.#tell('start', follows ? 'follow' : 'lead', live);
  };

  /** What somebody wishes, here and in the tab that leads. */
  #wish(type) {
    if (this.#role === 'following') this.#ask(type);
    this.#tell(type);
  }

  /** A tab that follows asks the one that leads, with all that it needs of it. */
  #ask(type) {
    const { topics, settling } = this.#machine;
    const ids = type === 'refresh' ? settling.ids : [];
    this.#tabs.post({ type, topics: topics.all, ids });
  }

  /** What a tab that leads has, all others get. */
  #share(message) {
    if (this.#role === 'leading') this.#tabs.post({ ...message, term: this.#term });
  }

  #shareStatus() {
    const status = { ...this.#status, error: undefined };
    this.#share({ status, agent: this.agent });
  }

  #heard = (message) => {
    const { term, type, topics, ids, status, agent, kind, subject, topic, text } = message;
    const leads = this.#role === 'leading';
    if (leads && !term) {
      this.#shareStatus();
      this.#dare(() => this.#add(topics), FeedError);
      this.#machine.settling.ended(ids, this.#time.now());
      if (type !== 'ping') this.#tell(type);
    } else if (!leads && term >= this.#term) {
      this.#term = term;
      if (status) {
        this.#followed = status;
        this.#intake.adopt(agent);
      } else if (kind) this.#intake.whenTimed(() => this.#intake.take(message));
      else this.#event(topic, text);
      if (subject) this.#machine.settling.settled(subject);
      this.#machine.leader.heard(this.#time.now());
      this.#tell('time');
    }
  };

  // What others see.

  #publish() {
    const shown = this.#followed ?? this.#machine.status(this.#time.now());
    const tab = this.#role ?? 'alone';
    const before = this.#status;
    if (this.#shown === shown && before?.tab === tab) return;
    this.#shown = shown;
    const { state, why, retryAt } = shown;
    const now = this.#time.now();
    const moment = this.#intake.now() ?? this.#wall();
    const ours = {
      since: before?.state === state ? before.since : moment,
      retryAt: retryAt && moment + Math.max(0, retryAt - now),
    };
    this.#status = Object.freeze({
      ...shown,
      ...(!this.#followed && ours),
      error: state === 'refused' ? new FeedError(why, REFUSALS[why]) : undefined,
      tab,
    });
    this.#shareStatus();
    this.#emit({ type: 'status', status: this.#status });
  }

  #emit = (event) => {
    if (event.type === 'agent') this.#shareStatus();
    for (const listener of [...this.#listeners]) this.#dare(() => listener(event));
  };

  /**
   * What fails in another's code stops nothing here, and is heard of; but not errors of the class
   * `quiet`.
   */
  #dare = (act, quiet) => {
    try {
      return act();
    } catch (error) {
      if (!quiet || !(error instanceof quiet)) {
        this.#later(() => {
          throw error;
        });
      }
      return false;
    }
  };

  #later = (act) => {
    this.#time.setTimeout(act, 0);
  };

  #wall() {
    return this.#time.wall?.() ?? this.#time.now();
  }

  #save() {
    const { roster, storage } = this.#options;
    save(this.#id, roster, this.#machine.settling.ids, storage);
  }
}
