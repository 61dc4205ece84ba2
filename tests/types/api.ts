// What TypeScript must accept, and what it must not. Compiled, never run.

import { Models } from 'purecloud-platform-client-v2';
import { up } from 'up-fetch';

import init, {
  type AfterCallWork,
  CloudClock,
  type ChatReport,
  type Communication,
  type ConnectionState,
  type ConversationChat,
  type Durations,
  type Issue,
  type ParsedChat,
  Roster,
  type RosterChange,
  type RosterRow,
  type Span,
  type StandardSchemaV1,
  TickColumn,
  conversationChat,
  durations,
  formatClock,
  formatIsoDuration,
  holdDuration,
  initSync,
  parseChat,
  timeline,
  validateChat,
} from 'conversation-chat';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<T extends true>(): T;

declare const chat: Models.ConversationChat;
declare const call: Models.Call;
declare const message: Models.Message;
declare const callback: Models.Callback;
declare const email: Models.Email;

// Objects typed by the official SDK, without a cast.
export const own: ConversationChat = chat;
for (const communication of [chat, call, message, callback, email]) {
  durations(communication, 0);
  holdDuration(communication, 0);
  timeline(communication, 0);
}
export const wrapup: ConversationChat['wrapup'] = chat.wrapup!;
export const work: AfterCallWork = chat.afterCallWork!;

// Our own chats are communications; so is what comes with `null`.
declare const ours: ConversationChat;
export const communication: Communication = ours;
durations({ state: null, held: undefined, segments: null, startHoldTime: null }, Date.now());

// Enums are open, and still complete themselves.
export const state: ConnectionState = 'tomorrow';
if (ours.state === 'alerting') initSync(new Uint8Array());

// All fields are optional, and absent is not `undefined`.
export const nothing: ConversationChat = {};
// @ts-expect-error: a state is a string
export const wrong: ConversationChat = { state: 5 };
// @ts-expect-error: absent, not undefined
export const undefinedState: ConversationChat = { state: undefined };

is<Same<ReturnType<typeof validateChat>, ChatReport>>();
is<Same<ReturnType<typeof parseChat>, ParsedChat>>();
is<Same<ReturnType<typeof durations>, Durations>>();
is<Same<ReturnType<typeof timeline>, Span[]>>();
is<Same<ReturnType<typeof holdDuration>, number | undefined>>();
is<Same<ReturnType<typeof formatClock>, string>>();
is<Same<ReturnType<typeof formatIsoDuration>, string>>();
is<Same<Issue['path'], (string | number)[]>>();
is<Same<Issue['severity'], 'error' | 'warning'>>();
is<Same<ReturnType<typeof init>, Promise<void>>>();
parseChat(new Uint8Array());
// @ts-expect-error: not text
parseChat({});
// @ts-expect-error: now is due
durations(ours);

// Standard Schema: the output is inferred.
is<Same<typeof conversationChat, StandardSchemaV1<unknown, ConversationChat>>>();
export const fetched = await up(fetch)('/chat', { schema: conversationChat });
is<Same<typeof fetched, ConversationChat>>();
// Live.
const roster = new Roster();
is<Same<ReturnType<typeof roster.receive>, RosterChange[]>>();
is<Same<ReturnType<typeof roster.rows>, RosterRow[]>>();
is<Same<RosterChange['change'], 'added' | 'updated'>>();
is<Same<RosterRow['state'], ConnectionState | undefined>>();
is<Same<ReturnType<typeof roster.nextChange>, number | undefined>>();
export const talk: number = roster.tick(0)[TickColumn.talk] ?? 0;
const clock = new CloudClock();
clock.observe(0, '2021-01-20T09:31:40.250Z', 1);
clock.observe(0, 0, 1);
is<Same<typeof clock.offset, number | undefined>>();
// @ts-expect-error: read only
clock.offset = 5;
export const fieldsComplete = (timers: Durations): number => timers.currentHold?.ms ?? timers.handle.remainingMs ?? 0;
