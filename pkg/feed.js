// The feed: a connection to the notifications of Genesys Cloud that heals its gaps. The rules are
// in feed/machine.js; here is what they are carried out by.

import { browserTabs, ownStorage, retryAfter, systemTime } from './feed/environment.js';
import { FeedError } from './feed/error.js';
import { Machine } from './feed/machine.js';
import { SleepWatch, watchPage } from './feed/page.js';
import { rules } from './feed/rules.js';
import { keyOf, restore, save, saved } from './feed/saved.js';
import { Sockets } from './feed/sockets.js';
import { Tabs } from './feed/tabs.js';

export { FeedError };

/** The longest timer that there is. */
const LONGEST_MS = 2 ** 31 - 1;
/** More events than this do not wait for the clock: the list tells what they told. */
const MOST_WAITING = 1000;

const REFUSALS = {
  unauthorized: 'the token is missing or has expired',
  forbidden: 'the token lacks a permission',
  rejected: 'the cloud rejects the channel or its topics',
};

export class Feed {
  static saved = saved;
  static restore = restore;

  #options;
  #time;
  #machine;
  #sockets;
  #tabs;
  #role; // undefined while stopped; then 'starting', 'alone', 'leading', 'following'
  #timer;
  #dueAt;
  #sleep;
  #unwatch;
  #requests = new Map(); // id -> AbortController
  #waiting = []; // what came before the clocks were compared
  #listeners = new Set();
  #status;
  #shown; // what `#status` was made of
  #followed; // the status of the tab that is followed

