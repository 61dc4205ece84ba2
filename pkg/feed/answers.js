// Whether an answer is the platform's. A captive portal answers 200 to everything, with a page or
// with JSON of its own.

/** The object that a text is; an empty one if it is none. */
export function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

const isConversation = ({ id, participants }) => typeof id === 'string' && Array.isArray(participants);

/** Of each kind of request whether a body is its answer. */
const KINDS = {
  date: ({ currentDate }) => !Number.isNaN(Date.parse(currentDate)),
  list: ({ entities }) => Array.isArray(entities),
  one: isConversation,
  settle: isConversation,
  routingStatus: ({ status }) => typeof status === 'string',
  presence: ({ presenceDefinition }) => typeof presenceDefinition === 'object',
};

export const isAnswer = (kind, text) => KINDS[kind]?.(parsed(text)) ?? true;
