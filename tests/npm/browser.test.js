import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './chromium.js';
import { serve } from './serve.js';

for (const [name, page] of [
  ['conversation-chat', 'browser.html'],
  ['conversation-chat/core', 'core.html'],
])
  test(`the contract of ${name} in Chromium, under a strict Content-Security-Policy`, (t) =>
    runContract(t, page));

async function runContract(t, name) {
  const server = await serve(fileURLToPath(new URL('../..', import.meta.url)));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !message.text().includes('404') &&
        complaints.push(message.text()),
    );
    await page.goto(`${server.url}/tests/npm/${name}`);
    await page.waitForFunction('globalThis.contractResults');
    const results = await page.evaluate('globalThis.contractResults');
    assert.ok(results.length > 15, `${results.length} results`);
    for (const { name, error } of results) await t.test(name, () => assert.equal(error, undefined));
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await server.close();
  }
}
