// Reading text.

import { START, bytesOf } from './tools.js';

const SYNTAX_ERRORS = [
  // text, message, line, column, offset
  ['{\n  "held": tru\n}', 'expected a value at line 2 column 11', 2, 11, 12],
  ['', 'expected a value at line 1 column 1', 1, 1, 0],
  ['{"id": ', 'expected a value at line 1 column 8', 1, 8, 7],
  // Columns count UTF-16 units, offsets bytes of UTF-8.
  ['["ä😀", x]', 'expected a value at line 1 column 9', 1, 9, 11],
];

export function reading(api, fixtures, { test, same, throwsLike, thrown, isTrue }) {
  test('every fixture is judged alike as an object, as text and as bytes', () => {
    for (const { name, chat } of fixtures.checks) {
      // What is no object in JavaScript alone, JSON cannot write.
      const json = JSON.stringify(chat);
      const { valid, issues } = api.validateChat(chat);
      const fromText = api.parseChat(json);
      same({ valid: fromText.valid, issues: fromText.issues }, { valid, issues }, name);
      same(api.parseChat(bytesOf(json)), fromText, name);
    }
  });

  test('what is wrong or null is absent from the chat, what is not known is kept', () => {
    const { chat, valid, issues } = api.parseChat(
      '{"held":1,"segments":[1,{"startTime":"x","mood":[1e999,null]},null],"id":"a","mood":{"good":null},"state":null}',
    );
    same(chat, {
      segments: [{ startTime: 'x', mood: [Infinity, null] }],
      id: 'a',
      mood: { good: null },
    });
    same(
      [valid, issues.map(({ path }) => path)],
      [false, [['segments', 0], ['segments', 1, 'startTime'], ['held']]],
    );
  });

  test('the chat is an object in any case, and what was no object is an error', () => {
    for (const [json, found] of [
      ['5', 'a number'],
      ['null', 'null'],
      ['"x"', 'a string'],
      ['[]', 'an array'],
      ['true', 'a boolean'],
    ]) {
      same(api.parseChat(json), {
        chat: {},
        valid: false,
        issues: [
          {
            path: [],
            code: 'type',
            severity: 'error',
            message: `expected an object, found ${found}`,
          },
        ],
      });
    }
  });

  test('it reads what JSON.parse reads: repeated keys, byte order marks, half emojis, __proto__', () => {
    same(api.parseChat('{"held":"no","held":false}'), {
      chat: { held: false },
      valid: true,
      issues: [],
    });
    same(api.parseChat('\ufeff{"id":"a"}').chat, { id: 'a' });
    same(api.parseChat(bytesOf('\ufeff{"id":"a"}')).chat, { id: 'a' });
    same(
      api.parseChat(
        '{"id":"\\ud83dx","peerId":"\\\\ud83d","roomId":"\\ud83d\\ude00","x\\udead":"\ud83d!"}',
      ).chat,
      {
        id: '\ufffdx',
        peerId: '\\ud83d',
        roomId: '😀',
        'x\ufffd': '\ufffd!',
      },
    );
    same(Object.keys(api.parseChat('{"__proto__":{"held":true},"held":null}').chat), ['__proto__']);
    same({}.held, undefined);
  });

  test('a number that is too large for a double is a finding', () => {
    const { chat, issues } = api.parseChat('{"wrapup":{"durationSeconds":1e999,"code":"a"}}');
    same(
      [chat, issues.map(({ path, code }) => [path.join('.'), code])],
      [{ wrapup: { code: 'a' } }, [['wrapup.durationSeconds', 'number']]],
    );
  });

  test('it goes as deep as JSON.parse', () => {
    const deep = `{"mood":${'['.repeat(600)}${']'.repeat(600)},"held":1}`;
    const { chat, issues } = api.parseChat(deep);
    same([issues.length, JSON.stringify(chat.mood).length], [1, 1200]);
  });

  test('it reads long texts beyond ASCII, as strings and as bytes', () => {
    const notes = 'ä€😀'.repeat(20_000);
    const json = JSON.stringify({ wrapup: { notes } });
    isTrue(api.parseChat(json).chat.wrapup.notes === notes);
    isTrue(api.parseChat(bytesOf(json)).chat.wrapup.notes === notes);
  });

  test('text that is not JSON is a SyntaxError that says where', () => {
    for (const [json, message, line, column, offset] of SYNTAX_ERRORS) {
      for (const given of [json, bytesOf(json)]) {
        const error = throwsLike(() => api.parseChat(given), SyntaxError, message);
        same(
          { line: error.line, column: error.column, offset: error.offset },
          { line, column, offset },
          json,
        );
        const roster = new api.Roster();
        const received = throwsLike(() => roster.receive(given, START), SyntaxError, message);
        same(
          { line: received.line, column: received.column, offset: received.offset },
          { line, column, offset },
          json,
        );
        const synced = throwsLike(() => roster.sync(given, START), SyntaxError, message);
        same(
          { line: synced.line, column: synced.column, offset: synced.offset },
          { line, column, offset },
          json,
        );
        same(roster.rows, []);
        roster.free();
      }
    }
    const invalid = throwsLike(
      () => api.parseChat(Uint8Array.of(34, 255, 34)),
      SyntaxError,
      'invalid UTF-8 at line 1 column 2',
    );
    same([invalid.line, invalid.column, invalid.offset], [1, 2, 1]);
    // Not where it is deep, but where it is no JSON.
    const lists = (levels) => '['.repeat(levels) + ']'.repeat(levels);
    for (const [json, message, column] of [
      ['['.repeat(1000), 'expected a value', 1001],
      [`{"a":${lists(600)},}`, 'expected a key in quotes', 1207],
      [`{"a":${lists(600)}} x`, 'expected the end of the text', 1208],
      [`${lists(70_000)}]`, 'expected the end of the text', 140_001],
      [`${'{"a":['.repeat(400)}1]}${']}'.repeat(398)}]]`, 'expected `,` or `}`', 3201],
    ]) {
      const roster = new api.Roster();
      for (const read of [api.parseChat, (given) => roster.receive(given, START)])
        for (const given of [json, bytesOf(json)]) {
          const error = throwsLike(
            () => read(given),
            SyntaxError,
            `${message} at line 1 column ${column}`,
          );
          same([error.line, error.column, error.offset], [1, column, column - 1]);
        }
      roster.free();
    }
    same(api.parseChat('{}'), { chat: {}, valid: true, issues: [] });
  });

  test('what is neither text nor bytes is a TypeError, and nothing is converted', () => {
    let conversions = 0;
    const convertible = {
      toString: () => (conversions++, '{}'),
      valueOf: () => (conversions++, '{}'),
      [Symbol.toPrimitive]: () => (conversions++, '{}'),
    };
    for (const wrong of [
      5,
      null,
      undefined,
      {},
      [],
      true,
      1n,
      Symbol('s'),
      new String('{}'),
      new ArrayBuffer(2),
      new Uint16Array(1),
      new DataView(new ArrayBuffer(2)),
      convertible,
    ]) {
      throwsLike(
        () => api.parseChat(wrong),
        TypeError,
        'expected JSON as a string or as a `Uint8Array`',
      );
    }
    same(conversions, 0);
    same(
      thrown(() => api.parseChat(new Uint8Array([123, 125]))),
      undefined,
    );
  });
}
