// The fixtures of the contract, by whatever brings JSON: a file system or a server.

const PAYLOADS = {
  live: 'chat-live',
  ended: 'chat-ended',
  old: 'chat-2016',
  nested: 'event-nested',
  flat: 'event-flat',
  conversation: 'conversation',
  list: 'list',
  heartbeat: 'heartbeat',
  closing: 'socket-closing',
  date: 'date',
};

/** Records of the analytics API. */
const ANALYTICS = {
  voice: 'voice-declined-then-answered-2024',
  messages: 'webmessaging-blind-transfers-2024',
  old: 'records-2016-no-metrics',
};

/** Payloads that others published. */
const PUBLISHED = [
  'event-chat-members',
  'event-chat-message',
  'event-conversationsummary',
  'event-flat-calls-acw',
  'event-flat-calls-done',
  'event-flat-chats',
  'event-nested-callback',
  'eventbridge-customer-end',
  'eventbridge-customer-start',
  'rest-channel',
  'rest-flat-call',
  'rest-flat-calls-list',
  'rest-flat-chat',
  'rest-flat-chats-list',
  'rest-flat-message',
  'rest-message-sent',
  'rest-nested-callback',
  'rest-nested-list-chat',
  'rest-nested-message',
  'rest-nested-voice-2025',
  'rest-post-answer-email',
  'rest-post-answer-message',
  'rest-user-me',
];

/** The fixtures by name; `load` gives the value of a JSON file of `tests/fixtures`. */
export async function loadFixtures(load) {
  const loadAll = async (named) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(named).map(async ([name, file]) => [name, await load(`${file}.json`)]),
      ),
    );
  const [checks, { sessions }, formats, payloads, published, analytics] = await Promise.all([
    load('checks.json'),
    load('handled-sessions.json'),
    load('formats.json'),
    loadAll(
      Object.fromEntries(
        Object.entries(PAYLOADS).map(([name, file]) => [name, `payloads/${file}`]),
      ),
    ),
    loadAll(Object.fromEntries(PUBLISHED.map((name) => [name, `published/${name}`]))),
    loadAll(
      Object.fromEntries(
        Object.entries(ANALYTICS).map(([name, file]) => [name, `analytics/${file}`]),
      ),
    ),
  ]);
  return { checks, sessions, formats, ...payloads, published, analytics };
}
