// The topics of a channel: one that is needed, and others that the cloud may reject.

import { parsed } from './answers.js';

/** What may happen to one conversation; the platform has no topic for all of it. */
const CONVERSATION = ['acd.end', 'user.start', 'user.end', 'acw'];

export function createTopics(userId, conversationId) {
  const all = userId
    ? ['conversations', 'routingStatus', 'presence'].map((what) => `v2.users.${userId}.${what}`)
    : CONVERSATION.map((what) => `v2.detail.events.conversation.${conversationId}.${what}`);
  const needed = userId && all[0];

  const topics = {
    /** Another array when it changes. */
    all,

    /** What the cloud rejects, as it says so: `{ id, rejectionReason, missingPermissions }`. */
    rejected: Object.freeze([]),

    add(others) {
      const more = [...new Set([...topics.all, ...others])];
      if (more.length > topics.all.length) topics.all = more;
    },

    /** The error of the answer to a subscription: `malformed`, `rejected`, or nothing. */
    take(text) {
      const { entities } = parsed(text);
      if (!Array.isArray(entities)) return 'malformed';
      const rejected = entities.filter(({ state }) => state === 'Rejected');
      if (rejected.length + topics.rejected.length > 0) topics.rejected = Object.freeze(rejected);
      return rejected.some(({ id }) => id === needed) ? 'rejected' : undefined;
    },
  };
  return topics;
}
