// How the module is started.

import * as bindings from './conversation_chat_bg.js';
import * as host from './host.js';

export const imports = { './conversation_chat_bg.js': bindings, './host.js': host };

// Until the module is there, every call says what is missing.
bindings.__wbg_set_wasm(
  new Proxy(
    {},
    {
      get() {
        throw new Error('conversation-chat is not loaded: call and await `init()` first');
      },
    },
  ),
);

let started = false;

export function isStarted() {
  return started;
}

/** Starts the module, unless another call did so in the meantime. */
export function start(instance) {
  if (started) return;
  started = true;
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
