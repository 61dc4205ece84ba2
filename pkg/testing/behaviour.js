// What people do by themselves: customers who answer, complain and leave; agents who are not at a
// desk of ours.

import { complaint, ignoredComplaint, queueComplaint, reply, writingMs } from './customers.js';
import { TYPING_MS } from './payloads.js';
import { Random } from './random.js';

const LOOK_MS = 5000;
/** How long a customer waits in the queue before the first complaint, and before leaving. */
const QUEUE_PATIENCE_MS = [70_000, 420_000];
/** For how long a customer stays after the solution, in milliseconds. */
const CONTENT_MS = 45_000;

export class Customers {
  #replies = new Map(); // conversation -> how to prevent the reply that is being written

  constructor(world, seed) {
    this.world = world;
    this.random = Random.of(seed, 'customers');
    world.listen((change) => {
      if (change.said === 'outbound') this.#hear(change.conversation, change.text.body);
    });
    world.agenda.every(LOOK_MS, () => this.#look());
  }

  /** Another text replaces the one that is being written. */
  say(conversation, body, more) {
    this.#write(conversation, () => ({ text: body, leaves: false, more }), 0, 0);
  }

  #hear(conversation, body) {
    const answer = reply(conversation.customer, body, this.random);
    this.#write(
      conversation,
      () => answer,
      this.random.between([1500, 5000]),
      writingMs(answer.text, this.random),
    );
  }

  /**
   * Says what `make` makes after a while in which the customer reads, and another one in which the
   * customer types.
   */
  #write(conversation, make, readingMs, typingMs) {
    this.#replies.get(conversation)?.();
    const { agenda } = this.world;
    let stop = agenda.after(readingMs, () => type(typingMs));
    this.#replies.set(conversation, () => stop());
    const type = (ms) => {
      if (ms > 0) this.world.customerTypes(conversation);
      stop = agenda.after(
        Math.min(ms, TYPING_MS),
        ms > TYPING_MS ? () => type(ms - TYPING_MS) : say,
      );
    };
    const say = () => {
      this.#replies.delete(conversation);
      if (!conversation.isLive) return;
      const { text, leaves, more } = make();
      this.world.customerSays(conversation, text, more);
      if (leaves)
        agenda.after(this.random.between([2000, 6000]), () =>
          this.world.customerLeaves(conversation),
        );
    };
  }

  #look() {
    const now = this.world.now();
    for (const conversation of [...this.world.conversations.values()]) {
      if (!conversation.isLive || this.#replies.has(conversation)) continue;
      const { customer, current, waiting } = conversation;
      if (waiting) this.#queue(conversation, now - waiting.since);
      else if (current?.isTalking) this.#talk(conversation, customer, current, now);
    }
  }

  #queue(conversation, waited) {
    const { customer } = conversation;
    const [complains, leaves] = QUEUE_PATIENCE_MS;
    if (waited > leaves) this.world.customerLeaves(conversation);
    else if (waited > complains && !customer.complainedInQueue) {
      customer.complainedInQueue = true;
      this.world.customerSays(conversation, queueComplaint(this.random));
    }
  }

  #talk(conversation, customer, leg, now) {
    if (customer.missed > 0 && !customer.saidIgnored && now - leg.connectedAt > LOOK_MS) {
      customer.saidIgnored = true;
      customer.patienceMs /= 2;
      this.world.customerSays(conversation, ignoredComplaint(this.random));
      return;
    }
    const { unansweredSince } = conversation;
    if (customer.content && now - (conversation.texts.at(-1)?.at ?? now) > CONTENT_MS) {
      this.world.customerLeaves(conversation);
    } else if (unansweredSince !== undefined && !customer.content) {
      const waited = now - Math.max(unansweredSince, leg.connectedAt);
      if (waited < customer.patienceMs * (customer.complaints + 1)) return;
      const { text, leaves } = complaint(customer, this.random);
      this.world.customerSays(conversation, text);
      if (leaves) this.world.agenda.after(4000, () => this.world.customerLeaves(conversation));
    }
  }
}

const GREETINGS = [
  'Hello {name}, I am happy to help.',
  'Hi {name}, thank you for writing to us.',
  'Good morning {name}.',
];
const WORK = [
  'Could you tell me your order number?',
  'One moment please, I will check.',
  'I am sorry about that.',
  'I have looked into it: a replacement has been sent.',
  'The refund is on its way, it is done.',
  'Which address should it go to?',
];
const CLOSING = ['Thank you for writing. Have a nice day!', 'Goodbye, and take care.'];

