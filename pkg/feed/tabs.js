// Which of several tabs holds the channel: the one that holds a Web Lock. The others hear from it
// over a BroadcastChannel. Where a browser lacks one of the two, each tab is for itself.

export class Tabs {
  #channel;
  #mine; // the request for the lock that counts
  #waits; // AbortController of a request that waits
  #release; // lets the lock go

  /**
   * `lead(role)` and `follow()` say what this tab is from now on; `heard(message)` brings what
   * another tab posted.
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
    this.yield();
  }

  post(message) {
    this.#channel?.postMessage(message);
  }

  /** Follows, and waits for the lock. */
  yield() {
    this.#leave();
    this.#waits = new AbortController();
    this.#request({ signal: this.#waits.signal });
    this.follow();
  }

  /** Takes the lock away from a tab that does not answer. */
  steal() {
    this.#leave();
    this.#request({ steal: true });
  }

  #request(options) {
    const mine = {};
    this.#mine = mine;
    let held = false;
    this.locks
      .request(this.name, options, () => {
        if (this.#mine !== mine) return undefined;
        held = true;
        this.lead('leading');
        return new Promise((resolve) => {
          this.#release = resolve;
        });
      })
      .catch((error) => {
        if (this.#mine !== mine) return;
        // Stolen: another tab leads. A document that may not lock (an opaque origin) is for itself.
        if (held || error?.name === 'AbortError') this.yield();
        else this.lead('alone');
      });
  }

  #leave() {
    this.#mine = undefined;
    this.#waits?.abort();
    this.#release?.();
    this.#waits = this.#release = undefined;
  }

  stop() {
    this.#leave();
    this.#channel?.close();
    this.#channel = undefined;
  }
}
