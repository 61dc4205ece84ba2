// How much of a core 300 running rows take in Chromium. Usage: CHROME=... node adapters/load.js
// [SECONDS]

import { argv } from 'node:process';
import { setTimeout } from 'node:timers/promises';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';
import { until } from '../npm/until.js';
import { bundled, layOut } from './laid-out.js';

const ROWS = 300;
const SECONDS = Number(argv[2] ?? 10);

/** Lists whose rows are laid out each for itself, and only where they are seen. */
const CONTAINED = 'li { content-visibility: auto; contain-intrinsic-size: auto 1.2em; }';

const CASES = {
  '`startRendering`, `stepMs: 1000`': 'rendering',
  '`startRendering`, `stepMs: 1000`, contained rows': 'rendering&contained',
  'React, `useElapsed`, `stepMs: 1000`': 'react-hooks&loose&stepMs=1000',
  'React, `useElapsed`, `stepMs: 1000`, contained rows': 'react-hooks&loose&stepMs=1000&contained',
  'React, `useElapsed`, each at its own moment': 'react-hooks&loose',
  'Vue, `useElapsed`, `stepMs: 1000`': 'vue-composables&stepMs=1000',
  'Vue, `useElapsed`, each at its own moment': 'vue-composables',
  '`<hold-timer>` (Lit), each at its own moment': 'lit',
};

/** All on hold, since moments that are spread evenly over a second and over an hour. */
const since = (row) =>
  new Date(Date.now() - 60_000 - row * (3_600_000 / ROWS) - (row * 1000) / ROWS).toISOString();
const chats = Object.fromEntries(
  Array.from({ length: ROWS }, (_, row) => [
    `row ${row}`,
    { held: true, connectedTime: since(2 * row), startHoldTime: since(row) },
  ]),
);

layOut('production');
const [browser, server] = [await launch(), await serve(bundled)];
try {
  for (const [name, app] of Object.entries(CASES)) {
    const page = await browser.newPage();
    await page.addInitScript((known) => (globalThis.chats = known), chats);
    await page.goto(`${server.url}/?app=${app}`);
    await until(async () => (await page.title()) === 'mounted', name);
    if (app.endsWith('&contained')) await page.addStyleTag({ content: CONTAINED });
    await page.evaluate(() => desk.setRoster?.(true));
    await until(async () => (await page.locator('li').count()) === ROWS, `${ROWS} rows of ${name}`);
    const session = await page.context().newCDPSession(page);
    // What the page's thread worked, not how long it took: other programs make it wait.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const metrics = async () =>
      Object.fromEntries(
        (await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [
          name,
          value,
        ]),
      );
    await setTimeout(3_000); // what the start left behind
    const [before, began] = [await metrics(), performance.now()];
    await setTimeout(SECONDS * 1000);
    const [after, ended] = [await metrics(), performance.now()];
    const share = (metric) =>
      `${((100_000 * (after[metric] - before[metric])) / (ended - began)).toFixed(2)} %`.padStart(
        8,
      );
    console.log(
      `${name.padEnd(54)} of one core ${share('TaskDuration')}, script ${share('ScriptDuration')}, style and layout ${share('RecalcStyleDuration')} ${share('LayoutDuration')}`,
    );
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
