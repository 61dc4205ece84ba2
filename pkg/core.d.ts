// The types of `conversation-chat/core`: those of `conversation-chat`, without roster and
// history.

export type * from './conversation_chat.js';
export {
  CloudClock,
  conversationChat,
  default,
  durations,
  elapsed,
  formatClock,
  formatIsoDuration,
  holdDuration,
  initSync,
  parseChat,
  remaining,
  stopwatches,
  timeline,
  validateChat,
} from './conversation_chat.js';
