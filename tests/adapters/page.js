// Pages of the applications, in a real Chromium, at a moment that stands until a test lets it go
// on.

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';
import { until } from '../npm/until.js';
import { bundled } from './laid-out.js';

export const START = Date.parse('2026-01-01T00:00:00Z');

let browser;
let server;

export async function open() {
  [browser, server] = [await launch(), await serve(bundled)];
}

export async function close() {
  await browser?.close();
  await server?.close();
}

/**
 * Opens an application at `atMs` after `START`, with chats that are known already; gives its page,
 * and the errors in it.
 */
export async function application(name, { atMs = 10_000, chats = {}, query = '' } = {}) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && errors.push(message.text()),
  );
  await page.clock.install({ time: START });
  await page.clock.pauseAt(START + atMs);
  await page.addInitScript((known) => (globalThis.chats = known), chats);
  await page.goto(`${server.url}/?app=${name}${query}`);
  await until(async () => (await page.title()) === 'mounted', `the application ${name}`, {
    giveUp: () => errors.length > 0,
  }).catch((error) => {
    throw new Error(`${error.message}: ${errors.join('; ')}`);
  });
  return { page, errors };
}

/** Waits until the items of the page's list say what is expected. */
export async function shows(page, expected) {
  const trimmed = async () => {
    await page.clock.runFor(0); // timeouts of no milliseconds, with which some frameworks wait for the next task
    return (await page.locator('li').allInnerTexts()).map((text) => text.trim());
  };
  await until(
    async () => JSON.stringify(await trimmed()) === JSON.stringify(expected),
    JSON.stringify(expected),
    { boundMs: 15_000 },
  ).catch(async (error) => {
    throw new Error(`${error.message}; there is ${JSON.stringify(await trimmed())}`);
  });
}
