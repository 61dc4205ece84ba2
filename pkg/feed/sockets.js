// The sockets of a feed, by the links that the machine knows them as.

export class Sockets {
  #open = new Map();

  /** `make(uri)` gives a WebSocket; `tell(input)` hears of what becomes of it. */
  constructor({ make, tell, later }) {
    Object.assign(this, { make, tell, later });
  }

  open(link, uri) {
    try {
      const socket = this.make(uri);
      this.#open.set(link, socket);
      socket.onopen = () => this.tell({ type: 'opened', link });
      socket.onmessage = ({ data }) =>
        typeof data === 'string' && this.tell({ type: 'message', link, text: data });
      socket.onclose = () => this.#open.delete(link) && this.tell({ type: 'closed', link });
      socket.onerror = () => {};
    } catch {
      this.later(() => this.tell({ type: 'closed', link })); // an address that is none
    }
  }

  send(link, text) {
    try {
      this.#open.get(link)?.send(text);
    } catch {
      // A socket that is closing says so itself.
    }
  }

  close(link) {
    const socket = this.#open.get(link);
    if (!socket) return;
    this.#open.delete(link);
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close();
    } catch {
      // It has not been opened.
    }
  }
}
