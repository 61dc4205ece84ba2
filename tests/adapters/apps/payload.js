// Notifications about the chats of one agent.

/** About one chat, with `name` as its customer; `chat`: its fields. */
export function eventOf(name, chat) {
  const participants = [
    {
      id: `customer-${name}`,
      purpose: 'customer',
      name,
      chats: [{ id: `customer-chat-${name}`, state: 'disconnected' }],
    },
    {
      id: `agent-${name}`,
      purpose: 'agent',
      userId: 'u',
      chats: [
        {
          id: `chat-${name}`,
          state: 'connected',
          connectedTime: '2026-01-01T00:00:00.000Z',
          ...chat,
        },
      ],
    },
  ];
  return {
    topicName: 'v2.users.u.conversations',
    eventBody: { id: `conversation-${name}`, participants },
  };
}
