// What the desk looks like when something is missing: nobody, no network, no sign-in, too much,
// nonsense.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, picture, seconds, withDesk } from './desktop.js';

describe('states', () => {
  test('empty at the start, off queue, and empty later', () =>
    withDesk(async (desk, page) => {
      await page.getByRole('heading', { name: 'No conversations' }).waitFor();
      await page.getByRole('button', { name: /^Status: On queue/ }).click();
      await page.getByRole('menuitem', { name: 'Available' }).click();
      await page.getByRole('heading', { name: 'You are off queue' }).waitFor();
      await page.getByRole('button', { name: 'Go on queue' }).click();
      await page.getByRole('button', { name: /^Status: On queue/ }).waitFor();
      await desk.arrives('Ana Ruiz');
      await desk.alert('Ana Ruiz').locator('[data-action="decline"]').click();
      await page.getByRole('heading', { name: 'All done' }).waitFor();
    }));

  test('offline: timers run, actions wait with their reason, a message is sent when the network is back', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.cloud('setFaults', { unreachable: 1, refuseSockets: true });
      await desk.cloud('closeSockets', 1006);
      await page.getByText('Actions wait until the connection is back.').waitFor();
      assert.equal(await desk.action('hold').getAttribute('aria-disabled'), 'true');
      const clock = () => desk.card('Ana Ruiz').locator('.row time').innerText();
      const before = await clock();
      await eventually(clock, (now) => now !== before, 'the timer stands');
      await desk.composer.fill('written without a network');
      await page.keyboard.press('Enter');
      await page.locator('.message.waiting').waitFor();
      await picture(page, 'offline-light-1280');
      await desk.cloud('clearFaults');
      await page.waitForSelector('[data-connection="live"]', { timeout: 60_000 });
      await eventually(
        () => page.locator('.message.waiting, .message.sending').count(),
        (count) => count === 0,
      );
      const { participants } = await desk.request('GET', `/api/v2/conversations/${id}`);
      const sent = participants
        .filter(({ purpose }) => purpose === 'agent')
        .flatMap(({ messages }) => messages.flatMap((leg) => leg.messages));
      assert.equal(sent.length, 1, 'once');
    }));

  test('a socket that dies without a word: the silence is shown, timers run, and the truth comes with the next one', () =>
    withDesk(
      async (desk, page) => {
        const id = await desk.accepted('Ana Ruiz');
        const wait = async () =>
          seconds(await desk.card('Ana Ruiz').locator('.row time').innerText());
        const before = await wait();
        await desk.cloud('setFaults', { refuseSockets: true });
        assert.equal(await desk.cloud('dropSockets'), 1);
        const { participantId } = await desk.truth('Ana Ruiz');
        await desk.request('PATCH', `/api/v2/conversations/${id}/participants/${participantId}`, {
          held: true,
        });
        await desk.cloud('customerSays', id, 'Are you there?');

        // Longer than a heartbeat may take; then two pings that nothing answers.
        await page.clock.runFor(41_000);
        await page.locator('[data-connection="silent"]').getByText('Connection silent').waitFor();
        assert.ok((await wait()) >= before + 40, 'the timer runs on');
        assert.equal(await desk.phase('Ana Ruiz'), 'talking', 'what is not known is not shown');
        assert.equal(
          await desk.action('hold').getAttribute('aria-disabled'),
          'false',
          'requests may still reach the platform',
        );
        await picture(page, 'silent-light-1280');
        await page.clock.runFor(11_000);
        await page.locator('[data-connection="reconnecting"]').waitFor();
        await page
          .getByText('What happened meanwhile is read as soon as the connection is back.')
          .waitFor();
        assert.equal(await desk.action('hold').getAttribute('aria-disabled'), 'true');
        await picture(page, 'reconnecting-light-1280');

        await desk.cloud('clearFaults');
        await page.waitForSelector('[data-connection="live"]', { timeout: 60_000 });
        await desk.becomes('Ana Ruiz', 'held');
        await desk.log.getByText('Are you there?').waitFor();
        assert.equal(await desk.action('hold').getAttribute('aria-pressed'), 'true');
        const said = await desk.said('polite');
        for (const text of ['The connection is lost.', 'The connection is back.'])
          assert.equal(said.filter((each) => each === text).length, 1, text);
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('signed out: it says so, keeps what is written, and goes on after the sign-in', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.composer.fill('half a sentence');
      await desk.cloud('expireTokens');
      await desk.cloud('closeSockets');
      await page.getByText('Your sign-in has expired.').waitFor();
      await picture(page, 'signed-out-light-1280');
      assert.equal(await desk.composer.inputValue(), 'half a sentence');
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await page.waitForSelector('[data-connection="live"]');
      assert.equal(await desk.composer.inputValue(), 'half a sentence');
      await desk.action('hold').click();
      await desk.becomes('Ana Ruiz', 'held');
    }));

  test('hostile texts stay texts, whatever their direction, and end nothing', () =>
    withDesk(
      async (desk, page) => {
        const hostile = `<img src=x onerror="document.title=1"> \u202Eright to left\u202C ${'w'.repeat(400)}`;
        await page.waitForSelector('.card[data-id], .alert-card');
        for (const card of await page.locator('.card[data-id]').all()) await card.click();
        const id = (await desk.cloud('truth')).find(
          ({ state }) => state === 'connected',
        ).conversationId;
        await desk.cloud('customerSays', id, hostile);
        const { customerName } = (await desk.cloud('truth')).find(
          ({ conversationId }) => conversationId === id,
        );
        await page
          .locator(`.card[data-id]`)
          .filter({ hasText: customerName.slice(0, 8) })
          .first()
          .click();
        await desk.log.getByText('onerror="document.title=1"').waitFor();
        assert.equal(await page.locator('agent-desk img[src="x"], agent-desk script').count(), 0);
        assert.ok(await fits(page), 'nothing wider than the page');
        await picture(page, 'hostile-light-1280');
        await page.getByRole('tab', { name: 'Replies' }).click();
        await page.locator('.reply', { hasText: '<img src=x onerror=alert(1)>' }).waitFor();
        await page.locator('.reply', { hasText: 'שלום' }).click();
        assert.equal(await desk.composer.inputValue(), 'שלום\nend');
        await desk.composer.fill('/');
        await page.getByRole('option', { name: 'onerror' }).waitFor();
        assert.equal(await page.locator('agent-desk img, agent-desk script').count(), 0);
        assert.ok(await fits(page), 'nothing wider than the page');
        await picture(page, 'hostile-replies-light-1280');
      },
      { query: '?scenario=hostile' },
    ));

  test('a missed alert says so, and leads back on queue', () =>
    withDesk(async (desk, page) => {
      await desk.arrives('Ana Ruiz');
      await page.locator('.alert-card.last-seconds').waitFor({ timeout: 40_000 });
      await picture(page, 'last-seconds-light-1280');
      await page.locator('.alert-card.missed', { hasText: 'Ana Ruiz' }).waitFor();
      assert.equal(
        (await desk.said('assertive')).filter((text) => text.includes('10 seconds left')).length,
        1,
      );
      await page.getByRole('button', { name: /^Status: Not responding/ }).waitFor();
      await page
        .locator('.alert-card.missed')
        .getByRole('button', { name: 'Back on queue' })
        .click();
      await page.getByRole('button', { name: /^Status: On queue/ }).waitFor();
      // The customer waited at the same place: the next alert is hers.
      await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
      await desk.becomes('Ana Ruiz', 'talking');
    }));

  test('what was a missed alert for the eye is a title, an icon and a sentence, without a frame being drawn', () =>
    withDesk(
      async (desk, page) => {
        await desk.cloud('customerArrives', { name: 'Ana Ruiz', text: 'Hello' });
        await eventually(
          () => page.title(),
          (title) => title === '● Ana Ruiz is waiting',
        );
        assert.equal(await page.locator('link[rel="icon"]').getAttribute('href'), 'icon-alert.svg');
        const said = await eventually(
          () => desk.said('assertive'),
          (all) => all.length > 0,
        );
        assert.equal(
          said.filter((text) => text.startsWith('New conversation: Ana Ruiz')).length,
          1,
        );
      },
      {
        // As in a hidden tab: no frame comes.
        init: () => {
          globalThis.requestAnimationFrame = () => 0;
          Object.defineProperty(document, 'hidden', { get: () => true });
        },
      },
    ));

  test('fourteen conversations', () =>
    withDesk(
      async (desk, page) => {
        await eventually(
          () => page.locator('.card[data-id]').count(),
          (count) => count >= 14,
        );
        const heights = await page
          .locator('.card[data-id]')
          .evaluateAll((cards) => cards.map((card) => card.offsetHeight));
        assert.deepEqual([...new Set(heights)], [64]);
        assert.ok(
          (await desk.cloud('requests')).mostPerMinute < 150,
          'far below the limit of the platform',
        );
      },
      { query: '?scenario=fourteen-chats' },
    ));

  test('nothing moves under the pointer', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.card('Bo Li').hover();
      const top = () => desk.card('Bo Li').evaluate((card) => card.getBoundingClientRect().top);
      const before = await top();
      await desk.arrives('Cy Dee');
      assert.equal(await top(), before);
      await page.locator('h1').hover({ force: true });
      await page.mouse.move(700, 400);
      await eventually(top, (now) => now > before);
    }));
});

const fits = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
