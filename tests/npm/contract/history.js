// Analytics records: sessions, their time, and the platform's metrics beside ours.

import { LANES } from './tools.js';

const time = (ms) => new Date(Date.UTC(2024, 0, 1) + ms).toISOString();
const segment = (segmentType, from, to) => ({
  segmentType,
  segmentStart: time(from),
  segmentEnd: time(to),
});

export function history(api, fixtures, { test, same, thrown, throwsLike, isTrue }) {
  const { readHistory, compareMetrics, durations, stopwatches, holdDuration, timeline } = api;
  const { analytics, sessions: published } = fixtures;
  const different = (session) =>
    compareMetrics(session)
      .filter(({ differenceMs }) => differenceMs !== 0)
      .map(({ metric, differenceMs, why }) => [metric, differenceMs, why]);

  for (const [lane, as] of Object.entries(LANES)) {
    test(`a voice record as ${lane}: every session equals the platform's metrics, or says why`, () => {
      const sessions = readHistory(as(analytics.voice));
      same(
        sessions.map(({ purpose }) => purpose),
        ['customer', 'ivr', 'acd', 'agent', 'agent'],
      );
      const [, , , declined, answered] = sessions;
      same(different(answered), []);
      same(
        compareMetrics(answered).map(({ metric }) => metric),
        ['tAlert', 'tTalkComplete', 'tAcw', 'tHandle'],
      );
      same(different(declined), [
        [
          'tAcw',
          4000,
          'the wrap-up was changed after its completion: `tAcw` was emitted 3837 ms before its segment ends',
        ],
        ['tHandle', 4000, 'the difference is that of `tAcw`'],
      ]);
      const { timers, issues, record, ...facts } = answered;
      same(facts, {
        conversationId: 'a-voice',
        sessionId: 's2',
        participantId: 'p-agent2',
        purpose: 'agent',
        userId: 'u2',
        queueId: 'q1',
        mediaType: 'call',
        direction: 'inbound',
        wrapupCode: 'ININ-WRAP-UP-TIMEOUT',
        startedAt: Date.parse('2024-04-29T17:31:57.716Z'),
        endedAt: Date.parse('2024-04-29T17:38:14.974Z'),
        conversationEndedAt: Date.parse('2024-04-29T17:38:17.974Z'),
      });
      same([timers.talk.ms, timers.handle.ms, issues], [374894, 377894, []]);
      same(record, analytics.voice.participants[4].sessions[0]);
      for (const other of sessions.slice(0, 3))
        same([other.timers.handle.ms, compareMetrics(other)], [0, []]);
    });
  }

  test('a message record with six sessions of one agent', () => {
    const agents = readHistory(analytics.messages).filter(({ purpose }) => purpose === 'agent');
    same(agents.flatMap(different), []);
    same(agents.length, 6);
    same(agents[5].timers.hold, { ms: 5_798_969, count: 20 });
  });

  test('published figures', () => {
    for (const { what, segments, metrics } of published) {
      const session = {
        segments: segments.map(({ type, startMs, endMs }) => segment(type, startMs, endMs)),
        metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })),
      };
      same(different(session), [], what);
      same(compareMetrics(session).length, session.metrics.length, what);
    }
  });

  test('records without metrics, all layouts of a record', () => {
    const sessions = readHistory(analytics.old);
    same(sessions.flatMap(compareMetrics), []);
    same(readHistory(analytics.old.conversations).length, sessions.length);
    same(
      analytics.old.conversations.flatMap((conversation) => readHistory(conversation)).length,
      sessions.length,
    );
  });

  test('a session is a communication: as it is in a record, and as it was read', () => {
    const record = { segments: [segment('alert', 0, 1000), segment('interact', 1000, 4000)] };
    record.segments.push({ segmentType: 'hold', segmentStart: time(4000) });
    const [read] = readHistory({
      conversationId: 'c',
      participants: [{ purpose: 'agent', sessions: [record] }],
    });
    const now = Date.parse(time(9000));
    for (const session of [record, read]) {
      const { alert, talk, hold, handle, basis } = durations(session, now);
      same([alert.ms, talk.ms, hold.ms, handle.ms, basis], [1000, 3000, 5000, 8000, 'segments']);
      same(holdDuration(session, now), 5000);
      same(stopwatches(session), read.timers);
      same(
        timeline(session, now).map(({ kind }) => kind),
        ['alert', 'talk', 'hold'],
      );
    }
    const [customer] = readHistory({
      conversationId: 'c',
      participants: [{ purpose: 'customer', sessions: [record] }],
    });
    same(durations(customer, now).handle.ms, 0);
  });

  test('what was read survives being copied and frozen', () => {
    const sessions = readHistory(analytics.voice);
    const copies = JSON.parse(JSON.stringify(sessions));
    same(copies.flatMap(different), sessions.flatMap(different));
    same(different(Object.freeze(structuredClone(sessions[3]))), different(sessions[3]));
  });

  test('one bad field costs no other, and is reported with its path', () => {
    const [session, ...others] = readHistory({
      conversations: [
        {
          conversationId: 'c',
          participants: [
            {
              purpose: 'agent',
              userId: 5,
              sessions: [
                {
                  sessionId: {},
                  segments: [
                    segment('interact', 0, 1000),
                    { ...segment('hold', 1000, 3000), segmentEnd: 'noon' },
                    segment('interact', 2000, 4000),
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    same(others, []);
    same([session.timers.talk.ms, session.timers.hold.ms], [3000, 1000]);
    same(session.sessionId, undefined);
    same(
      session.issues.map(({ path, code }) => `${path.join('.')} ${code}`),
      [
        'conversations.0.participants.0.userId type',
        'conversations.0.participants.0.sessions.0.sessionId type',
        'conversations.0.participants.0.sessions.0.segments.1.segmentEnd timestamp',
      ],
    );
  });

  test('what is no record is an error that says what it is', () => {
    const foreign = (found) => `expected an analytics record, found ${found}`;
    const live =
      'a conversation without `conversationId` and `sessions`: those of the live API are for a roster';
    const cases = [
      [5, 'expected an object, found a number: a record of the analytics API'],
      [null, 'expected an object, found null: a record of the analytics API'],
      [undefined, 'expected an object, found undefined: a record of the analytics API'],
      [{ id: 'x' }, foreign('an object without `conversations` and `participants`')],
      [fixtures.conversation, foreign(live)],
      [[fixtures.conversation], foreign(live)],
      [fixtures.nested, foreign('an event or a list of the live API: those are for a roster')],
      [fixtures.list, foreign('an event or a list of the live API: those are for a roster')],
    ];
    for (const [value, message] of cases) throwsLike(() => readHistory(value), TypeError, message);
    for (const empty of [{}, [], '{}', '[]', { totalHits: 0 }, { conversations: [] }])
      same(readHistory(empty), []);
    const error = thrown(() => readHistory('{"conversations": ['));
    isTrue(error instanceof SyntaxError);
    same([error.message, error.column], ['expected a value at line 1 column 20', 20]);
  });

  test('what is no session cannot be compared', () => {
    const message =
      'expected a session of an analytics record: pass one that `readHistory` gave, or one of a participant';
    for (const value of [5, null, undefined, 'text', {}, [], analytics.voice])
      throwsLike(() => compareMetrics(value), TypeError, message);
  });

  test('a record whose properties throw or call back costs nothing else', () => {
    const hostile = {
      conversationId: 'c',
      participants: [
        {
          purpose: 'agent',
          get userId() {
            readHistory(analytics.messages);
            throw new Error('no');
          },
          sessions: [{ segments: [segment('interact', 0, 1000)] }],
        },
      ],
    };
    const error = thrown(() => readHistory(hostile));
    same(error?.message, 'no');
    same(readHistory(analytics.voice)[4].timers.handle.ms, 377894);
  });
}
