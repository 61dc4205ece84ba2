import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { picture, seconds, stopwatch, withDesktop } from './desktop.js';

const card = (page, name) => page.locator('.card', { hasText: name });
const button = (page, name) => page.locator('.actions').getByRole('button', { name });
const state = (page, name) => card(page, name).locator('.state');
const mainClock = async (page, name) => seconds(await card(page, name).locator('.main time').innerText());

describe('the desk', () => {
  test('shows a shift under way, with running timers', () =>
    withDesktop(async (page) => {
      assert.ok((await page.locator('.card').count()) >= 4);
      const before = await mainClock(page, 'Marek');
      assert.ok(before >= 74, `${before} s on hold`);
      const elapsed = stopwatch();
      await page.waitForTimeout(2100);
      const passed = (await mainClock(page, 'Marek')) - before;
      assert.ok(passed >= 2 && passed <= elapsed() + 1, `${passed} s passed`);
      assert.match(await page.title(), /^1:\d\d on hold/);
      await picture(page, 'desk-light');
    }));

  test('a chat from answer to wrap-up, all through the cloud', () =>
    withDesktop(async (page) => {
      await page.getByRole('button', { name: 'Jun' }).click();
      await page.getByRole('heading', { name: 'Jun Watanabe' }).waitFor();
      assert.deepEqual(await enabledActions(page), ['Answer']);
      await button(page, 'Answer').click();
      await state(page, 'Jun').filter({ hasText: 'Talking' }).waitFor();
      // The agent works here now: the others are on hold meanwhile.
      await state(page, 'Chiamaka').filter({ hasText: 'On hold' }).waitFor();
      assert.deepEqual(await enabledActions(page), ['Hold', 'End']);

      await button(page, 'Hold').click();
      await state(page, 'Jun').filter({ hasText: 'On hold' }).waitFor();
      assert.deepEqual(await enabledActions(page), ['Resume', 'End']);
      await page.waitForTimeout(1200);
      assert.ok((await mainClock(page, 'Jun')) >= 1);
      await button(page, 'Resume').click();
      await state(page, 'Jun').filter({ hasText: 'Talking' }).waitFor();
      await card(page, 'Jun').getByText('1 hold').waitFor();

      await button(page, 'End').click();
      await state(page, 'Jun').filter({ hasText: 'After-call work' }).waitFor();
      assert.deepEqual(await enabledActions(page), []);
      const left = await mainClock(page, 'Jun');
      assert.ok(left > 50 && left <= 60, `${left} s left`);
      await page.waitForTimeout(1100);
      assert.ok((await mainClock(page, 'Jun')) < left, 'after-call work counts down');
      await page.getByLabel('Notes').fill('Sent a catalogue');
      await page.getByLabel('Code').selectOption('Delivery');
      await page.getByRole('button', { name: 'Wrap up' }).click();
      await state(page, 'Jun').filter({ hasText: 'Ended' }).waitFor();
    }));

  test('a skewed PC clock misleads naive timers, and not this desk', () =>
    withDesktop(async (page) => {
      const read = async () => (await page.locator('.naive dd').allInnerTexts()).map((text) => (text.startsWith('−') ? -seconds(text.slice(1)) : seconds(text)));
      const [desk, naive] = await read();
      await page.getByRole('slider', { name: 'Skew the PC clock' }).focus();
      for (let minute = 0; minute < 5; minute++) await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(1100);
      const [deskAfter, naiveAfter] = await read();
      assert.ok(deskAfter - desk < 60 && deskAfter >= desk, `${desk} -> ${deskAfter}`);
      // Both are cut to whole seconds, towards 0, and shown up to a second late.
      assert.ok(naiveAfter - naive >= 298, `${naive} -> ${naiveAfter}`);
    }));

  test('a PC clock that is set by an hour changes no timer', () =>
    withDesktop(async (page) => {
      const before = await mainClock(page, 'Marek');
      await page.evaluate(() => {
        const now = Date.now;
        Date.now = () => now() + 3_600_000;
      });
      await page.waitForTimeout(1100);
      assert.ok((await mainClock(page, 'Marek')) - before < 60);
    }));

  test('a tab that slept shows the truth as soon as it wakes', () =>
    withDesktop(async (page) => {
      const elapsed = stopwatch();
      const session = await page.context().newCDPSession(page);
      const before = await mainClock(page, 'Marek');
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((resolve) => setTimeout(resolve, 4000));
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await page.waitForTimeout(300);
      const passed = (await mainClock(page, 'Marek')) - before;
      assert.ok(passed >= 4 && passed <= elapsed() + 1, `${passed} s passed`);
    }));

  test('thresholds are shown by word and shape, and said once', () =>
    withDesktop(async (page) => {
      const said = await page.evaluateHandle(() => {
        const log = [];
        const status = document.querySelector('[role="status"]');
        new MutationObserver(() => log.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
        return log;
      });
      await card(page, 'Marek').getByText('Long hold').waitFor();
      await page.getByLabel('Limit after, seconds').fill('76');
      await page.keyboard.press('Tab');
      await card(page, 'Marek').getByText('Over the limit').waitFor();
      await page.waitForTimeout(2500);
      const announcements = (await said.jsonValue()).filter((text) => text.includes('longer than the limit'));
      assert.deepEqual(announcements, ['Marek Novák has been on hold for longer than the limit.']);
    }));

  test('the page sleeps until the next second of a timer', () =>
    withDesktop(async (page) => {
      const frames = () => page.evaluate(() => globalThis.frames_);
      const before = await frames();
      await page.waitForTimeout(3000);
      const count = (await frames()) - before;
      // Each of some timers changes once a second; 60 frames a second would be 180.
      assert.ok(count >= 3 && count <= 60, `${count} frames in 3 s`);
    }));

  test('works by keyboard alone', () =>
    withDesktop(async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
      await page.keyboard.press('Tab');
      assert.match(await page.evaluate(() => document.activeElement.className), /^card-name/);
      for (let card = 0; card < 3; card++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Jun Watanabe' }).waitFor();
    }));

  test('nothing moves while digits change, and nothing is cut at 400 px and at 200 %', async () => {
    await withDesktop(
      async (page) => {
        const boxes = () => page.locator('.card').evaluateAll((cards) => cards.map((each) => each.getBoundingClientRect().height));
        const before = await boxes();
        await page.waitForTimeout(2200);
        assert.deepEqual((await boxes()).slice(0, before.length), before);
        assert.ok(await fits(page));
        await picture(page, 'desk-narrow', { fullPage: true });
      },
      { viewport: { width: 400, height: 900 } },
    );
    await withDesktop(async (page) => assert.ok(await fits(page)), { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  });

  test('an avatar of a script goes nowhere', () =>
    withDesktop(async (page) => {
      assert.equal(await card(page, 'Ada').locator('img.avatar').count(), 1);
      assert.equal(await card(page, 'Chiamaka').locator('img').count(), 0);
      await page.getByRole('button', { name: 'Chiamaka' }).click();
      await page.locator('.finding', { hasText: 'avatarImageUrl' }).waitFor();
    }));

  test('in the dark', () => withDesktop((page) => picture(page, 'desk-dark'), { colorScheme: 'dark' }));
});

async function enabledActions(page) {
  return page.locator('.actions button:enabled').allInnerTexts();
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
