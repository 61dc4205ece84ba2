// The contract of the package, for any environment: the same suite runs under Node and in browsers.

/**
 * @param {typeof import('conversation-chat')} api
 * @param {{ checks: any[], live: any, ended: any, sessions: any[] }} fixtures
 * @param {{ test(name: string, run: () => unknown): void, same(actual: unknown, expected: unknown, what?: string): void }} runner
 */
export function contract(api, fixtures, { test, same }) {
  const thrown = (run) => {
    try {
      run();
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const throwsLike = (run, constructor, message) => {
    const error = thrown(run);
    same(error instanceof constructor, true, String(error));
    same(error.message, message);
  };
  const bytes = (text) => new TextEncoder().encode(text);

  test('every fixture is judged alike as an object, as text and as bytes', () => {
    for (const { name, chat, issues } of fixtures.checks) {
      const valid = issues.every(({ severity }) => severity !== 'error');
      const json = JSON.stringify(chat);
      same(api.validateChat(chat), { valid, issues }, name);
      const fromText = api.parseChat(json);
      same({ valid: fromText.valid, issues: fromText.issues }, { valid, issues }, name);
      same(api.parseChat(bytes(json)), fromText, name);
    }
  });

  test('validateChat leaves the value as it is', () => {
    const chat = Object.freeze({ held: 'yes', mood: 'good' });
    api.validateChat(chat);
    same(chat, { held: 'yes', mood: 'good' });
  });

  test('validateChat never throws', () => {
    const throwing = {
      get held() {
        throw new Error('no');
      },
      id: 'a',
    };
    const cyclic = { segments: [] };
    cyclic.segments.push(cyclic);
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [undefined, null, 0, NaN, '', 'chat', true, 1n, Symbol('s'), () => {}, [], new Date(0), new Map(), revoked]) {
      same(Array.isArray(api.validateChat(value).issues), true);
    }
    same(api.validateChat(throwing).issues, [
      { path: ['held'], code: 'type', severity: 'error', message: 'expected a boolean, found a property that throws' },
    ]);
    same(api.validateChat(cyclic).issues[0].code, 'missing');
    same(api.validateChat({ held: 1n, id: Symbol('s'), state: () => {}, roomId: new Date(0) }).issues.map(({ message }) => message), [
      'expected a string, found a function',
      'expected a string, found a symbol',
      'expected a string, found an object',
      'expected a boolean, found a bigint',
    ]);
  });

  test('a property that throws hides no other', () => {
    const no = () => {
      throw new Error('no');
    };
    const guarded = (object, ...names) => Object.defineProperties(object, Object.fromEntries(names.map((name) => [name, { get: no, enumerable: true }])));
    const segments = [guarded({ startTime: 'noon' }, 'endTime', 'type'), guarded({}, 'startTime'), { startTime: 5 }];
    const chat = guarded({ avatarImageUrl: 'x', held: 1, segments, journeyContext: guarded({}, 'customer', 'triggeringAction') }, 'id', 'state', 'wrapup');
    const found = Object.fromEntries(api.validateChat(chat).issues.map(({ path, message }) => [path.join('.'), message.replace(/.*found /, '')]));
    for (const path of ['segments.0.endTime', 'segments.0.type', 'segments.1.startTime', 'journeyContext.customer', 'journeyContext.triggeringAction', 'id', 'state', 'wrapup']) {
      same(found[path], 'a property that throws', path);
    }
    same([found['segments.2.startTime'], found.held], ['a number', 'a number']);
    same('segments.0.startTime' in found && 'avatarImageUrl' in found, true);
  });

  test('texts of objects may be anything, and half emojis meet no other half', () => {
    const connectedTime = '2021-01-20T09:25:34Z';
    for (const [state, initialState] of [['été', '😀'], ['\ud83d', '\ude00'], ['\ufeff', '\ufeffx'], ['x'.repeat(3000), 'ä'.repeat(3000)]]) {
      const chat = { state, initialState, connectedTime, disconnectedTime: '2021-01-20T09:25:30Z', avatarImageUrl: 'https://exämple.com' };
      const codes = ['unknown-value', 'unknown-value', 'order'].sort();
      same(api.validateChat(chat).issues.map(({ code }) => code).sort(), codes);
      same(api.parseChat(JSON.stringify(chat)).issues, api.validateChat(chat).issues);
      same(api.durations(chat, Date.parse(connectedTime) + 5000).talk.running, false);
    }
  });

  test('numbers that JSON cannot write are findings of objects too', () => {
    same(api.validateChat({ wrapup: { durationSeconds: NaN } }).issues, [
      { path: ['wrapup', 'durationSeconds'], code: 'number', severity: 'error', message: 'expected a number that a double can hold' },
    ]);
  });

  test('a getter that calls back is answered', () => {
    const chat = {
      get state() {
        return api.validateChat({ state: 'x' }).issues.length === 1 ? 'connected' : 'y';
      },
      held: 'no',
    };
    same(api.validateChat(chat).issues.length, 1);
  });

  test('parseChat keeps what it does not know and drops what is wrong', () => {
    const { chat, valid, issues } = api.parseChat('{"held":1,"segments":[1,{"startTime":"x","mood":[1e999,null]}],"id":"a","mood":{"good":null},"state":null}');
    same(chat, { segments: [{ startTime: 'x', mood: [Infinity, null] }], id: 'a', mood: { good: null } });
    same(valid, false);
    same(issues.map(({ path }) => path), [['segments', 0], ['segments', 1, 'startTime'], ['held']]);
  });

  test('parseChat gives an object in any case', () => {
    same(api.parseChat('5').chat, {});
    same(api.parseChat('null'), { chat: {}, valid: true, issues: [] });
  });

  test('parseChat reads what JSON.parse reads: duplicates, marks, half emojis, proto', () => {
    same(api.parseChat('{"held":"no","held":false}'), { chat: { held: false }, valid: true, issues: [] });
    same(api.parseChat('\ufeff{"id":"a"}').chat, { id: 'a' });
    same(api.parseChat(bytes('\ufeff{"id":"a"}')).chat, { id: 'a' });
    same(api.parseChat('{"id":"\\ud83dx","peerId":"\\\\ud83d","roomId":"\\ud83d\\ude00","x\\udead":"\ud83d!"}').chat, {
      id: '\ufffdx',
      peerId: '\\ud83d',
      roomId: '😀',
      'x\ufffd': '\ufffd!',
    });
    same(Object.keys(api.parseChat('{"__proto__":{"held":true},"held":null}').chat), ['__proto__']);
  });

  test('parseChat goes as deep as JSON.parse, a roster does not', () => {
    const deep = `{"mood":${'['.repeat(600)}${']'.repeat(600)},"held":1}`;
    same(api.parseChat(deep).issues.length, 1);
    same(JSON.stringify(api.parseChat(deep).chat.mood).length, 1200);
    const roster = new api.Roster();
    throwsLike(() => roster.receive(deep, 0), SyntaxError, 'expected at most 512 levels of nesting at line 1 column 520');
    roster.free();
  });

  test('parseChat reads long texts beyond ASCII', () => {
    const notes = 'ä€😀'.repeat(20_000);
    same(api.parseChat(JSON.stringify({ wrapup: { notes } })).chat.wrapup.notes === notes, true);
  });

  test('text that is not JSON is a SyntaxError with line and column', () => {
    throwsLike(() => api.parseChat('{\n  "held": tru\n}'), SyntaxError, 'expected a value at line 2 column 11');
    throwsLike(() => api.parseChat(Uint8Array.of(34, 255, 34)), SyntaxError, 'invalid UTF-8 at line 1 column 2');
    throwsLike(() => api.parseChat('['.repeat(1000)), SyntaxError, 'expected at most 512 levels of nesting at line 1 column 513');
    throwsLike(() => api.parseChat(5), TypeError, 'expected JSON as a string or as a `Uint8Array`');
    same(api.parseChat('{}').valid, true);
  });

  test('conversationChat is a Standard Schema', () => {
    const schema = api.conversationChat['~standard'];
    same([schema.version, schema.vendor], [1, 'conversation-chat']);
    const chat = { state: 'tomorrow' };
    same(schema.validate(chat).value === chat, true);
    same(schema.validate({ held: 1, state: 'tomorrow' }), { issues: [{ message: 'expected a boolean, found a number', path: ['held'] }] });
  });

  const at = (text) => Date.parse(text);

  test('a real chat on hold', () => {
    const now = at('2021-01-20T09:32:02.023Z');
    const durations = api.durations(fixtures.live, now);
    same(durations.basis, 'segments');
    same(durations.alert, { ms: 11_050, running: false, count: 1 });
    same(durations.talk, { ms: 205_861 + 109_400, running: false, count: 2 });
    same(durations.hold, { ms: 32_485 + 60_023, running: true, count: 2 });
    same(durations.currentHold, { ms: 60_000, running: true, count: 1 });
    same(durations.handle.ms, durations.talk.ms + durations.hold.ms);
    same(api.holdDuration(fixtures.live, now), 60_000);
    same(api.holdDuration(fixtures.ended, now), undefined);
    same('currentHold' in api.durations(fixtures.ended, now), false);
  });

  test('the published sessions, to the millisecond', () => {
    const start = at('2021-01-20T09:00:00Z');
    const time = (ms) => new Date(start + ms).toISOString();
    for (const { what, segments, metrics } of fixtures.sessions) {
      const durations = api.durations(
        { segments: segments.map(({ type, startMs, endMs }) => ({ type, startTime: time(startMs), endTime: time(endMs) })), state: 'disconnected' },
        start,
      );
      const { alert, talk, hold, afterCallWork, contacting, dialing, handle } = durations;
      const measured = { tAlert: alert, tTalkComplete: talk, tHeldComplete: hold, tAcw: afterCallWork, tContacting: contacting, tDialing: dialing, tHandle: handle };
      for (const [metric, timer] of Object.entries(measured)) same(timer.ms, metrics[metric] ?? 0, `${what}: ${metric}`);
    }
  });

  test('the spans sum up to the durations', () => {
    const now = at('2021-01-20T09:50:00Z');
    for (const chat of [fixtures.live, fixtures.ended]) {
      const durations = api.durations(chat, now);
      for (const kind of ['alert', 'contacting', 'dialing', 'talk', 'hold', 'afterCallWork']) {
        const spans = api.timeline(chat, now).filter((span) => span.kind === kind);
        same(spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0), durations[kind].ms, kind);
        same(spans.length, durations[kind].count, kind);
        same(spans.some(({ running }) => running), durations[kind].running, kind);
      }
    }
  });

  test('after-call work by its own times, by segments, by seconds', () => {
    const [startTime, endTime] = ['1970-01-01T00:00:10Z', '1970-01-01T00:00:30Z'];
    const work = (chat) => api.durations({ state: 'disconnected', disconnectedTime: startTime, ...chat }, 60_000).afterCallWork;
    same(work({ afterCallWork: { startTime, endTime, state: 'complete' } }), { ms: 20_000, running: false, count: 1 });
    same(work({ afterCallWork: { startTime, state: 'PENDING' } }), { ms: 50_000, running: true, count: 1 });
    same(work({ segments: [{ type: 'wrapup', startTime, endTime }] }), { ms: 20_000, running: false, count: 1 });
    same(work({ wrapup: { durationSeconds: 39, endTime } }), { ms: 39_000, running: false, count: 1 });
  });

  test('the alert counts down', () => {
    const chat = { state: 'alerting', startAlertingTime: '1970-01-01T00:00:00Z', queueMediaSettings: { alertingTimeoutSeconds: 30 } };
    same(api.durations(chat, 10_000).alert, { ms: 10_000, running: true, count: 1, remainingMs: 20_000 });
    same(api.durations(chat, 40_000).alert.remainingMs, 0);
  });

  test('a now that is not finite is a RangeError, any other bad input is zeros', () => {
    for (const now of [NaN, Infinity, -Infinity, undefined]) {
      for (const ask of [api.durations, api.holdDuration, api.timeline]) {
        throwsLike(() => ask({}, now), RangeError, 'expected `now` to be a finite number of epoch milliseconds');
      }
    }
    for (const bad of [undefined, null, 5, 'x', [], { segments: 'x', connectedTime: {}, held: 'yes', startHoldTime: 'x' }]) {
      same(api.durations(bad, 0).handle, { ms: 0, running: false, count: 0 });
      same(api.timeline(bad, 0), []);
      same(api.holdDuration(bad, 0), undefined);
    }
  });

  test('a roster takes every payload, nested and flat', () => {
    const roster = new api.Roster();
    const now = at('2021-01-20T09:31:12.023Z');
    same(roster.receive(JSON.stringify(fixtures.heartbeat), now), []);
    same(roster.receive(JSON.stringify(fixtures.closing), now), []);
    const changes = roster.receive(JSON.stringify(fixtures.nested), now);
    same(changes.map(({ change, issues }) => [change, issues.length]), [['added', 0], ['added', 0], ['added', 0]]);
    same(roster.size, 3);
    const agent = roster.rows(now).find(({ purpose }) => purpose === 'agent');
    same(
      [agent.mediaType, agent.state, agent.held, agent.userId !== undefined, agent.durations.currentHold],
      ['chat', 'connected', true, true, { ms: 10_000, running: true, count: 1 }],
    );
    same(Object.keys(roster.rows(now)[1]).includes('userId'), false);
    roster.receive(bytes(JSON.stringify(fixtures.flat)), at('2021-01-20T09:40:01Z'));
    same(roster.size, 3);
    same(roster.rows(at('2021-01-20T09:40:10.042Z')).find(({ purpose }) => purpose === 'agent').durations.afterCallWork, {
      ms: 10_000,
      running: true,
      count: 1,
      remainingMs: 50_000,
    });
    roster.receive(JSON.stringify(fixtures.list), at('2021-01-20T09:40:02Z'));
    same(roster.remove(agent.communicationId), true);
    same(roster.remove(agent.communicationId), false);
    same(roster.size, 2);
    roster.free();
  });

  test('a roster reads long texts beyond ASCII, as strings and as bytes', () => {
    for (const letters of ['x', 'ä', '€', '😀', 'x'.repeat(50) + '😀']) {
      const id = letters.repeat(30_000);
      const text = JSON.stringify({ id, state: 'connected', connectedTime: '2021-01-20T09:25:34Z', held: 'no' });
      for (const json of [text, bytes(text)]) {
        const roster = new api.Roster();
        const [{ communicationId, issues }] = roster.receive(json, 0);
        same([communicationId === id, issues.length, roster.rows(0)[0].communicationId === id], [true, 1, true]);
        roster.free();
      }
    }
  });

  test('a roster is not harmed by what it cannot read', () => {
    const roster = new api.Roster();
    roster.receive('{"id":"x","state":"connected"}', 0);
    throwsLike(() => roster.receive('{"id": ', 0), SyntaxError, 'expected a value at line 1 column 8');
    throwsLike(() => roster.receive({}, 0), TypeError, 'expected JSON as a string or as a `Uint8Array`');
    throwsLike(() => roster.receive('{}', NaN), RangeError, 'expected `at` to be a finite number of epoch milliseconds');
    for (const ask of ['rows', 'tick', 'nextChange']) {
      throwsLike(() => roster[ask](NaN), RangeError, 'expected `now` to be a finite number of epoch milliseconds');
    }
    same(roster.size, 1);
    same(roster.receive('{"id":"y","held":5}', 0), [
      { communicationId: 'y', change: 'added', issues: [{ path: ['held'], code: 'type', severity: 'error', message: 'expected a boolean, found a number' }] },
    ]);
    roster[Symbol.dispose ?? 'free']?.();
  });

  test('ticks are the rows as numbers, also after memory grew', () => {
    const { TickColumn } = api;
    const roster = new api.Roster();
    const now = at('2021-01-20T09:32:02.023Z');
    roster.receive(JSON.stringify(fixtures.list), now);
    const columns = roster.tick(now);
    same(columns.length, 2 * TickColumn.width);
    api.parseChat(JSON.stringify({ notes: 'x'.repeat(9_000_000) }));
    same(roster.tick(now + 1000) === columns, true);
    const kinds = ['alert', 'contacting', 'dialing', 'talk', 'hold', 'afterCallWork', 'handle', 'currentHold'];
    roster.rows(now + 1000).forEach(({ durations }, index) => {
      const column = (name) => columns[index * TickColumn.width + TickColumn[name]];
      for (const kind of kinds) {
        const timer = durations[kind];
        same(column(kind), timer?.ms ?? NaN, kind);
        same((column('running') & (1 << TickColumn[kind])) !== 0, timer?.running ?? false, kind);
      }
      same(column('alertRemaining'), durations.alert.remainingMs ?? NaN);
      same(column('afterCallWorkRemaining'), durations.afterCallWork.remainingMs ?? NaN);
    });
    same(roster.nextChange(now), at('2021-01-20T09:32:02.254Z'));
    same(new api.Roster().nextChange(now), undefined);
  });

  test('the cloud clock takes the answer of the platform as it is', () => {
    const clock = new api.CloudClock();
    same([clock.offset, clock.uncertainty, clock.now(5)], [undefined, undefined, 5]);
    const time = at(fixtures.date.currentDate);
    for (const answer of [time, fixtures.date.currentDate, JSON.stringify(fixtures.date), fixtures.date]) {
      const fresh = new api.CloudClock();
      fresh.observe(1000, answer, 1040);
      same([fresh.offset, fresh.uncertainty, fresh.now(2020)], [time - 1020, 20, time + 1000]);
    }
    throwsLike(() => clock.observe(2, time, 1), RangeError, 'expected `receivedAt` not to be before `sentAt`');
    throwsLike(() => clock.observe(NaN, time, 1), RangeError, 'expected finite times in milliseconds');
    for (const answer of ['noon', '{}', null, undefined, {}, '{"currentDate": 5}']) {
      throwsLike(() => clock.observe(0, answer, 1), RangeError, 'expected a timestamp, or an answer with one as its `currentDate`');
    }
    same(clock.offset, undefined);
  });

  test('durations as text', () => {
    same([0, 999, 125_999, 3_725_000, 360_000_000, -5, NaN].map(api.formatClock), ['0:00', '0:00', '2:05', '1:02:05', '100:00:00', '0:00', '0:00']);
    same([0, 125_999, 3_600_000, 3_725_000, NaN].map(api.formatIsoDuration), ['PT0S', 'PT2M5S', 'PT1H', 'PT1H2M5S', 'PT0S']);
  });
}
