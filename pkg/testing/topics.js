// The topics of a channel.

/** The topics of a desk's user. */
export const deskTopics = (userId) => [
  `v2.users.${userId}.conversations`,
  `v2.users.${userId}.conversations.messages`,
  `v2.users.${userId}.conversations.messages.typing`,
  `v2.users.${userId}.routingStatus`,
  `v2.users.${userId}.presence`,
  `v2.users.${userId}.conversationsummary`,
];

/** All of them, with `{id}` for whose they are. */
export const availableTopics = [
  ...deskTopics('{id}'),
  'v2.routing.queues.{id}.conversations',
  'v2.routing.queues.{id}.conversations.messages',
  ...['acd.start', 'acd.end', 'user.start', 'user.end', 'acw'].map(
    (what) => `v2.detail.events.conversation.{id}.${what}`,
  ),
];
