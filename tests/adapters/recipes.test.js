// The examples of docs/frameworks.md in each framework: compiled, bundled, and the same shift in each.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { layOut } from './laid-out.js';
import { application, close, open, shows } from './page.js';

let examples;
before(async () => {
  examples = layOut('production');
  await open();
});
after(close);

/** Whether the example draws all clocks at whole seconds of the cloud. */
const FRAMEWORKS = { react: true, vue: false, svelte: false, angular: false, lit: false };

const CHATS = {
  Ann: { held: true, startHoldTime: '2026-01-01T00:00:00.250Z' },
  Bob: { held: true, startHoldTime: '2026-01-01T00:00:00.750Z' },
  Cid: { held: false },
};

test('every example of the documents is in one of these applications', () => {
  assert.deepEqual(examples.toSorted(), [
    'Clock.vue',
    'Desk.svelte',
    'Desk.vue',
    'desk-list.js',
    'desk.ts',
    'react-feed.jsx',
    'react.jsx',
  ]);
});

for (const [name, isStepped] of Object.entries(FRAMEWORKS)) {
  test(`${name}: rows come, clocks go on, and nothing else is drawn anew`, async () => {
    const { page, errors } = await application(name, { chats: CHATS });
    await shows(page, ['Ann: on hold for 0:09', 'Bob: on hold for 0:09', 'Cid: on hold for 0:00']);
    await page.locator('li').evaluateAll((items) => {
      for (const item of items) item.isOld = true;
    });

    await page.clock.runFor(300); // Ann's second changes at 250
    await shows(page, [
      `Ann: on hold for ${isStepped ? '0:09' : '0:10'}`,
      'Bob: on hold for 0:09',
      'Cid: on hold for 0:00',
    ]);
    await page.clock.runFor(700);
    await shows(page, ['Ann: on hold for 0:10', 'Bob: on hold for 0:10', 'Cid: on hold for 0:00']);

    await page.evaluate(() => {
      desk.tell('Bob', { held: false });
      desk.tell('Cid', { held: true, startHoldTime: '2026-01-01T00:00:11.000Z' });
      desk.tell('Dan', {});
    });
    await shows(page, [
      'Ann: on hold for 0:10',
      'Bob: on hold for 0:10',
      'Cid: on hold for 0:00',
      'Dan: on hold for 0:00',
    ]);
    await page.clock.runFor(60_000);
    await shows(page, [
      'Ann: on hold for 1:10',
      'Bob: on hold for 0:10',
      'Cid: on hold for 1:00',
      'Dan: on hold for 0:00',
    ]);
    assert.deepEqual(
      await page.locator('li').evaluateAll((items) => items.map((item) => item.isOld === true)),
      [true, true, true, false],
    );

    await page.evaluate(() => desk.unmount());
    await shows(page, []);
    const asked = await page.evaluate(() => {
      desk.rosters.at(-1).free();
      return desk.asked;
    });
    await page.clock.runFor(5_000);
    assert.deepEqual([await page.evaluate(() => desk.asked), errors], [asked, []]);
    await page.close();
  });
}
