// A real organisation: more queues and agents than a list, queues with their own rules, presences
// with their own names, and a cloud that is always named.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, onBothHosts, picture, withCloud, withDesk } from './desktop.js';

describe('a transfer', () => {
  test('searches queues and agents at the platform, page by page, with their presence', () =>
    withCloud('empty', async ({ desk, page, signIn, cloud }) => {
      await signIn();
      await desk.accepted('Ana Ruiz');
      const searches = [];
      const all = Array.from({ length: 60 }, (_, index) => ({
        id: `queue-${index}`,
        name: `Team ${String(index).padStart(2, '0')}`,
      }));
      await page.route(/\/api\/v2\/routing\/queues/, (route) => {
        const { searchParams } = new URL(route.request().url());
        const words = searchParams.get('name').replaceAll('*', '');
        const number = Number(searchParams.get('pageNumber'));
        searches.push([words, number]);
        const found = all.filter(({ name }) => name.toLowerCase().includes(words));
        return route.fulfill({
          headers: { 'access-control-allow-origin': '*' },
          json: {
            entities: found.slice((number - 1) * 25, number * 25),
            pageSize: 25,
            pageNumber: number,
            total: found.length,
            pageCount: Math.ceil(found.length / 25),
          },
        });
      });
      await desk.action('transfer').click();
      const dialog = page.getByRole('dialog', { name: 'Transfer Ana Ruiz' });
      const field = dialog.getByRole('combobox');
      await field.click();
      await dialog.getByRole('option', { name: 'Team 24' }).waitFor();
      assert.equal(await dialog.getByRole('option', { name: 'Team 25' }).count(), 0);
      await dialog
        .getByRole('option', { name: 'Henrik Dahl' })
        .getByText('Agent · Available')
        .waitFor();
      await dialog.getByRole('option', { name: 'Show more' }).click();
      await dialog.getByRole('option', { name: 'Team 49' }).waitFor();
      await field.fill('team 57');
      await dialog.getByRole('option', { name: 'Team 57' }).waitFor();
      await picture(page, 'transfer-search-light-1280');
      assert.deepEqual(searches, [
        ['', 1],
        ['', 2],
        ['team 57', 1],
      ]);
      assert.ok(cloud.requests().byPath['POST /api/v2/users/search'] >= 2);
    }));

  test('whose search fails says so, and searches again', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.cloud('setFaults', {
        refuse: [{ status: 403, share: 1, path: '/users/search' }],
      });
      await desk.action('transfer').click();
      const dialog = page.getByRole('dialog', { name: 'Transfer Ana Ruiz' });
      await dialog
        .getByRole('alert')
        .getByText('The search failed: you have no permission')
        .waitFor();
      await dialog.getByRole('combobox').click();
      await dialog.getByRole('option', { name: 'Orders' }).waitFor();
      await desk.cloud('clearFaults');
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await dialog.getByRole('combobox').click();
      await dialog.getByRole('option', { name: 'Mei Tanaka' }).waitFor();
    }));
});

describe('a queue', () => {
  onBothHosts('that requires no wrap-up code gets a wrap-up without one', async (desk, page) => {
    const queueId = await desk.queue('Orders');
    await desk.cloud('changeQueue', queueId, { wrapupRequired: false });
    const id = await desk.accepted('Ana Ruiz', 'Hello', { queueId });
    await desk.action('end').click();
    await desk.action('end-now').click();
    await desk.becomes('Ana Ruiz', 'wrapping');
    await page.getByPlaceholder('Search codes (not required)').waitFor();
    await page.getByLabel('Notes').fill('nothing to code');
    await page.getByRole('button', { name: 'Finish' }).click();
    await eventually(
      () => desk.card('Ana Ruiz').count(),
      (count) => count === 0,
    );
    const { participants } = await desk.request('GET', `/api/v2/conversations/${id}`);
    const { wrapup } = participants.find(({ purpose }) => purpose === 'agent');
    assert.equal(wrapup.notes, 'nothing to code');
  });
});

describe('the agent', () => {
  onBothHosts('chooses a presence of the organisation, and sees its time', async (_desk, page) => {
    await page.getByRole('button', { name: /^Status: On queue/ }).click();
    await page.getByRole('menuitem', { name: 'Lunch' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /^Meal$|^On Queue$/ }).count(), 0);
    await picture(page, 'presences-light-1280');
    await page.getByRole('menuitem', { name: 'Lunch' }).click();
    await page.getByRole('button', { name: /^Status: Lunch/ }).waitFor();
    const clock = page.locator('.status-button time');
    const before = await clock.innerText();
    await eventually(
      () => clock.innerText(),
      (now) => now !== before,
    );
    await page.getByRole('button', { name: 'Go on queue' }).click();
    await page.getByRole('button', { name: /^Status: On queue/ }).waitFor();
  });

  onBothHosts('parks a message and takes it back', async (desk) => {
    await desk.accepted('Ana Ruiz');
    await desk.action('park').click();
    await desk.becomes('Ana Ruiz', 'parked');
    await desk.card('Ana Ruiz').locator('.counts', { hasText: 'parked' }).waitFor();
    await desk.action('park').click();
    await desk.becomes('Ana Ruiz', 'talking');
    assert.equal((await desk.truth('Ana Ruiz')).state, 'connected');
  });
});

for (const width of [1280, 400]) {
  test(`the cloud is named at ${width} px, whatever is open`, () =>
    withDesk(
      async (desk, page) => {
        const label = page.locator('[data-cloud]');
        assert.equal(await label.innerText(), 'Simulated cloud');
        await desk.accepted('Ana Ruiz');
        assert.equal(await label.isVisible(), true);
        assert.ok(
          await label.evaluate((element) => element.scrollWidth <= element.clientWidth),
          'it is not cut',
        );
      },
      { viewport: { width, height: 800 } },
    ));
}
