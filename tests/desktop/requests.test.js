// What is asked of the platform: nothing because something is drawn, nothing again without a person
// or a pause, and an action that the platform has no time for waits in sight.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, onBothHosts, picture, withDesk } from './desktop.js';

/** How many requests went to paths that contain a word. */
const asked = async (desk, word) =>
  Object.entries((await desk.cloud('requests')).byPath)
    .filter(([path]) => path.includes(word))
    .reduce((sum, [, count]) => sum + count, 0);

const wrappingUp = async (desk) => {
  await desk.accepted('Ana Ruiz');
  await desk.action('wrapup').click();
};

describe('a list that cannot be read', () => {
  onBothHosts('is not asked for again because it is drawn, and says why', async (desk, page) => {
    await desk.cloud('setFaults', { refuse: [{ status: 403, share: 1, path: 'wrapupcodes' }] });
    await wrappingUp(desk);
    await page.getByText('The codes could not be loaded: you have no permission for it').waitFor();
    await picture(page, 'codes-refused-light-1280');
    // Each second is drawn, and each key.
    await page.getByLabel('Notes').click();
    await page.keyboard.type('written while the list cannot be read', { delay: 60 });
    assert.equal(await asked(desk, 'wrapupcodes'), 1);
    await desk.cloud('clearFaults');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('combobox', { name: 'Code' }).click();
    await page.getByRole('option', { name: 'Other' }).waitFor();
    assert.equal(await asked(desk, 'wrapupcodes'), 2);
  });

  test('is tried again after pauses that grow, and after what the platform asks for', () =>
    withDesk(
      async (desk, page) => {
        await desk.cloud('setFaults', { refuse: [{ status: 503, share: 1, path: 'wrapupcodes' }] });
        await wrappingUp(desk);
        const count = () => asked(desk, 'wrapupcodes');
        await eventually(count, (n) => n === 1);
        for (const [seconds, expected] of [
          [1.9, 1],
          [0.2, 2],
          [3.5, 2],
          [0.6, 3],
        ]) {
          await page.clock.runFor(seconds * 1000);
          await desk.settled();
          await eventually(count, (n) => n === expected, `after ${seconds} s`);
        }
        await desk.cloud('setFaults', {
          refuse: [{ status: 429, share: 1, retryAfterSeconds: 30, path: 'wrapupcodes' }],
        });
        await page.clock.runFor(8_200);
        await eventually(count, (n) => n === 4);
        await desk.settled();
        await page.clock.runFor(29_000);
        assert.equal(await count(), 4);
        await desk.cloud('clearFaults');
        await page.clock.runFor(2_000);
        await desk.settled();
        await page.getByRole('combobox', { name: 'Code' }).click();
        await page.getByRole('option', { name: 'Other' }).waitFor();
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('offline: a handful of attempts, and all of it once the network is back', () =>
    withDesk(
      async (desk, page) => {
        let attempts = 0;
        await desk.accepted('Ana Ruiz');
        await page.exposeFunction('attempted', () => (attempts += 1));
        await page.evaluate(() => {
          const { cloud } = document.querySelector('agent-desk').desk.session;
          const ask = cloud.api;
          cloud.api = (method, path, ...rest) => {
            if (path.includes('wrapupcodes')) globalThis.attempted();
            return ask(method, path, ...rest);
          };
        });
        await desk.cloud('setFaults', { unreachable: 1, refuseSockets: true });
        await desk.cloud('closeSockets', 1006);
        await page.getByText('Actions wait until the connection is back.').waitFor();
        await desk.action('wrapup').click();
        await page.getByText('The codes could not be loaded').waitFor();
        for (let second = 0; second < 10; second++) await page.clock.runFor(1000);
        assert.ok(attempts <= 4, `${attempts} attempts in 10 s`);
        await desk.cloud('clearFaults');
        await eventually(
          async () => {
            await page.clock.runFor(5_000);
            return page.getByText('The codes could not be loaded').count();
          },
          (count) => count === 0,
        );
        await page.getByRole('combobox', { name: 'Code' }).click();
        await page.getByRole('option', { name: 'Other' }).waitFor();
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('a conversation that cannot be read says so, and when it is tried again', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.cloud('setFaults', {
        refuse: [{ status: 503, share: 1, path: `/conversations/${id}` }],
      });
      await desk.open('Ana Ruiz');
      await page.getByText(/The conversation could not be read: .* tried again in \d/).waitFor();
      await picture(page, 'unreadable-light-1280');
      await desk.cloud('clearFaults');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('The conversation could not be read').waitFor({ state: 'detached' });
    }));
});

describe('an action that the platform has no time for', () => {
  onBothHosts('waits in sight, tries again, and is done', async (desk, page) => {
    await desk.accepted('Ana Ruiz');
    await desk.cloud('setFaults', {
      refuse: [{ status: 429, share: 1, retryAfterSeconds: 3, path: '/participants/' }],
    });
    await desk.action('hold').click();
    await page.getByText(/Hold waits: the platform is busy.*again in \d second/).waitFor();
    await picture(page, 'busy-light-1280');
    assert.equal(await desk.action('hold').getAttribute('aria-disabled'), 'true');
    await desk.cloud('clearFaults');
    await desk.becomes('Ana Ruiz', 'held');
  });

  test('is cancelled by the agent, and dropped when its conversation ends', () =>
    withDesk(
      async (desk, page) => {
        const id = await desk.accepted('Ana Ruiz');
        const busy = { status: 429, share: 1, retryAfterSeconds: 30, path: '/participants/' };
        await desk.cloud('setFaults', { refuse: [busy] });
        await desk.action('hold').click();
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByText('Hold waits').waitFor({ state: 'detached' });
        const count = await asked(desk, 'PATCH');
        await desk.action('hold').click();
        await page.getByText('Hold waits').waitFor();
        await desk.cloud('clearFaults');
        await desk.cloud('customerLeaves', id);
        await desk.becomes('Ana Ruiz', 'wrapping');
        await page.clock.runFor(31_000);
        await desk.settled();
        assert.equal((await asked(desk, 'PATCH')) - count, 1, 'nothing is asked of what has ended');
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('a message waits, too, and is sent once', () =>
    withDesk(
      async (desk, page) => {
        const id = await desk.accepted('Ana Ruiz');
        await desk.cloud('setFaults', {
          refuse: [{ status: 429, share: 1, retryAfterSeconds: 5, path: '/communications/' }],
        });
        await desk.composer.fill('patience');
        await page.keyboard.press('Enter');
        await page.locator('.message.waiting').getByText('Waits').waitFor();
        await desk.cloud('clearFaults');
        await page.clock.runFor(6_000);
        await eventually(
          () => page.locator('.message.waiting, .message.sending').count(),
          (n) => n === 0,
        );
        const { participants } = await desk.request('GET', `/api/v2/conversations/${id}`);
        const own = participants.filter(({ purpose }) => purpose === 'agent');
        assert.equal(own.flatMap(({ messages }) => messages[0].messages).length, 1);
      },
      { prepare: (page) => page.clock.install() },
    ));
});
