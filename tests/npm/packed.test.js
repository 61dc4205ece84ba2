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
  const { bin, exports, main, module, types, sideEffects } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  );
  const named = (value) =>
    typeof value === 'string' ? [value] : Object.values(value).flatMap(named);
  const found = new Set(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'llms.txt']);
  const waiting = [bin, exports, main, module, types, sideEffects]
    .flatMap(named)
    .map((name) => normalize(name));
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (found.has(name)) continue;
    found.add(name);
    // Files with everything in them import nothing; the module is no text.
    if (!/\.(js|d\.c?ts)$/.test(name) || name.endsWith('inline.js')) continue;
    for (const [, imported] of readFileSync(join(installed, name), 'utf8').matchAll(
      /(?:from |import\(|^import )'(\.[^'?]*)/gm,
    )) {
      const file = normalize(join(dirname(name), imported));
      waiting.push(name.endsWith('ts') ? file.replace(/\.(c?)js$/, '.d.$1ts') : file);
    }
  }
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  assert.deepEqual(
    files.map(({ path, name }) => relative(installed, join(path, name))).sort(),
    [...found].sort(),
  );
});

test('Node imports and requires each of its entry points, older Nodes too', () => {
  const { exports, peerDependencies = {} } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  );
  const isScript = (target) =>
    typeof target === 'string' ? target.endsWith('.js') : Object.values(target).some(isScript);
  // Those of a framework have tests in applications of it.
  const names = Object.keys(exports)
    .filter((name) => isScript(exports[name]) && !(name.slice(2) in peerDependencies))
    .map((name) => name.replace('.', 'conversation-chat'));
  assert.ok(names.length >= 2, `${names}`);
  for (const name of names) {
    const keys =
      "console.log(Object.keys(found).filter((key) => !['default', 'module.exports', '__esModule'].includes(key)).sort().join())";
    const imported = run(
      'node',
      '--input-type=module',
      '-e',
      `const found = await import('${name}'); ${keys}`,
    );
    assert.notEqual(imported, '', name);
    for (const options of [[], ['--no-experimental-require-module']]) {
      assert.equal(
        run('node', ...options, '-e', `const found = require('${name}'); ${keys}`),
        imported,
        name,
      );
    }
  }
});

test('it cannot be packed when it is not what the sources make', () => {
  const file = fileURLToPath(new URL('../../pkg/conversation_chat_bg.js', import.meta.url));
  const made = readFileSync(file);
  writeFileSync(file, `${made}\n`);
  try {
    assert.throws(
      () => pack(join(project.folder, 'refused'), project.folder),
      /pkg\/ is not what the sources make/,
    );
  } finally {
    writeFileSync(file, made);
  }
});

test('the module is licensed to those who get it: so are all crates in it', () => {
  const notices = readFileSync(join(installed, 'THIRD-PARTY-NOTICES'), 'utf8');
  for (const name of ['wasm-bindgen', 'serde', 'rlsf', 'hashbrown'])
    assert.match(notices, new RegExp(`^${name}\\b.*MIT`, 'm'));
});

test('TypeScript finds its types, from version 5.2 on, however it resolves modules, with and without those of browsers', () => {
  const imported =
    "import init, { type ConversationChat, durations } from 'conversation-chat';\nimport source from 'conversation-chat/conversation_chat_bg.wasm';\nimport { formatClock } from 'conversation-chat/inline';\nimport { Feed } from 'conversation-chat/feed';\nimport { createCloud } from 'conversation-chat/testing';\nimport { serveCloud } from 'conversation-chat/testing/server';\nimport * as core from 'conversation-chat/core';\nimport { formatClock as formatInline } from 'conversation-chat/core/inline';\n";
  const used =
    'void init(source);\nconst chat: ConversationChat = {};\nexport const text: string = formatClock(durations(chat, 0).talk.ms);\nvoid [Feed, createCloud, serveCloud, core.validateChat, formatInline];\n';
  // As ES module, and as CommonJS.
  write({ 'index.mts': imported + used, 'index.cts': imported + used });
  for (const compiler of ['typescript-5.2', 'typescript']) {
    const tsc = fileURLToPath(new URL(`../node_modules/${compiler}/bin/tsc`, import.meta.url));
    for (const [module, lib] of [
      ['node16', 'es2022'],
      ['nodenext', 'es2022'],
      ['esnext', 'es2022'],
      ['esnext', 'es2022,dom'],
      ['nodenext', 'esnext,dom'],
    ]) {
      const [resolution, files] =
        module === 'esnext' ? ['bundler', ['index.mts']] : [module, ['index.mts', 'index.cts']];
      const options = [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        'false',
        '--target',
        'es2022',
        '--lib',
        lib,
        '--module',
        module,
        '--moduleResolution',
        resolution,
      ];
      const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, ...files], {
        cwd: project.folder,
        encoding: 'utf8',
      });
      assert.deepEqual([status, stdout], [0, ''], `${compiler}, ${module}, ${lib}`);
    }
  }
});

test('publint finds nothing', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test('its types resolve as its code does, for all who import or require it', () => {
  const attw = fileURLToPath(
    new URL('../node_modules/@arethetypeswrong/cli/dist/index.js', import.meta.url),
  );
  const problems = (...options) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [attw, tarball, '--format', 'json', ...options],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    assert.equal(status, 0, stdout.slice(0, 2000));
    return JSON.parse(stdout).analysis.problems;
  };
  const modules = ['./feed', './history', './testing', './testing/server'];
  assert.deepEqual(problems('--exclude-entrypoints', ...modules), []);
  // ES modules only; who requires them in Node gets them, too.
  assert.deepEqual(
    problems('--entrypoints', ...modules, '--profile', 'esm-only').filter(
      ({ kind }) => kind !== 'CJSResolvesToESM',
    ),
    [],
  );
});
