// What the desk calls a communication, for as long as it knows it. The platform may tell the id of
// a communication later than the communication (the roster then names the former one): what was
// chosen, written or begun before stays with it, because its key stays.

import { record, text } from '../wire';

const KEPT = 'desk.keys';
/** How many are kept over reloads. */
const MOST = 100;

export class Keys {
  /** The keys of the communications that are not called by their id. */
  private readonly keys: Map<string, string>;

  constructor(private readonly storage: Storage) {
    this.keys = new Map(this.read());
  }

  of(communicationId: string): string {
    const known = this.keys.get(communicationId);
    if (known !== undefined) return known;
    // The former id of another communication, free again for one that has none yet.
    const taken = [...this.keys.values()].includes(communicationId);
    return taken ? this.keep(communicationId, crypto.randomUUID()) : communicationId;
  }

  rename(formerId: string, communicationId: string) {
    const key = this.of(formerId);
    this.keys.delete(formerId);
    this.keep(communicationId, key);
  }

  private keep(communicationId: string, key: string) {
    this.keys.set(communicationId, key);
    try {
      this.storage.setItem(KEPT, JSON.stringify(Object.fromEntries([...this.keys].slice(-MOST))));
    } catch {
      // Full or forbidden storage: the keys live as long as the page.
    }
    return key;
  }

  private read() {
    try {
      const entries = Object.entries(record(JSON.parse(this.storage.getItem(KEPT) ?? '{}')));
      return entries.flatMap(([id, key]): [string, string][] =>
        text(key) ? [[id, text(key)!]] : [],
      );
    } catch {
      return [];
    }
  }
}
