// Which of several tabs holds the channel: the one that holds a Web Lock. The others hear from it
// over a BroadcastChannel. Where a browser lacks one of the two, each tab is for itself.

/**
 * `become(role)` says what this tab is from now on: `alone`, `leading` or `following`;
 * `heard(message)` brings what another tab posted.
 */
export function createTabs({ locks, BroadcastChannel }, name, become, heard) {
  let channel;
  let mine; // the request for the lock that counts
  let waits; // AbortController of a request that waits
  let release; // lets the lock go

  function leave() {
    mine = undefined;
    waits?.abort();
    release?.();
    waits = release = undefined;
  }

  function request(options) {
    const own = {};
    let held = false;
    mine = own;
    locks
      .request(name, options, () => {
        if (mine !== own) return undefined;
        held = true;
        become('leading');
        return new Promise((resolve) => {
          release = resolve;
        });
      })
      .catch((error) => {
        if (mine !== own) return;
        // Stolen: another tab leads. A document that may not lock (an opaque origin) is for itself.
        if (held || error?.name === 'AbortError') follow();
        else become('alone');
      });
  }

  /** Follows, and waits for the lock. */
  function follow() {
    leave();
    waits = new AbortController();
    request({ signal: waits.signal });
    become('following');
  }

  return {
    follow,
    post: (message) => channel?.postMessage(message),

    start() {
      if (!locks || !BroadcastChannel) {
        become('alone');
        return;
      }
      channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => heard(data);
      follow();
    },

    /** Takes the lock away from a tab that does not answer. */
    steal() {
      leave();
      request({ steal: true });
    },

    stop() {
      leave();
      channel?.close();
      channel = undefined;
    },
  };
}
