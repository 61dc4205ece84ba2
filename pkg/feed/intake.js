// What comes goes to the roster, the clock and the agent, in the time of the cloud; what came before
// the clocks were compared waits. And which rows have ended since somebody asked.

import { agentOf, newer } from './agent.js';
import { isAnswer } from './answers.js';
import * as rules from './rules.js';

/** Whether nothing of a communication runs any more, after-call work included. */
const isOver = ({ endedAt, timers }) =>
  endedAt !== undefined && timers.afterCallWork.since === undefined;

/** What settling may change: names and texts are none of it. */
const figures = ({ endedAt, timers }) => JSON.stringify([endedAt, timers]);

/** `local()`; `emit(event)`; `dare(act, quiet)` gives `false` if `act` fails. */
export function createIntake(roster, clock, userId, local, emit, dare) {
  let waiting = [];
  let rows;
  let known = new Map(); // communication id -> row
  const over = new Set(); // conversations of which something has ended

  /** The time of the cloud; `undefined` until the clocks were compared. */
  const now = () => clock.now(local());

  /** `isSettled`: what is new among the rows was read after its end. */
  function look(isSettled) {
    if (roster.rows === rows) return;
    rows = roster.rows;
    const before = known;
    known = new Map(rows.map((row) => [row.communicationId, row]));
    for (const [id, row] of known) {
      const old = before.get(id) ?? {};
      if (row === old || isSettled || !isOver(row) || figures(row) === figures(old)) continue;
      if (row.conversationId) over.add(row.conversationId);
    }
  }

  const intake = {
    now,
    agent: Object.freeze({}),

    /** Does it now, or once the clocks were compared. */
    whenTimed(act) {
      if (now() !== undefined) act();
      else if (waiting.push(act) > rules.mostWaiting) waiting.shift();
    },

    forget() {
      waiting = [];
    },

    /** Takes an answer of the cloud; `false` if it is none: that is the network's fault. */
    take({ kind, text, sentAt, askedAt, subject }) {
      if (!isAnswer(subject ? 'settle' : kind, text)) return false;
      return dare(
        () => {
          if (kind === 'date') {
            clock.observe(sentAt, text, local());
            if (now() === undefined) return false;
            for (const act of waiting.splice(0)) act();
          } else if (kind === 'agent') intake.adopt(agentOf(text));
          else if (kind === 'list' || subject) {
            look();
            const take = subject ? 'receive' : 'sync';
            const changes = roster[take](text, now(), askedAt ?? clock.now(sentAt));
            look(subject);
            const type = kind === 'list' ? 'synced' : 'settled';
            emit({ type, conversationId: subject, text, changes });
          }
          return true;
        },
        kind === 'date' ? RangeError : TypeError,
      );
    },

    event(topic, text) {
      const changes = dare(() => roster.receive(text, now())) || [];
      emit({ type: 'event', topic, text, changes });
      if (topic === `v2.users.${userId}.routingStatus` || topic === `v2.users.${userId}.presence`)
        dare(() => intake.adopt(agentOf(text)));
    },

    /** What somebody knows of the agent. */
    adopt(news) {
      const { agent } = intake;
      intake.agent = newer(agent, news);
      if (intake.agent !== agent) emit({ type: 'agent', agent: intake.agent });
    },

    /** `saved`: the conversations that the last page had not settled; all that ended, if unknown. */
    begin(saved) {
      look(saved !== undefined);
      for (const row of rows ?? [])
        if (saved?.includes(row.conversationId)) over.add(row.conversationId);
    },

    /** The conversations of which something has ended since this was asked. */
    ended() {
      look();
      const ids = [...over];
      over.clear();
      return ids;
    },

    /** Brings limits and thresholds to now. Gives the local moment at which that is due again. */
    advance() {
      const at = now();
      if (at === undefined) return Infinity;
      const next = dare(() => roster.advance?.(at, rules.advanceEveryMs));
      return next > at ? local() + next - at : Infinity;
    },
  };
  return intake;
}
