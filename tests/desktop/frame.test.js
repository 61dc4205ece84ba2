// Each width in both colour schemes: a picture, nothing cut, nothing that axe finds.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { check, eventually, picture, withDesk, withLab } from './desktop.js';

const WIDTHS = [1280, 1024, 768, 400];

for (const colorScheme of ['light', 'dark']) {
  const options = (width) => ({
    colorScheme,
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
  });
  describe(`in ${colorScheme} colours`, () => {
    for (const width of WIDTHS) {
      test(`a shift at ${width} px`, () =>
        withDesk(
          async (desk, page) => {
            await page.locator('.card[data-id]').first().waitFor();
            await picture(page, `roster-${colorScheme}-${width}`);
            await check(page);
            await page
              .locator('.card[data-phase="talking"], .card[data-phase="held"]')
              .first()
              .click();
            await desk.composer.waitFor();
            await page.locator('.message').first().waitFor();
            await picture(page, `conversation-${colorScheme}-${width}`);
            await check(page);
            if (width < 1200) {
              await page.getByRole('button', { name: 'Details' }).click();
              await page.locator('[data-sentence]').waitFor();
              await picture(page, `details-${colorScheme}-${width}`);
              await check(page);
            } else {
              for (const tab of ['Customer', 'Journey', 'Replies']) {
                await page.getByRole('tab', { name: tab }).click();
                if (tab === 'Replies') await page.locator('.reply').first().waitFor();
                await picture(page, `${tab.toLowerCase()}-${colorScheme}-${width}`);
                await check(page);
              }
            }
          },
          { ...options(width), query: '?scenario=shift' },
        ));

      test(`an alert and a wrap-up at ${width} px`, () =>
        withDesk(async (desk, page) => {
          await check(page);
          await picture(page, `empty-${colorScheme}-${width}`);
          await desk.accepted(
            'Maximiliana Alexandra von und zu Hohenlohe-Langenburg-Schillingsfürst',
          );
          await desk.composer.waitFor();
          await picture(page, `long-name-${colorScheme}-${width}`);
          await check(page);
          await desk.action('end').click();
          await desk.action('end-now').click();
          await page.locator('.wrapup').waitFor();
          await desk.cloud('customerArrives', {
            name: 'Bo Li',
            text: 'Good morning',
            waitedMs: 65_000,
          });
          await eventually(() => page.locator('.alert-card:visible').count());
          await picture(page, `wrap-up-${colorScheme}-${width}`);
          await check(page);
        }, options(width)));
    }

    for (const view of ['inspector', 'clocks', 'scenarios', 'supervisor']) {
      test(`the lab: ${view}`, () =>
        withLab(
          async (page) => {
            await page
              .locator(
                {
                  inspector: '.detail',
                  clocks: '[data-clock] time',
                  scenarios: '.scenarios li',
                  supervisor: 'lit-virtualizer .line',
                }[view],
              )
              .first()
              .waitFor();
            await picture(page, `lab-${view}-${colorScheme}`);
            await check(page);
          },
          { ...options(1280), query: `#${view}` },
        ));
    }
  });
}

test('right to left, and at 200 %, nothing is cut', () =>
  withDesk(
    async (desk, page) => {
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await page.locator('.card[data-phase="talking"]').first().click();
      await desk.composer.waitFor();
      await picture(page, 'rtl-light-640');
      await check(page);
    },
    { query: '?scenario=shift', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  ));

test('in forced colours the open card is told by its outline, and a bar by its border', () =>
  withDesk(
    async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.arrives('Bo Li');
      const style = (selector, name) =>
        page
          .locator(selector)
          .first()
          .evaluate((element, property) => getComputedStyle(element)[property], name);
      assert.equal(await style('.card[aria-current="true"]', 'outlineStyle'), 'solid');
      assert.equal(await style('.bar', 'borderTopStyle'), 'solid');
      await picture(page, 'forced-colours-1280');
      await check(page);
    },
    { forcedColors: 'active' },
  ));

test('on paper there is the conversation, and no control', () =>
  withDesk(async (desk, page) => {
    await desk.accepted('Ana Ruiz');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await desk.log.isVisible(), true);
    for (const selector of [
      'desk-roster',
      '.composer',
      '.conversation-actions',
      '.top',
      'desk-context',
    ])
      assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  }));
