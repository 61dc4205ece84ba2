// The entry point for Node: the module is loaded by the import.

import { readFileSync } from 'node:fs';

import { imports, start } from './start.js';

export * from './api.js';

const bytes = readFileSync(new URL('./conversation_chat_bg.wasm', import.meta.url));
start(new WebAssembly.Instance(new WebAssembly.Module(bytes), imports));

export default function init() {
  return Promise.resolve();
}

export function initSync() {}
