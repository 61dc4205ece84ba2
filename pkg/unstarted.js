// What stands in for the module until it is started: every call says what is missing. The bindings
// begin with it, so that no bundler drops it.

export const unstarted = new Proxy(
  {},
  {
    get() {
      throw new Error('conversation-chat is not loaded: call and await `init()` first');
    },
  },
);
