// What `init` does when the module does not come as it should, in a real Chromium.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './chromium.js';
import { serve } from './serve.js';

const wasm = readFileSync(new URL('../../pkg/conversation_chat_bg.wasm', import.meta.url));
const html = {
  contentType: 'text/html',
  body: '<!doctype html><title>A single-page application</title>',
};
const works = "api.validateChat({ held: 'yes' }).issues[0].message";
const FINDING = 'expected a boolean, found a string';

let server;
let browser;
before(async () => {
  server = await serve(fileURLToPath(new URL('../..', import.meta.url)));
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
});

/**
 * Runs statements in a new page, where `api` is the package and `failure(promise)` gives the message of an error. `answers` are what stands in for
 * files of the package, one for each request of it; the last one stays. Gives what the statements return, and the files that were asked for.
 */
async function inPage(statements, answers = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  try {
    await page.route('**/pkg/**', (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1);
      asked.push(name);
      const answer = answers[name]?.length > 1 ? answers[name].shift() : answers[name]?.[0];
      if (answer === undefined) return route.continue();
      return answer === 'no network' ? route.abort('internetdisconnected') : route.fulfill(answer);
    });
    await page.goto(`${server.url}/tests/npm/loading.html`);
    const result = await page.evaluate(`(async () => {
      const api = await import('/pkg/browser.js');
      const init = api.default;
      const failure = (promise) => promise.then(() => 'no error', (error) => error.message.replaceAll(location.origin, ''));
      ${statements}
    })()`);
    return { result, asked };
  } finally {
    await context.close();
  }
}

const MODULE = 'conversation_chat_bg.wasm';
const COPY = 'embedded.js';

test('the module is fetched from beside the script, once, and the copy is not', async () => {
  const { result, asked } = await inPage(
    `await Promise.all([init(), init()]); await init(); return ${works}`,
  );
  assert.equal(result, FINDING);
  assert.equal(asked.filter((name) => name === MODULE).length, 1);
  assert.equal(asked.includes(COPY), false);
});

for (const [what, answer] of [
  ['is not there', { status: 404, body: '' }],
  ['is a page of a single-page application', html],
  ['is text, though said to be a module', { contentType: 'application/wasm', body: 'no module' }],
  [
    'is another module',
    { contentType: 'application/wasm', body: Buffer.from('0061736d01000000', 'hex') },
  ],
  ['cannot be reached', 'no network'],
]) {
  test(`where the module ${what}, the copy is loaded`, async () => {
    const { result, asked } = await inPage(`await init(); return ${works}`, { [MODULE]: [answer] });
    assert.equal(result, FINDING);
    assert.equal(asked.includes(COPY), true);
  });
}

test('a module of another content type is loaded without the copy', async () => {
  const { result, asked } = await inPage(`await init(); return ${works}`, {
    [MODULE]: [{ contentType: 'application/octet-stream', body: wasm }],
  });
  assert.equal(result, FINDING);
  assert.equal(asked.includes(COPY), false);
});

test('when the copy cannot be loaded either, the error says what was asked and what came, and init may be tried again', async () => {
  const { result } = await inPage(
    `const message = await failure(init()); await init(); return [message, ${works}]`,
    { [MODULE]: [html, { contentType: 'application/wasm', body: wasm }], [COPY]: ['no network'] },
  );
  assert.match(
    result[0],
    /^cannot load conversation-chat: `\/pkg\/conversation_chat_bg\.wasm` answered with `text\/html` that is not the module of conversation-chat: it begins with "<!doctype html>/,
  );
  assert.match(result[0], /; nor the copy in a chunk: /);
  assert.equal(result[1], FINDING);
});

test('an address that was given is not replaced by the copy: the error says what came', async () => {
  const { result, asked } = await inPage(`
    const messages = [];
    for (const source of ['/nowhere.wasm', '/tests/npm/loading.html', 'http://localhost:1/x.wasm', new Uint8Array(8), new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), Promise.reject('gone'), 5]) messages.push(await failure(init(source)));
    await init();
    return [...messages, ${works}];
  `);
  const begins = [
    /^cannot load conversation-chat: `\/nowhere.wasm` answered with status 404$/,
    /^cannot load conversation-chat: `\/tests\/npm\/loading.html` answered with `text\/html; charset=utf-8` that is not the module of conversation-chat: it begins with "<!doctype html>/,
    /^cannot load conversation-chat: `http:\/\/localhost:1\/x.wasm` cannot be fetched: Failed to fetch$/,
    /^cannot load conversation-chat: .*magic/,
    /^cannot load conversation-chat: this is not the module of conversation-chat$/,
    /^cannot load conversation-chat: gone$/,
    /^cannot load conversation-chat: .*WebAssembly/,
  ];
  begins.forEach((begin, index) => assert.match(result[index], begin));
  assert.equal(result.at(-1), FINDING);
  assert.equal(asked.includes(COPY), false);
});

test('of two calls at once the good one wins, whichever comes first', async () => {
  for (const calls of ["[init('/nowhere.wasm'), init()]", "[init(), init('/nowhere.wasm')]"]) {
    const { result } = await inPage(
      `return [await Promise.all((${calls}).map(failure)), ${works}]`,
    );
    assert.deepEqual(result, [['no error', 'no error'], FINDING]);
  }
});

test('every kind of source is taken', async () => {
  const bytes = `await (await fetch('/pkg/${MODULE}')).arrayBuffer()`;
  for (const source of [
    `'/pkg/${MODULE}'`,
    `new URL('/pkg/${MODULE}', location.href)`,
    `new Request('/pkg/${MODULE}')`,
    `fetch('/pkg/${MODULE}')`,
    bytes,
    `new Uint8Array(${bytes})`,
    `await WebAssembly.compile(${bytes})`,
    'null',
    'Promise.resolve()',
  ]) {
    const { result } = await inPage(`await init(${source}); return ${works}`);
    assert.equal(result, FINDING, source);
  }
});

test('initSync fails as init does, may be tried again, and does nothing afterwards', async () => {
  const { result } = await inPage(`
    const bytes = await (await fetch('/pkg/${MODULE}')).arrayBuffer();
    const attempt = async (source) => api.initSync(source);
    return [await failure(attempt(new Uint8Array([1]))), await failure(attempt(bytes)), await failure(attempt(new Uint8Array())), ${works}];
  `);
  assert.match(result[0], /magic|BufferSource argument|too short|WebAssembly/);
  assert.deepEqual(result.slice(1), ['no error', 'no error', FINDING]);
});

test('before init every call says what is missing', async () => {
  const { result } = await inPage(`
    const calls = [() => api.validateChat({}), () => new api.Roster(), () => api.parseChat('{}'), () => api.durations({}, 1.6e12)];
    return Promise.all(calls.map((call) => failure((async () => call())())));
  `);
  assert.deepEqual(
    new Set(result),
    new Set(['conversation-chat is not loaded: call and await `init()` first']),
  );
});
