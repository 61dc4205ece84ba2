// What is known only here survives a reload of the page: the roster's own text, for a day.

import { ownStorage } from './environment.js';

const SAVED_FOR_MS = 24 * 3_600_000;

/** The name of what belongs to a user: storage, lock, channel between tabs. */
export const keyOf = (userId) => `conversation-chat/feed/${userId}`;

export function save(userId, roster, storage) {
  try {
    storage?.setItem(keyOf(userId), JSON.stringify({ savedAt: Date.now(), roster: roster.save() }));
  } catch {
    // Storage that is full or forbidden: the next page begins without.
  }
}

export function saved(userId, storage = ownStorage()) {
  try {
    const { savedAt, roster } = JSON.parse(storage.getItem(keyOf(userId)));
    return Math.abs(Date.now() - savedAt) < SAVED_FOR_MS ? roster : undefined;
  } catch {
    return undefined;
  }
}
