// Whether an answer is the platform's. A captive portal answers 200 to everything, with a page or
// with JSON of its own.

/** The object that a text is; an empty one if it is none. */
export function parsed(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** What the answer to each kind of request has. */
const KEYS = { date: 'currentDate', list: 'entities', settle: 'participants', agent: 'id' };

export const isAnswer = (kind, text) => !(kind in KEYS) || KEYS[kind] in parsed(text);
