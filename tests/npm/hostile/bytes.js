// Bytes from other realms, and in memory that is shared or changes its size.

import { START, bytesOf } from '../contract/tools.js';

const JSON_TEXT = '{"id":"a","state":"connected","held":5}';

export function bytes(api, { test, same, thrown, throwsLike, anotherRealm, isSound, isTrue }) {
  const plain = bytesOf(JSON_TEXT);
  const isRead = (given, what) => {
    same(api.parseChat(given).issues.length, 1, what);
    const roster = new api.Roster();
    same(
      roster
        .receive(given, START)
        .map(({ communicationId, issues }) => [communicationId, issues.length]),
      [['a', 1]],
      what,
    );
    throwsLike(
      () => roster.sync(given, START),
      TypeError,
      'expected a list of conversations, found a communication: pass the body of `GET /api/v2/conversations`',
      what,
    );
    roster.free();
  };

  /** The bytes in a buffer, with others before and behind them. */
  const within = (buffer) => {
    const padded = new Uint8Array(buffer);
    padded.fill(120);
    padded.set(plain, 3);
    return new Uint8Array(buffer, 3, plain.length);
  };

  test('a part of a buffer is read as the part that it is', () =>
    isRead(within(new ArrayBuffer(plain.length + 10))));

  test('bytes and objects of another realm are as good', () => {
    const other = anotherRealm();
    isRead(other.Uint8Array.from(plain), 'bytes of another realm');
    isRead(
      other.JSON.parse(JSON_TEXT) &&
        new other.Uint8Array(within(new ArrayBuffer(plain.length + 10))),
      'a copy in another realm',
    );
    const chat = other.JSON.parse('{"held":1,"segments":[{"startTime":5}],"wrapup":{"tags":[1]}}');
    same(
      api.validateChat(chat),
      api.validateChat({ held: 1, segments: [{ startTime: 5 }], wrapup: { tags: [1] } }),
    );
    const page = other.JSON.parse(
      '[{"id":"c","participants":[{"id":"p","chats":[{"id":"x","state":"connected"}]}]}]',
    );
    const roster = new api.Roster({ purposes: undefined });
    same(
      [
        roster.receive(page, START).length,
        roster.sync(other.JSON.parse('[]'), START + 1).map(({ type }) => type),
      ],
      [1, ['ended']],
    );
    for (const date of [new other.Date(0), new other.Map()]) {
      same(
        api.validateChat(date).issues.map(({ path, code }) => [path, code]),
        [[[], 'type']],
      );
      same(roster.receive(date, START), []);
    }
    const clock = new api.CloudClock();
    clock.observe(0, new other.Date(5000), 0);
    clock.observe(1, other.JSON.parse('{"currentDate":"1970-01-01T00:00:05.001Z"}'), 1);
    same(clock.now(1), 5001);
    roster.free();
  });

  test('bytes in shared memory are read', () => {
    // Pages have none unless they are isolated from others; a module can always share its memory
    // with itself.
    const shared =
      typeof SharedArrayBuffer === 'undefined'
        ? new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer
        : new SharedArrayBuffer(plain.length + 10);
    isTrue(Object.prototype.toString.call(shared) === '[object SharedArrayBuffer]');
    isRead(within(shared));
  });

  test('bytes in memory that changes its size are read, and what shrank away is none', () => {
    if (ArrayBuffer.prototype.resize === undefined) return;
    const resizable = new ArrayBuffer(plain.length + 10, { maxByteLength: 1 << 16 });
    const part = within(resizable);
    isRead(part);
    const whole = new Uint8Array(resizable);
    resizable.resize(1);
    for (const given of [part, whole])
      isTrue(thrown(() => api.parseChat(given)) instanceof SyntaxError);
  });

  test('bytes whose buffer was handed over are no text', () => {
    const given = Uint8Array.from(plain);
    structuredClone(given.buffer, { transfer: [given.buffer] });
    const error = thrown(() => api.parseChat(given));
    isTrue(error instanceof SyntaxError || error instanceof TypeError, String(error));
    isSound();
  });

  test('what only looks like bytes is none', () => {
    const fake = {
      length: 2,
      0: 123,
      1: 125,
      [Symbol.toStringTag]: 'Uint8Array',
      buffer: new ArrayBuffer(2),
    };
    for (const wrong of [
      fake,
      Object.create(Uint8Array.prototype),
      new Proxy(new Uint8Array(2), {}),
      new Int8Array(2),
      new Uint8ClampedArray(2),
    ]) {
      isTrue(thrown(() => api.parseChat(wrong)) instanceof TypeError);
    }
    class Bytes extends Uint8Array {
      get length() {
        return 1e9;
      }
      get byteLength() {
        throw new Error('no');
      }
    }
    isRead(Bytes.from(plain), 'a class of bytes whose length lies');
    isSound();
  });
}
