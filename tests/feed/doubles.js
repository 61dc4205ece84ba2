// What a feed is given in tests of the feed alone: a roster that notes what it was told, a clock
// that believes every answer, tabs of one process.

export class NotedRoster {
  received = [];
  synced = [];
  saves = 0;

  receive(text, at) {
    JSON.parse(text);
    this.received.push({ text, at });
    return [{ communicationId: 'c', type: 'updated' }];
  }

  sync(text, at, askedAt) {
    const { entities } = JSON.parse(text);
    this.synced.push({ at, askedAt, ids: entities.map(({ id }) => id) });
    return [];
  }

  save() {
    this.saves += 1;
    return `saved ${this.received.length}`;
  }
}

export class PlainClock {
  offset;

  observe(sentAt, text, receivedAt) {
    const at = Date.parse(JSON.parse(text).currentDate);
    if (!Number.isNaN(at)) this.offset = at - (sentAt + receivedAt) / 2;
  }

  now(local) {
    return this.offset === undefined ? undefined : local + this.offset;
  }
}

/** Web Locks and a BroadcastChannel for the feeds of one test. */
export function tabsOf() {
  const queue = [];
  const channels = new Set();
  let holder;

  const next = () => {
    if (holder || queue.length === 0) return;
    holder = queue.shift();
    Promise.resolve(holder.act()).then(() => {
      holder = undefined;
      holderGone();
    });
  };
  const holderGone = () => void Promise.resolve().then(next);

  return {
    locks: {
      request(_name, { signal }, act) {
        return new Promise((resolve, reject) => {
          const waiting = { act: () => Promise.resolve(act()).then(resolve) };
          signal.addEventListener('abort', () => {
            const place = queue.indexOf(waiting);
            if (place < 0) return;
            queue.splice(place, 1);
            reject(signal.reason);
          });
          queue.push(waiting);
          holderGone();
        });
      },
    },
    BroadcastChannel: class {
      onmessage = null;

      constructor(name) {
        this.name = name;
        channels.add(this);
      }

      postMessage(message) {
        const data = structuredClone(message);
        for (const other of channels)
          if (other !== this && other.name === this.name)
            Promise.resolve().then(() => other.onmessage?.({ data }));
      }

      close() {
        channels.delete(this);
      }
    },
  };
}

export class PlainStorage {
  items = new Map();
  getItem(name) {
    return this.items.get(name) ?? null;
  }
  setItem(name, value) {
    this.items.set(name, value);
  }
}
