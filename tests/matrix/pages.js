// What the pages of the applications show, in a real Chromium.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';
import { until } from '../npm/until.js';

/**
 * What the package answers to the question that all applications ask: `validateChat({ held: 'yes'
 * }).issues[0].message`.
 */
export const FINDING = 'expected a boolean, found a string';

/** The same where a worker is asked, too: for the code of the issue. */
export const FINDINGS = `${FINDING}; type`;

let browser;

/** Ends the browser, if a test of this file opened one. */
export async function closeBrowser() {
  await (await browser)?.close();
}

/**
 * Opens an address; its title must become what is expected, without an error in the page. Gives the
 * addresses that the page asked for.
 */
export async function shows(address, expected) {
  browser ??= launch();
  const context = await (await browser).newContext();
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  try {
    await page.goto(address);
    // A development server may load the page anew, once it has seen what there is to import.
    const title = await until(
      async () => (await page.title()) || undefined,
      `a title of ${address}`,
      { giveUp: () => errors.length > 0 },
    ).catch((error) => error.message);
    assert.deepEqual({ errors, title }, { errors: [], title: expected });
    return requests;
  } finally {
    await context.close();
  }
}

/**
 * Of the files of a folder that a page asked for, those with the copy of the module in them: with
 * its first bytes in base64.
 */
export function copiesAmong(requests, folder) {
  const names = new Set(
    requests.map((address) => new URL(address).pathname).filter((name) => name.endsWith('.js')),
  );
  return [...names].filter((name) =>
    readFileSync(join(folder, name), 'utf8').includes('AGFzbQEAAA'),
  );
}

/** The same of a page in a folder. */
export async function folderShows(folder, expected, path = '/', options) {
  const server = await serve(folder, options);
  try {
    return await shows(server.url + path, expected);
  } finally {
    await server.close();
  }
}
