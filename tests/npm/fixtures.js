// The fixtures of the contract, by whatever brings JSON: a file system or a server.

export async function loadFixtures(load) {
  const [checks, live, ended, { sessions }, nested, flat, conversation, list, heartbeat, closing, date] = await Promise.all(
    [
      'checks',
      'payloads/chat-live',
      'payloads/chat-ended',
      'handled-sessions',
      'payloads/event-nested',
      'payloads/event-flat',
      'payloads/conversation',
      'payloads/list',
      'payloads/heartbeat',
      'payloads/socket-closing',
      'payloads/date',
    ].map((name) => load(`${name}.json`)),
  );
  return { checks, live, ended, sessions, nested, flat, conversation, list, heartbeat, closing, date };
}
