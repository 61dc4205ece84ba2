// Tabs of one browser, in one process: Web Locks and a BroadcastChannel that they share, and a tab
// can hang, as one does in a debugger, in a long script, or when the browser freezes it.

export function simulatedTabs(time) {
  const locks = new Locks();
  const channels = new Set();
  return { open: () => new Tab(time, locks, channels) };
}

/** What one tab has. While it hangs, what comes to it waits, and happens when it wakes. */
class Tab {
  #isHung = false;
  #waiting = [];

  constructor(time, locks, channels) {
    const run = (act) => this.#run(act);
    this.tabs = { locks: locks.of(run), BroadcastChannel: channelClass(channels, run) };
    this.time = {
      ...time,
      setTimeout(callback, ms) {
        const timer = {};
        timer.inner = time.setTimeout(() => run(() => !timer.cleared && callback()), ms);
        return timer;
      },
      clearTimeout(timer) {
        if (!timer) return;
        timer.cleared = true;
        time.clearTimeout(timer.inner);
      },
    };
  }

  /** `ask`, as this tab hears its answers. */
  api(ask) {
    return async (...request) => {
      const answer = await ask(...request);
      await new Promise((resolve) => this.#run(resolve));
      return answer;
    };
  }

  /** `open`, as this tab hears its sockets. */
  openSocket(open) {
    return (uri) => {
      const socket = open(uri);
      const heard = {};
      for (const name of ['onopen', 'onmessage', 'onclose', 'onerror']) {
        socket[name] = (event) => this.#run(() => heard[name]?.(event));
        Object.defineProperty(heard, name, { value: null, writable: true });
      }
      return Object.assign(heard, {
        send: (text) => socket.send(text),
        close: (code, reason) => socket.close(code, reason),
      });
    };
  }

  hang() {
    this.#isHung = true;
  }

  wake() {
    this.#isHung = false;
    while (!this.#isHung && this.#waiting.length > 0) this.#waiting.shift()();
  }

  #run(act) {
    if (this.#isHung) this.#waiting.push(act);
    else act();
  }
}

/** As much of `navigator.locks` as a feed uses: exclusive locks, in order, and stealing. */
class Locks {
  #queues = new Map(); // name -> requests, the first of which holds the lock

  of(run) {
    return { request: (...request) => this.#request(run, ...request) };
  }

  #request(run, name, { signal, steal = false }, act) {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      const request = { begun: false, run };
      request.fail = (error) => run(() => reject(error));
      request.begin = () => {
        request.begun = true;
        run(() => {
          Promise.resolve(act())
            .then(resolve, reject)
            .then(() => this.#leave(queue, request));
        });
      };
      signal?.addEventListener('abort', () => {
        if (request.begun) return;
        this.#leave(queue, request);
        request.fail(signal.reason);
      });
      if (steal) {
        const [holder] = queue;
        if (holder?.begun) {
          queue.shift();
          holder.fail(new DOMException('the lock was stolen', 'AbortError'));
        }
        queue.unshift(request);
      } else queue.push(request);
      Promise.resolve().then(() => this.#next(queue));
    });
  }

  #leave(queue, request) {
    const place = queue.indexOf(request);
    if (place >= 0) queue.splice(place, 1);
    this.#next(queue);
  }

  #next([first]) {
    if (first && !first.begun) first.begin();
  }
}

const channelClass = (channels, run) =>
  class {
    onmessage = null;

    constructor(name) {
      this.name = name;
      this.run = run;
      channels.add(this);
    }

    postMessage(message) {
      for (const other of channels) {
        if (other === this || other.name !== this.name) continue;
        const data = structuredClone(message);
        Promise.resolve().then(() =>
          other.run(() => channels.has(other) && other.onmessage?.({ data })),
        );
      }
    }

    close() {
      channels.delete(this);
    }
  };
