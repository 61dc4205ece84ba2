// Each medium as what it is, and each message as what it is.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, onBothHosts, picture, withDesk } from './desktop.js';

describe('a medium', () => {
  for (const [medium, name, can] of [
    ['call', 'Call', ['hold', 'transfer', 'wrapup', 'end']],
    ['callback', 'Callback', ['hold', 'transfer', 'wrapup', 'end']],
    ['email', 'Email', ['park', 'transfer', 'wrapup', 'end']],
  ]) {
    test(`${medium}: accepted, worked on and wrapped up, with no composer`, () =>
      withDesk(async (desk, page) => {
        await desk.arrives('Ana Ruiz', '', { medium });
        await desk.alert('Ana Ruiz').getByText(name, { exact: true }).waitFor();
        await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
        await desk.becomes('Ana Ruiz', 'talking');
        await desk.heading('Ana Ruiz').waitFor();
        assert.equal(await page.locator('.composer').count(), 0);
        await page.getByText(`${name}: its content is in Genesys Cloud.`).waitFor();
        const keys = () =>
          page
            .locator('.conversation-actions [data-action]')
            .evaluateAll((all) => all.map(({ dataset }) => dataset.action));
        assert.deepEqual(await keys(), can);
        await picture(page, `${medium}-light-1280`);
        if (can.includes('hold')) {
          await desk.action('hold').click();
          await desk.becomes('Ana Ruiz', 'held');
          assert.equal((await desk.truth('Ana Ruiz')).held, true);
          await desk.action('hold').click();
        } else {
          await desk.action('park').click();
          await desk.becomes('Ana Ruiz', 'parked');
          assert.equal((await desk.truth('Ana Ruiz')).state, 'parked');
          await desk.action('park').click();
        }
        await desk.becomes('Ana Ruiz', 'talking');
        await desk.handled('Ana Ruiz');
        assert.equal((await desk.truth('Ana Ruiz')).afterCallWorkPending, false);
      }));
  }

  test('links to the platform’s own client, and says so to a screen reader', () =>
    withDesk(async (desk, page) => {
      await page.evaluate(() => {
        const { desk: parts } = document.querySelector('agent-desk');
        parts.cloud.app = 'https://apps.mypurecloud.de/directory/';
      });
      await desk.accepted('Ana Ruiz', '', { medium: 'call' });
      const link = page.getByRole('link', { name: 'Open Genesys Cloud' });
      assert.equal(await link.getAttribute('href'), 'https://apps.mypurecloud.de/directory/');
      assert.match(
        await desk.card('Ana Ruiz').locator('.visually-hidden').first().innerText(),
        /Call, Active/,
      );
    }));
});

describe('a message', () => {
  const PICTURE = 'https://files.example/receipt.png';

  onBothHosts(
    'that is more than a text is shown by its kind, name and link',
    async (desk, page) => {
      const asked = [];
      await page.route('https://files.example/**', (route) => {
        asked.push(route.request().url());
        return route.fulfill({
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        });
      });
      const id = await desk.accepted('Ana Ruiz');
      const says = (text, type, content) => desk.cloud('customerSays', id, text, { type, content });
      await says(undefined, 'Structured', [
        {
          contentType: 'Attachment',
          attachment: {
            mediaType: 'Image',
            url: PICTURE,
            filename: 'receipt.png',
            mime: 'image/png',
          },
        },
      ]);
      const image = desk.log.locator('details', { hasText: 'Picture: receipt.png' });
      await image.waitFor();
      await says('see it', 'Structured', [
        {
          contentType: 'Attachment',
          attachment: { mediaType: 'File', url: 'https://files.example/a.pdf', filename: 'a.pdf' },
        },
      ]);
      const file = desk.log.getByRole('link', { name: 'File: a.pdf' });
      await file.waitFor();
      assert.equal(await file.getAttribute('href'), 'https://files.example/a.pdf');
      await says(undefined, 'Structured', [
        { contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'yes' } },
      ]);
      await desk.log.getByText('Quick reply: Yes').waitFor();
      await says(undefined, 'Structured', [
        {
          contentType: 'Attachment',
          attachment: { mediaType: 'File', url: 'javascript:alert(1)', filename: 'x' },
        },
      ]);
      await desk.log.getByText('File: x').waitFor();
      await says(undefined, 'Receipt');
      await desk.log.getByText('Message of the type Receipt').waitFor();
      await desk.card('Ana Ruiz').getByText('Message of the type Receipt').waitFor();
      assert.equal(await desk.log.locator('a[href^="javascript"]').count(), 0);
      assert.equal(await page.getByText('Loading…').count(), 0);
      assert.deepEqual(asked, [], 'a picture is loaded after a click');
      await image.locator('summary').click();
      await eventually(
        () => asked,
        (all) => all.includes(PICTURE),
      );
      await picture(page, 'attachments-light-1280');
    },
    { others: ['https://files.example'] },
  );

  test('of the agent says how far its delivery is', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.composer.fill('Hello Ana');
      await page.keyboard.press('Enter');
      await desk.log.locator('.message.mine').getByText('delivered').waitFor();
      const { userId } = await desk.truth('Ana Ruiz');
      const body = await desk.request('GET', `/api/v2/conversations/${id}`);
      const failed = JSON.parse(
        JSON.stringify(body).replaceAll('"delivery-success"', '"delivery-failed"'),
      );
      await desk.hears(`v2.users.${userId}.conversations`, failed);
      await desk.log.locator('.message.mine .refused', { hasText: 'not delivered' }).waitFor();
      await picture(page, 'undelivered-light-1280');
    }));

  test('whose text cannot be read says why, and is read later', () =>
    withDesk(async (desk, page) => {
      await desk.cloud('setFaults', { refuse: [{ status: 403, share: 1, path: '/bulk' }] });
      await desk.accepted('Ana Ruiz', 'Where is it?');
      await page.getByText('The conversation could not be read: you have no permission').waitFor();
      await desk.cloud('clearFaults');
      await page.getByRole('button', { name: 'Try again' }).click();
      await desk.log.getByText('Where is it?').waitFor();
    }));
});
