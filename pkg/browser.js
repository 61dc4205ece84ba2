// The entry point for browsers and their bundlers: fetches the module from beside this file. If it
// is not there, a copy is loaded in a chunk of its own.

import { fetchModule, reasonOf } from './fetch.js';
import { instantiate, isResponse, isStarted, start, startSync } from './start.js';

export * from './api.js';

/** The loads that are under way. */
const loads = new Set();
let loadOfOurs;

export default async function init(source) {
  if (isStarted()) return;
  if (source == null) loadOfOurs ??= loadOurs();
  const load = source == null ? loadOfOurs : loadGiven(source);
  loads.add(load);
  try {
    await load;
  } catch (error) {
    // Another call may have succeeded meanwhile.
    await Promise.allSettled(loads);
    if (!isStarted())
      throw new Error(`cannot load conversation-chat: ${reasonOf(error)}`, { cause: error });
  } finally {
    loads.delete(load);
    if (load === loadOfOurs) loadOfOurs = undefined; // a failed load may be tried again
  }
}

export function initSync(source) {
  startSync(source);
}

async function loadGiven(given) {
  const source = (await given) ?? undefined;
  const isAddress =
    typeof source === 'string' ||
    source instanceof URL ||
    isResponse(source) ||
    typeof source?.url === 'string';
  if (source === undefined) await loadOurs();
  else start(await (isAddress ? fetchModule(source) : instantiate(source)));
}

// A build of Vite always copies the file, and does not split its workers into chunks.
const importEmbedded = import.meta.env?.PROD ? undefined : () => import('./embedded.js');

async function loadOurs() {
  try {
    // Bundlers recognise this expression, and copy the file.
    start(await fetchModule(new URL('./conversation_chat_bg.wasm', import.meta.url)));
  } catch (error) {
    if (importEmbedded === undefined || isStarted()) throw error;
    try {
      const { embeddedModule } = await importEmbedded();
      start(await instantiate(embeddedModule()));
    } catch (second) {
      throw new Error(`${reasonOf(error)}; nor the copy in a chunk: ${reasonOf(second)}`, {
        cause: error,
      });
    }
  }
}
