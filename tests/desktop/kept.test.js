// What an agent wrote is kept until it is delivered or discarded, and what is not known is looked
// up before anything is offered.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { sentTo, eventually, picture, withCloud, withDesk } from './desktop.js';

const live = (page) => page.waitForSelector('[data-connection="live"]', { timeout: 60_000 });
const write = async (desk, text) => {
  await desk.composer.fill(text);
  await desk.page.keyboard.press('Enter');
};

describe('messages', () => {
  test('that wait for the connection survive a reload, and are sent once and in order', () =>
    withCloud('empty', async ({ desk, page, cloud, signIn }) => {
      await signIn();
      const id = cloud.customerArrives({ name: 'Ana Ruiz', text: 'Hello' });
      await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
      await desk.becomes('Ana Ruiz', 'talking');
      cloud.setFaults({ unreachable: 1, refuseSockets: true });
      cloud.closeSockets(1006);
      await page.getByText('Actions wait until the connection is back.').waitFor();
      for (const text of ['one', 'two', 'three']) await write(desk, text);
      await desk.composer.fill('half a sentence');
      await page.locator('.message.waiting').nth(2).waitFor();
      cloud.clearFaults();
      await page.reload();
      await live(page);
      await desk.open('Ana Ruiz');
      assert.equal(await desk.composer.inputValue(), 'half a sentence');
      await eventually(
        () => page.locator('.message.waiting, .message.sending').count(),
        (count) => count === 0,
      );
      assert.deepEqual(await sentTo(desk, id), ['one', 'two', 'three']);
    }));

  test('two tabs: each keeps its own draft, none overwrites the other’s, and one of them sends', () =>
    withCloud('empty', async ({ desk, page, cloud, signIn, tab }) => {
      await signIn();
      const ids = {};
      for (const name of ['Ana Ruiz', 'Bo Li']) {
        ids[name] = cloud.customerArrives({ name, text: 'Hello' });
        await desk.alert(name).locator('[data-action="accept"]').click();
        await desk.becomes(name, 'talking');
      }
      const other = await tab();
      await other.becomes('Bo Li', 'talking');
      await desk.open('Ana Ruiz');
      await other.open('Bo Li');
      await desk.composer.fill('for Ana');
      await other.composer.fill('for Bo');
      await desk.composer.fill('for Ana, and more');
      await page.reload();
      await live(page);
      await desk.open('Bo Li');
      assert.equal(await desk.composer.inputValue(), 'for Bo');
      await desk.open('Ana Ruiz');
      assert.equal(await desk.composer.inputValue(), 'for Ana, and more');

      cloud.setFaults({ unreachable: 1, refuseSockets: true });
      cloud.closeSockets(1006);
      await page.getByText('Actions wait until the connection is back.').waitFor();
      await page.keyboard.press('Enter');
      await desk.composer.click();
      await page.keyboard.press('Enter');
      await page.locator('.message.waiting').waitFor();
      cloud.clearFaults();
      await eventually(
        () => sentTo(desk, ids['Ana Ruiz']),
        (texts) => texts.length > 0,
      );
      await live(other.page);
      await live(page);
      await desk.settled();
      assert.deepEqual(await sentTo(desk, ids['Ana Ruiz']), ['for Ana, and more']);
    }));

  test('one that got no answer is looked for in the conversation, and not offered again if it is there', () =>
    withDesk(
      async (desk, page) => {
        const id = await desk.accepted('Ana Ruiz');
        await desk.cloud('setFaults', { never: 1, lose: 1 });
        await write(desk, 'did this arrive?');
        await eventually(
          () => sentCount(desk),
          (count) => count === 1,
        );
        await desk.cloud('setFaults', { never: 0 });
        await page.clock.runFor(16_000);
        await eventually(
          () => page.locator('.message.sending, .message.unknown, .message.failed').count(),
          (count) => count === 0,
        );
        assert.equal(await page.getByRole('button', { name: 'Send again' }).count(), 0);
        assert.deepEqual(await sentTo(desk, id), ['did this arrive?']);
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('one that was refused stays, with a mark in the roster, and can be sent again', () =>
    withCloud('empty', async ({ desk, page, signIn }) => {
      await signIn();
      const id = await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.open('Ana Ruiz');
      await desk.cloud('setFaults', {
        slowMs: [1500, 1500],
        refuse: [{ status: 400, share: 1, path: '/communications/' }],
      });
      await write(desk, 'not now');
      await desk.open('Bo Li');
      await page.locator('.card[data-problem]', { hasText: 'Ana Ruiz' }).waitFor();
      await page.getByText('Your message to Ana Ruiz was not sent').first().waitFor();
      await picture(page, 'failed-elsewhere-light-1280');
      await desk.cloud('clearFaults');
      await page.reload();
      await live(page);
      await desk.open('Ana Ruiz');
      await page.getByRole('button', { name: 'Send again' }).click();
      await eventually(
        () => sentTo(desk, id),
        (texts) => texts.length === 1,
      );
      await eventually(
        () => page.locator('.card[data-problem]').count(),
        (count) => count === 0,
      );
    }));

  test('drafts can be found again when their conversation is gone', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.composer.fill('a text that nobody got');
      await desk.cloud('customerLeaves', id);
      await desk.becomes('Ana Ruiz', 'wrapping');
      await page.getByRole('combobox', { name: 'Code' }).fill('Other');
      await page.getByRole('option', { name: 'Other' }).click();
      await page.getByRole('button', { name: 'Finish' }).click();
      await eventually(
        () => desk.card('Ana Ruiz').count(),
        (count) => count === 0,
      );
      await page.getByRole('button', { name: /^Signed in as/ }).click();
      await page.getByRole('menuitem', { name: 'Unsent texts' }).click();
      const dialog = page.getByRole('dialog', { name: 'Unsent texts' });
      await dialog.getByText('a text that nobody got').waitFor();
      await dialog.getByText('Ana Ruiz').waitFor();
      await picture(page, 'unsent-light-1280');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await dialog.getByText('Everything that you wrote has been sent.').waitFor();
    }));
});

const sentCount = async (desk) =>
  Object.entries((await desk.cloud('requests')).byPath).find(([path]) =>
    /POST .*communications.*\/messages$/.test(path),
  )?.[1] ?? 0;

describe('an end that can be taken back', () => {
  test('survives a reload, can still be taken back, and else takes effect', () =>
    withCloud('empty', async ({ desk, page, signIn }) => {
      await signIn();
      await desk.accepted('Ana Ruiz');
      await desk.action('end').click();
      await desk.action('undo').waitFor();
      await page.reload();
      await live(page);
      await desk.open('Ana Ruiz');
      await desk.action('undo').click();
      assert.equal((await desk.truth('Ana Ruiz')).state, 'connected');
      await desk.action('end').click();
      await desk.action('undo').waitFor();
      await page.reload();
      await live(page);
      await desk.becomes('Ana Ruiz', 'wrapping');
      assert.equal((await desk.truth('Ana Ruiz')).state, 'disconnected');
    }));
});
