// Only the agent's own key or click moves the selection or the focus, and what is written stays
// where it was written.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, onBothHosts, picture, sentTo, withDesk } from './desktop.js';

/** What has the focus: a word for it, and whether it can be written into. */
const focus = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return [element.getAttribute('aria-label') ?? element.id ?? element.tagName, element.readOnly];
  });

const heading = (page) => page.locator('.conversation-head h2').innerText();

async function end(desk, name) {
  await desk.open(name);
  await desk.action('end').click();
  await desk.action('end-now').click();
  await desk.becomes(name, 'wrapping');
}

describe('what the desk does by itself neither selects nor focuses', () => {
  onBothHosts(
    'a wrap-up that runs out: the rest of the note reaches nobody',
    async (desk, page) => {
      const other = await desk.accepted('Bo Li');
      await desk.accepted('Ana Ruiz', 'Hello', { queueId: await desk.queue('Orders') });
      await end(desk, 'Ana Ruiz');
      await page.getByRole('combobox', { name: 'Code' }).fill('Other');
      await page.getByRole('option', { name: 'Other' }).click();
      await page.getByLabel('Notes').click();
      await page.keyboard.type('She called about');
      await page.clock.runFor(59_000);
      await desk.becomes('Ana Ruiz', 'ended');
      assert.equal(await heading(page), 'Ana Ruiz');
      await page.keyboard.type(' her refund\n');
      await page.keyboard.press('Enter');
      await desk.settled();
      assert.equal(await heading(page), 'Ana Ruiz');
      assert.deepEqual(await sentTo(desk, other), [], 'nothing reached the other customer');
      assert.deepEqual(await focus(page), ['notes', true]);
      assert.equal(await page.getByLabel('Notes').inputValue(), 'She called about');
      await page.getByText('It was sent as you wrote it.').first().waitFor();
      await picture(page, 'wrap-up-sent-light-1280');
    },
    { prepare: (page) => page.clock.install() },
  );

  onBothHosts(
    'a customer who leaves takes no editor away, and no key becomes a shortcut',
    async (desk, page) => {
      await page.keyboard.press('?');
      await page.getByRole('checkbox').check();
      await page.keyboard.press('Escape');
      const id = await desk.accepted('Ana Ruiz');
      await desk.composer.click();
      await page.keyboard.type('Your refund is');
      await desk.arrives('Bo Li');
      await desk.cloud('customerLeaves', id);
      await desk.becomes('Ana Ruiz', 'wrapping');
      await page.keyboard.type(' a hundred');
      await page.keyboard.press('Enter');
      await desk.settled();
      assert.equal(await heading(page), 'Ana Ruiz');
      assert.deepEqual(await focus(page), ['Message', true]);
      assert.equal(await desk.composer.inputValue(), 'Your refund is');
      assert.equal(
        (await desk.truth('Bo Li')).state,
        'alerting',
        'nobody accepted the other alert',
      );
      await page.getByText('Ana Ruiz has left the conversation.').first().waitFor();
      await picture(page, 'left-light-1280');
      await page.locator('.composer').getByRole('button', { name: 'Copy' }).waitFor();
    },
  );

  test('an empty composer, too, keeps the focus when its conversation ends', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await eventually(
        () => focus(page),
        ([name]) => name === 'Message',
      );
      await desk.cloud('customerLeaves', id);
      await desk.becomes('Ana Ruiz', 'wrapping');
      assert.deepEqual(await focus(page), ['Message', true]);
    }));

  test('an end that takes effect leaves the focus in the notes and the code as it is', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.action('wrapup').click();
      await page.getByRole('combobox', { name: 'Code' }).fill('Other');
      await page.getByRole('option', { name: 'Other' }).click();
      await desk.composer.fill('and one more thing');
      await desk.action('end').click();
      await page.getByLabel('Notes').click();
      await page.keyboard.type('She ');
      await desk.becomes('Ana Ruiz', 'wrapping');
      await desk.settled();
      await page.keyboard.type('called');
      assert.deepEqual(await focus(page), ['notes', false]);
      assert.equal(await page.getByLabel('Notes').inputValue(), 'She called');
      assert.equal(await page.getByRole('combobox', { name: 'Code' }).inputValue(), 'Other');
      assert.equal(await desk.composer.inputValue(), 'and one more thing', 'the draft is there');
    }));

  test('a wrap-up that is finished does not go on where the agent has gone elsewhere', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Bo Li');
      await desk.accepted('Cy Dee');
      await desk.accepted('Ana Ruiz');
      await end(desk, 'Ana Ruiz');
      await page.getByRole('combobox', { name: 'Code' }).fill('Other');
      await page.getByRole('option', { name: 'Other' }).click();
      await desk.cloud('setFaults', { slowMs: [2000, 2000] });
      await page.getByRole('button', { name: 'Finish' }).click();
      await desk.open('Cy Dee');
      await desk.composer.click();
      await page.keyboard.type('Dear ');
      await page.getByText('Wrapped up Ana Ruiz.').first().waitFor();
      await page.keyboard.type('Cy');
      assert.equal(await heading(page), 'Cy Dee');
      assert.equal(await desk.composer.inputValue(), 'Dear Cy');
    }));

  test('what arrives, is missed, or is read opens nothing; a page that opens chooses nothing', () =>
    withDesk(
      async (_desk, page) => {
        await eventually(
          () => page.locator('.card[data-id]').count(),
          (count) => count >= 3,
        );
        assert.equal(await page.locator('[aria-current="true"]').count(), 0);
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
      },
      { query: '?scenario=shift' },
    ));

  test('no event that a script makes opens a conversation', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await page.evaluate(() =>
        [...document.querySelectorAll('.card[data-id]')]
          .find((card) => card.textContent.includes('Ana Ruiz'))
          .click(),
      );
      await desk.settled();
      assert.equal(await heading(page), 'Bo Li');
    }));
});

