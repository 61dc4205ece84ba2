// Exports of the analytics API as streams.

export { historyOf } from './records.js';
export { Proof, Totals } from './totals.js';
