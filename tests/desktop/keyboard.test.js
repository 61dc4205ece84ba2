// The desk without a mouse.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, withDesk } from './desktop.js';

describe('the keyboard', () => {
  test('the roster is one stop of Tab, with arrows; a card says who, what and how long', () =>
    withDesk(
      async (desk, page) => {
        await eventually(
          () => page.locator('.card[data-id]').count(),
          (count) => count >= 3,
        );
        assert.equal(await page.locator('desk-roster [data-id][tabindex="0"]').count(), 1);
        await page.locator('desk-roster [data-id][tabindex="0"]').focus();
        const name = async () =>
          /"(.*)"/.exec(await page.locator(':focus').ariaSnapshot())?.[1] ?? '';
        await page.keyboard.press('Home');
        const first = await name();
        assert.match(first, /^\S.* ?, (Active|On hold|After-call work|Alerting).*\d+:\d\d/);
        await page.keyboard.press('ArrowDown');
        assert.notEqual(await name(), first);
        await page.keyboard.press('ArrowUp');
        assert.equal((await name()).split(',')[0], first.split(',')[0]);
        await page.keyboard.press('Enter');
        await eventually(
          () => desk.focused(),
          (label) => ['Message', 'Code', 'H2'].includes(label),
        );
      },
      { query: '?scenario=shift' },
    ));

  test('single keys do nothing until they are chosen, and nothing in text fields', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      const leave = () => page.evaluate(() => document.activeElement.blur());
      await leave();
      await page.keyboard.press('h');
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
      assert.equal(await desk.phase('Ana Ruiz'), 'talking');
      await page.getByLabel('Use single keys, too').check();
      await page.keyboard.press('Escape');
      await leave();
      await page.keyboard.press('h');
      await desk.becomes('Ana Ruiz', 'held');
      await desk.composer.focus();
      await page.keyboard.type('he');
      assert.equal(await desk.composer.inputValue(), 'he');
      assert.equal(await desk.phase('Ana Ruiz'), 'held');
      await leave();
      await desk.arrives('Bo Li');
      await page.keyboard.press('a');
      await desk.becomes('Bo Li', 'talking');
      await desk.heading('Bo Li').waitFor();
      await leave();
      await page.keyboard.press('w');
      await eventually(
        () => desk.focused(),
        (label) => label === 'Code',
      );
    }));
});
