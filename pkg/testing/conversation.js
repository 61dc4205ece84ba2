// One conversation: the customer, the queues it waited in, the agents' participants, and the texts
// of both sides.

import { Leg } from './leg.js';

export class Conversation {
  endedAt;
  /**
   * `{ queue, participantId, id, since, until }`: each time it waited, the last one open while it
   * waits.
   */
  waits = [];
  /** Participants of agents: `{ id, agent, startedAt, legs }`. */
  participants = [];
  /** `{ id, direction: 'inbound' | 'outbound', at, body, leg }`, in order. */
  texts = [];

  /** `recording`: random numbers for what the platform keeps; `withoutSegments`: a share of legs. */
  constructor({ random, recording, withoutSegments, customer, at, place = 'messages' }) {
    /** Where its communications are in a participant: `messages`, `calls`, `emails`, ... */
    this.place = place;
    Object.assign(this, { random, recording, withoutSegments });
    this.id = random.uuid();
    this.customer = customer;
    this.customerParticipantId = random.uuid();
    this.customerLegId = random.uuid();
    this.customerSessionId = random.uuid();
    this.startedAt = at;
  }

  get isLive() {
    return this.endedAt === undefined;
  }

  get waiting() {
    const last = this.waits.at(-1);
    return last && last.until === undefined ? last : undefined;
  }

  get legs() {
    return this.participants.flatMap(({ legs }) => legs);
  }

  /** The leg that the customer talks to. */
  get current() {
    return this.legs.findLast(({ isLive, state }) => isLive && state !== 'alerting');
  }

  get alerting() {
    return this.legs.find(({ state }) => state === 'alerting');
  }

  enqueue(queue, at) {
    this.waits.push({
      queue,
      participantId: this.random.uuid(),
      id: this.random.uuid(),
      since: at,
    });
  }

  /**
   * Offers it to an agent. A blind transfer back to an agent goes to the participant that is there
   * already; an offer by a queue makes one.
   */
  alert(agent, queue, at, transferred = false) {
    let participant = transferred
      ? this.participants.findLast(({ agent: other }) => other === agent)
      : undefined;
    if (!participant) {
      participant = { id: this.random.uuid(), agent, startedAt: at, legs: [] };
      this.participants.push(participant);
    }
    const hasSegments = !this.recording.chance(this.withoutSegments);
    const id = this.random.uuid();
    const leg = new Leg({ id, participant, agent, queue, at, hasSegments });
    participant.legs.push(leg);
    return leg;
  }

  /** It has left the queue. */
  dequeue(at) {
    const { waiting } = this;
    if (waiting) waiting.until = at;
  }

  /** `more`: the `type` and `content` of a message that is more than a text. */
  say(direction, body, at, leg, more) {
    const text = { id: this.random.uuid(), direction, at, body, leg, ...more };
    this.texts.push(text);
    leg?.texts.push(text);
    return text;
  }

  /** Since when the customer has been without an answer. */
  get unansweredSince() {
    const answered = this.texts.findLastIndex(({ direction }) => direction === 'outbound');
    return this.texts[answered + 1]?.at;
  }

  /** Everything ends: `by` is `customer` or `system`. */
  end(at, by) {
    this.dequeue(at);
    for (const leg of this.legs.filter(({ isLive }) => isLive))
      leg.end(at, by === 'customer' ? 'peer' : 'system');
    this.endedAt = at;
    this.endedBy = by;
  }
}
