// The entry point for browsers and bundlers.

import { imports, isStarted, start } from './start.js';

export * from './api.js';

let loading;

export default function init(source) {
  if (isStarted()) return Promise.resolve();
  loading ??= load(source).finally(() => {
    loading = undefined; // what failed may be tried again
  });
  return loading;
}

export function initSync(source) {
  if (isStarted()) return;
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  start(new WebAssembly.Instance(module, imports));
}

async function load(given) {
  // Bundlers know this form, and bring the file along.
  const source = (await given) ?? new URL('./conversation_chat_bg.wasm', import.meta.url);
  if (source instanceof WebAssembly.Module) {
    start(await WebAssembly.instantiate(source, imports));
    return;
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    start((await WebAssembly.instantiate(source, imports)).instance);
    return;
  }
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new Error(`cannot load conversation-chat: ${response.status} for ${response.url}`);
  // Streaming asks for the right content type; not every server gives it.
  const instantiated = response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
  start((await instantiated).instance);
}
