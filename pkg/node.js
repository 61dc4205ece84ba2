// The entry point that carries the module in itself and starts it at the import: for Node, Deno and
// Bun. `inline.js`, for pages, and `common.cjs`, for `require`, are bundles of it.

import { embeddedModule } from './embedded.js';
import { instantiate, isStarted, start, startSync } from './start.js';

export * from './api.js';

try {
  startSync(embeddedModule());
} catch {
  // Older browsers compile no more than 4 KB at once in a page, and a policy may forbid it
  // altogether: `init` tries again, and tells.
}

export default async function init() {
  if (!isStarted()) start(await instantiate(embeddedModule()));
}

export function initSync() {
  startSync(embeddedModule());
}
