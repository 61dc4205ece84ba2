// A cloud in simulated time, and desks at it.

import assert from 'node:assert/strict';

import { Feed } from 'conversation-chat/feed';
import { createCloud, simulatedTime } from 'conversation-chat/testing';

import { NotedRoster, PlainClock, PlainStorage } from './doubles.js';

export const SECOND = 1000;

export function setting(options = {}) {
  const time = simulatedTime();
  const cloud = createCloud({ time, ...options });
  const stops = [() => cloud.stop()];
  /** The PC's clock is wrong, and the monotonic one begins anywhere. `tab`: a simulated one. */
  const desk = ({ tab, ...more } = {}) => {
    const roster = new NotedRoster();
    const clock = new PlainClock();
    const own = { sleepMs: 0 };
    const { setTimeout, clearTimeout } = tab?.time ?? time;
    const ask = (method, path, body, signal) => cloud.request(method, path, body, { signal });
    const open = (uri) => cloud.openSocket(uri);
    const given = {
      api: tab?.api(ask) ?? ask,
      userId: cloud.agents[0].id,
      roster,
      clock,
      time: {
        now: () => time.now() - 1_700_000_000_000,
        wall: () => time.now() + 3_600_000 + own.sleepMs,
        setTimeout,
        clearTimeout,
      },
      openSocket: tab?.openSocket(open) ?? open,
      storage: new PlainStorage(),
      tabs: tab?.tabs ?? {},
      ...more,
    };
    const feed = new Feed(given);
    const states = [];
    const events = [];
    const all = [];
    feed.subscribe((event) => {
      all.push(event);
      if (event.type === 'status' && event.status.state !== states.at(-1))
        states.push(event.status.state);
      else if (event.type === 'event') events.push(event);
    });
    stops.push(() => feed.stop());
    return { feed, roster: given.roster, clock: given.clock, states, events, all, own };
  };
  /** Asks the cloud as somebody else would, and lets the time pass that it takes. */
  const ask = async (method, path, body) => {
    let answer;
    cloud.request(method, `/api/v2${path}`, body).then((given) => {
      answer = given;
    });
    await time.advance(400);
    return answer;
  };
  return { time, cloud, desk, ask, end: () => stops.reverse().forEach((stop) => stop()) };
}

/** A desk whose feed is live. */
export async function live({ time, desk }, more) {
  const one = desk(more);
  one.feed.start();
  await time.advance(5 * SECOND);
  assert.equal(one.feed.status.state, 'live');
  return one;
}
