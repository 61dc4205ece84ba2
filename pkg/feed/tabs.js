// Which of several tabs holds the channel: the one that holds a Web Lock. The others hear from it
// over a BroadcastChannel. Where a browser lacks one of the two, each tab is for itself.

export class Tabs {
  #channel;
  #lock; // AbortController of the request for the lock
  #release; // lets the lock go

  /**
   * `lead()` and `follow()` say what this tab is from now on; `heard(message)` brings what another
   * tab posted.
   */
  constructor({ name, locks, BroadcastChannel, lead, follow, heard }) {
    Object.assign(this, { name, locks, BroadcastChannel, lead, follow, heard });
  }

  start() {
    if (!this.locks || !this.BroadcastChannel) {
      this.lead('alone');
      return;
    }
    this.#channel = new this.BroadcastChannel(this.name);
    this.#channel.onmessage = ({ data }) => this.heard(data);
    this.#lock = new AbortController();
    const held = new Promise((resolve) => {
      this.#release = resolve;
    });
    const { signal } = this.#lock;
    this.locks
      .request(this.name, { signal }, () => {
        if (signal.aborted) return undefined;
        this.lead('leading');
        return held;
      })
      .catch((error) => {
        // A document that may not lock (an opaque origin) is for itself.
        if (!signal.aborted && error?.name !== 'AbortError') this.lead('alone');
      });
    this.follow();
  }

  post(message) {
    this.#channel?.postMessage(message);
  }

  stop() {
    this.#lock?.abort();
    this.#release?.();
    this.#channel?.close();
    this.#channel = this.#lock = this.#release = undefined;
  }
}
