// `<hold-timer>`, from the files of the package without a bundler.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';
import { installed, unpack } from './laid-out.js';
import { START } from './page.js';

let browser;
let server;
let page;
let requests;
before(async () => {
  unpack();
  [browser, server] = [await launch(), await serve(installed)];
});
after(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
  requests = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.clock.install({ time: START });
  await page.clock.pauseAt(START + 60_000);
  await page.goto(`${server.url}/package.json`);
});

/** Runs in the page: the element as it is written out. */
const html = () => page.evaluate(() => document.querySelector('hold-timer').outerHTML);

async function addTimer(values) {
  await page.evaluate(
    async ([values]) => {
      await import('/element.js');
      const timer = document.createElement('hold-timer');
      Object.assign(timer, { now: () => Date.now() }, values);
      document.body.replaceChildren(timer);
    },
    [values],
  );
}

const shown = (text, iso) =>
  `<hold-timer role="timer" aria-live="off"><time datetime="${iso}">${text}</time></hold-timer>`;

test('it shows a stopwatch, changes with its second, and loads nothing but plain JavaScript', async () => {
  await addTimer({ stopwatch: { ms: 500, since: START, count: 1 } });
  assert.equal(await html(), shown('1:00', 'PT1M'));
  await page.clock.runFor(499);
  assert.equal(await html(), shown('1:00', 'PT1M'));
  await page.clock.runFor(1);
  assert.equal(await html(), shown('1:01', 'PT1M1S'));
  await page.clock.runFor(3_600_000);
  assert.equal(await html(), shown('1:01:01', 'PT1H1M1S'));
  assert.deepEqual(requests.toSorted(), [
    '/arguments.js',
    '/element.js',
    '/internals.js',
    '/package.json',
    '/rendering.js',
    '/seconds.js',
    '/stack.js',
    '/time.js',
  ]);
});

test('it is empty without a stopwatch and without the time, and shows what comes later', async () => {
  await addTimer({});
  assert.equal(await html(), '<hold-timer></hold-timer>');
  await page.evaluate(
    (since) => (document.querySelector('hold-timer').stopwatch = { ms: 0, since, count: 1 }),
    START,
  );
  assert.equal(await html(), shown('1:00', 'PT1M'));
  await page.evaluate(
    () =>
      (document.querySelector('hold-timer').now = () =>
        globalThis.isKnown ? Date.now() : undefined),
  );
  assert.equal(await html(), '<hold-timer role="timer" aria-live="off"></hold-timer>');
  await page.evaluate(() => (globalThis.isKnown = true));
  await page.clock.runFor(1_000);
  assert.equal(await html(), shown('1:01', 'PT1M1S'));
  await page.evaluate(() => (document.querySelector('hold-timer').stopwatch = null));
  assert.equal(await html(), '<hold-timer role="timer" aria-live="off"></hold-timer>');
  await page.evaluate(
    () => (document.querySelector('hold-timer').stopwatch = { ms: 5_000, count: 1 }),
  );
  assert.equal(await html(), shown('0:05', 'PT5S'));
});

test('it stands still outside of the page, catches up when it is back, and brings back what others took away', async () => {
  await addTimer({ stopwatch: { ms: 0, since: START, count: 1 }, stepMs: 1000 });
  await page.evaluate(() => {
    globalThis.timer = document.querySelector('hold-timer');
    timer.remove();
  });
  await page.clock.runFor(10_000);
  assert.equal(await page.evaluate(() => timer.textContent), '1:00');
  await page.evaluate(() => document.body.append(timer));
  assert.equal(await html(), shown('1:10', 'PT1M10S'));
  await page.evaluate(() => timer.replaceChildren());
  await page.clock.runFor(1_000);
  assert.equal(await html(), shown('1:11', 'PT1M11S'));
});

