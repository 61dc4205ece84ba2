// What happens in the contact centre: conversations come, wait, are offered to agents, are answered
// or missed, end and are wrapped up. Everything that changes a conversation goes through here, so
// that whoever listens is told of it.

import { Conversation } from './conversation.js';
import { makeCustomer } from './customers.js';
import { ALERT_LIMIT_MS } from './payloads.js';
import { Random } from './random.js';

/** What an ended conversation is kept for afterwards. */
const KEPT_MS = 3_600_000;

const QUEUES = [
  {
    name: 'Orders',
    wrapupLimitMs: 60_000,
    codes: ['Order question', 'Delivery', 'Missing item', 'Other'],
  },
  {
    name: 'Returns',
    wrapupLimitMs: 60_000,
    codes: ['Return', 'Refund', 'Exchange', 'Damaged', 'Other'],
  },
  {
    name: 'Payments',
    wrapupLimitMs: undefined,
    codes: ['Card refused', 'Invoice', 'Refund', 'Fraud', 'Other'],
  },
];
const AGENTS = ['Grace Okafor', 'Henrik Dahl', 'Mei Tanaka', 'Samuel Ortiz'];

export class World {
  conversations = new Map();
  #listeners = new Set();

  constructor({ seed, agenda, capacity, customers, withoutSegments }) {
    this.agenda = agenda;
    this.withoutSegments = withoutSegments;
    this.recording = Random.of(seed, 'segments');
    this.random = Random.of(seed, 'world');
    this.customers = customers;
    this.queues = QUEUES.map((queue) => ({
      ...queue,
      id: this.random.uuid(),
      codes: queue.codes.map((name) => ({ id: this.random.uuid(), name })),
    }));
    this.agents = AGENTS.map((name) => ({
      id: this.random.uuid(),
      name,
      email: `${name.split(' ')[0].toLowerCase()}@shop.example`,
      capacity,
      onQueue: false,
      notResponding: false,
      status: 'OFF_QUEUE',
      statusSince: this.now(),
      presence: 'Offline',
      presenceSince: this.now(),
      idleSince: this.now(),
    }));
  }

  now() {
    return this.agenda.now();
  }

  /**
   * Calls `listener({ conversation } | { agent, what })` after every change, and `listener({
   * conversation, typing: true })` while a customer types.
   */
  listen(listener) {
    this.#listeners.add(listener);
  }

  #tell(change) {
    for (const listener of this.#listeners) listener(change);
  }

  changed(conversation) {
    this.#tell({ conversation });
  }

  // What customers do.

  arrive({ at = this.now(), name, text, queueId, medium = 'message' } = {}) {
    const customer = makeCustomer(this.random, this.customers);
    if (name !== undefined) customer.name = name;
    if (text !== undefined) customer.lines = [text];
    const conversation = new Conversation({
      random: this.random,
      recording: this.recording,
      withoutSegments: this.withoutSegments,
      customer,
      at,
      place: `${medium}s`,
    });
    this.conversations.set(conversation.id, conversation);
    conversation.enqueue(
      this.queues.find(({ id }) => id === queueId) ??
        this.queues.find(({ name }) => name === customer.queue),
      at,
    );
    if (medium === 'message') conversation.say('inbound', customer.lines[0], at);
    return conversation;
  }

  customerSays(conversation, body, more) {
    if (!conversation.isLive || conversation.place !== 'messages') return;
    conversation.say('inbound', body, this.now(), undefined, more);
    this.#tell({ conversation, said: 'inbound' });
  }

  customerTypes(conversation) {
    if (conversation.isLive) this.#tell({ conversation, typing: true });
  }

  customerLeaves(conversation) {
    if (!conversation.isLive) return;
    const { legs } = conversation;
    const live = legs.filter(({ isLive }) => isLive);
    conversation.end(this.now(), 'customer');
    for (const leg of live) this.#ended(conversation, leg);
    this.#over(conversation);
    this.changed(conversation);
    this.#route();
  }

  // What agents do. `leg` belongs to `conversation`.

  answer(conversation, leg) {
    conversation.dequeue(this.now());
    leg.connect(this.now());
    this.workOn(conversation, leg);
    this.#status(leg.agent);
    this.#route();
  }

