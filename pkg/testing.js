// A simulated Genesys Cloud for tests and demos. See testing.d.ts.

export { createCloud } from './testing/cloud.js';
export { simulatedTabs } from './testing/tabs.js';
export { acceleratedTime, simulatedTime, systemTime } from './testing/time.js';
export { deskTopics } from './testing/topics.js';
export { connectCloud, hostCloud } from './testing/worker.js';
import { scenarios as all } from './testing/scenarios.js';

export const scenarios = Object.freeze(
  all.map(({ name, description }) => Object.freeze({ name, description })),
);
