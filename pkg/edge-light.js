// The entry point for edge runtimes that ask for `?module`: those of Next.js and Vercel.

import compiled from './conversation_chat_bg.wasm?module';

import { startSync } from './start.js';

export * from './api.js';

startSync(compiled);

export default async function init() {}

export function initSync() {}
