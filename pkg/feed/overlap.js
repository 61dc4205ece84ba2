// While two sockets are open, an event comes by each: it is handed on once. Copies of one socket
// are left alone, they are not ours to judge.

const CORRELATION = /"CorrelationId"\s*:\s*"[^"]*"/;

export class Overlap {
  #ahead = new Map(); // text -> { link, count }: how many more of them this link brought than the other

  /** Whether this is the first copy. */
  isNew(link, text) {
    const facts = text.replace(CORRELATION, '');
    const seen = this.#ahead.get(facts);
    if (seen && seen.link !== link) {
      seen.count -= 1;
      if (seen.count === 0) this.#ahead.delete(facts);
      return false;
    }
    this.#ahead.set(facts, { link, count: (seen?.count ?? 0) + 1 });
    return true;
  }

  clear() {
    this.#ahead.clear();
  }
}

const TOPIC = /^\s*\{\s*"topicName"\s*:\s*"([^"\\]*)"/;

/** The topic of a notification; `undefined` of anything else. */
export function topicOf(text) {
  const quick = TOPIC.exec(text);
  if (quick) return quick[1];
  try {
    const { topicName } = JSON.parse(text);
    return typeof topicName === 'string' ? topicName : undefined;
  } catch {
    return undefined;
  }
}
