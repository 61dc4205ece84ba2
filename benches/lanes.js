// The lanes: the same work for all contenders, who must first give the same answers.

import { libraries, parsedOnce, shownByHand } from './peers/time.js';
import { peerChecks } from './peers/check.js';
import { findings } from './peers/findings.js';

const US = 'this package';
// The only peer that finds the same: the others check kinds, forms of timestamps and the URL.
const ALIKE = 'by hand, all findings';

// No contenders, but what stands below them: parsing alone, and touching every value of an object
// alone.
const PARSING = 'JSON.parse alone';
const TOUCHING = 'touching every value alone';
const touch = (value) => {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const key in value) count += touch(value[key]);
  return count;
};
const encode = (text) => new TextEncoder().encode(text);
const decoder = new TextDecoder();

/** A chat of some holds, the last of them open; `number` tells it from others. */
export function chatOf(base, holds, number = 0) {
  const start = Date.parse('2021-01-20T09:00:00Z') + number * 1000;
  const time = (seconds) => new Date(start + seconds * 1000).toISOString();
  const segments = [{ startTime: time(0), endTime: time(10), type: 'Alert' }];
  for (let index = 0; index < holds; index++) {
    const at = 10 + index * 60;
    segments.push({ startTime: time(at), endTime: time(at + 40), type: 'Interact' });
    segments.push({
      startTime: time(at + 40),
      ...(index < holds - 1 && { endTime: time(at + 60) }),
      type: 'Hold',
    });
  }
  const startHoldTime = time(10 + (holds - 1) * 60 + 40);
  return {
    ...base,
    id: `chat-${number}`,
    segments,
    startAlertingTime: time(0),
    connectedTime: time(10),
    held: true,
    startHoldTime,
  };
}

/** The six timers of all rows at `now`, into one array, as `shownByHand` orders them. */
function show({ elapsed }, rows, now, target) {
  let at = 0;
  for (const { timers } of rows) {
    target[at] = elapsed(timers.alert, now);
    target[at + 1] = elapsed(timers.talk, now);
    target[at + 2] = elapsed(timers.hold, now);
    target[at + 3] = elapsed(timers.afterCallWork, now);
    target[at + 4] = elapsed(timers.handle, now);
    target[at + 5] = elapsed(timers.currentHold, now);
    at += 6;
  }
  return target;
}

/** A REST list as the platform sends it: most of it nobody needs. */
function listOf(conversation, live, count) {
  const entities = Array.from({ length: count }, (_, number) => ({
    ...conversation,
    id: `conversation-${number}`,
    participants: conversation.participants.map((participant) => ({
      ...participant,
      attributes: Object.fromEntries(
        Array.from({ length: 25 }, (_, index) => [
          `context.attribute${index}`,
          `value ${index} of a customer's long journey through the web site`,
        ]),
      ),
      chats:
        participant.purpose === 'agent'
          ? [chatOf(live, 2, number)]
          : participant.chats.map((chat) => ({ ...chat, id: `customer-${number}` })),
      conversationRoutingData: {
        queue: { id: 'q', selfUri: '/api/v2/routing/queues/q' },
        skills: [],
        scoredAgents: [],
      },
    })),
  }));
  return JSON.stringify({ entities, pageSize: count, pageNumber: 1, total: count });
}

const agree = (lane, answers) => {
  const [first, ...others] = Object.entries(answers).map(([name, answer]) => [
    name,
    JSON.stringify(answer),
  ]);
  for (const [name, answer] of others)
    if (answer !== first[1])
      throw new Error(`${lane}: ${name} says ${answer}, ${first[0]} says ${first[1]}`);
};

