// The topics of a channel: one that is needed, and others that the cloud may reject.

import { parsed } from './answers.js';

export class Topics {
  /** Another array when it changes. */
  all;
  /** What the cloud rejects: `{ topic, reason, missingPermissions }`. Frozen, another if it changes. */
  rejected = Object.freeze([]);
  #forgone = []; // what was left out after the cloud had refused all topics together

  constructor(topics, needed) {
    this.all = topics;
    this.needed = needed;
  }

  add(topics) {
    const known = new Set([...this.all, ...this.#forgone.map(({ topic }) => topic)]);
    const others = [...new Set(topics)].filter((topic) => !known.has(topic));
    if (others.length > 0) this.all = [...this.all, ...others];
  }

  /** What is wrong with the answer to a subscription: `malformed`, `rejected`, or nothing. */
  take(text) {
    const { entities } = parsed(text);
    if (!Array.isArray(entities)) return 'malformed';
    const rejected = entities.filter((entity) => entity?.state === 'Rejected');
    this.#reject(
      rejected.map(({ id: topic, rejectionReason: reason, missingPermissions = [] }) => ({
        topic,
        reason,
        missingPermissions,
      })),
    );
    return this.rejected.some(({ topic }) => topic === this.needed) ? 'rejected' : undefined;
  }

  /**
   * The cloud refuses all of them together: goes on with `kept`, or with the one that is needed.
   * Gives whether there was something to leave out.
   */
  forgo(kept = this.all.filter((topic) => topic === this.needed)) {
    const others = this.all.filter((topic) => !kept.includes(topic));
    for (const topic of others)
      this.#forgone.push({ topic, reason: 'refused', missingPermissions: [] });
    this.all = kept;
    this.#reject([]);
    return others.length > 0;
  }

  #reject(rejected) {
    const all = [...this.#forgone, ...rejected];
    if (JSON.stringify(all) !== JSON.stringify(this.rejected))
      this.rejected = Object.freeze(all.map(Object.freeze));
  }
}

const AGENT = ['routingStatus', 'presence'];
/** What may happen to one conversation; the platform has no topic for all of it. */
const CONVERSATION = ['customer', 'acd', 'user', 'flow', 'voicemail']
  .flatMap((who) => [`${who}.start`, `${who}.end`])
  .concat('acw', 'wrapup', 'contact.update');

/** The topics of a user, the needed one first; or those of one conversation. */
export const topicsOf = (userId, conversationId) =>
  conversationId === undefined
    ? ['conversations', ...AGENT].map((what) => `v2.users.${userId}.${what}`)
    : CONVERSATION.map((what) => `v2.detail.events.conversation.${conversationId}.${what}`);
