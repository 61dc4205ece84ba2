// What this package knows of the module: tags, limits and lists of names. Written by `cargo xtask
// codegen`: do not edit.


/** What a byte of an encoded value means. */
export const NULL = 0;
export const FALSE = 1;
export const TRUE = 2;
export const NUMBER = 3;
export const TEXT = 4;
export const OBJECT = 5;
export const LIST = 6;
export const SOME_STRING = 7;
export const SOME_OBJECT = 8;
export const SOME_LIST = 9;
export const BIGINT = 10;
export const SYMBOL = 11;
export const FUNCTION = 12;
export const SOME_NUMBER = 13;
export const SOME_BOOLEAN = 14;
export const UNREADABLE = 15;
export const UNDEFINED = 16;
export const BUILT_IN = 17;
export const ELEMENT = 254;
export const END = 255;

/** How many elements of a list are read. */
export const MOST_ITEMS = 100000;

/** The stopwatches, in the order in which their numbers come. */
export const TIMERS = ['alert', 'contacting', 'dialing', 'talk', 'hold', 'park', 'afterCallWork', 'handle', 'currentHold', 'wait', 'response', 'inactivity'];

/** What happened to a communication, by number. */
export const CHANGES = ['added', 'updated', 'ended', 'removed'];

/** What durations rest on, by number. */
export const BASES = ['none', 'timestamps', 'segments'];

/** The bounds of stopwatches, by number less 1. */
export const BOUNDS = ['least', 'most', 'about'];

/** The texts of a row, in the order in which they come. */
export const ROW_TEXTS = ['communicationId', 'conversationId', 'participantId', 'mediaType', 'purpose', 'userId', 'queueId', 'queueName', 'direction', 'customerName', 'customerAddress', 'state', 'disconnectType', 'wrapupCode', 'wrapupName'];

/** The numbers of a row, in the order in which they come behind those of its stopwatches. */
export const ROW_NUMBERS = ['basis', 'held', 'parked', 'current', 'startedAt', 'connectedAt', 'endedAt', 'wrapupRequired', 'isConsult', 'provisional', 'texts', 'messages'];

/** The media, by number. */
export const MEDIA = ['chat', 'message', 'call', 'callback', 'email', 'cobrowse', 'screenshare', 'socialExpression', 'video', 'internalMessage', 'screenMonitoring', 'unknown'];

/** The fields by which an object is known to be no communication: what it is, and what to do. */
export const FOREIGN = [
  ["participants", "a conversation", "pass one of its participants' `messages`, `calls`, ..., or hand it to a `Roster`"],
  ["eventBody", "an event", "hand it to a `Roster`"],
  ["topicName", "an event", "hand it to a `Roster`"],
  ["topic", "an event", "hand it to a `Roster`"],
  ["entities", "a list", "pass one communication, or hand a list of conversations to a `Roster`"],
  ["data", "the answer of a client", "pass what is in its `data`"],
  ["conversations", "an answer of the analytics API", "hand it to `readHistory`"],
  ["sessions", "a participant of an analytics record", "pass one of its `sessions`"],
  ["timers", "a row of a roster", "read its `timers`"],
  ["handle", "stopwatches", "read them with `elapsed`"],
  ["chats", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["messages", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["calls", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["callbacks", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["emails", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["cobrowsesessions", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["screenshares", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["socialExpressions", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["videos", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["internalMessages", "a participant", "pass one of its `messages`, `calls`, ..."],
  ["screenMonitorings", "a participant", "pass one of its `messages`, `calls`, ..."],
];

/** The fields that lead to communications in a payload, by number. */
export const PATH_NAMES = ['eventBody', 'data', 'entities', 'participants', 'chats', 'messages', 'calls', 'callbacks', 'emails', 'cobrowsesessions', 'screenshares', 'socialExpressions', 'videos', 'internalMessages', 'screenMonitorings'];

/** The kinds of values of a chat. */
export const kinds = { state: 'string', initialState: 'string', id: 'string', roomId: 'string', recordingId: 'string', segments: [{ startTime: 'string', endTime: 'string', type: 'string', howEnded: 'string', disconnectType: 'string' }], held: 'boolean', direction: 'string', disconnectType: 'string', startHoldTime: 'string', startAlertingTime: 'string', connectedTime: 'string', disconnectedTime: 'string', provider: 'string', scriptId: 'string', peerId: 'string', avatarImageUrl: 'string', journeyContext: { customer: { id: 'string', idType: 'string' }, customerSession: { id: 'string', type: 'string' }, triggeringAction: { id: 'string', actionMap: { id: 'string', version: 'number' } } }, wrapup: { code: 'string', name: 'string', notes: 'string', tags: ['string'], durationSeconds: 'number', endTime: 'string', provisional: 'boolean' }, afterCallWork: { startTime: 'string', endTime: 'string', state: 'string' }, afterCallWorkRequired: 'boolean', queueMediaSettings: { alertingTimeoutSeconds: 'number', autoAnswerAlertToneSeconds: 'number', manualAnswerAlertToneSeconds: 'number', enableAutoAnswer: 'boolean' }, parkTime: 'string', resumeTime: 'string' };
