// The tarball as npm would publish it, in the hands of those who install it.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { install } from './packed.js';

const { installed, tarball, run, write, remove } = install();
after(remove);

test('the tarball has what it should, and nothing else', () => {
  assert.deepEqual(readdirSync(installed).sort(), [
    'LICENSE', 'README.md', 'api.js', 'browser.js', 'conversation_chat.d.ts', 'conversation_chat_bg.js', 'conversation_chat_bg.wasm', 'host.js', 'node.js', 'package.json', 'start.js', 'tape.js', 'walk.js',
  ]);
});

test('Node imports and requires it', () => {
  const ask = "console.log(api.validateChat({ held: 'yes' }).issues[0].message)";
  assert.equal(run('node', '--input-type=module', '-e', `import * as api from 'conversation-chat'; ${ask}`), 'expected a boolean, found a string');
  assert.equal(run('node', '-e', `const api = require('conversation-chat'); ${ask}`), 'expected a boolean, found a string');
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

test('its types resolve as its code does, for all who import it', () => {
  const attw = fileURLToPath(new URL('../node_modules/@arethetypeswrong/cli/dist/index.js', import.meta.url));
  // ES modules only: Node requires those too (the test above), though older resolutions of TypeScript warn. The raw module has no types.
  const found = JSON.parse(run('node', attw, tarball, '--format', 'json', '--profile', 'esm-only', '--exclude-entrypoints', './conversation_chat_bg.wasm'));
  const kinds = found.analysis.problems.map(({ kind, entrypoint }) => `${kind} ${entrypoint ?? ''}`);
  assert.deepEqual(kinds.filter((kind) => kind !== 'CJSResolvesToESM .'), []);
});
