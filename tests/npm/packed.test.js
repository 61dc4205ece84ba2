// The tarball as npm would publish it, in the hands of those who install it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { install, pack } from './packed.js';

const project = install();
const { installed, tarball, run, write, remove } = project;
after(remove);

test('the tarball has every file that its package.json and its own imports name, and no others', () => {
  const { exports, main, module, types, sideEffects } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const named = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(named));
  const found = new Set(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES']);
  const waiting = [exports, main, module, types, sideEffects].flatMap(named).map((name) => normalize(name));
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (found.has(name)) continue;
    found.add(name);
    // Files with everything in them import nothing; the module is no text.
    if (!/\.(js|d\.c?ts)$/.test(name) || name === 'inline.js') continue;
    for (const [, imported] of readFileSync(join(installed, name), 'utf8').matchAll(/(?:from |import\(|^import )'(\.[^'?]*)/gm)) {
      const file = normalize(join(dirname(name), imported));
      waiting.push(name.endsWith('ts') ? file.replace(/\.(c?)js$/, '.d.$1ts') : file);
    }
  }
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(files.map(({ path, name }) => relative(installed, join(path, name))).sort(), [...found].sort());
});

test('it cannot be packed when it is not what the sources make', () => {
  const file = fileURLToPath(new URL('../../pkg/conversation_chat_bg.js', import.meta.url));
  const made = readFileSync(file);
  writeFileSync(file, `${made}\n`);
  try {
    assert.throws(() => pack(join(project.folder, 'refused'), project.folder), /pkg\/ is not what the sources make/);
  } finally {
    writeFileSync(file, made);
  }
});

test('the module is licensed to those who get it: so are all crates in it', () => {
  const notices = readFileSync(join(installed, 'THIRD-PARTY-NOTICES'), 'utf8');
  for (const name of ['wasm-bindgen', 'serde', 'rlsf', 'hashbrown']) assert.match(notices, new RegExp(`^${name}\\b.*MIT`, 'm'));
});

test('TypeScript finds its types, however it resolves modules', () => {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  write({ 'index.mts': "import init, { type ConversationChat, durations } from 'conversation-chat';\nawait init();\nconst chat: ConversationChat = {};\nexport const ms: number = durations(chat, 0).talk.ms;\n" });
  for (const [module, resolution] of [['node16', 'node16'], ['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    run('node', tsc, '--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', '--module', module, '--moduleResolution', resolution, 'index.mts');
  }
});

test('publint finds nothing', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test('its types resolve as its code does, for all who import or require it', () => {
  const attw = fileURLToPath(new URL('../node_modules/@arethetypeswrong/cli/dist/index.js', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [attw, tarball, '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.deepEqual([status, JSON.parse(stdout).analysis.problems], [0, []]);
});
