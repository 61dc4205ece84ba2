import assert from 'node:assert/strict';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING } from './pages.js';

const app = application('tools');

/** The Node that runs this test, and the one that the tools get where this one is older. */
const NODES = [process.execPath, 'node'];

environment('Node 20 and newer', ['`import`'], async () => {
  for (const node of NODES) assert.equal(await app.run(node, ['node/main.mjs']), FINDING);
});

environment('Node 20 and newer', ['`require` of the same instance'], async () => {
  for (const node of NODES) {
    assert.equal(await app.run(node, ['node/main.cjs']), FINDING);
    assert.equal(await app.run(node, ['node/both.cjs']), 'one instance');
  }
});

environment('Node 20 before 20.19', ['`require`'], async () => {
  assert.equal(
    await app.run(process.execPath, ['--no-experimental-require-module', 'node/main.cjs']),
    FINDING,
  );
});

environment('Bun', ['`import`', '`require`'], async () => {
  assert.equal(await app.tool('bun', ['node/main.mjs']), FINDING);
  assert.equal(await app.tool('bun', ['node/main.cjs']), FINDING);
  assert.equal(await app.tool('bun', ['node/both.cjs']), 'one instance');
});

environment('Deno', ['`import`', 'without any permission'], async () => {
  assert.equal(await app.tool('deno', ['run', '--no-prompt', 'node/main.mjs']), FINDING);
});

environment('Cloudflare Workers', ['wrangler'], () =>
  app.served(
    app.bin('wrangler'),
    ['dev', '--ip', '127.0.0.1', '--port', 'PORT', '--inspector-port', '0'],
    async (url) => {
      assert.equal(await (await fetch(url)).text(), FINDING);
    },
    { cwd: 'worker' },
  ),
);
