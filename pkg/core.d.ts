// The types of `conversation-chat/core`: those of `conversation-chat`, without the roster.

export type * from './conversation_chat.js';
export {
  CloudClock,
  compareMetrics,
  conversationChat,
  default,
  durations,
  elapsed,
  formatClock,
  formatIsoDuration,
  holdDuration,
  initSync,
  parseChat,
  readHistory,
  remaining,
  stopwatches,
  summary,
  timeline,
  validateChat,
} from './conversation_chat.js';
