// Everything can be reached, read and understood: at 200 % zoom, at 400 px, by a screen reader, from
// right to left.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { check, eventually, picture, withDesk } from './desktop.js';

/** The controls that nobody can bring on the screen. */
const unreachable = (page) =>
  page.evaluate(async () => {
    const found = [];
    const controls = document.querySelectorAll('button, a[href], input, textarea, select, summary');
    for (const control of controls) {
      if (
        !control.checkVisibility({ visibilityProperty: true }) ||
        control.closest('.visually-hidden, .skip')
      )
        continue;
      control.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const x = left + width / 2;
      const y = top + height / 2;
      const top1 = document.elementFromPoint(x, y);
      if (!top1 || !(control.contains(top1) || control.closest('label')?.contains(top1)))
        found.push(control.getAttribute('aria-label') ?? control.textContent.trim());
    }
    return found;
  });

const newestInView = (page, text) =>
  page
    .locator('.transcript .message')
    .filter({ hasText: text })
    .evaluate((message) => {
      const { top, bottom } = message.querySelector('.body').getBoundingClientRect();
      const frame = message.closest('.transcript').getBoundingClientRect();
      return top >= frame.top - 1 && bottom <= frame.bottom + 1 && bottom <= innerHeight;
    });

const SIZES = { '200 % zoom': { width: 640, height: 400 }, '400 px': { width: 400, height: 700 } };
for (const [name, viewport] of Object.entries(SIZES)) {
  describe(`at ${name}`, () => {
    test('everything can be reached, and the newest message is in view', () =>
      withDesk(
        async (desk, page) => {
          const id = await desk.accepted('Ana Ruiz');
          for (let index = 0; index < 6; index++) {
            await desk.cloud('customerSays', id, `line ${index}\nand a second one`);
            await desk.log.getByText(`line ${index}`).waitFor();
          }
          await desk.settled();
          await eventually(() => newestInView(page, 'line 5'));
          assert.deepEqual(await unreachable(page), []);
          await desk.action('wrapup').click();
          await page.getByLabel('Notes').focus();
          await desk.cloud('customerSays', id, 'and this is the newest');
          await desk.log.getByText('and this is the newest').waitFor();
          await eventually(() => newestInView(page, 'and this is the newest'));
          await picture(page, `reach-wrap-up-${viewport.width}`);
          assert.deepEqual(await unreachable(page), []);
          await desk.cloud('customerArrives', { name: 'Bo Li', text: 'Hello', waitedMs: 65_000 });
          await page.locator('.alert-sheet .alert-card').waitFor();
          assert.deepEqual(await unreachable(page), []);
          await picture(page, `reach-alert-${viewport.width}`);
          await check(page);
          await page.getByRole('button', { name: 'Back to the list' }).click();
          await desk.card('Ana Ruiz').locator('.name').waitFor();
          assert.equal(await desk.card('Ana Ruiz').locator('.name').innerText(), 'Ana Ruiz');
          assert.deepEqual(await unreachable(page), []);
          await picture(page, `reach-list-${viewport.width}`);
        },
        { viewport },
      ));
  });
}

test('each number of the roster says what it is', () =>
  withDesk(
    async (_desk, page) => {
      await eventually(
        () => page.locator('.card[data-id]').count(),
        (count) => count >= 3,
      );
      for (const card of await page.locator('.card[data-id]').all()) {
        const shown = await card.locator('.clock-place').innerText();
        assert.match(shown, /^(waits|hold|talk|wrap-up( left)?)\s+\d+:\d\d/);
      }
    },
    { query: '?scenario=shift' },
  ));

test('from right to left a time keeps its own direction', () =>
  withDesk(
    async (desk, page) => {
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
      });
      await page.locator('.card[data-phase="talking"]').first().click();
      await desk.composer.waitFor();
      const styles = await page
        .locator('time')
        .evaluateAll((times) =>
          times.map((time) => [
            getComputedStyle(time).unicodeBidi,
            getComputedStyle(time).direction,
          ]),
        );
      assert.ok(styles.length > 5);
      for (const style of styles) assert.deepEqual(style, ['isolate', 'ltr']);
    },
    { query: '?scenario=shift' },
  ));

describe('axe finds nothing', () => {
  for (const colorScheme of ['light', 'dark']) {
    test(`in notices, windows and messages of each kind, in ${colorScheme} colours`, () =>
      withDesk(
        async (desk, page) => {
          const other = await desk.accepted('Bo Li');
          const id = await desk.accepted('Ana Ruiz');
          await desk.cloud('customerSays', id, undefined, {
            type: 'Structured',
            content: [
              {
                contentType: 'Attachment',
                attachment: { mediaType: 'Image', url: 'https://files.example/a.png' },
              },
            ],
          });
          await desk.log.getByText('Picture').waitFor();
          await desk.cloud('setFaults', {
            refuse: [{ status: 400, share: 1, path: '/communications/' }],
          });
          await desk.composer.fill('this is refused');
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: 'Send again' }).waitFor();
          await desk.cloud('customerLeaves', other);
          await page.locator('.toast.warn').waitFor();
          await picture(page, `notices-${colorScheme}-1280`);
          await check(page);
          for (const [key, name] of [
            ['Control+k', 'Commands'],
            ['Alt+/', 'Keyboard'],
            ['Alt+t', 'Transfer Ana Ruiz'],
          ]) {
            await page.keyboard.press(key);
            await page.getByRole('dialog', { name }).waitFor();
            if (name.startsWith('Transfer')) await page.getByRole('option').first().waitFor();
            await picture(page, `${name.split(' ')[0].toLowerCase()}-${colorScheme}-1280`);
            await check(page);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'hidden' });
          }
          await desk.composer.fill('kept');
          await desk.cloud('customerLeaves', id);
          await desk.becomes('Ana Ruiz', 'wrapping');
          await check(page);
          await page.getByRole('button', { name: /^Signed in as/ }).click();
          await page.getByRole('menuitem', { name: 'Unsent texts' }).click();
          await page.getByRole('dialog', { name: 'Unsent texts' }).waitFor();
          await check(page);
        },
        { colorScheme, reducedMotion: 'reduce' },
      ));
  }
});
