// The desk's own key of each communication. The platform may report the id of a communication later
// than the communication (the roster then names the former one): what was chosen, written or begun
// before stays with it, because its key stays.

import { parsed, record, text } from '../wire/json';

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
    return this.keys.get(communicationId) ?? communicationId;
  }

  /** A communication that is new: its id may be the former one of another, whose key it is. */
  meet(communicationId: string) {
    const taken = [...this.keys.values()].includes(communicationId);
    if (taken && !this.keys.has(communicationId)) this.keep(communicationId, crypto.randomUUID());
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
  }

  private read() {
    const entries = Object.entries(record(parsed(this.storage.getItem(KEPT))));
    return entries.flatMap(([id, key]): [string, string][] =>
      text(key) ? [[id, text(key)!]] : [],
    );
  }
}