  decline(conversation, leg) {
    leg.end(this.now(), 'client');
    leg.agent.idleSince = this.now();
    this.changed(conversation);
    this.agenda.after(2000, () => this.#route());
    this.#status(leg.agent);
  }

  hold(conversation, leg, by = 'agent') {
    if (leg.held) return;
    leg.hold(this.now(), by);
    this.changed(conversation);
  }

  /** The agent works on this one: the platform holds the others. */
  workOn(conversation, leg) {
    if (leg.held) leg.resume(this.now());
    this.changed(conversation);
    for (const [other, busy] of this.legsOf(leg.agent)) {
      if (busy !== leg && busy.isTalking && !busy.held) this.hold(other, busy, 'platform');
    }
  }

  say(conversation, leg, body) {
    const text = conversation.say('outbound', body, this.now(), leg);
    if (leg.held) leg.resume(this.now());
    this.#tell({ conversation, said: 'outbound', text });
    this.workOn(conversation, leg);
    return text;
  }

  park(conversation, leg, resumesAt) {
    leg.park(this.now(), resumesAt);
    this.changed(conversation);
    if (resumesAt !== undefined) {
      this.agenda.after(resumesAt - this.now(), () => {
        if (leg.state !== 'parked' || leg.resumesAt !== resumesAt) return;
        leg.unpark(this.now(), 'alerting');
        this.changed(conversation);
        this.#awaitAnswer(conversation, leg);
      });
    }
    this.#status(leg.agent);
    this.#route();
  }

  unpark(conversation, leg) {
    leg.unpark(this.now(), 'connected');
    this.workOn(conversation, leg);
    this.#status(leg.agent);
  }

  /** The agent ends it: for a leg that talks the conversation is over. */
  end(conversation, leg) {
    conversation.endedBy = 'agent';
    leg.end(this.now(), 'client');
    conversation.endedAt = this.now();
    this.#over(conversation);
    this.#ended(conversation, leg);
    this.changed(conversation);
    this.#route();
  }

  transfer(conversation, leg, { queue, agent }) {
    leg.end(this.now(), 'transfer');
    this.#ended(conversation, leg);
    if (queue) {
      conversation.enqueue(queue, this.now());
      this.changed(conversation);
    } else {
      this.#offer(conversation, agent, leg.queue, true);
    }
    this.#route();
  }

  noteWrapup(conversation, leg, wrapup) {
    const final = leg.inAfterCallWork && wrapup.provisional !== true;
    leg.noteWrapup(this.now(), wrapup, !final);
    if (final) this.#finishAfterCallWork(conversation, leg, 'complete');
    else this.changed(conversation);
  }

  skipWrapup(conversation, leg) {
    this.#finishAfterCallWork(conversation, leg, 'skipped');
  }

  /** On queue or not; on queue again after Not Responding. */
  setQueueing(agent, onQueue) {
    agent.onQueue = onQueue;
    agent.notResponding = false;
    agent.idleSince = this.now();
    this.setPresence(agent, onQueue ? 'On Queue' : 'Available');
    this.#status(agent);
    this.#route();
  }

  setPresence(agent, presence) {
    if (agent.presence === presence) return;
    agent.presence = presence;
    agent.presenceSince = this.now();
    this.#tell({ agent, what: 'presence' });
  }

  // Finding.

  /** All pairs of conversation and leg of an agent. */
  legsOf(agent) {
    return [...this.conversations.values()].flatMap((conversation) =>
      conversation.legs.filter((leg) => leg.agent === agent).map((leg) => [conversation, leg]),
    );
  }

  /** What `GET /conversations` lists: what lives, and what is still wrapped up. */
  openOf(agent) {
    return [...this.conversations.values()].filter((conversation) =>
      conversation.legs.some((leg) => leg.agent === agent && (leg.isLive || leg.inAfterCallWork)),
    );
  }

  get waiting() {
    return [...this.conversations.values()].filter(({ waiting, alerting }) => waiting && !alerting);
  }

  // Offering.

  #route() {
    for (const conversation of this.waiting.sort(
      (one, other) => one.waiting.since - other.waiting.since,
    )) {
      const free = this.agents
        .filter((agent) => this.#canTake(agent))
        .sort((one, other) => one.idleSince - other.idleSince);
      if (free.length === 0) return;
      this.#offer(conversation, free[0], conversation.waiting.queue, false);
    }
  }

  route() {
    this.#route();
  }

  #canTake(agent) {
    if (!agent.onQueue || agent.notResponding) return false;
    const work = this.legsOf(agent).filter(([, leg]) => leg.isWork);
    return work.length < agent.capacity && work.every(([, { state }]) => state !== 'alerting');
  }

  #offer(conversation, agent, queue, transferred) {
    const leg = conversation.alert(agent, queue, this.now(), transferred);
    agent.idleSince = this.now();
    this.changed(conversation);
    this.#awaitAnswer(conversation, leg);
  }

  #awaitAnswer(conversation, leg) {
    const { alertedAt } = leg;
    this.#tell({ conversation, alerting: leg });
    this.agenda.after(ALERT_LIMIT_MS, () => {
      if (leg.state !== 'alerting' || leg.alertedAt !== alertedAt) return;
      this.#miss(conversation, leg);
    });
  }

  /**
   * Nobody answered: the agent gets no more, and the customer waits on, at the same place in the
   * queue.
   */
  #miss(conversation, leg) {
    leg.end(this.now(), leg.connectedAt === undefined ? 'transfer.noanswer' : 'system');
    conversation.customer.missed += 1;
    leg.agent.notResponding = true;
    if (!conversation.waiting) conversation.enqueue(leg.queue, this.now());
    if (leg.afterCallWork) this.#ended(conversation, leg);
    this.changed(conversation);
    this.#status(leg.agent);
    this.#route();
  }

  // Ends.

  #ended(conversation, leg) {
    leg.agent.idleSince = this.now();
    this.#status(leg.agent);
    const limit = leg.queue.wrapupLimitMs;
    if (!leg.inAfterCallWork) return;
    this.#tell({ conversation, wrappingUp: leg });
    if (limit === undefined) return;
    this.agenda.after(limit, () => {
      if (leg.inAfterCallWork) this.#finishAfterCallWork(conversation, leg, 'complete');
    });
  }

  #finishAfterCallWork(conversation, leg, state) {
    leg.finishAfterCallWork(this.now(), state);
    this.changed(conversation);
  }

  #over(conversation) {
    this.agenda.after(KEPT_MS, () => this.conversations.delete(conversation.id));
  }

  #status(agent) {
    const working = this.legsOf(agent).some(([, { isTalking }]) => isTalking);
    const status = !agent.onQueue
      ? 'OFF_QUEUE'
      : agent.notResponding
        ? 'NOT_RESPONDING'
        : working
          ? 'INTERACTING'
          : 'IDLE';
    if (status === agent.status) return;
    agent.status = status;
    agent.statusSince = this.now();
    this.#tell({ agent, what: 'routingStatus' });
  }
}
