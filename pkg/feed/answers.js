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

/** The fields of the answer to each kind of request. */
const KEYS = { date: 'currentDate', list: 'entities', settle: 'participants', agent: 'id' };

export function isAnswer(kind, text) {
  const value = parsed(text)[KEYS[kind]];
  return !(kind in KEYS) || (!!value && Array.isArray(value) === /list|settle/.test(kind));
}
