// What comes goes to the roster, the clock and the agent, in the time of the cloud; what came before
// the clocks were compared waits. And which rows have ended since somebody asked.

import { Agent } from './agent.js';
import { isAnswer } from './answers.js';
import * as rules from './rules.js';

/** More than this does not wait for the clock: the list says what it said. */
const MOST_WAITING = 1000;

const ENDED = new Set(['disconnected', 'terminated']);

/** Whether nothing of a communication runs any more, after-call work included. */
const isOver = ({ endedAt, state, timers }) =>
  (endedAt !== undefined || ENDED.has(state)) && timers.afterCallWork.since === undefined;

export class Intake {
  agent = new Agent();
  #waiting = [];
  #over = new Set(); // conversations of which something has ended
  #rows;
  #known = new WeakSet(); // rows that were looked at

  /** `local()`; `emit(event)`; `dare(act, ...quiet)` gives `false` if `act` fails. */
  constructor({ roster, clock, userId, conversationId, local, emit, dare }) {
    Object.assign(this, { roster, clock, userId, conversationId, local, emit, dare });
  }

  /** The time of the cloud; `undefined` until the clocks were compared. */
  now() {
    return this.clock.now(this.local());
  }

  /** Does it now, or once the clocks were compared. */
  whenTimed(act) {
    if (this.now() !== undefined) act();
    else if (this.#waiting.push(act) > MOST_WAITING) this.#waiting.shift();
  }

  forget() {
    this.#waiting = [];
  }

  /** Takes an answer of the cloud; `false` if it is none: that is the network's fault. */
  take({ kind, text, sentAt, askedAt, subject }) {
    const isOne = this.conversationId !== undefined && kind === 'list';
    if (!isAnswer(isOne ? 'settle' : kind, text)) return false;
    if (kind === 'date')
      return this.dare(() => {
        this.clock.observe(sentAt, text, this.local());
        if (this.now() === undefined) return false;
        for (const act of this.#waiting.splice(0)) act();
        return true;
      }, RangeError);
    if (kind === 'list' || kind === 'settle')
      return this.dare(() => {
        this.#look();
        const of = kind === 'list' && !isOne ? 'sync' : 'receive';
        const changes = this.roster[of](text, this.now(), askedAt ?? this.clock.now(sentAt));
        if (kind === 'list') this.emit({ type: 'synced', text, changes });
        else {
          this.#look(true);
          this.emit({ type: 'settled', conversationId: subject, text, changes });
        }
        return true;
      }, TypeError);
    if (kind === 'routingStatus' || kind === 'presence') this.#ofAgent(text);
    return true;
  }

  event({ topic, text }) {
    const changes = this.dare(() => this.roster.receive(text, this.now())) || [];
    this.emit({ type: 'event', topic, text, changes });
    const mine = `v2.users.${this.userId}.`;
    if (topic === `${mine}routingStatus` || topic === `${mine}presence`)
      this.dare(() => this.#ofAgent(text));
  }

  #ofAgent(text) {
    if (this.agent.take(text)) this.emit({ type: 'agent', agent: this.agent.state });
  }

  /** What another tab knows of the agent. */
  adopt(state) {
    if (this.agent.adopt(state)) this.emit({ type: 'agent', agent: this.agent.state });
  }

  /** `saved`: the conversations that the last page had not settled; all that ended, if unknown. */
  begin(saved) {
    this.#look(saved !== undefined);
    const ids = new Set(this.#rows?.map(({ conversationId }) => conversationId));
    for (const id of saved ?? []) if (ids.has(id)) this.#over.add(id);
  }

  /** The conversations of which something has ended since this was asked. */
  ended() {
    this.#look();
    const ids = [...this.#over];
    this.#over.clear();
    return ids;
  }

  /** `isSettled`: what is new among the rows was read after its end. */
  #look(isSettled = false) {
    const { rows } = this.roster;
    if (rows === undefined || rows === this.#rows || this.conversationId !== undefined) return;
    this.#rows = rows;
    for (const row of rows) {
      if (this.#known.has(row)) continue;
      this.#known.add(row);
      if (!isSettled && row.conversationId !== undefined && isOver(row))
        this.#over.add(row.conversationId);
    }
  }

  /** Brings limits and thresholds to now. Gives the local moment at which that is due again. */
  advance() {
    const now = this.now();
    if (now === undefined) return undefined;
    const at = this.dare(() => this.roster.advance?.(now, rules.advanceEveryMs));
    return at > now ? this.local() + Math.max(at - now, rules.advanceLeastMs) : undefined;
  }
}
