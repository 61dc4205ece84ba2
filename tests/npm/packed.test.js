// The tarball as npm would publish it, in the hands of those who install it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pkg = fileURLToPath(new URL('../../pkg', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'conversation-chat-'));
const installed = join(project, 'node_modules/conversation-chat');
const run = (program, ...args) => execFileSync(program, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

mkdirSync(installed, { recursive: true });
run('npm', 'pack', pkg, '--silent', '--pack-destination', project);
run('tar', '-xzf', 'conversation-chat-0.1.0.tgz', '--strip-components=1', '-C', installed);
after(() => rmSync(project, { recursive: true }));

test('the tarball has what it should, and nothing else', () => {
  assert.deepEqual(readdirSync(installed).sort(), [
    'LICENSE', 'README.md', 'api.js', 'browser.js', 'conversation_chat.d.ts', 'conversation_chat_bg.js', 'conversation_chat_bg.wasm', 'host.js', 'node.js', 'package.json',
  ]);
});

test('Node imports and requires it', () => {
  const ask = "console.log(api.validateChat({ held: 'yes' }).issues[0].message)";
  assert.equal(run('node', '--input-type=module', '-e', `import * as api from 'conversation-chat'; ${ask}`), 'expected a boolean, found a string');
  assert.equal(run('node', '-e', `const api = require('conversation-chat'); ${ask}`), 'expected a boolean, found a string');
});

test('TypeScript finds its types, however it resolves modules', () => {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  writeFileSync(join(project, 'index.mts'), "import init, { type ConversationChat, durations } from 'conversation-chat';\nawait init();\nconst chat: ConversationChat = {};\nexport const ms: number = durations(chat, 0).talk.ms;\n");
  for (const [module, resolution] of [['node16', 'node16'], ['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    run('node', tsc, '--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', '--module', module, '--moduleResolution', resolution, 'index.mts');
  }
});
