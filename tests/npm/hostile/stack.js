// Calls at the end of the JavaScript stack: no endless loop, and no wrong answer in silence.

const now = Date.parse('2021-01-20T09:26:34Z');
const chat = {
  id: 'x',
  state: 'connected',
  held: false,
  connectedTime: '2021-01-20T09:25:34Z',
  journeyContext: {
    customer: { id: 'a', idType: 'cookie' },
    customerSession: { id: 's', type: 'web' },
    triggeringAction: { id: 't', actionMap: { id: 'm', version: 1 } },
  },
  segments: [{ startTime: '2021-01-20T09:25:34Z', type: 'Interact' }],
  wrapup: { tags: ['a'], durationSeconds: 5 },
  afterCallWork: {},
};
const flawed = {
  ...chat,
  segments: [{ startTime: 5 }],
  wrapup: { tags: [1], durationSeconds: -1 },
  held: 'no',
};
const conversation = { id: 'c', participants: [{ id: 'p', purpose: 'agent', chats: [chat] }] };

const isOverflow = (error) => error instanceof RangeError || error?.name === 'InternalError';

/**
 * Calls `use` at every depth near the end of the stack; gives how often it ended by the overflow,
 * and what it gave where it did not.
 */
function atTheEnd(use) {
  // What was never called needs room to be compiled.
  isOverflow(new RangeError());
  const answers = [];
  let overflows = 0;
  const descend = () => {
    try {
      descend();
    } catch (error) {
      if (!isOverflow(error)) throw error;
    }
    // On the way back there is a little more of the stack at each step.
    if (answers.length < 100) {
      try {
        answers.push(use());
      } catch (error) {
        if (!isOverflow(error)) throw error;
        overflows++;
      }
    }
  };
  descend();
  return { answers, overflows };
}

export function stack(api, { test, same, isSound, isTrue }) {
  const uses = {
    validateChat: () => api.validateChat(flawed),
    parseChat: () => api.parseChat(JSON.stringify(flawed)),
    schema: () => api.conversationChat['~standard'].validate({ ...chat, state: null }),
    stopwatches: () => api.stopwatches(chat),
    durations: () => api.durations(chat, now),
    timeline: () => api.timeline(chat, now),
  };
  for (const [name, use] of Object.entries(uses)) {
    test(`${name} at the end of the stack gives the right answer, or none`, () => {
      const right = use();
      const { answers, overflows } = atTheEnd(use);
      isTrue(
        overflows > 0 && answers.length > 0,
        `${overflows} overflows, ${answers.length} answers`,
      );
      for (const answer of answers) same(answer, right);
      isSound();
      same(use(), right);
    });
  }

  test('receive at the end of the stack takes a payload, or throws; the roster goes on', () => {
    for (const payload of [conversation, JSON.stringify(conversation)]) {
      const roster = new api.Roster();
      const { answers, overflows } = atTheEnd(() => roster.receive(payload, now));
      isTrue(
        overflows > 0 && answers.length > 0,
        `${overflows} overflows, ${answers.length} answers`,
      );
      roster.receive(payload, now);
      same(
        roster.rows.map(({ communicationId, timers }) => [
          communicationId,
          api.elapsed(timers.talk, now),
        ]),
        [['x', 60_000]],
      );
      same(roster.receive({ id: 'y', state: 'connected' }, now).length, 1);
      same(roster.rows.length, 2);
      roster.free();
    }
    isSound();
  });

  test('rows, advance and remove at the end of the stack are right, or throw', () => {
    const roster = new api.Roster();
    roster.receive(conversation, now);
    const right = [structuredClone(roster.rows), roster.advance(now)];
    const { answers } = atTheEnd(() => [roster.rows, roster.advance(now)]);
    for (const answer of answers) same(answer, right);
    atTheEnd(() =>
      roster.receive({ id: 'y', state: 'connected', connectedTime: '2021-01-20T09:25:34Z' }, now),
    );
    same(
      roster.rows.map(({ communicationId }) => communicationId),
      ['x', 'y'],
    );
    atTheEnd(() => roster.remove('y'));
    same(
      roster.rows.map(({ communicationId }) => communicationId),
      ['x'],
    );
    roster.free();
    isSound();
  });

  test('deep objects and endless ones end', () => {
    let deep = {};
    for (let level = 0; level < 50_000; level++)
      deep = { participants: [deep], chats: [deep], journeyContext: deep, mood: deep };
    const endless = new Proxy({}, { get: () => endless });
    same(
      api
        .validateChat({ journeyContext: deep, held: 5 })
        .issues.some(({ path }) => path[0] === 'held'),
      true,
    );
    const roster = new api.Roster();
    for (const payload of [deep, endless, [deep], [endless]]) roster.receive(payload, now);
    isTrue(api.validateChat(endless).valid === false);
    roster.free();
    isSound();
  });
}