  constructor({
    api,
    userId,
    roster,
    clock,
    topics = [],
    openSocket = (uri) => new WebSocket(uri),
    renewToken,
    time = systemTime,
    storage = ownStorage(),
    tabs = browserTabs(),
  }) {
    if (typeof api !== 'function') throw new FeedError('option', '`api` is not a function');
    if (typeof userId !== 'string' || userId === '')
      throw new FeedError('option', '`userId` is not a text');
    const all = [...new Set([`v2.users.${userId}.conversations`, ...topics])];
    if (all.length > rules.mostTopics)
      throw new FeedError(
        'topics',
        `${all.length} topics are more than the ${rules.mostTopics} that a channel takes`,
      );
    this.#options = { api, userId, roster, clock, renewToken, storage };
    this.#time = time;
    this.#machine = new Machine({ topics: all });
    const tell = (input) => this.#tell(input);
    this.#sockets = new Sockets({ make: openSocket, tell, later: (act) => this.#later(act) });
    this.#tabs = new Tabs({
      ...tabs,
      name: keyOf(userId),
      lead: (role) => this.#become(role),
      follow: () => this.#become('following'),
      heard: (message) => this.#heard(message),
    });
    this.subscribe = this.subscribe.bind(this);
    this.getSnapshot = this.getSnapshot.bind(this);
    this.#publish();
  }

  start() {
    if (this.#role !== undefined) {
      if (this.#role === 'following') this.#tabs.post({ type: 'token' });
      this.#tell({ type: 'token' });
      return;
    }
    this.#role = 'starting';
    this.#sleep = new SleepWatch(this.#time.now(), this.#wall());
    this.#unwatch = watchPage(
      (input) => this.#tell(input),
      () => this.#save(),
    );
    this.#tabs.start();
  }

  stop() {
    if (this.#role === undefined) return;
    this.#save();
    this.#unwatch();
    this.#role = undefined;
    this.#followed = undefined;
    this.#waiting = [];
    this.#tell({ type: 'stop' });
    this.#tabs.stop();
  }

  refresh() {
    if (this.#role === 'following') this.#tabs.post({ type: 'refresh' });
    else this.#tell({ type: 'refresh' });
  }

  get status() {
    return this.#status;
  }

  getSnapshot() {
    return this.#status;
  }

  subscribe(listener) {
    const own = (event) => listener(event); // each subscription is one, also of the same function
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  // The machine, and what it asks for.

  #tell(input) {
    const now = this.#time.now();
    const sleptMs = this.#sleep?.slept(now, this.#wall(), this.#dueAt) ?? 0;
    if (sleptMs > 0) this.#run(this.#machine.tell({ type: 'woke', sleptMs }, now));
    this.#run(this.#machine.tell(input, now));
    this.#publish();
    this.#time.clearTimeout(this.#timer);
    this.#dueAt = this.#machine.wakeAt;
    if (this.#dueAt !== undefined) {
      this.#timer = this.#time.setTimeout(
        () => this.#tell({ type: 'time' }),
        Math.min(Math.max(0, Math.ceil(this.#dueAt - now)), LONGEST_MS),
      );
    }
  }

  #run(commands) {
    for (const command of commands) {
      const { type, id, link } = command;
      if (type === 'request') void this.#request(command);
      else if (type === 'abort') this.#requests.get(id)?.abort();
      else if (type === 'open') this.#sockets.open(link, command.uri);
      else if (type === 'send') this.#sockets.send(link, command.text);
      else if (type === 'close') this.#sockets.close(link);
      else if (type === 'event') this.#whenTimed(() => this.#event(command));
      else void this.#renew();
    }
  }

  async #request({ id, kind, method, path, body }) {
    const { api, clock } = this.#options;
    const abort = new AbortController();
    this.#requests.set(id, abort);
    const sentAt = this.#time.now();
    const askedAt = clock.now(sentAt);
    let input = { type: 'failed', id, why: 'network' };
    try {
      const { status, headers, text } = await api(method, path, body, abort.signal);
      input = { type: 'answer', id, status, text, retryAfterMs: retryAfter(headers, this.#wall()) };
    } catch {
      await null; // the machine may still be at work
    }
    this.#requests.delete(id);
    if (abort.signal.aborted) return;
    if (input.status >= 200 && input.status < 300 && !this.#take(kind, input.text, sentAt, askedAt))
      input = { type: 'failed', id, why: 'malformed' };
    this.#tell(input);
  }

  /** Whether the answer was of use. */
  #take(kind, text, sentAt, askedAt) {
    const { clock } = this.#options;
    const timed = () => clock.now(this.#time.now()) !== undefined;
    return this.#dare(() => {
      if (kind === 'date') {
        clock.observe(sentAt, text, this.#time.now());
        if (timed()) for (const act of this.#waiting.splice(0)) act();
      } else if (kind === 'list') {
        this.#sync(text, askedAt ?? clock.now(sentAt));
        if (this.#role === 'leading') this.#tabs.post({ type: 'list', text, askedAt });
      }
      return kind !== 'date' || timed();
    });
  }

  /** Does it now, or once the clocks were compared. */
  #whenTimed(act) {
    if (this.#options.clock.now(this.#time.now()) !== undefined) act();
    else if (this.#waiting.push(act) > MOST_WAITING) this.#waiting.shift();
  }

  #sync(text, askedAt) {
    const { roster, clock } = this.#options;
    this.#emit({
      type: 'synced',
      changes: roster.sync(text, clock.now(this.#time.now()), askedAt),
    });
  }

  #event({ topic, text }) {
    const { roster, clock } = this.#options;
    if (this.#role === 'leading') this.#tabs.post({ type: 'event', topic, text });
    const changes = this.#dare(() => roster.receive(text, clock.now(this.#time.now()))) || [];
    this.#emit({ type: 'event', topic, text, changes });
  }

  async #renew() {
    const { renewToken } = this.#options;
    if (!renewToken) return;
    try {
      await null;
      await renewToken(this.#status.error);
      this.#tell({ type: 'token', renewed: true });
    } catch {
      // It stays refused until it is started again.
    }
  }

  // Other tabs.

  #become(role) {
    const live = ['live', 'silent', 'reconnecting'].includes(this.#followed?.state);
    this.#role = role;
    this.#followed = undefined;
    if (role === 'following') this.#tabs.post({ type: 'hello' });
    if (live) this.#tell({ type: 'following', live });
    this.#tell({ type: 'start', role: role === 'following' ? 'follow' : 'lead' });
  }

  #heard(message) {
    const { type } = message;
    if (this.#role === 'following') {
      if (type === 'event') this.#whenTimed(() => this.#event(message));
      else if (type === 'list')
        this.#whenTimed(() => this.#dare(() => this.#sync(message.text, message.askedAt)));
      else if (type === 'status') {
        this.#followed = message.status;
        this.#publish();
      }
    } else if (this.#role === 'leading') {
      if (type === 'hello') this.#tabs.post({ type: 'status', status: plain(this.#status) });
      if (type !== 'token') this.#tell({ type: 'refresh' });
      else this.#tell({ type: 'token' });
    }
  }

  // What others see.

  #publish() {
    const shown = this.#followed ?? this.#machine.status;
    const tab = this.#role === 'following' || this.#role === 'leading' ? this.#role : 'alone';
    const before = this.#status;
    if (this.#shown === shown && before?.tab === tab) return;
    this.#shown = shown;
    const { state, why, since, retryAt } = shown;
    const now = this.#time.now();
    const moment = this.#options.clock.now(now) ?? this.#wall();
    this.#status = Object.freeze({
      state,
      why,
      since: this.#followed ? since : before?.state === state ? before.since : moment,
      retryAt:
        this.#followed || retryAt === undefined ? retryAt : moment + Math.max(0, retryAt - now),
      error: state === 'refused' ? new FeedError(why, REFUSALS[why]) : undefined,
      tab,
    });
    if (tab === 'leading') this.#tabs.post({ type: 'status', status: plain(this.#status) });
    this.#emit({ type: 'status', status: this.#status });
  }

  #emit(event) {
    for (const listener of [...this.#listeners]) this.#dare(() => listener(event));
  }

  /**
   * What fails in another's code stops nothing here, and is heard of. A text that is no JSON is the
   * network's, and says nothing.
   */
  #dare(act) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof SyntaxError)) {
        this.#later(() => {
          throw error;
        });
      }
      return false;
    }
  }

  #later(act) {
    this.#time.setTimeout(act, 0);
  }

  #wall() {
    return this.#time.wall?.() ?? this.#time.now();
  }

  #save() {
    const { userId, roster, storage } = this.#options;
    save(userId, roster, storage);
  }
}

/** What another tab can be sent. */
const plain = ({ error, ...status }) => status;
