// The entry point for Cloudflare Workers, where modules are compiled before they are deployed.

import compiled from './conversation_chat_bg.wasm';

import { startSync } from './start.js';

export * from './api.js';

startSync(compiled);

export default async function init() {}

export function initSync() {}