export function lanes(api, fixtures) {
  const checks = peerChecks();
  const { live, nested, conversation } = fixtures;
  const chat = { ...live };
  const bad = {
    ...live,
    held: 'yes',
    segments: [{ startTime: 'noon' }],
    avatarImageUrl: 'javascript:x',
  };
  const chatText = JSON.stringify(chat);
  for (const [name, check] of Object.entries(checks)) {
    agree(`check by ${name}`, {
      us: [chat, bad].map((each) => api.validateChat(each).valid),
      them: [chat, bad].map(check),
    });
  }
  const inOneOrder = (issues) =>
    issues
      .map(({ path, code, severity, message }) => JSON.stringify([path, code, severity, message]))
      .sort();
  for (const { name, chat: each } of [...fixtures.checks, { name: 'live', chat }]) {
    agree(`findings: ${name}`, {
      us: inOneOrder(api.validateChat(each).issues),
      [ALIKE]: inOneOrder(findings(each)),
    });
  }
  checks[ALIKE] = (each) => findings(each).every(({ severity }) => severity !== 'error');
  const forPeers = (work) =>
    Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, work(check)]));

  // live
  const events = Array.from({ length: 1000 }, (_, number) =>
    JSON.stringify({
      ...nested,
      eventBody: {
        ...nested.eventBody,
        participants: nested.eventBody.participants.slice(-1).map((participant) => ({
          ...participant,
          chats: [
            {
              ...participant.chats[0],
              held: number % 2 === 1,
              startHoldTime: number % 2 === 1 ? participant.chats[0].startHoldTime : null,
            },
          ],
        })),
      },
      metadata: { CorrelationId: `event-${number}` },
    }),
  );
  const roster = new api.Roster();
  const at = Date.parse('2021-01-20T09:31:10Z');
  const liveLane = {
    [US]: (index) => roster.receive(events[index % 1000], at),
    [PARSING]: (index) => JSON.parse(events[index % 1000]),
    ...forPeers((check) => {
      const map = new Map();
      return (index) => {
        const [participant] = JSON.parse(events[index % 1000]).eventBody.participants;
        for (const each of participant.chats) map.set(each.id, { valid: check(each), chat: each });
        return map;
      };
    }),
  };

  // page
  // Bytes, as they come over the wire: peers must decode them.
  const list = encode(listOf(conversation, live, 100));
  const parsedList = () => JSON.parse(decoder.decode(list));
  const now = Date.parse('2021-01-20T10:00:00Z');
  const handles = (all) => all.reduce((sum, ms) => sum + ms, 0);
  // A desk shows what agents do; without the option the customers' communications get rows, too.
  const page = (options) => () => {
    const roster = new api.Roster(options);
    roster.receive(list, now);
    const sum = handles(
      roster.rows
        .filter(({ purpose }) => purpose === 'agent')
        .map(({ timers }) => api.elapsed(timers.handle, now)),
    );
    roster.free();
    return sum;
  };
  const pageLane = {
    [US]: page(),
    'this package, agents alone': page({ purposes: ['agent'] }),
    ...forPeers((check) => () => {
      const chats = parsedList().entities.flatMap(({ participants }) =>
        participants.filter(({ purpose }) => purpose === 'agent').flatMap(({ chats: all }) => all),
      );
      return handles(chats.map((each) => (check(each) ? libraries['by hand'](each, now)[4] : 0)));
    }),
  };
  agree('page', Object.fromEntries(Object.entries(pageLane).map(([name, work]) => [name, work()])));
  pageLane[PARSING] = parsedList;

  // durations of one chat
  const figures = ({ alert, talk, hold, afterCallWork, handle }) => [
    alert.ms,
    talk.ms,
    hold.ms,
    afterCallWork.ms,
    handle.ms,
  ];
  const durationsLane = (one) => {
    agree('durations', {
      us: figures(api.durations(one, now)),
      ...Object.fromEntries(
        Object.entries(libraries).map(([name, work]) => [name, work(one, now)]),
      ),
    });
    const held = new api.Roster();
    held.receive(JSON.stringify(one), now);
    const target = new Float64Array(6);
    return {
      [US]: (index) => api.durations(one, now + index),
      'this package, held': (index) => show(api, held.rows, now + index, target),
      ...Object.fromEntries(
        Object.entries(libraries).map(([name, work]) => [name, (index) => work(one, now + index)]),
      ),
    };
  };

  // timers
  const thousand = Array.from({ length: 1000 }, (_, number) => chatOf(live, 2, number));
  const desk = new api.Roster();
  for (const each of thousand) desk.receive(JSON.stringify(each), now);
  const parsed = thousand.map(parsedOnce);
  const target = new Float64Array(6000);
  agree('timers', {
    us: [...show(api, desk.rows, now, target)],
    them: [...shownByHand(parsed, now, target)],
  });
  const perRow = (work) => (index) => thousand.map((each) => work(each, now + index));

  return [
    { lane: 'live', unit: 'event', work: liveLane },
    {
      lane: 'parse',
      unit: 'chat',
      work: {
        [US]: () => api.parseChat(chatText),
        [PARSING]: () => JSON.parse(chatText),
        ...forPeers((check) => () => check(JSON.parse(chatText))),
      },
    },
    {
      lane: 'object',
      unit: 'chat',
      work: {
        [US]: () => api.validateChat(chat),
        [TOUCHING]: () => touch(chat),
        ...forPeers((check) => () => check(chat)),
      },
    },
    { lane: 'page', unit: 'list', repeats: 1, work: pageLane },
    { lane: 'durations, 5 segments', unit: 'chat', work: durationsLane(chatOf(live, 2)) },
    { lane: 'durations, 100 holds', unit: 'chat', work: durationsLane(chatOf(live, 100)) },
    {
      lane: 'timers',
      unit: '1 000 rows',
      repeats: 1,
      work: {
        [US]: (index) => show(api, desk.rows, now + index, target),
        'by hand, parsed once': (index) => shownByHand(parsed, now + index, target),
        ...Object.fromEntries(
          Object.entries(libraries)
            .filter(([name]) => name !== 'by hand')
            .map(([name, work]) => [name, perRow(work)]),
        ),
      },
    },
  ];
}

