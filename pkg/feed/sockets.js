// The sockets of a feed, by the links that the machine knows them as.

/** `make(uri)` returns a WebSocket; `tell(type, ...)` is called with its events. */
export function createSockets(make, tell, later) {
  const sockets = new Map();

  return {
    open(link, uri) {
      try {
        const socket = make(uri);
        sockets.set(link, socket);
        socket.onopen = () => tell('opened', link);
        socket.onmessage = ({ data }) => typeof data === 'string' && tell('message', link, data);
        socket.onclose = () => sockets.delete(link) && tell('closed', link);
        socket.onerror = () => {};
      } catch {
        later(() => tell('closed', link)); // an address that is none
      }
    },

    send(link, text) {
      try {
        sockets.get(link)?.send(text);
      } catch {
        // A socket that is closing says so itself.
      }
    },

    close(link) {
      const socket = sockets.get(link);
      if (!socket) return;
      sockets.delete(link);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}
