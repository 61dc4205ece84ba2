// What every entry point exports, and how the module is started.

import * as bindings from './conversation_chat_bg.js';
import * as host from './host.js';

export {
  CloudClock,
  Roster,
  durations,
  formatClock,
  formatIsoDuration,
  holdDuration,
  parseChat,
  timeline,
  validateChat,
} from './conversation_chat_bg.js';

/** The check as a Standard Schema (https://standardschema.dev). */
export const conversationChat = Object.freeze({
  '~standard': Object.freeze({
    version: 1,
    vendor: 'conversation-chat',
    validate(value) {
      const { valid, issues } = bindings.validateChat(value);
      if (valid) return { value };
      const errors = issues.filter(({ severity }) => severity === 'error');
      return { issues: errors.map(({ message, path }) => ({ message, path })) };
    },
  }),
});

/** What `Roster.tick` puts where in a row. */
export const TickColumn = Object.freeze({
  alert: 0,
  contacting: 1,
  dialing: 2,
  talk: 3,
  hold: 4,
  afterCallWork: 5,
  handle: 6,
  currentHold: 7,
  alertRemaining: 8,
  afterCallWorkRemaining: 9,
  running: 10,
  width: 11,
});

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