describe('what acts on a conversation names it, and goes with it', () => {
  test('the transfer dialog transfers the one it was opened for', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Bo Li');
      await desk.accepted('Ana Ruiz');
      await desk.action('transfer').click();
      const dialog = page.getByRole('dialog', { name: 'Transfer Ana Ruiz' });
      await dialog.getByRole('combobox').fill('Henrik');
      await dialog.getByRole('option', { name: 'Henrik Dahl' }).click();
      await picture(page, 'transfer-light-1280');
      // Whatever is open behind it by then.
      await page.evaluate((name) => {
        const { desk } = document.querySelector('agent-desk');
        const other = [...desk.cards.all.value.values()].find((card) => card.name === name);
        (desk.selection?.id ?? desk.selectedId).value = other.id;
      }, 'Bo Li');
      await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
      await page.getByText('Ana Ruiz was transferred to Henrik Dahl.').first().waitFor();
      assert.equal((await desk.truth('Ana Ruiz')).state, 'disconnected');
      assert.equal((await desk.truth('Bo Li')).state, 'connected');
    }));

  test('the transfer dialog closes when its conversation ends, and says so', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.open('Ana Ruiz');
      await desk.action('transfer').click();
      await page.getByRole('dialog', { name: 'Transfer Ana Ruiz' }).waitFor();
      await desk.cloud('customerLeaves', id);
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page
        .getByText('Ana Ruiz is no longer with you: nothing was transferred.')
        .first()
        .waitFor();
      assert.equal((await desk.truth('Bo Li')).state, 'connected');
    }));

  test('the command palette acts on the conversation that was open when it opened', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Bo Li');
      await desk.accepted('Ana Ruiz');
      await desk.composer.click();
      await page.keyboard.press('Control+k');
      const palette = page.getByRole('dialog', { name: 'Commands' });
      await palette.getByRole('combobox').fill('hold');
      await palette.getByRole('option', { name: 'Hold: Ana Ruiz' }).waitFor();
      await picture(page, 'palette-light-1280');
      await page.keyboard.press('Enter');
      await desk.becomes('Ana Ruiz', 'held');
      assert.equal((await desk.truth('Bo Li')).held, true, 'by the platform, before');
    }));

  test('an alert that is gone answers no click of its notification', () =>
    withDesk(
      async (desk, page) => {
        await desk.notifies();
        await desk.accepted('Bo Li');
        const id = await desk.arrives('Ana Ruiz');
        const tag = await desk.alert('Ana Ruiz').getAttribute('data-alert');
        await desk.cloud('customerLeaves', id);
        await desk.alert('Ana Ruiz').waitFor({ state: 'detached' });
        await page.evaluate(
          (alert) =>
            navigator.serviceWorker.dispatchEvent(
              new MessageEvent('message', { data: { alert, action: 'accept' } }),
            ),
          tag,
        );
        await desk.settled();
        assert.equal(await heading(page), 'Bo Li');
      },
      { permissions: ['notifications'] },
    ));
});
