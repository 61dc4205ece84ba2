// Sums of sessions by a key, in plain JavaScript.

/** The figures that are summed, each of one session. */
const SUMS = {
  talk: ({ talk }) => talk.ms,
  hold: ({ hold }) => hold.ms,
  holds: ({ hold }) => hold.count,
  afterCallWork: ({ afterCallWork }) => afterCallWork.ms,
  contacting: ({ contacting }) => contacting.ms,
  dialing: ({ dialing }) => dialing.ms,
  handle: ({ handle }) => handle.ms,
};

export const isAgents = ({ purpose }) => /^(?:agent|user)$/i.test(purpose ?? '');

/** The longest hold of a session, in milliseconds. */
function longestHold({ record, timers }) {
  if (timers.hold.count === 0) return 0;
  let longest = 0;
  for (const { segmentType, segmentStart, segmentEnd } of record.segments) {
    if (!/^hold$/i.test(segmentType)) continue;
    const ms = Date.parse(segmentEnd) - Date.parse(segmentStart);
    // What is longer than all holds together is malformed.
    if (ms > longest && ms <= timers.hold.ms) longest = ms;
  }
  return longest;
}

/** The sums of the sessions of agents that handled: one row for each agent, queue and medium. */
export class Totals {
  #rows = new Map();
  #all = begin({});

  add(session) {
    const { userId, participantId, queueId, mediaType, timers } = session;
    if (!isAgents(session) || !(timers.handle.ms > 0)) return;
    const agent = userId ?? participantId ?? '';
    const key = JSON.stringify([agent, queueId, mediaType]);
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = begin({ agent, queue: queueId ?? '', medium: mediaType ?? '' });
      this.#rows.set(key, row);
    }
    const longest = longestHold(session);
    for (const part of [row, this.#all]) {
      part.sessions++;
      // The sessions of one conversation come one behind the other.
      if (session.conversationId === undefined || part.latest !== session.conversationId)
        part.conversations++;
      part.latest = session.conversationId;
      for (const [name, get] of Object.entries(SUMS)) part[name] += get(timers);
      part.longestHold = Math.max(part.longestHold, longest);
    }
  }

  /** The rows by agent, queue and medium, with averages of talk, after-call work and handle. */
  get rows() {
    const keyOf = ({ agent, queue, medium }) => `${agent}\0${queue}\0${medium}`;
    const rows = [...this.#rows.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return rows.map(withAverages);
  }

  /** All rows together. */
  get all() {
    return withAverages(this.#all);
  }
}

function begin(whose) {
  const sums = Object.fromEntries(Object.keys(SUMS).map((name) => [name, 0]));
  return { ...whose, conversations: 0, sessions: 0, ...sums, longestHold: 0 };
}

function withAverages({ latest, ...row }) {
  const average = (sum) => (row.sessions === 0 ? 0 : Math.round(sum / row.sessions));
  return {
    ...row,
    averageTalk: average(row.talk),
    averageAfterCallWork: average(row.afterCallWork),
    averageHandle: average(row.handle),
  };
}

/** How the platform's metrics and ours compare, over many sessions. */
export class Proof {
  compared = 0;
  equal = 0;
  /** Sessions without metrics have nothing to compare. */
  sessions = 0;
  different = 0;
  /** Reasons, without the figures in them, and how often each was given. */
  reasons = new Map();
  unexplained = 0;

  /** Adds what `compareMetrics` gave of a session; gives the metrics that differ. */
  add(comparisons) {
    if (comparisons.length === 0) return [];
    this.sessions++;
    this.compared += comparisons.length;
    const differ = comparisons.filter(({ differenceMs }) => differenceMs !== 0);
    this.equal += comparisons.length - differ.length;
    if (differ.length > 0) this.different++;
    for (const { why } of differ) {
      if (why === undefined) this.unexplained++;
      const reason = why?.replace(/\b\d+\b/g, 'n') ?? 'no reason is known';
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    }
    return differ;
  }
}
