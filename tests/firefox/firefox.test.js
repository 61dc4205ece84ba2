import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { ask } from './firefox.js';
import { serve } from '../npm/serve.js';

test('the contract in Firefox', async (t) => {
  const server = await serve(fileURLToPath(new URL('../..', import.meta.url)));
  try {
    const results = await ask(
      (report) => `${server.url}/tests/firefox/firefox.html?report=${encodeURIComponent(report)}`,
      120_000,
    );
    assert.ok(results.length > 15, `${results.length} results`);
    for (const { name, error } of results) await t.test(name, () => assert.equal(error, undefined));
  } finally {
    await server.close();
  }
});
