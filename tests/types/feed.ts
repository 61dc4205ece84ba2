// What TypeScript must accept of the feed and the simulated cloud, and what it must not. Compiled,
// never run.

import { WebSocket, WebSocketServer } from 'ws';

import { CloudClock, Roster, type RosterChange, startShift, summary } from 'conversation-chat';
import {
  Feed,
  type FeedApi,
  FeedError,
  type FeedEvent,
  type FeedState,
  type FeedStatus,
} from 'conversation-chat/feed';
import {
  type Cloud,
  connectCloud,
  createCloud,
  hostCloud,
  type RemoteCloud,
  type ScenarioName,
  simulatedTime,
} from 'conversation-chat/testing';
import { serveCloud } from 'conversation-chat/testing/server';

const api: FeedApi = async (method, path, body, signal) => {
  const response = await fetch(path, {
    method,
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const clock = new CloudClock();
const roster: Roster = await Feed.restore({ Roster, api, userId: 'u', clock });
const feed = new Feed({
  api,
  userId: 'u',
  roster,
  clock,
  topics: ['t'],
  renewToken: async (error) => error.code,
  openSocket: (uri) => new WebSocket(uri),
});
new Feed({
  api,
  userId: 'u',
  roster: new Roster(),
  clock,
  openSocket: (uri) => new globalThis.WebSocket(uri),
  storage: localStorage,
  tabs: { locks: navigator.locks, BroadcastChannel },
});
new Feed({
  api: async () => ({ status: 200, headers: { 'retry-after': '1' }, text: '' }),
  userId: 'u',
  roster,
  clock,
  storage: null,
  tabs: {},
});

const stop: () => void = feed.subscribe((event) => {
  if (event.type === 'event') event.changes satisfies RosterChange[];
  else if (event.type === 'status') event.status satisfies FeedStatus;
  else if (event.type === 'agent') event.agent.since satisfies number | undefined;
  else event satisfies { type: 'synced' | 'settled'; text: string; changes: RosterChange[] };
});
const { subscribe, getSnapshot } = feed;
subscribe((event: FeedEvent<RosterChange>) => event)();
getSnapshot().state satisfies FeedState;
const { error } = feed.status;
if (error instanceof FeedError && error.code === 'unauthorized') stop();
// @ts-expect-error: there is no such state
feed.status.state === 'open';
// @ts-expect-error: it is read only
feed.status.state = 'live';
new Feed({ api, conversationId: 'c', roster, clock });
feed.subscribe(() => {}, { topics: ['v2.users.u.conversationsummary'] });
feed.status.unsettled satisfies readonly string[];
feed.status.rejected[0]?.missingPermissions satisfies readonly string[] | undefined;
summary(roster.rows, 1, { unsettled: feed.status.unsettled, states: startShift({ roster }).states })
  .average.handle satisfies number | undefined;
// @ts-expect-error: one of the two
new Feed({ api, userId: 'u', conversationId: 'c', roster, clock });
// @ts-expect-error: who is it?
new Feed({ api, roster, clock });

const time = simulatedTime();
const cloud: Cloud = createCloud({ time, scenario: 'outage' satisfies ScenarioName });
cloud.setFaults({ lose: 0.5, refuse: [{ status: 429, share: 1, retryAfterSeconds: 3 }] });
new Feed({
  api: (method, path, body, signal) => cloud.request(method, path, body, signal ? { signal } : {}),
  userId: 'u',
  roster,
  clock,
  openSocket: (uri) => cloud.openSocket(uri),
  time,
});
const remote: RemoteCloud = await connectCloud(new Worker('worker.js'), { rate: 10 });
(await remote.control('truth'))[0]?.handle satisfies number | undefined;
await remote.control('setFaults', { never: 1 });
// @ts-expect-error: there is no such fault
await remote.control('setFaults', { nevre: 1 });
// @ts-expect-error: there is no such scenario
createCloud({ scenario: 'lunch' });
hostCloud(new MessageChannel().port1);
const server = await serveCloud({ WebSocketServer, port: 0, scenario: 'shift' });
server.token() satisfies string;
await server.close();

// Where there is an AbortSignal, it is one.
const aborting: FeedApi = async (_method, _path, _body, signal) => {
  signal satisfies AbortSignal | undefined;
  // @ts-expect-error: it is no text
  signal satisfies string;
  return { status: 204, text: '' };
};
void aborting;