/** A conversation of one agent, with one chat of some holds. */
const conversationOf = (live, number, held) => ({
  id: `conversation-${number}`,
  participants: [
    { id: `agent-${number}`, purpose: 'agent', chats: [{ ...chatOf(live, 2, number), held }] },
  ],
});

/**
 * A roster of many rows, filled by lists: an event for each would take a time that grows with the
 * square.
 */
export function filledRoster(api, live, count, now) {
  const roster = new api.Roster();
  const size = 1000;
  for (let from = 0; from < count; from += size) {
    const entities = Array.from({ length: Math.min(size, count - from) }, (_, number) =>
      conversationOf(live, from + number, true),
    );
    roster.receive(encode(JSON.stringify({ entities })), now);
  }
  return roster;
}

/** How the cost grows: microseconds by rows held, and by segments. */
export function growth(api, { live }) {
  const now = Date.parse('2021-01-21T00:00:00Z');
  const time = (work, times) => {
    work(0);
    const start = performance.now();
    for (let index = 1; index <= times; index++) work(index);
    return ((performance.now() - start) * 1000) / times;
  };
  const rows = [1, 10, 100, 1000, 10_000, 100_000].map((count) => {
    const roster = filledRoster(api, live, count, now);
    const times = count > 1000 ? 100 : 2000;
    // Each event changes a row: the hold ends, or begins again.
    const events = Array.from({ length: times + 1 }, (_, index) =>
      JSON.stringify(conversationOf(live, index % count, Math.floor(index / count) % 2 === 1)),
    );
    const target = new Float64Array(6 * count);
    const result = {
      count,
      receiveUs: time((index) => roster.receive(events[index], now + index), times),
      nextChangeUs: time((index) => roster.advance(now + times + index), times),
      rowsUs: time(() => roster.rows, times),
      timersUs: time(
        (index) => show(api, roster.rows, now + index, target),
        Math.max(20, 20_000 / count),
      ),
    };
    roster.free();
    return result;
  });
  const segments = [1, 10, 100, 1000].map((count) => {
    const chat = chatOf(live, Math.ceil(count / 2));
    chat.segments = chat.segments.slice(0, count);
    const bytes = encode(JSON.stringify(chat));
    const times = Math.max(20, 20_000 / count);
    return {
      count,
      parseUs: time(() => api.parseChat(bytes), times),
      durationsUs: time(() => api.durations(chat, now), times),
    };
  });
  return { rows, segments };
}

/**
 * Measures all contenders of a lane in turn, round by round; gives microseconds a piece, the median
 * of the rounds.
 */
export function measure({ lane, unit, work, repeats = 50 }, { rounds = 7, budgetMs = 60 } = {}) {
  const samples = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
  let index = 0;
  for (let round = -2; round < rounds; round++) {
    for (const [name, run] of Object.entries(work)) {
      let count = 0;
      const start = performance.now();
      let elapsed = 0;
      while (elapsed < budgetMs) {
        for (let repeat = 0; repeat < repeats; repeat++, count++) run(index++);
        elapsed = performance.now() - start;
      }
      if (round >= 0) samples[name].push((elapsed * 1000) / count);
    }
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return {
    lane,
    unit,
    us: Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)])),
  };
}
