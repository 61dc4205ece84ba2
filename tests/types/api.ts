// What TypeScript must infer, and what it must accept of other libraries. Compiled, never run.

import type { Models } from 'purecloud-platform-client-v2';
import { up } from 'up-fetch';

import {
  type AfterCallWork,
  type ChatReport,
  type Communication,
  type ConnectionState,
  type ConversationChat,
  type ConversationChatInput,
  type Durations,
  type Issue,
  type MediaType,
  type ParsedChat,
  type RosterChange,
  type RosterRow,
  type Interval,
  type StandardSchemaV1,
  type Stopwatch,
  type Stopwatches,
  CloudClock,
  Roster,
  conversationChat,
  durations,
  type elapsed,
  type formatClock,
  type formatIsoDuration,
  holdDuration,
  parseChat,
  type remaining,
  type startRendering,
  stopwatches,
  timeline,
  validateChat,
} from 'conversation-chat';
import type init from 'conversation-chat';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<T extends true>(): T;

// Objects typed by the official SDK, without a cast.
declare const chat: Models.ConversationChat;
declare const call: Models.Call;
declare const message: Models.Message;
declare const callback: Models.Callback;
declare const email: Models.Email;
declare const conversation: Models.Conversation;
declare const page: Models.ConversationEntityListing;
declare const participant: Models.Participant;
export const own: ConversationChat = chat;
export const wrapup: ConversationChat['wrapup'] = chat.wrapup!;
export const work: AfterCallWork = chat.afterCallWork!;
const roster = new Roster({ purposes: ['agent'], userId: participant.userId ?? '' });
for (const communication of [chat, call, message, callback, email]) {
  stopwatches(communication);
  durations(communication, 0);
  holdDuration(communication, 0);
  timeline(communication, 0);
  validateChat(communication);
  roster.receive(communication, 0);
}
for (const payload of [conversation, page, page.entities ?? []]) {
  roster.receive(payload, 0);
  roster.sync(payload, 0, 0);
}

// Our own chats are communications, as they come and as they are given.
declare const ours: ConversationChat;
declare const coming: ConversationChatInput;
export const communications: Communication[] = [ours, coming];

// Enums are open, and still complete themselves.
export const state: ConnectionState = 'tomorrow';
export const media: MediaType = 'tomorrow';

// All fields are optional, and absent is not `undefined`.
export const nothing: ConversationChat = {};
// @ts-expect-error: a state is a string
export const wrong: ConversationChat = { state: 5 };
// @ts-expect-error: absent, not undefined
export const undefinedState: ConversationChat = { state: undefined };

is<Same<ReturnType<typeof init>, Promise<void>>>();
is<Same<ReturnType<typeof validateChat>, ChatReport>>();
is<Same<ReturnType<typeof parseChat>, ParsedChat>>();
is<Same<ReturnType<typeof stopwatches>, Stopwatches>>();
is<Same<ReturnType<typeof durations>, Durations>>();
is<Same<ReturnType<typeof timeline>, Interval[]>>();
is<Same<ReturnType<typeof holdDuration>, number | undefined>>();
is<Same<Parameters<typeof elapsed>, [stopwatch: Stopwatch | undefined, now: number]>>();
is<Same<ReturnType<typeof remaining>, number | undefined>>();
is<Same<ReturnType<typeof formatClock>, string>>();
is<Same<ReturnType<typeof formatIsoDuration>, string>>();
is<Same<Issue['path'], (string | number)[]>>();
is<Same<Issue['severity'], 'error' | 'warning'>>();
is<Same<Durations['basis'], 'segments' | 'timestamps' | 'none'>>();
is<Same<Exclude<keyof Durations, 'basis'>, keyof Stopwatches>>();
is<
  Same<
    keyof Stopwatches,
    | 'alert'
    | 'contacting'
    | 'dialing'
    | 'talk'
    | 'hold'
    | 'park'
    | 'afterCallWork'
    | 'handle'
    | 'currentHold'
    | 'wait'
    | 'response'
    | 'inactivity'
  >
>();
// @ts-expect-error: not text
parseChat({});
// @ts-expect-error: now is due
durations(ours);
// @ts-expect-error: a moment is a number
durations(ours, new Date());

// Standard Schema: input and output are inferred.
is<Same<typeof conversationChat, StandardSchemaV1<ConversationChatInput, ConversationChat>>>();
export const fetched = await up(fetch)('/chat', { schema: conversationChat });
is<Same<typeof fetched, ConversationChat>>();

// Live.
is<Same<ReturnType<typeof roster.receive>, RosterChange[]>>();
is<Same<ReturnType<typeof roster.sync>, RosterChange[]>>();
is<Same<typeof roster.rows, readonly RosterRow[]>>();
is<Same<ReturnType<typeof roster.get>, RosterRow | undefined>>();
is<Same<ReturnType<typeof roster.getSnapshot>, readonly RosterRow[]>>();
is<Same<RosterChange['type'], 'added' | 'updated' | 'ended' | 'removed'>>();
is<Same<RosterRow['state'], ConnectionState | undefined>>();
is<Same<ReturnType<typeof roster.advance>, number | undefined>>();
is<Same<ReturnType<typeof startRendering>, () => void>>();
const clock = new CloudClock();
clock.observe(
  0,
  { currentDate: '2021-01-20T09:31:40.250Z' } satisfies Models.ServerDate | object,
  1,
);
is<Same<ReturnType<typeof clock.now>, number | undefined>>();
is<Same<typeof clock.offset, number | undefined>>();
