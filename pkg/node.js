// The entry point for Node, Deno and Bun: it contains the module, and starts it at the import.
// `inline.js`, for pages, and `common.cjs`, for `require`, are bundles of it.

import { embeddedModule } from './embedded.js';
import { instantiate, isStarted, start, startSync } from './start.js';

export * from './api.js';

try {
  startSync(embeddedModule());
} catch {
  // Older browsers compile at most 4 KB synchronously in a page, and a policy may forbid it: `init`
  // tries again, and reports the error.
}

export default async function init() {
  if (!isStarted()) start(await instantiate(embeddedModule()));
}

export function initSync() {
  startSync(embeddedModule());
}
