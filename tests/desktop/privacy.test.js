// What stays where: texts in memory, addresses that the published page may reach, and imports that
// go one way.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eventually, onBothHosts } from './desktop.js';

const www = fileURLToPath(new URL('../../www', import.meta.url));

onBothHosts('texts of a closed conversation leave the memory', async (desk, page) => {
  const SECRET = 'my card is 4929 1234';
  await desk.accepted('Ana Ruiz', SECRET);
  await desk.log.getByText(SECRET).waitFor();
  /** Whether anything that the desk holds has the text. */
  const holds = () =>
    page.evaluate((secret) => {
      const seen = new Set();
      const stack = [document.querySelector('agent-desk').desk];
      while (stack.length > 0) {
        const value = stack.pop();
        if (typeof value === 'string' && value.includes(secret)) return true;
        if (typeof value !== 'object' || value === null || seen.has(value)) continue;
        if (value instanceof Node || value instanceof Window) continue;
        seen.add(value);
        if (value instanceof Map || value instanceof Set) stack.push(...[...value].flat());
        for (const key of Reflect.ownKeys(value)) {
          const { value: own } = Object.getOwnPropertyDescriptor(value, key) ?? {};
          stack.push(own);
        }
      }
      return false;
    }, SECRET);
  assert.equal(await holds(), true);
  await desk.handled('Ana Ruiz');
  await eventually(holds, (does) => !does, 'the text is still held');
});

test('the published page may reach the platform, and nothing on this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  try {
    const vite = join(www, 'node_modules/vite/bin/vite.js');
    execFileSync(process.execPath, [vite, 'build', '--outDir', folder, '--logLevel', 'error'], {
      cwd: www,
    });
    for (const file of ['index.html', 'lab.html', '_headers']) {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.match(
        text,
        /connect-src (?:'|&#39;)self(?:'|&#39;) https:\/\/api\.mypurecloud\.com /,
        file,
      );
      assert.doesNotMatch(text, /127\.0\.0\.1|localhost/, file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('imports go one way: no part of the desk imports from one that is built on it', () => {
  /** From the bottom up; files stand for themselves. */
  const ORDER = [
    'errors.ts',
    'messages.ts',
    'wire',
    'cloud',
    'state',
    'commands',
    'attention',
    'desk.ts',
    'following.ts',
    'actions.ts',
    'keyboard.ts',
    'views',
    'main.ts',
  ];
  const src = join(www, 'src');
  const rank = (file) => ORDER.indexOf(relative(src, file).split('/')[0]);
  const files = readdirSync(src, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('lab/'))
    .map((name) => join(src, name));
  const wrong = files.flatMap((file) => {
    const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|\} from)[^'\n]*'(\.[^']+)'/gm);
    return [...imports].flatMap(([, path]) => {
      const target = resolve(dirname(file), path);
      const known = [target, `${target}.ts`].find((each) => rank(each) >= 0);
      if (path.endsWith('.css') || !known) return [];
      return rank(known) > rank(file) ? [`${relative(src, file)} imports ${path}`] : [];
    });
  });
  assert.ok(files.length > 50);
  assert.deepEqual(
    files.filter((file) => rank(file) < 0).map((file) => relative(src, file)),
    [],
    'each has its place',
  );
  assert.deepEqual(wrong, []);
});