test('what was set before it was defined counts, and the page has the last word about its role and its style', async () => {
  await page.evaluate((since) => {
    document.body.innerHTML =
      '<style>hold-timer time { color: rgb(1, 2, 3) }</style><hold-timer role="status" aria-live="polite"></hold-timer>';
    Object.assign(document.querySelector('hold-timer'), {
      stopwatch: { ms: 0, since, count: 1 },
      now: () => Date.now(),
    });
  }, START);
  await page.evaluate(() => import('/element.js'));
  assert.equal(
    await html(),
    '<hold-timer role="status" aria-live="polite"><time datetime="PT1M">1:00</time></hold-timer>',
  );
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.querySelector('hold-timer time')).color),
    'rgb(1, 2, 3)',
  );
});

test("a second copy of the package, and a name of one's own, do no harm", async () => {
  const names = await page.evaluate(async () => {
    const [first, second] = [await import('/element.js'), await import('/element.js?again')];
    customElements.define('talk-timer', class extends second.HoldTimer {});
    const own = document.createElement('talk-timer');
    own.stopwatch = { ms: 125_000, count: 1 };
    document.body.replaceChildren(own);
    return [
      first.HoldTimer !== second.HoldTimer,
      customElements.get('hold-timer') === first.HoldTimer,
      own.textContent,
    ];
  });
  assert.deepEqual(names, [true, true, '2:05']);
});

test('a clock that is no function is refused, and one that throws stops nobody else', async () => {
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await addTimer({ stopwatch: { ms: 0, since: START, count: 1 } });
  const refused = await page.evaluate(() => {
    try {
      document.querySelector('hold-timer').now = 5;
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  });
  assert.equal(refused, 'TypeError: expected `now` to be a function');
  await page.evaluate((since) => {
    const other = document.createElement('hold-timer');
    other.now = () => {
      if (globalThis.isBroken) throw new Error('no clock');
      return Date.now();
    };
    other.stopwatch = { ms: 0, since, count: 1 };
    document.body.prepend(other);
    globalThis.isBroken = true;
  }, START);
  await page.clock.runFor(2_000);
  assert.deepEqual(
    await page.evaluate(() =>
      [...document.querySelectorAll('hold-timer')].map((timer) => timer.textContent),
    ),
    ['1:00', '1:02'],
  );
  assert.deepEqual([...new Set(errors)], ['no clock']);
  await page.evaluate(() => (globalThis.isBroken = false));
  await page.clock.runFor(1_000);
  assert.equal(await page.evaluate(() => document.querySelector('hold-timer').textContent), '1:03');
});

test('with `countdown` it counts down to a limit, and up where there is none', async () => {
  await addTimer({
    countdown: true,
    stopwatch: { ms: 0, since: START, count: 1, until: START + 90_500 },
  });
  assert.equal(await html(), shown('0:31', 'PT31S'));
  await page.clock.runFor(1000);
  assert.equal(await html(), shown('0:30', 'PT30S'));
  await page.clock.runFor(60_000);
  assert.equal(await html(), shown('0:00', 'PT0S'));
  await addTimer({ countdown: true, stopwatch: { ms: 0, since: START, count: 1 } });
  assert.match(await html(), /2:01/);
});

test('the attribute `countdown` does the same', async () => {
  await page.evaluate(async () => {
    await import('/element.js');
    document.body.innerHTML = '<hold-timer countdown></hold-timer>';
    const timer = document.querySelector('hold-timer');
    timer.now = () => Date.now();
    timer.stopwatch = { ms: 0, since: Date.now(), count: 1, until: Date.now() + 30_000 };
  });
  assert.match(await html(), /0:30/);
  await page.evaluate(() => document.querySelector('hold-timer').removeAttribute('countdown'));
  assert.match(await html(), /0:00/);
});

test('a stopwatch that stands is shown, and a wrong step is an error', async () => {
  await addTimer({ stopwatch: { ms: 125_000, count: 1 } });
  assert.equal(await html(), shown('2:05', 'PT2M5S'));
  const message = await page.evaluate(() => {
    try {
      document.querySelector('hold-timer').stepMs = -1;
    } catch (error) {
      return error.message;
    }
    return undefined;
  });
  assert.equal(message, 'expected `stepMs` to be a finite number of milliseconds above 0');
});
