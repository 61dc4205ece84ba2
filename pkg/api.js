// What every entry point exports. The build copies the entry points to `core/`, where core-api.js
// replaces this file.

export * from './core-api.js';
export { compareMetrics, readHistory } from './history.js';
export { startRendering } from './rendering.js';
export { Roster } from './roster.js';
export { startShift, summary } from './summary.js';
