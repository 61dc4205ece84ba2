// Replaces the module until it is started: every call throws an error that says what to do. The
// bindings import it first, so that no bundler drops it.

export const unstarted = new Proxy(
  {},
  {
    get() {
      throw new Error('conversation-chat is not loaded: call and await `init()` first');
    },
  },
);
