// What every entry point exports, `conversation-chat/core` too: all that needs neither roster nor
// history.

export { conversationChat, parseChat, validateChat } from './check.js';
export { CloudClock } from './clock.js';
export { elapsed, formatClock, formatIsoDuration, remaining } from './time.js';
export { durations, holdDuration, stopwatches, timeline } from './timing.js';
