// What a feed is given in tests of the feed alone: a roster that notes what it was told, a clock
// that believes every answer.

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

export class PlainStorage {
  items = new Map();
  getItem(name) {
    return this.items.get(name) ?? null;
  }
  setItem(name, value) {
    this.items.set(name, value);
  }
}
