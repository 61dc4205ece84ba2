// What the parts of the contract share.

/** The timers that every communication has. */
export const TIMERS = [
  'alert',
  'contacting',
  'dialing',
  'talk',
  'hold',
  'park',
  'afterCallWork',
  'handle',
];

/** Epoch milliseconds of a timestamp. */
export const at = (text) => Date.parse(text);

/** A moment from which tests count, in epoch milliseconds: 2021-01-30T09:46:40Z, in all steps. */
export const START = 1_612_000_000_000;

/** The moment so many milliseconds after `START`, and its timestamp. */
export const t = (ms) => START + ms;
export const iso = (ms) => new Date(t(ms)).toISOString();

export const bytesOf = (text) => new TextEncoder().encode(text);

/**
 * The ways in which one payload may come: as text, as bytes, as the object that a client made of
 * it.
 */
export const LANES = {
  text: (payload) => JSON.stringify(payload),
  bytes: (payload) => bytesOf(JSON.stringify(payload)),
  object: (payload) => payload,
};

/** What is no moment. */
export const NO_MOMENTS = [
  NaN,
  Infinity,
  -Infinity,
  undefined,
  null,
  '0',
  '2021-01-20T09:25:34Z',
  new Date(0),
  0n,
  true,
  {},
  [],
  [5],
  Symbol('now'),
  () => 5,
];

/** The communications in a payload, wherever they stand in it. */
export function communicationsIn(payload) {
  const found = [];
  const lists = ['chats', 'messages', 'calls', 'callbacks', 'emails'];
  const visit = (value) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (lists.includes(name) && Array.isArray(inner))
        found.push(...inner.filter((item) => typeof item === 'object' && item !== null));
      visit(inner);
    }
  };
  visit(payload);
  return found;
}

/** The tools of a runner, with those that are made of them. */
export function toolsOf({ test, same }) {
  const thrown = (run) => {
    try {
      run();
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const throwsLike = (run, kind, message, what) => {
    const error = thrown(run);
    same(
      [error instanceof kind, error?.message],
      [true, message],
      `expected a ${kind.name}, found ${String(error)} ${what ?? ''}`,
    );
    return error;
  };
  const isTrue = (value, what) => same(Boolean(value), true, what);
  return { test, same, thrown, throwsLike, isTrue };
}

/** A roster that is freed when `work` is done. */
export function withRoster(api, work, options) {
  const roster = new api.Roster(options);
  try {
    return work(roster);
  } finally {
    roster.free();
  }
}