/** How often an agent does what, of all that has to be answered. Shares. */
const HABITS = {
  miss: 0.06,
  decline: 0.02,
  hold: 0.15,
  park: 0.05,
  toQueue: 0.05,
  toAgent: 0.04,
  letRunOut: 0.1,
  skip: 0.1,
};

export class Agents {
  #attending = new Set();

  constructor(world, seed, agents) {
    this.world = world;
    this.random = Random.of(seed, 'agents');
    this.agents = new Set(agents);
    world.listen((change) => this.#hear(change));
  }

  #hear({ conversation, alerting, said, wrappingUp, agent, what }) {
    if (alerting && this.agents.has(alerting.agent)) this.#alert(conversation, alerting);
    if (said === 'inbound' && conversation.current) this.attend(conversation, conversation.current);
    if (wrappingUp && this.agents.has(wrappingUp.agent)) this.#wrapUp(conversation, wrappingUp);
    if (what === 'routingStatus' && agent.notResponding && this.agents.has(agent)) {
      this.#later([10_000, 40_000], () => this.world.setQueueing(agent, true));
    }
  }

  #later(range, act) {
    this.world.agenda.after(this.random.between(range), act);
  }

  #alert(conversation, leg) {
    if (this.random.chance(HABITS.miss)) return;
    const { alertedAt } = leg;
    this.#later([2000, 15_000], () => {
      if (leg.state !== 'alerting' || leg.alertedAt !== alertedAt) return;
      if (this.random.chance(HABITS.decline) && leg.connectedAt === undefined)
        this.world.decline(conversation, leg);
      else {
        this.world.answer(conversation, leg);
        this.attend(conversation, leg);
      }
    });
  }

  /** Answers the customer after a while, or does something else with the conversation. */
  attend(conversation, leg) {
    if (!this.agents.has(leg.agent) || this.#attending.has(leg)) return;
    this.#attending.add(leg);
    this.#later([8000, 40_000], () => {
      this.#attending.delete(leg);
      if (leg.state === 'connected') this.#act(conversation, leg);
    });
  }

  #act(conversation, leg) {
    const { world, random } = this;
    const does = (habit) => random.chance(HABITS[habit]);
    if (conversation.customer.content) {
      world.say(conversation, leg, random.pick(CLOSING));
      this.#later([4000, 9000], () => leg.state === 'connected' && world.end(conversation, leg));
    } else if (does('toQueue')) {
      world.transfer(conversation, leg, { queue: random.pick(world.queues) });
    } else if (does('toAgent')) {
      world.transfer(conversation, leg, {
        agent:
          random.pick(world.agents.filter((agent) => agent !== leg.agent && agent.onQueue)) ??
          leg.agent,
      });
    } else if (does('park')) {
      world.park(
        conversation,
        leg,
        random.chance(0.7)
          ? world.now() + Math.round(random.between([20_000, 120_000]))
          : undefined,
      );
      this.#later([30_000, 150_000], () => this.#unpark(conversation, leg));
    } else if (does('hold') && !leg.held) {
      world.hold(conversation, leg);
      this.#later([300, 180_000], () => this.#resume(conversation, leg));
    } else {
      world.say(
        conversation,
        leg,
        random
          .pick(leg.texts.length === 0 ? GREETINGS : WORK)
          .replace('{name}', conversation.customer.name),
      );
    }
  }

  #resume(conversation, leg) {
    if (!leg.isTalking) return;
    if (leg.held) this.world.workOn(conversation, leg);
    this.attend(conversation, leg);
  }

  #unpark(conversation, leg) {
    if (leg.state !== 'parked') return;
    this.world.unpark(conversation, leg);
    this.attend(conversation, leg);
  }

  #wrapUp(conversation, leg) {
    if (leg.queue.wrapupLimitMs !== undefined && this.random.chance(HABITS.letRunOut)) return;
    this.#later([4000, 50_000], () => {
      if (!leg.inAfterCallWork) return;
      if (this.random.chance(HABITS.skip)) this.world.skipWrapup(conversation, leg);
      else
        this.world.noteWrapup(conversation, leg, {
          code: this.random.pick(leg.queue.codes).id,
          notes: '',
          tags: [],
        });
    });
  }
}
