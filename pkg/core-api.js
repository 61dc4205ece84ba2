// The exports of `conversation-chat/core`, which every entry point has: everything without a roster
// and without history.

export { conversationChat, parseChat, validateChat } from './check.js';
export { CloudClock } from './clock.js';
export { elapsed, formatClock, formatIsoDuration, remaining } from './time.js';
export { durations, holdDuration, stopwatches, timeline } from './timing.js';
