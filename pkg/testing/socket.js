// As much of a WebSocket as clients of the notification channel use.

export class CloudSocket {
  readyState = 0;
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;
  #listeners = new Map();
  #end;

  /** `end`: the receiver of its messages, `{ received(text), closed(code) }`. */
  constructor(url, end) {
    this.url = url;
    this.#end = end;
  }

  addEventListener(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
  }

  removeEventListener(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  send(text) {
    if (this.readyState === 0)
      throw new DOMException('the socket is not open yet', 'InvalidStateError');
    if (this.readyState === 1) this.#end.received(text);
  }

  close(code = 1000, reason = '') {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.#end.closed(code, reason);
  }

  // The other side's doings.

  opened() {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.#dispatch({ type: 'open' });
  }

  arrived(data) {
    if (this.readyState === 1) this.#dispatch({ type: 'message', data });
  }

  failed(code, reason = '') {
    if (this.readyState === 3) return;
    const refused = this.readyState === 0;
    this.readyState = 3;
    if (refused || code === 1006) this.#dispatch({ type: 'error' });
    this.#dispatch({ type: 'close', code, reason, wasClean: code !== 1006 });
  }

  #dispatch(event) {
    this[`on${event.type}`]?.(event);
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
  }
}
