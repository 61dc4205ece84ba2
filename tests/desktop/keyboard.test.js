// The desk without a mouse.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, picture, withDesk } from './desktop.js';

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

  test('chords work while typing, and are listed', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.composer.click();
      await page.keyboard.type('half ');
      await page.keyboard.press('Alt+h');
      await desk.becomes('Ana Ruiz', 'held');
      await page.keyboard.type('a sentence');
      assert.equal(await desk.composer.inputValue(), 'half a sentence');
      await desk.arrives('Bo Li');
      await page.keyboard.press('Alt+a');
      await desk.becomes('Bo Li', 'talking');
      await desk.heading('Bo Li').waitFor();
      await page.keyboard.press('Alt+1');
      await desk.heading('Ana Ruiz').waitFor();
      await page.keyboard.press('Alt+w');
      await eventually(
        () => desk.focused(),
        (label) => label === 'Code',
      );
      await page.keyboard.press('Alt+/');
      const list = page.getByRole('dialog', { name: 'Keyboard' });
      for (const name of ['Commands', 'Wrap up', 'Accept the first alert', 'Transfer'])
        await list.getByText(name, { exact: true }).waitFor();
      await picture(page, 'keys-light-1280');
    }));

  test('Ctrl+Enter finishes a wrap-up and goes on to the next conversation', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Bo Li');
      await desk.accepted('Ana Ruiz');
      await desk.action('end').click();
      await desk.action('end-now').click();
      await desk.becomes('Ana Ruiz', 'wrapping');
      await page.getByRole('combobox', { name: 'Code' }).fill('Other');
      await page.getByRole('option', { name: 'Other' }).click();
      await page.getByLabel('Notes').click();
      await page.keyboard.type('done');
      await page.keyboard.press('Control+Enter');
      await desk.heading('Bo Li').waitFor();
      await eventually(
        () => desk.focused(),
        (label) => label === 'Message',
      );
      assert.equal((await desk.truth('Ana Ruiz')).afterCallWorkPending, false);
    }));

  test('the palette finds conversations and commands, and what comes meanwhile changes nothing', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Bo Li');
      await desk.accepted('Ana Ruiz');
      await page.keyboard.press('Control+k');
      const palette = page.getByRole('dialog', { name: 'Commands' });
      await palette.getByRole('combobox').fill('go to bo');
      await page.keyboard.press('Enter');
      await desk.heading('Bo Li').waitFor();
      await page.keyboard.press('Control+k');
      await palette.getByRole('combobox').fill('a');
      const marked = () => palette.locator('[aria-selected="true"]').innerText();
      const before = await marked();
      await desk.arrives('Cy Dee');
      assert.equal(await marked(), before);
      await page.keyboard.press('Escape');
      await palette.waitFor({ state: 'hidden' });
    }));
});
