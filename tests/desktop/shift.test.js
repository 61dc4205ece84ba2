// The agent's own shift: what was handled today, in one quiet line.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, onBothHosts, picture, seconds, withCloud } from './desktop.js';

const figure = (page, key) => page.locator(`.shift [data-figure="${key}"] dd`);

async function handle(desk, name) {
  await desk.accepted(name);
  await desk.handled(name);
}

onBothHosts('counts what was handled, and the longest wait that goes on', async (desk, page) => {
  assert.equal(await figure(page, 'handled').innerText(), '0');
  assert.equal(await figure(page, 'average').count(), 0, 'no average of nothing');
  await handle(desk, 'Ana Ruiz');
  await handle(desk, 'Bo Li');
  await eventually(
    () => figure(page, 'handled').innerText(),
    (text) => text === '2',
  );
  assert.match(await figure(page, 'average').innerText(), /^\d+:\d\d$/);
  assert.equal(await figure(page, 'hold').innerText(), '0%');
  await desk.accepted('Cy Dee');
  await eventually(
    () => figure(page, 'longest').innerText(),
    (text) => seconds(text) >= 65,
  );
  await picture(page, 'shift-light-1280');
});

test('goes on after a reload', () =>
  withCloud('empty', async ({ desk, page, signIn }) => {
    await signIn();
    await handle(desk, 'Ana Ruiz');
    await page.reload();
    await page.waitForSelector('[data-connection="live"]');
    await eventually(
      () => figure(page, 'handled').innerText(),
      (text) => text === '1',
    );
  }));
