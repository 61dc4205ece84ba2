// The lab's view of exports: read as streams in a worker, each session beside the platform's metrics.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { check, eventually, picture, withLab } from './desktop.js';

const fileOf = (name) =>
  fileURLToPath(new URL(`../fixtures/analytics/${name}.json`, import.meta.url));
const voice = fileOf('voice-declined-then-answered-2024');
const messages = fileOf('webmessaging-blind-transfers-2024');

const open = async (page) => {
  await page.evaluate(() => (location.hash = '#history'));
  await page.locator('lab-history').waitFor();
};
const verdict = (page) => page.locator('[data-verdict]').innerText();
const isRead = (page, expected) => eventually(async () => (await verdict(page)) === expected);

test('whole exports: the figures are equal, or each difference has its reason, differences first', () =>
  withLab(async (page) => {
    await open(page);
    await page.locator('lab-history input[type=file]').setInputFiles([messages, voice]);
    await isRead(page, '26 of 28 metrics of 8 sessions are equal to the millisecond.');
    const sessions = page.locator('.session');
    assert.equal(await sessions.count(), 8);
    assert.equal(await sessions.first().getAttribute('data-different'), 'true');
    assert.deepEqual(await sessions.first().locator('.why').allInnerTexts(), [
      'the wrap-up was changed after its completion: `tAcw` was emitted 3837 ms before its segment ends',
      'the difference is that of `tAcw`',
    ]);
    assert.equal(await page.locator('.session[data-different=true]').count(), 1);
    await check(page);
    await picture(page, 'lab-history');
  }));

test('a packed export of JSON Lines that is dropped on the page; what cannot be read is said', () =>
  withLab(async (page) => {
    await open(page);
    const line = JSON.stringify(JSON.parse(readFileSync(messages, 'utf8')));
    const packed = gzipSync(`${`${line}\n`.repeat(200)}{"id": "user"}\n`).toString('base64');
    await page.evaluate((text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'export.jsonl.gz'));
      const view = document.querySelector('lab-history');
      for (const name of ['dragover', 'drop'])
        view.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
    }, packed);
    await isRead(page, '4,200 of 4,200 metrics of 1,200 sessions are equal to the millisecond.');
    assert.equal(await page.locator('.session').count(), 100);
    assert.match(
      await page.locator('[data-findings]').innerText(),
      /^1 expected an analytics record, found an object without .* first in export\.jsonl\.gz:201$/,
    );
  }));

test('at 400 px the tab of the open view is in sight', () =>
  withLab(async (page) => {
    await page.setViewportSize({ width: 400, height: 700 });
    await open(page);
    const { x, width } = await page.locator('nav a[aria-current=page]').boundingBox();
    assert.ok(x >= 0 && x + width <= 400, `from ${x} to ${x + width}`);
  }));
