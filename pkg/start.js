// Starts the module, from bytes, a compiled module or a response.

import * as bindings from './conversation_chat_bg.js';
import * as host from './host.js';
import * as stack from './stack.js';
import { unstarted } from './unstarted.js';

const imports = { './conversation_chat_bg.js': bindings, './host.js': host };

let started = false;

export function isStarted() {
  return started;
}

/**
 * An instance of what `source` holds: bytes, a compiled module, or a response of the right content
 * type.
 */
export async function instantiate(source) {
  if (isModule(source)) return WebAssembly.instantiate(source, imports);
  const { instance } = await (isResponse(source)
    ? WebAssembly.instantiateStreaming(source, imports)
    : WebAssembly.instantiate(source, imports));
  return instance;
}

/** Starts the module, unless another call did so in the meantime. */
export function start({ exports }) {
  if (started) return;
  // Another module without imports could be instantiated, too.
  if (typeof exports.reserve_stack !== 'function')
    throw new Error('this is not the module of conversation-chat');
  if ('RosterCore' in bindings && exports.rostercore_new === undefined)
    throw new Error(
      'this is the module of `conversation-chat/core`: load the one of `conversation-chat`',
    );
  bindings.__wbg_set_wasm(exports);
  host.connect(bindings.inputRoom);
  stack.connect(exports.reserve_stack);
  try {
    exports.__wbindgen_start();
  } catch (error) {
    bindings.__wbg_set_wasm(unstarted);
    throw error;
  }
  started = true;
}

/** The same at once, from bytes or a compiled module. */
export function startSync(source) {
  if (started) return;
  start(
    new WebAssembly.Instance(isModule(source) ? source : new WebAssembly.Module(source), imports),
  );
}

// `instanceof` would refuse objects of another realm.

function isModule(value) {
  return Object.prototype.toString.call(value) === '[object WebAssembly.Module]';
}

export function isResponse(value) {
  return Object.prototype.toString.call(value) === '[object Response]';
}
