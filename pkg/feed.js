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

/** All that it has is of its own and bound: a feed in a reactive proxy is a feed. */
export class Feed {
  static saved = saved;
  static restore = restore;

  constructor(options) {
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(createFeed(options)));
  }
}

function createFeed({
  api,
  userId,
  conversationId,
  roster,
  clock,
  topics: given = [],
  openSocket = (uri) => new WebSocket(uri),
  renewToken,
  time = systemTime,
  storage = ownStorage(),
  tabs: browser = browserTabs(),
  ...others
}) {
  for (const name in others) throw new FeedError('option', `unknown option \`${name}\``);
  if (typeof api !== 'function') throw new FeedError('option', '`api` is not a function');
  if (isText(userId) === isText(conversationId))
    throw new FeedError('option', 'expected either `userId` or `conversationId`');

  const id = userId ?? conversationId;
  let term = 0; // how many tabs have led before, as far as this one knows, or with it if it leads
  let role; // undefined while stopped; then 'alone', 'leading' or 'following'
  let timer;
  let dueAt;
  let slept;
  let unwatch;
  let status;
  let shown; // what `status` was made of
  let followed; // the status of the tab that is followed
  const listeners = new Set();
  const now = () => time.now();
  const machine = createMachine(userId, conversationId);
  const intake = createIntake(roster, clock, userId, now, emit, dare);
  const sockets = createSockets(openSocket, tell, later);
  const tabs = createTabs(browser, keyOf(id), become, heard);

  /** More topics, for good. A tab that follows asks the one that leads for them. */
  function add(topics) {
    const all = new Set([...machine.topics.all, ...topics]).size;
    if (all > mostTopics)
      throw new FeedError('topics', `a channel takes ${mostTopics} topics, not ${all}`);
    tell('topics', topics);
    if (role === 'following') ask('ping');
  }

  // The machine, and the commands that it returns.

  function tell(...input) {
    const sleptMs = slept?.(now(), wall(), dueAt);
    if (sleptMs > 0) run('woke', sleptMs);
    run(...input);
    let limitAt = Infinity;
    if (role) {
      limitAt = intake.advance();
      machine.settling.ended(dare(intake.ended) || [], now());
    }
    publish();
    time.clearTimeout(timer);
    dueAt = Math.min(machine.wakeAt(), limitAt);
    const ms = Math.max(0, Math.ceil(dueAt - now()));
    if (ms < Infinity) timer = time.setTimeout(() => tell('time'), ms);
  }

  function run(...input) {
    for (const [type, ...values] of machine.tell(now(), ...input)) {
      if (type === 'request') void request(...values);
      else if (type === 'event') event(...values);
      else if (type === 'ping') ask(type);
      else if (type === 'steal') tabs.steal();
      else if (type === 'renew') void renew();
      else sockets[type](...values);
    }
  }

  async function request(number, kind, method, path, body, signal, subject) {
    const sentAt = now();
    const askedAt = clock.now(sentAt);
    let input = ['failed', number, 'network'];
    try {
      const { status: code, headers, text } = await api(method, path, body, signal);
      input = ['answer', number, code, text, retryAfter(headers, wall())];
      if (code >= 200 && code < 300 && !signal.aborted) {
        const answer = { kind, text, sentAt, askedAt, subject };
        if (!intake.take(answer)) input = ['failed', number, 'malformed'];
        else if (kind === 'list' || subject) share(answer);
      }
    } catch {
      await null; // the machine may still be at work
    }
    if (!signal.aborted) tell(...input);
  }

  function event(topic, text) {
    share({ topic, text });
    intake.whenTimed(() => intake.event(topic, text));
  }

  async function renew() {
    try {
      await null;
      await renewToken(status.error);
      tell('token', true);
    } catch {
      // Nobody renews it, or it failed: it stays refused until it is started again.
    }
  }

  // Other tabs.

  function become(next) {
    const live = /^(live|silent|reconnecting)$/.test(followed?.state);
    const follows = next === 'following';
    role = next;
    followed = undefined;
    if (follows) ask('refresh');
    else term += 1;
    tell('start', follows ? 'follow' : 'lead', live);
  }

  /** What somebody wishes, here and in the tab that leads. */
  function wish(type) {
    if (role === 'following') ask(type);
    tell(type);
  }

  /** A tab that follows asks the one that leads, with all that it needs of it. */
  function ask(type) {
    const { topics, settling } = machine;
    const ids = type === 'refresh' ? settling.ids : [];
    tabs.post({ type, topics: topics.all, ids });
  }

  /** Sends all other tabs the state and the payloads of the tab that leads. */
  function share(message) {
    if (role === 'leading') tabs.post({ ...message, term });
  }

  function shareStatus() {
    share({ status: { ...status, error: undefined }, agent: intake.agent });
  }

  function heard(message) {
    const leads = role === 'leading';
    if (leads && !message.term) {
      shareStatus();
      dare(() => add(message.topics), FeedError);
      machine.settling.ended(message.ids, now());
      if (message.type !== 'ping') tell(message.type);
    } else if (!leads && message.term >= term) {
      term = message.term;
      if (message.status) {
        followed = message.status;
        intake.adopt(message.agent);
      } else if (message.kind) intake.whenTimed(() => intake.take(message));
      else event(message.topic, message.text);
      if (message.subject) machine.settling.settled(message.subject);
      machine.leader.heard(now());
      tell('time');
    }
  }

  // The public interface.

  function publish() {
    const next = followed ?? machine.status(now());
    const tab = role ?? 'alone';
    if (shown === next && status?.tab === tab) return;
    shown = next;
    const { state, why, retryAt } = next;
    const moment = intake.now() ?? wall();
    const ours = {
      since: status?.state === state ? status.since : moment,
      retryAt: retryAt && moment + Math.max(0, retryAt - now()),
    };
    status = Object.freeze({
      ...next,
      ...(!followed && ours),
      error: state === 'refused' ? new FeedError(why, REFUSALS[why]) : undefined,
      tab,
    });
    shareStatus();
    emit({ type: 'status', status });
  }

  function emit(news) {
    if (news.type === 'agent') shareStatus();
    for (const listener of [...listeners]) dare(() => listener(news));
  }

  /**
   * What fails in another's code stops nothing here, and is heard of; but not errors of the class
   * `quiet`.
   */
  function dare(act, quiet) {
    try {
      return act();
    } catch (error) {
      if (!quiet || !(error instanceof quiet))
        later(() => {
          throw error;
        });
      return false;
    }
  }

  function later(act) {
    time.setTimeout(act, 0);
  }

  function wall() {
    return time.wall?.() ?? now();
  }

  const keep = () => save(id, roster, machine.settling.ids, storage);

  add(given);
  return {
    start() {
      if (role) {
        wish('token');
        return;
      }
      role = 'alone';
      slept = watchSleep(now(), wall());
      unwatch = watchPage(tell, keep);
      intake.begin(savedUnsettled(id, storage));
      tabs.start();
    },

    stop() {
      if (!role) return;
      keep();
      unwatch();
      role = followed = undefined;
      intake.forget();
      tell('stop');
      tabs.stop();
    },

    refresh: () => wish('refresh'),

    get status() {
      return status;
    },

    get agent() {
      return intake.agent;
    },

    getSnapshot: () => status,

    subscribe(listener, { topics = [] } = {}) {
      add(topics);
      const own = (news) => listener(news); // each subscription is one, also of the same function
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
