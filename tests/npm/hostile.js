// No input traps the module, and no exception leaves anything behind. The same under Node and in browsers.

/** All kinds of values that a page could hand over by mistake or in malice. */
function hostileValues() {
  const throwing = new Proxy({}, { get() { throw new Error('no'); }, has() { throw new Error('no'); }, ownKeys() { throw new Error('no'); } });
  const throwingList = new Proxy([], { get() { throw new Error('no'); } });
  const lyingList = new Proxy([], { get: (list, key) => (key === 'length' ? -5.5 : list[key]) });
  const endlessList = new Proxy([], { get: (list, key) => (key === 'length' ? Infinity : undefined) });
  const cyclic = {};
  Object.assign(cyclic, { segments: [cyclic], wrapup: cyclic, journeyContext: cyclic, customer: cyclic });
  let deep = {};
  for (let level = 0; level < 100_000; level++) deep = { journeyContext: deep, segments: [deep] };
  const sparse = [];
  sparse[4_000_000_000] = { startTime: 1 };
  sparse[Symbol.toPrimitive] = () => NaN; // JavaScript itself would join four billion elements
  const inherited = Object.create({ state: 'connected', held: 5 });
  const polluted = JSON.parse('{"__proto__": {"held": 1}, "constructor": 5, "hasOwnProperty": 1}');
  const strings = ['', '\ud83d', '\udc00\ud83d', '\0', 'é'.repeat(40), '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00+23:59', `2021-01-20T09:25:34.${'9'.repeat(100_000)}Z`];
  const numbers = [NaN, Infinity, -Infinity, -0, 1e308, 5e-324, 2 ** 53, -1];
  const { proxy: revoked, revoke } = Proxy.revocable([], {});
  revoke();
  const leaves = [undefined, null, true, 1n, Symbol('s'), Symbol.iterator, () => {}, class {}, new Date(NaN), new Map([['state', 1]]), new Set(), /x/, new String('connected'), new Error('x'), new ArrayBuffer(8), new Float64Array(4), globalThis, throwing, throwingList, lyingList, endlessList, cyclic, deep, sparse, inherited, polluted, revoked, ...strings, ...numbers];
  const fields = ['state', 'segments', 'held', 'startHoldTime', 'connectedTime', 'disconnectedTime', 'wrapup', 'journeyContext', 'afterCallWork', 'queueMediaSettings', 'avatarImageUrl', 'scriptId', 'id'];
  return [
    ...leaves,
    ...fields.flatMap((field) => leaves.map((leaf) => ({ [field]: leaf }))),
    ...leaves.map((leaf) => ({ segments: [leaf, { startTime: leaf, endTime: leaf, type: leaf }], wrapup: { tags: [leaf], durationSeconds: leaf }, afterCallWork: { startTime: leaf, state: leaf } })),
  ];
}

const HOSTILE_TEXTS = [
  '', ' ', '\0', '{', '[', '"', '-', '1e', '{"a":}', '[1,]', 'nul', '\ufeff', '\ufeff\ufeff{}', '{"id":"\\ud800"}', '{"id":"\\u12"}', '1e999', '-1e999', '{"wrapup":{"durationSeconds":1e-400}}',
  '[[[', '{"a":'.repeat(600), '['.repeat(100_000), '{"participants":[{"chats":[{"id":"x","segments":[{}]}]}]}', '{"participants":{}}', '{"eventBody":[]}', '{"entities":[null,5,{"participants":[null,{"chats":[null,5,{}]}]}]}',
  '{"topicName":"v2.users.x.conversations.chats","eventBody":{"participants":[{"id":"\\u0000","state":"x"},{"state":5,"id":5}]}}',
];

export function hostile(api, { test, same }) {
  const survives = (work) => {
    try {
      return work();
    } catch (error) {
      // A trap is a `RuntimeError`; all that may be thrown is what the contract says, or what the value itself throws.
      same(['SyntaxError', 'TypeError', 'RangeError'].includes(error.name) || error.message === 'no', true, `${error.name}: ${error.message}`);
      return undefined;
    }
  };

  test('no value traps', () => {
    for (const value of hostileValues()) {
      same(Array.isArray(api.validateChat(value).issues), true);
      same(Number.isNaN(api.durations(value, 0.5).handle.ms), false);
      for (const ask of [api.parseChat, (json) => new api.Roster().receive(json, 0), (at) => new api.Roster().receive('{"id":"a"}', at), api.formatClock, api.formatIsoDuration, (id) => new api.Roster().remove(id)]) {
        survives(() => ask(value));
      }
      survives(() => new api.CloudClock().observe(0, value, 1));
    }
    same(api.validateChat({}).valid, true);
  });

  test('no moment traps', () => {
    const moments = ['0001-01-01T00:00:00+23:59', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999-23:59', undefined];
    for (const startTime of moments) {
      for (const endTime of moments) {
        const chat = { state: 'connected', held: true, startHoldTime: endTime, connectedTime: startTime, segments: [{ startTime, endTime, type: 'Hold' }] };
        for (const now of [0, 0.5, -0, -1e300, 1e300, Number.MAX_VALUE, -Number.MAX_VALUE]) {
          const { handle } = api.durations(chat, now);
          same(handle.ms >= 0, true);
          same(api.timeline(chat, now).every(({ startMs, endMs }) => startMs <= endMs), true);
          same((api.holdDuration(chat, now) ?? 0) >= 0, true);
        }
      }
    }
  });

  test('no text traps', () => {
    const roster = new api.Roster();
    for (const text of HOSTILE_TEXTS) {
      survives(() => api.parseChat(text));
      survives(() => roster.receive(text, 0));
      for (let cut = 0; cut < Math.min(text.length, 40); cut++) survives(() => roster.receive(text.slice(0, cut), 0));
    }
    survives(() => roster.tick(0));
    same(api.parseChat('{"held":true,"startHoldTime":"2021-01-20T09:25:34Z"}').valid, true);
  });

  test('50 MB of text are read, or refused, and the module goes on', () => {
    const notes = 'x'.repeat(50_000_000);
    same(api.parseChat(`{"wrapup":{"notes":"${notes}"}}`).valid, true);
    survives(() => api.parseChat(`"${notes}`));
    const { issues } = api.parseChat(`{"segments":[${'{},'.repeat(1_000_000)}{}]}`);
    same(issues.length, 100_001);
    same(api.parseChat(`{"wrapup":{"notes":"${'ä'.repeat(10_000_000)}"}}`).valid, true);
    same(api.validateChat({ held: 1 }).issues.length, 1);
  });
}
