// Any value in any field of what the platform answers: the desk goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { eventually, withDesk } from './desktop.js';

const HOSTILE = [
  12,
  true,
  {},
  [],
  [null],
  '',
  '\u0000\uD800',
  '__proto__',
  'w'.repeat(100_000),
  '2026-13-45T99:99:99Z',
  { toString: null, length: -1 },
];
/** Where the conversations and their communications are: without these there is nothing to show. */
const STRUCTURE = new Set([
  'entities',
  'participants',
  'messages',
  'id',
  'userId',
  'purpose',
  'state',
  'messageId',
  'segments',
  // It names what a list is of: a roster refuses a list of something else.
  'selfUri',
]);

/** The same, with `hostile` in place of every value that no structure needs. */
function spoiled(value, hostile, name = '') {
  if (Array.isArray(value)) return value.map((each) => spoiled(each, hostile));
  if (typeof value !== 'object' || value === null) return STRUCTURE.has(name) ? value : hostile;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      STRUCTURE.has(key) || Array.isArray(value) ? spoiled(each, hostile, key) : hostile,
    ]),
  );
}

test('a hostile value in every field of the answers', async () => {
  const server = await serveCloud({ WebSocketServer, scenario: 'shift' });
  try {
    await withDesk(
      async (_desk, page) => {
        let hostile = HOSTILE[0];
        let spoiledAnswers = 0;
        await page.route(
          /\/api\/v2\/(conversations|users\/[^/]+\/routingstatus)/,
          async (route) => {
            const response = await route.fetch();
            const text = await response.text();
            if (route.request().method() !== 'GET' || response.status() !== 200)
              return route.fulfill({ response });
            spoiledAnswers += 1;
            return route.fulfill({
              response,
              body: JSON.stringify(spoiled(JSON.parse(text), hostile)),
            });
          },
        );
        await page.getByRole('button', { name: /^Grace Okafor/ }).click();
        await page.waitForSelector('[data-connection="live"]');
        for (hostile of HOSTILE) {
          const before = spoiledAnswers;
          await page.reload();
          await page.waitForSelector('[data-connection="live"]');
          await eventually(
            () => spoiledAnswers,
            (count) => count > before,
          );
          await page.locator('[data-id]').first().click();
          for (const tab of ['Customer', 'Journey', 'Time'])
            await page.getByRole('tab', { name: tab }).click();
          await eventually(
            () => page.locator('desk-conversation h2').count(),
            (count) => count === 1,
            JSON.stringify(hostile).slice(0, 40),
          );
          assert.ok(
            await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            `wider than the page: ${JSON.stringify(hostile).slice(0, 40)}`,
          );
        }
        await page.unroute(/\/api\/v2\/(conversations|users\/[^/]+\/routingstatus)/);
      },
      {
        query: `?cloud=${encodeURIComponent(server.url)}`,
        ready: 'form[action="/oauth/authorize"]',
        others: [server.url, server.url.replace('http:', 'ws:')],
        allowed: /favicon\.ico/,
      },
    );
  } finally {
    await server.close();
  }
});
