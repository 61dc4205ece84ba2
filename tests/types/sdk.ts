// The models of the official SDK by name. Compiled, never run.

import type { Models } from 'purecloud-platform-client-v2';

import {
  type RosterRow,
  Roster,
  durations,
  holdDuration,
  stopwatches,
  timeline,
} from 'conversation-chat';

declare const now: number;
declare const call: Models.Call;
declare const message: Models.MessageMediaParticipant;
declare const session: Models.AnalyticsSession;
declare const conversation: Models.Conversation;
declare const participant: Models.Participant;
declare const list: Models.ConversationEntityListing;
declare const user: Models.User;
declare const work: Models.AfterCallWork;
declare const status: Models.RoutingStatus;
declare const row: RosterRow;
declare const fetched: unknown;

stopwatches(call);
durations(message, now);
holdDuration(session, now);
timeline(JSON.parse('{}'), now);
durations({ state: 'connected', connectedTime: '2026-09-01T08:00:00Z' }, now);

// @ts-expect-error: a conversation
durations(conversation, now);
// @ts-expect-error: a participant with media
stopwatches(participant);
// @ts-expect-error: an array
timeline(participant.calls ?? [], now);
// @ts-expect-error: a list
holdDuration(list, now);
// @ts-expect-error: a user
durations(user, now);
// @ts-expect-error: a part of a communication
durations(work, now);
// @ts-expect-error: a segment
durations(call.segments![0]!, now);
// @ts-expect-error: the status of an agent
durations(status, now);
// @ts-expect-error: a row has `timers`
durations(row, now);
// @ts-expect-error: a text
durations('{}', now);
// @ts-expect-error: nothing
durations(undefined, now);
// @ts-expect-error: there may be none
durations(participant.calls?.[0], now);
// @ts-expect-error: nobody knows what it is
durations(fetched, now);
// @ts-expect-error: an answer that was not awaited
durations(Promise.resolve(call), now);
// @ts-expect-error: a `Date` is no moment
durations(call, new Date());

// @ts-expect-error: absent, not `undefined`, which would be everybody
new Roster({ userId: user.id });
// @ts-expect-error: misspelt
new Roster({ userID: 'u' });
