// What every entry point exports.

export { conversationChat, parseChat, validateChat } from './check.js';
export { CloudClock } from './clock.js';
export { compareMetrics, readHistory } from './history.js';
export { startRendering } from './rendering.js';
export { Roster } from './roster.js';
export { startShift, summary } from './summary.js';
export { elapsed, formatClock, formatIsoDuration, remaining } from './time.js';
export { durations, holdDuration, stopwatches, timeline } from './timing.js';
