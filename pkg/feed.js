// The feed: a connection to the notifications of Genesys Cloud that heals its gaps. The rules are
// in feed/machine.js; here is what they are carried out by.

import { browserTabs, ownStorage, retryAfter, systemTime } from './feed/environment.js';
import { FeedError } from './feed/error.js';
import { Intake } from './feed/intake.js';
import { Machine } from './feed/machine.js';
import { SleepWatch, watchPage } from './feed/page.js';
import { mostTopics } from './feed/rules.js';
import { keyOf, restore, save, saved, savedUnsettled } from './feed/saved.js';
import { Sockets } from './feed/sockets.js';
import { Tabs } from './feed/tabs.js';
import { topicsOf } from './feed/topics.js';

export { FeedError };

/** The longest timer that there is. */
const LONGEST_MS = 2 ** 31 - 1;

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
  #role; // undefined while stopped; then 'starting', 'alone', 'leading', 'following'
  #timer;
  #dueAt;
  #sleep;
  #unwatch;
  #requests = new Map(); // id -> AbortController
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
    for (const name in others) throw new FeedError('option', `there is no option \`${name}\``);
    if (typeof api !== 'function') throw new FeedError('option', '`api` is not a function');
    if (isText(userId) === isText(conversationId))
      throw new FeedError('option', 'either `userId` or `conversationId` has to be a text');
    this.#id = userId ?? conversationId;
    this.#options = { api, roster, clock, renewToken, storage };
    this.#time = time;
    this.#machine = new Machine({ topics: topicsOf(userId, conversationId), userId, conversationId });
    const tell = (input) => this.#tell(input);
    this.#intake = new Intake({
      roster,
      clock,
      userId,
      conversationId,
      local: () => time.now(),
      emit: (event) => this.#emit(event),
      dare: (act, quiet) => this.#dare(act, quiet),
    });
    this.#sockets = new Sockets({ make: openSocket, tell, later: (act) => this.#later(act) });
    this.#tabs = new Tabs({
      ...tabs,
      name: keyOf(this.#id),
      lead: (role) => this.#become(role),
      follow: () => this.#become('following'),
      heard: (message) => this.#heard(message),
    });
    this.subscribe = this.subscribe.bind(this);
    this.getSnapshot = this.getSnapshot.bind(this);
    this.#add(topics);
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
    this.#dare(() => this.#intake.begin(savedUnsettled(this.#id, this.#options.storage)));
    this.#tabs.start();
  }

  stop() {
    if (this.#role === undefined) return;
    this.#save();
    this.#unwatch();
    this.#role = undefined;
    this.#followed = undefined;
    this.#intake.forget();
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

  get agent() {
    return this.#intake.agent.state;
  }

  getSnapshot() {
    return this.#status;
  }

  subscribe(listener, { topics = [] } = {}) {
    this.#add(topics);
    const own = (event) => listener(event); // each subscription is one, also of the same function
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** More topics, for good. A tab that follows asks the one that leads for them. */
  #add(topics) {
    const all = new Set([...this.#machine.topics.all, ...topics]).size;
    if (all > mostTopics)
      throw new FeedError(
        'topics',
        `${all} topics are more than the ${mostTopics} that a channel takes`,
      );
    if (topics.length === 0) return;
    if (this.#role === 'following') this.#tabs.post({ type: 'topics', topics });
    this.#tell({ type: 'topics', topics });
  }

  // The machine, and what it asks for.

  #tell(input) {
    const now = this.#time.now();
    const sleptMs = this.#sleep?.slept(now, this.#wall(), this.#dueAt) ?? 0;
    if (sleptMs > 0) this.#run(this.#machine.tell({ type: 'woke', sleptMs }, now));
    this.#run(this.#machine.tell(input, now));
    const limitAt = this.#role && this.#intake.advance();
    const ids = this.#role ? this.#dare(() => this.#intake.ended()) : [];
    if (ids.length > 0) this.#run(this.#machine.tell({ type: 'ended', ids }, now));
    this.#publish();
    this.#time.clearTimeout(this.#timer);
    this.#dueAt = least(this.#machine.wakeAt, limitAt);
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
      else if (type === 'event') this.#event(command);
      else if (type === 'ping') this.#tabs.post({ type });
      else if (type === 'steal') this.#steal();
      else void this.#renew();
    }
  }

  async #request({ id, kind, method, path, body, subject }) {
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
    if (input.status >= 200 && input.status < 300) {
      const answer = { kind, text: input.text, sentAt, askedAt, subject };
      if (!this.#intake.take(answer)) input = { type: 'failed', id, why: 'malformed' };
      else if (kind === 'list' || subject) this.#share({ type: 'answer', ...answer });
    }
    this.#tell(input);
  }

  #event({ topic, text }) {
    this.#share({ type: 'event', topic, text });
    this.#intake.whenTimed(() => this.#intake.event({ topic, text }));
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
    const follows = role === 'following';
    this.#role = role;
    this.#followed = undefined;
    if (follows) this.#hello();
    else this.#term += 1;
    if (live) this.#tell({ type: 'following', live });
    this.#tell({ type: 'start', role: follows ? 'follow' : 'lead' });
  }

  #hello() {
    const { topics, settling } = this.#machine;
    this.#tabs.post({ type: 'hello', topics: topics.all, ids: settling.ids });
  }

  /** The tab that leads does not answer. */
  #steal() {
    this.#followed &&= { ...this.#followed, state: 'reconnecting', why: 'silence' };
    this.#tabs.steal();
  }

  /** What a tab that leads has, all others get. */
  #share(message) {
    if (this.#role === 'leading') this.#tabs.post({ ...message, term: this.#term });
  }

  #shareAll() {
    this.#share({ type: 'status', status: plain(this.#status), agent: this.agent });
  }

  #heard(message) {
    if (message.term === undefined) {
      if (this.#role === 'leading') this.#asked(message);
    } else if (message.term >= this.#term) {
      const isOther = this.#term > 0 && message.term > this.#term;
      this.#term = message.term;
      if (this.#role === 'leading') this.#tabs.yield(); // it stood still, and another one took over
      else if (this.#role === 'following') this.#follow(message, isOther);
    }
  }

  /** What a tab that follows wants of this one. */
  #asked({ type, topics = [], ids = [] }) {
    if (type !== 'token') this.#shareAll();
    if (type === 'ping') return;
    this.#dare(() => this.#add(topics), FeedError);
    this.#run(this.#machine.tell({ type: 'ended', ids }, this.#time.now()));
    this.#tell({ type: type === 'token' ? type : 'refresh' });
  }

  /** What the tab that leads has. */
  #follow(message, isOther) {
    const { type, subject, status, agent } = message;
    if (isOther) this.#hello();
    if (type === 'event') this.#event(message);
    else if (type === 'answer') this.#intake.whenTimed(() => this.#intake.take(message));
    else {
      this.#followed = status;
      this.#intake.adopt(agent);
    }
    if (subject) this.#run(this.#machine.tell({ type: 'settled', id: subject }, this.#time.now()));
    this.#tell({ type: 'leader' });
  }

  // What others see.

  #publish() {
    const shown = this.#followed ?? this.#machine.status;
    const tab = this.#role === 'following' || this.#role === 'leading' ? this.#role : 'alone';
    const before = this.#status;
    if (this.#shown === shown && before?.tab === tab) return;
    this.#shown = shown;
    const { state, why, since, retryAt, rejected, unsettled } = shown;
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
      rejected,
      unsettled,
    });
    this.#shareAll();
    this.#emit({ type: 'status', status: this.#status });
  }

  #emit(event) {
    if (event.type === 'agent') this.#shareAll();
    for (const listener of [...this.#listeners]) this.#dare(() => listener(event));
  }

  /**
   * What fails in another's code stops nothing here, and is heard of. A text that is no JSON is the
   * network's, as are errors of the class `quiet`, and says nothing.
   */
  #dare(act, quiet = SyntaxError) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof quiet)) {
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
    const { roster, storage } = this.#options;
    save(this.#id, roster, this.#machine.settling.ids, storage);
  }
}

/** What another tab can be sent. */
const plain = ({ error, ...status }) => status;
const least = (...moments) => {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};
