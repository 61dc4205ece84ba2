// What every entry point exports, `conversation-chat/core` too: all that needs no roster.

export { conversationChat, parseChat, validateChat } from './check.js';
export { CloudClock } from './clock.js';
export { compareMetrics, readHistory } from './history.js';
export { summary } from './summary.js';
export { elapsed, formatClock, formatIsoDuration, remaining } from './time.js';
export { durations, holdDuration, stopwatches, timeline } from './timing.js';
