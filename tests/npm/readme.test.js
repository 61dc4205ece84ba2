// The examples in the documents do what they say.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { blocks, documents, example, read } from '../documents.js';

/** An example as a module in a folder from where the package can be imported. */
function asModule(name) {
  const file = fileURLToPath(new URL(`../node_modules/.readme-${name}.mjs`, import.meta.url));
  writeFileSync(file, example(name));
  return file;
}

/** What the comments of an example say that it prints. */
const promised = (text) =>
  [...text.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, comment]) => comment);

const names = blocks.flatMap(({ kind, name }) => (kind === 'test' ? [name] : []));

for (const name of names.filter((name) => name.startsWith('node')))
  test(`the example ${name} prints what its comments say`, () => {
    const printed = execFileSync(process.execPath, [asModule(name)], { encoding: 'utf8' });
    const expected = promised(example(name));
    assert.ok(expected.length > 0, 'it promises something');
    assert.deepEqual(printed.trim().split('\n'), expected);
  });

test('every example has a test, or is a file that is tested', () => {
  const folders = ['adapters', 'feed', 'npm'].map(
    (name) => new URL(`../${name}/`, import.meta.url),
  );
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  );
  // The name of the example; or that of its document, which the test serves or bundles whole.
  const isNamed = (name) => sources.some((source) => source.includes(name));
  const isTested = ({ document, kind, name, text }) =>
    kind === 'file'
      ? text === read(name)
      : kind === 'test' &&
        (name.startsWith('node') || isNamed(`'${name}'`) || isNamed(`${document}'`));
  const untested = blocks.filter((block) => block.language !== 'sh' && !isTested(block));
  assert.deepEqual(
    untested.map(({ document, language, name }) => `${document}: ${language} ${name}`),
    [],
  );
  assert.ok(names.length > 15, `${names.length} examples`);
});

test('the first screen is short, and the list of guides is complete', () => {
  const readme = read('README.md').split('\n');
  assert.ok(readme.length <= 150, `${readme.length} lines`);
  assert.ok(readme.indexOf('npm install conversation-chat') < 30, 'the installation comes first');
  const guides = documents.filter((path) => /^docs\/(?!index)/.test(path));
  const listed = [...read('docs/index.md').matchAll(/^- \[.*?\]\((\w[\w-]*\.md)\)/gm)];
  assert.deepEqual(listed.map(([, path]) => `docs/${path}`).sort(), guides.sort());
});

test('the clock of the first example runs', async (t) => {
  const lines = example('first')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('//'));
  assert.ok(lines.length <= 20, `${lines.length} lines`);
  const expected = [...example('first').matchAll(/^\/\/ (.*)/gm)].map(([, comment]) => comment);
  assert.equal(expected.length, 2);
  const child = spawn(process.execPath, [asModule('first')]);
  t.after(() => child.kill());
  const printed = [];
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    if (printed.length === expected.length) break;
  }
  assert.deepEqual(printed, expected);
});

test('the page example times a chat', async (t) => {
  const chat = JSON.stringify({
    connectedTime: '2021-01-20T09:25:00Z',
    held: true,
    startHoldTime: '2021-01-20T09:26:00Z',
    scriptId: 'one',
  });
  const warned = [];
  t.mock.method(globalThis, 'fetch', async () => new Response(chat));
  t.mock.method(console, 'warn', (...words) => warned.push(words.join(' ')));
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.parse('2021-01-20T09:26:29Z') });
  globalThis.document = { title: '' };
  await import(pathToFileURL(asModule('page')));
  t.mock.timers.tick(1000);
  assert.equal(document.title, 'talk 1:00, hold 0:30, handle 1:30, this hold 0:30');
  assert.deepEqual(warned, ['scriptId uuid expected a UUID']);
  delete globalThis.document;
});

test('a desk in 20 lines runs a shift', async (t) => {
  assert.ok(
    example('desk')
      .split('\n')
      .filter((line) => line.trim() && !line.trim().startsWith('//')).length <= 20,
  );
  const { startDesk } = await import(pathToFileURL(asModule('desk')));
  const cloudStart = Date.parse('2021-01-20T09:40:20.042Z');
  const began = performance.now();
  const cloudNow = () => new Date(cloudStart + performance.now() - began).toISOString();
  const fixture = (name) =>
    readFileSync(new URL(`../fixtures/payloads/${name}.json`, import.meta.url), 'utf8');
  const socket = new EventTarget();
  const shown = [];
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const warned = t.mock.method(console, 'warn', () => {});
  const list = JSON.parse(fixture('list'));
  const { userId } = list.entities[0].participants.find(({ purpose }) => purpose === 'agent');
  const stop = await startDesk({
    userId,
    fetchText: async (path) =>
      path.endsWith('/date') ? JSON.stringify({ currentDate: cloudNow() }) : JSON.stringify(list),
    socket,
    show: (lines) => shown.push(lines),
  });
  assert.equal(shown[0].length, 1, 'only the legs of that agent');
  assert.match(shown[0][0], /hold 9:50$/);
  assert.equal(warned.mock.callCount(), 1);
  const before = shown.length;
  socket.dispatchEvent(Object.assign(new Event('message'), { data: fixture('event-flat') }));
  assert.equal(shown.length, before + 1, 'drawn at once');
  assert.match(shown.at(-1)[0], /hold 9:30$/);
  stop();
  socket.dispatchEvent(Object.assign(new Event('message'), { data: fixture('event-nested') }));
  assert.equal(shown.length, before + 1, 'and no more');
});

test('the history example names each difference, and its reason', async (t) => {
  globalThis.response = new Response(
    read('tests/fixtures/analytics/voice-declined-then-answered-2024.json'),
  );
  t.after(() => delete globalThis.response);
  const printed = t.mock.method(console, 'log', () => {});
  await import(pathToFileURL(asModule('history')));
  const figures = printed.mock.calls.map(({ arguments: [metric, ours, platform, why] }) => [
    metric,
    ours - platform,
    typeof why,
  ]);
  assert.deepEqual(figures, [
    ['tAcw', 4000, 'string'],
    ['tHandle', 4000, 'string'],
  ]);
});

test('the parts of a drawing add up', async () => {
  const { handling } = await import(pathToFileURL(asModule('parts')));
  const now = Date.parse('2026-09-01T08:00:33.700Z');
  const time = (ms) => ({ ms, count: 1 });
  const timers = {
    talk: time(19_900),
    hold: { ms: 0, count: 1, since: now - 13_800 },
    afterCallWork: time(0),
    contacting: time(0),
    dialing: time(0),
    handle: { ms: 19_900, count: 1, since: now - 13_800 },
  };
  const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  for (let ms = 0; ms < 5000; ms += 37) {
    const { handle, ...parts } = handling(timers, now + ms);
    const sum = Object.values(parts).reduce((total, part) => total + seconds(part), 0);
    assert.equal(seconds(handle), sum, JSON.stringify({ handle, ...parts }));
  }
  const { talk, hold, handle } = handling(timers, now);
  assert.deepEqual([talk, hold, handle], ['0:19', '0:13', '0:32']);
});
