import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { picture, seconds, stopwatch, withDesktop } from './desktop.js';

const inspector = { hash: '#inspector' };
const payload = (name) => readFileSync(new URL(`../fixtures/payloads/${name}.json`, import.meta.url), 'utf8');
const paste = (page, text) => page.getByRole('textbox', { name: 'JSON' }).fill(text);

describe('the inspector', () => {
  test('times a pasted chat on hold', () =>
    withDesktop(async (page) => {
      await paste(page, payload('chat-live'));
      const hold = page.locator('.figure', { hasText: 'Current hold' }).locator('time');
      const before = seconds(await hold.innerText());
      const elapsed = stopwatch();
      assert.ok(before >= 60 && before < 90, `${before} s`);
      await page.waitForTimeout(2100);
      const passed = seconds(await hold.innerText()) - before;
      assert.ok(passed >= 2 && passed <= elapsed() + 1, `${passed} s passed`);
      await picture(page, 'inspector-light');
    }, inspector));

  test('shows findings that lead to their place in the text', () =>
    withDesktop(async (page) => {
      const text = '{\n  "state": "connected",\n  "segments": [{"startTime": "2021-04-2T15:30:51.418Z"}],\n  "scriptId": "one"\n}';
      await paste(page, text);
      await page.getByText('Invalid').waitFor();
      assert.equal(await page.locator('.verdict-counts').innerText(), '1 error, 1 warning');
      await page.getByRole('button', { name: 'segments[0].startTime' }).click();
      const selected = () => page.locator('textarea').evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
      assert.equal(await selected(), '"2021-04-2T15:30:51.418Z"');
      await page.getByRole('button', { name: 'scriptId' }).click();
      assert.equal(await selected(), '"one"');
    }, inspector));

  test('says where text is not JSON', () =>
    withDesktop(async (page) => {
      await paste(page, '{\n  "held": tru\n}');
      await page.getByText('Not JSON').waitFor();
      await page.getByRole('button', { name: 'expected a value at line 2 column 11' }).click();
      assert.equal(await page.locator('textarea').evaluate((area) => area.selectionStart), 12);
    }, inspector));

  test('takes every payload', () =>
    withDesktop(async (page) => {
      for (const [name, count] of [['event-nested', 3], ['event-flat', 2], ['conversation', 2], ['list', 2], ['chat-ended', 1]]) {
        await paste(page, payload(name));
        await page.waitForFunction((expected) => document.querySelectorAll('.communication').length === expected, count);
        assert.equal(await page.locator('.verdict.error').count(), 0, name);
      }
      await paste(page, payload('heartbeat'));
      await page.getByText('No communication in it').waitFor();
    }, inspector));

  test('has an example for every code', () =>
    withDesktop(async (page) => {
      const groups = await page.locator('optgroup').evaluateAll((all) => all.map(({ label }) => label));
      const codes = ['type', 'timestamp', 'number', 'uri', 'missing', 'order', 'unknown-value', 'uuid', 'hold', 'state', 'segments', 'after-call-work'];
      for (const code of codes) assert.ok(groups.includes(code), code);
      await page.getByLabel('Examples').selectOption({ label: 'held since nobody knows when' });
      await page.locator('.finding', { hasText: 'expected `startHoldTime` or an open hold segment while `held`' }).waitFor();
    }, inspector));

  test('takes a dropped file', () =>
    withDesktop(async (page) => {
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['{"held": "dropped"}'], 'chat.json', { type: 'application/json' }));
        document.querySelector('.inspector').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      });
      await page.getByText('expected a boolean, found a string').waitFor();
    }, inspector));

  test('never takes text for markup', () =>
    withDesktop(async (page) => {
      await paste(page, JSON.stringify({ state: '<img src=x onerror=alert(1)>', provider: '<script>alert(1)</script>', avatarImageUrl: 'javascript:alert(1)' }));
      await page.locator('.facts').getByText('<script>alert(1)</script>').waitFor();
      assert.equal(await page.locator('.results img, .results script, .results a').count(), 0);
    }, inspector));

  test('the time line is a table too', () =>
    withDesktop(async (page) => {
      await page.getByText('Show as a table').click();
      assert.equal(await page.locator('tbody tr').count(), 5);
      assert.equal(await page.locator('svg[role="img"]').getAttribute('aria-label'), 'Time line of 5 spans');
    }, inspector));
});
