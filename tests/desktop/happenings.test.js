// What happens without the agent: it is shown, heard and said once, with the way on; and an alert is
// never out of view.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, onBothHosts, picture, withCloud, withDesk } from './desktop.js';

/** Writes down the frequency of each tone that the page plays. */
function listen() {
  globalThis.tones = [];
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...values) {
    globalThis.tones.push(this.frequency.value);
    return start.apply(this, values);
  };
}
const tones = (page) => page.evaluate(() => globalThis.tones.map(Math.round));
const count = (all, wanted) => all.filter((each) => each === wanted).length;

const times = async (desk, text) =>
  [...(await desk.said('polite')), ...(await desk.said('assertive'))].filter(
    (each) => each === text,
  ).length;

describe('nothing ends in silence', () => {
  onBothHosts(
    'a customer leaves a conversation that is not open',
    async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.cloud('customerLeaves', id);
      const text = 'Ana Ruiz has left the conversation.';
      const notice = page.locator('.toast', { hasText: text });
      await notice.waitFor();
      await eventually(
        () => times(desk, text),
        (n) => n === 1,
      );
      assert.ok((await tones(page)).includes(330), 'it is heard');
      await picture(page, 'notice-light-1280');
      await desk.heading('Bo Li').waitFor();
      await notice.getByRole('button', { name: 'Open' }).click();
      await desk.heading('Ana Ruiz').waitFor();
      assert.equal(await notice.count(), 0);
    },
    { init: listen },
  );

  test('a wrap-up runs out with notes and without a code', () =>
    withDesk(
      async (desk, page) => {
        await desk.accepted('Ana Ruiz', 'Hello', { queueId: await desk.queue('Orders') });
        await desk.accepted('Bo Li');
        await desk.open('Ana Ruiz');
        await desk.action('end').click();
        await desk.action('end-now').click();
        await desk.becomes('Ana Ruiz', 'wrapping');
        await page.getByLabel('Notes').fill('nobody will read this');
        await desk.open('Bo Li');
        await page.clock.runFor(62_000);
        await desk.becomes('Ana Ruiz', 'ended');
        const kept = 'The time for the wrap-up of Ana Ruiz is over. What you wrote is kept.';
        await page.locator('.toast', { hasText: kept }).waitFor();
        assert.equal(await page.locator('.toast').count(), 1, 'one notice');
        await desk.open('Ana Ruiz');
        assert.equal(await page.getByLabel('Notes').inputValue(), 'nobody will read this');
      },
      { prepare: (page) => page.clock.install() },
    ));

  test('an alert is missed during an outage', () =>
    withDesk(async (desk, page) => {
      await desk.arrives('Ana Ruiz');
      await desk.cloud('setFaults', { unreachable: 1, refuseSockets: true });
      await desk.cloud('closeSockets', 1006);
      await eventually(
        () => desk.truth('Ana Ruiz'),
        ({ state }) => state === 'disconnected',
        undefined,
        40_000,
      );
      await desk.cloud('clearFaults');
      await page
        .locator('.toast', { hasText: 'You missed Ana Ruiz.' })
        .waitFor({ timeout: 60_000 });
      await page.locator('.alert-card.missed', { hasText: 'Ana Ruiz' }).waitFor();
      await picture(page, 'missed-light-1280');
    }));

  test('an alert is missed while the page is loaded anew', () =>
    withCloud('empty', async ({ desk, page, signIn }) => {
      await signIn();
      const address = page.url();
      await desk.arrives('Ana Ruiz');
      await page.goto('about:blank');
      await eventually(
        () => desk.truth('Ana Ruiz'),
        ({ state }) => state === 'disconnected',
        undefined,
        40_000,
      );
      await page.goto(address);
      await page.locator('.toast', { hasText: 'You missed Ana Ruiz.' }).waitFor();
      assert.equal(await times(desk, 'You missed Ana Ruiz.'), 1);
      await page.reload();
      await page.locator('.alert-card.missed', { hasText: 'Ana Ruiz' }).waitFor();
      assert.equal(await page.locator('.toast').count(), 0, 'said once');
    }));

  onBothHosts('a customer leaves before the agent answers', async (desk, page) => {
    const id = await desk.arrives('Ana Ruiz');
    await desk.cloud('customerLeaves', id);
    await page.locator('.toast', { hasText: 'Ana Ruiz left before you answered.' }).waitFor();
    assert.equal(await times(desk, 'You missed Ana Ruiz.'), 0);
  });
});

