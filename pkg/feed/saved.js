// What is known only here survives a reload of the page: the roster's own text, and what is not
// settled.

import { ownStorage, systemTime } from './environment.js';

/** The name of what belongs to a user or a conversation: storage, lock, channel between tabs. */
export const keyOf = (id) => `conversation-chat/feed/${id}`;
const unsettledKey = (id) => `${keyOf(id)}/unsettled`;

export function save(id, roster, unsettled, storage) {
  try {
    storage?.setItem(keyOf(id), roster.save());
    storage?.setItem(unsettledKey(id), unsettled.join());
  } catch {
    // Storage that is full or forbidden: the next page begins without.
  }
}

/** The state that the last page saved, if it did. */
export const saved = (id, storage = ownStorage()) => item(keyOf(id), storage);

/** The conversations that it had not settled; `undefined` if it saved none. */
export const savedUnsettled = (id, storage) => item(unsettledKey(id), storage)?.split(',');

function item(key, storage) {
  try {
    return storage.getItem(key) ?? undefined;
  } catch {
    return undefined; // no storage, or a forbidden one
  }
}

/**
 * The roster of what was saved, or a new one. How old it is, is told by the cloud's clock: it is
 * compared once.
 */
export async function restore({
  Roster,
  api,
  userId,
  clock,
  purposes,
  storage,
  time = systemTime,
}) {
  const options = { userId, purposes };
  const text = saved(userId, storage);
  try {
    if (text) {
      const sentAt = time.now();
      const answer = await api('GET', '/api/v2/date');
      clock.observe(sentAt, answer.text, time.now());
      return Roster.restore(text, clock.now(time.now()), options);
    }
  } catch {
    // No network, or a text that is old, damaged or of another version: the list has most of it.
  }
  return new Roster(options);
}
