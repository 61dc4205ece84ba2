// The adapters where there is no page: imported and required in Node, rendered on a server, and
// their types.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { here, runTool, unpack } from './laid-out.js';

// Beside the dependencies, which it can import.
const folder = join(here, 'node_modules/.server');
before(() => {
  unpack();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});

/** What a program prints. */
function printed(name, text) {
  writeFileSync(join(folder, name), text);
  return execFileSync(process.execPath, [join(folder, name)], { encoding: 'utf8' }).trim();
}

const SHOW =
  'console.log(JSON.stringify([react, vue, element].map((names) => Object.keys(names).filter((name) => !["default", "module.exports"].includes(name)).sort())));';
const NAMES = JSON.stringify([
  ['useElapsed', 'useRoster'],
  ['useElapsed', 'useRoster'],
  ['HoldTimer'],
]);

test('they can be imported and required, with no page and no module', () => {
  const imports = ['react', 'vue', 'element'].map(
    (name) => `import * as ${name} from 'conversation-chat/${name}';`,
  );
  assert.equal(printed('all.mjs', `${imports.join('\n')}\n${SHOW}`), NAMES);
  const requires = ['react', 'vue', 'element'].map(
    (name) => `const ${name} = require('conversation-chat/${name}');`,
  );
  assert.equal(printed('all.cjs', `${requires.join('\n')}\n${SHOW}`), NAMES);
});

const ROSTER = `
import { formatClock, Roster } from 'conversation-chat';
const roster = new Roster();
const chat = { id: 'c', state: 'connected', connectedTime: '2026-01-01T00:00:00Z', held: false };
const ended = { ...chat, id: 'd', state: 'disconnected', disconnectedTime: '2026-01-01T00:01:05Z' };
roster.receive({ id: 'v', participants: [{ id: 'p', purpose: 'agent', chats: [chat, ended] }] }, Date.parse('2026-01-01T00:02:00Z'));
const now = () => Date.parse('2026-01-01T00:02:00Z');
const show = (ms) => (ms === undefined ? '' : formatClock(ms));
`;

test('React on a server: rows, and of the clocks what does not run', () => {
  const text = printed(
    'react.mjs',
    `${ROSTER}
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { useElapsed, useRoster } from 'conversation-chat/react';
const Row = ({ row }) => createElement('li', null, show(useElapsed(row.timers.talk, now)));
const List = () => useRoster(roster).map((row) => createElement(Row, { key: row.communicationId, row }));
console.log(renderToString(createElement(List)));`,
  );
  assert.equal(text, '<li></li><li>1:05</li>');
});

test('Vue on a server: rows and clocks, and nothing that keeps the process from ending', () => {
  const text = printed(
    'vue.mjs',
    `${ROSTER}
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { useElapsed, useRoster } from 'conversation-chat/vue';
const Row = { props: ['row'], setup: (props) => { const ms = useElapsed(() => props.row.timers.talk, now); return () => h('li', show(ms.value)); } };
const app = createSSRApp({ setup: () => { const rows = useRoster(roster); return () => rows.value.map((row) => h(Row, { row })); } });
console.log(await renderToString(app));`,
  );
  assert.equal(text, '<!--[--><li>2:00</li><li>1:05</li><!--]-->');
});

const TYPED = {
  react: `import { useElapsed, useRoster } from 'conversation-chat/react';
import type { Roster, RosterRow, Stopwatch } from 'conversation-chat';
declare const roster: Roster | undefined;
export const rows: readonly RosterRow[] = useRoster(roster);
declare const stopwatch: Stopwatch | undefined;
export const ms: number | undefined = useElapsed(stopwatch, () => 0, { stepMs: 1000 });
// @ts-expect-error: it may be unknown
export const certain: number = useElapsed(stopwatch, () => 0);
// @ts-expect-error: the clock is a function
useElapsed(stopwatch, 5);`,
  vue: `import { useElapsed, useRoster } from 'conversation-chat/vue';
import type { Roster, RosterRow, Stopwatch } from 'conversation-chat';
declare const roster: Roster;
export const rows: readonly RosterRow[] = useRoster(() => roster).value;
declare const stopwatch: Stopwatch | undefined;
export const ms: number | undefined = useElapsed(() => stopwatch, () => 0).value;
// @ts-expect-error: others set it
useElapsed(stopwatch, () => 0).value = 5;`,
  element: `import { HoldTimer } from 'conversation-chat/element';
const timer: HoldTimer = document.createElement('hold-timer');
timer.stopwatch = { ms: 0, count: 0 };
timer.now = () => undefined;
// @ts-expect-error: that is no stopwatch
timer.stopwatch = 5;`,
};

for (const [name, text] of Object.entries(TYPED)) {
  test(`the types of the adapter for ${name}, imported and required`, () => {
    // Vue's own types name elements of a page.
    const lib = name === 'react' ? ['es2022'] : ['es2022', 'dom'];
    const options = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      target: 'es2022',
      lib,
      types: [],
    };
    for (const [extension, resolution] of [
      ['mts', { module: 'nodenext' }],
      ['cts', { module: 'nodenext' }],
      ['mts', { module: 'preserve', moduleResolution: 'bundler' }],
    ]) {
      writeFileSync(join(folder, `${name}.${extension}`), text);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: { ...options, ...resolution },
          files: [`${name}.${extension}`],
        }),
      );
      runTool('typescript/bin/tsc', ['--project', join(folder, 'tsconfig.json')]);
    }
  });
}
