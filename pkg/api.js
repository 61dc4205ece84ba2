// What every entry point exports.

import { validateChat } from './conversation_chat_bg.js';

export {
  CloudClock,
  Roster,
  durations,
  formatClock,
  formatIsoDuration,
  holdDuration,
  parseChat,
  timeline,
  validateChat,
} from './conversation_chat_bg.js';

/** The check as a Standard Schema (https://standardschema.dev). */
export const conversationChat = Object.freeze({
  '~standard': Object.freeze({
    version: 1,
    vendor: 'conversation-chat',
    validate(value) {
      const { valid, issues } = validateChat(value);
      if (valid) return { value };
      const errors = issues.filter(({ severity }) => severity === 'error');
      return { issues: errors.map(({ message, path }) => ({ message, path })) };
    },
  }),
});

/** What `Roster.tick` puts where in a row. */
export const TickColumn = Object.freeze({
  alert: 0,
  contacting: 1,
  dialing: 2,
  talk: 3,
  hold: 4,
  afterCallWork: 5,
  handle: 6,
  currentHold: 7,
  alertRemaining: 8,
  afterCallWorkRemaining: 9,
  running: 10,
  width: 11,
});
