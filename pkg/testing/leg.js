// One communication of one agent: what happened to it, and when. It knows no payload and no clock;
// every call says the moment.

/** Two clocks: a leg connects, and is put on hold, a little after its segment begins. */
const CONNECT_LATE_MS = 7;
const HOLD_LATE_MS = 23;

export class Leg {
  state = 'alerting';
  held = false;
  /** What put it on hold: the agent, or the platform because the agent works on another one. */
  heldBy;
  connectedAt;
  heldAt;
  parkedAt;
  resumesAt;
  endedAt;
  disconnectType;
  wrapup;
  wrapupSkipped = false;
  /** `{ startedAt, endedAt, state }`, once there is after-call work. */
  afterCallWork;
  /** The agent's texts. */
  texts = [];
  /** Its segments: `{ type, from, to, howEnded }`; only the last one may be open. */
  spans = [];

  /** `hasSegments`: whether REST has segments of it; of half of all it never has any. */
  constructor({ id, participant, agent, queue, at, hasSegments }) {
    this.hasSegments = hasSegments;
    this.id = id;
    this.participant = participant;
    this.agent = agent;
    this.queue = queue;
    this.alertedAt = at;
    this.changedAt = at;
    this.spans.push({ type: 'Alert', from: at });
  }

  get isLive() {
    return this.state !== 'disconnected';
  }

  get isTalking() {
    return this.state === 'connected';
  }

  get inAfterCallWork() {
    return this.afterCallWork?.state === 'pending';
  }

  /** What counts for the agent's capacity. */
  get isWork() {
    return this.state === 'alerting' || this.state === 'connected';
  }

  connect(at) {
    this.state = 'connected';
    this.connectedAt ??= at + CONNECT_LATE_MS;
    this.#next(at, 'Interact');
  }

  hold(at, by) {
    this.held = true;
    this.heldBy = by;
    this.heldAt = at + HOLD_LATE_MS;
    this.#next(at, 'Hold');
  }

  resume(at) {
    this.#unhold();
    this.#next(at, 'Interact');
  }

  park(at, resumesAt) {
    this.#unhold();
    this.state = 'parked';
    this.parkedAt = at;
    this.resumesAt = resumesAt;
    this.#next(at, 'Parked');
  }

  /** The agent resumes it (`connected`), or its parking time is over (`alerting`). */
  unpark(at, state) {
    this.state = state;
    this.resumesAt = undefined;
    if (state === 'alerting') this.alertedAt = at;
    this.#next(at, state === 'alerting' ? 'Alert' : 'Interact');
  }

  end(at, disconnectType) {
    const talked = this.connectedAt !== undefined;
    this.#unhold();
    this.state = 'disconnected';
    this.endedAt = at;
    this.disconnectType = disconnectType;
    this.#close(at, 'Disconnect');
    this.changedAt = at;
    if (!talked) return;
    this.afterCallWork = { startedAt: at, state: 'pending' };
    this.spans.push({ type: 'Wrapup', from: at });
  }

  /** The wrap-up: its notes while it lasts, and its code at the end. */
  noteWrapup(at, { code, name, notes, tags }, provisional) {
    const since = this.afterCallWork?.startedAt ?? at;
    this.wrapup = {
      code,
      name: name ?? code,
      notes: notes ?? '',
      tags: tags ?? [],
      durationSeconds: Math.round((at - since) / 1000),
      endTime: at,
      provisional,
    };
  }

  finishAfterCallWork(at, state) {
    this.afterCallWork = { ...this.afterCallWork, endedAt: at, state };
    this.wrapupSkipped = state === 'skipped';
    this.#close(at);
    this.changedAt = at;
  }

  /** Milliseconds of each activity until `now`. */
  sums(now) {
    const sums = { Alert: 0, Interact: 0, Hold: 0, Parked: 0, Wrapup: 0 };
    for (const { type, from, to } of this.spans) sums[type] += (to ?? now) - from;
    return sums;
  }

  #unhold() {
    this.held = false;
    this.heldBy = undefined;
    this.heldAt = undefined;
  }

  #next(at, type) {
    this.#close(at, type);
    this.spans.push({ type, from: at });
    this.changedAt = at;
  }

  #close(at, howEnded) {
    const open = this.spans.at(-1);
    if (!open || open.to !== undefined) return;
    open.to = at;
    open.howEnded = howEnded;
  }
}
