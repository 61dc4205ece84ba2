// A desk in a page, as the test tells it: `?cloud=http://127.0.0.1:1&token=...&rate=60`.

import init, { CloudClock, Roster } from 'conversation-chat';
import { Feed } from 'conversation-chat/feed';

import { differences } from './compare.js';

const { cloud, token: first, rate } = Object.fromEntries(new URLSearchParams(location.search));
let token = first;
await init();

const api = async (method, path, body, signal) => {
  const response = await fetch(cloud + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
    cache: 'no-store',
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** `performance.now()`, or the same but faster. */
const time =
  rate === undefined
    ? undefined
    : {
        now: () => performance.now() * rate,
        setTimeout: (callback, ms) => setTimeout(callback, ms / rate),
        clearTimeout: (timer) => clearTimeout(timer),
      };
const local = time?.now ?? (() => performance.now());

const { id: userId } = JSON.parse((await api('GET', '/api/v2/users/me')).text);
const clock = new CloudClock();
const roster = await Feed.restore({ Roster, api, userId, clock, ...(time && { time }) });
const restored = roster.rows.map(({ communicationId }) => communicationId);
const feed = new Feed({
  api,
  userId,
  roster,
  clock,
  renewToken: async () => {
    token = await globalThis.newToken();
  },
  ...(time && { time }),
});
const states = [];
let events = 0;
let synced = 0;
feed.subscribe(({ type, status }) => {
  if (type === 'status' && status.state !== states.at(-1)) states.push(status.state);
  if (type === 'event') events += 1;
  if (type === 'synced') synced += 1;
});
feed.start();

globalThis.desk = {
  feed,
  restored,
  states,
  get seen() {
    const { state, why, tab } = feed.status;
    return { state, why, tab, events, synced, rows: roster.rows.length };
  },
  /** What is wrong, if anything, to `toleranceMs` and what the clock does not know. */
  wrong(truths, toleranceMs) {
    const { state } = feed.status;
    if (state !== 'live') return [state];
    return differences(roster, truths, clock.now(local()), toleranceMs + clock.uncertainty);
  },
};