describe('an alert', () => {
  test('is in view however far the list is scrolled', () =>
    withDesk(
      async (desk, page) => {
        for (const name of ['Ana Ruiz', 'Bo Li', 'Cy Dee']) await desk.accepted(name);
        const list = page.locator('.roster-scroll');
        await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await desk.arrives('Di Fox');
        const accept = desk.alert('Di Fox').locator('[data-action="accept"]');
        const inView = () =>
          accept.evaluate((button) => {
            const { left, top, width, height } = button.getBoundingClientRect();
            const found = document.elementFromPoint(left + width / 2, top + height / 2);
            return button.contains(found);
          });
        assert.equal(await inView(), true);
        await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        assert.equal(await inView(), true);
        await picture(page, 'alert-pinned-light-1280');
      },
      { viewport: { width: 1280, height: 400 } },
    ));

  test('rings until it is answered, and otherwise in its last seconds', () =>
    withDesk(
      async (desk, page) => {
        await page.mouse.click(700, 400);
        await desk.arrives('Ana Ruiz');
        await page.clock.runFor(13_000);
        const early = await tones(page);
        assert.ok(count(early, 659) >= 3, `it repeats: ${early}`);
        assert.equal(count(early, 988), 0);
        await page.clock.runFor(10_000);
        const late = (await tones(page)).slice(early.length);
        assert.ok(count(late, 988) >= 6, `it rings otherwise: ${late}`);
        await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
        await desk.becomes('Ana Ruiz', 'talking');
        const answered = (await tones(page)).length;
        await page.clock.runFor(10_000);
        assert.equal((await tones(page)).length, answered, 'it is silent once it is answered');
      },
      { init: listen, prepare: (page) => page.clock.install() },
    ));

  test('moves nothing under a pointer that rests on the list, and no heading says what is not so', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      await desk.card('Bo Li').hover();
      const top = (name) => desk.card(name).evaluate((card) => card.getBoundingClientRect().top);
      const before = [await top('Ana Ruiz'), await top('Bo Li')];
      await desk.cloud('customerLeaves', id);
      await desk.becomes('Ana Ruiz', 'wrapping');
      await desk.arrives('Cy Dee');
      assert.deepEqual([await top('Ana Ruiz'), await top('Bo Li')], before);
      await desk.card('Ana Ruiz').getByText('wrap-up').waitFor();
      assert.equal(await page.locator('desk-roster h3').count(), 0);
      await page.mouse.move(700, 400);
      await eventually(
        () => top('Bo Li'),
        (now) => now > before[1],
      );
    }));

  test('answered by its notification: a click opens, the button accepts, and one tab does it', () =>
    withCloud(
      'empty',
      async ({ desk, page, cloud, signIn, tab }) => {
        await signIn();
        await desk.notifies();
        const other = await tab();
        await desk.arrives('Ana Ruiz');
        await other.alert('Ana Ruiz').waitFor();
        const [worker] = page.context().serviceWorkers();
        // Only a real click may bring a page to the front.
        const choose = (action) =>
          worker.evaluate(async (chosen) => {
            const [shown] = await self.registration.getNotifications();
            await answer(shown.tag, chosen).catch(() => {});
          }, action);
        const open = async () =>
          (
            await Promise.all(
              [page, other.page].map((each) =>
                each.locator('.conversation-head h2', { hasText: 'Ana Ruiz' }).count(),
              ),
            )
          ).reduce((sum, each) => sum + each);
        await eventually(
          () => worker.evaluate(async () => (await self.registration.getNotifications()).length),
          (n) => n === 1,
        );
        await choose('');
        await eventually(open, (n) => n === 1);
        assert.equal(cloud.truth()[0].state, 'alerting', 'a click accepts nothing');
        await page.waitForTimeout(5_100);
        await choose('accept');
        await desk.becomes('Ana Ruiz', 'talking');
        const accepts = Object.entries(cloud.requests().byPath).filter(([path]) =>
          /^PATCH .*participants/.test(path),
        );
        assert.deepEqual(
          accepts.map(([, n]) => n),
          [1],
        );
        assert.equal(await open(), 1);
      },
      { permissions: ['notifications'] },
    ));
});
