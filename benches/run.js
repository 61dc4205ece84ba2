// Runs all lanes under Node and in Chromium, one after the other, and prints a table. `--json FILE`
// keeps the figures, `--picture` draws the growth.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { build } from 'esbuild';
import { chromium } from 'playwright-core';

import { serve } from '../tests/npm/serve.js';
import { picture } from './picture.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const US = 'this package';

// The module lies beside the script, so the copy for where it does not is left out.
const bundle = (entry, minify = false) =>
  build({
    entryPoints: [`${here}${entry}`],
    outfile: `${here}dist/${entry}`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify,
    conditions: ['default'],
    platform: 'browser',
    define: { 'import.meta.env.PROD': 'true' },
    logLevel: 'error',
  });

async function inChromium(work) {
  const server = await serve(root);
  const browser = await chromium.launch({
    executablePath: process.env.CHROME,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    return await work(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
}

const blank = (script) => `<!doctype html><script type="module" src="${script}"></script>`;

async function lanesInChromium() {
  await bundle('browser.js');
  writeFileSync(`${here}dist/lanes.html`, blank('browser.js'));
  return inChromium(async (browser, url) => {
    const page = await browser.newPage();
    await page.goto(`${url}/benches/dist/lanes.html`);
    await page.waitForFunction('globalThis.benchResults', undefined, { timeout: 0 });
    return page.evaluate('globalThis.benchResults');
  });
}

/**
 * Milliseconds from the request for the script to the first answer, cold, in turn; and bytes over
 * the wire.
 */
async function load() {
  const chat = JSON.parse(readFileSync(`${root}tests/fixtures/payloads/chat-live.json`, 'utf8'));
  const contenders = { [US]: 'load-ours.js', 'zod + date-fns': 'load.js' };
  const results = {};
  for (const [name, entry] of Object.entries(contenders)) {
    await bundle(entry, true);
    const files = [
      `${here}dist/${entry}`,
      ...(name === US ? [`${root}pkg/conversation_chat_bg.wasm`] : []),
    ];
    results[name] = {
      times: [],
      bytes: files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0),
    };
  }
  for (let round = 0; round < 21; round++) {
    for (const [name, entry] of Object.entries(contenders))
      results[name].times.push(
        await inChromium((browser, url) => firstAnswer(browser, url, entry, chat)),
      );
  }
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  return Object.fromEntries(
    Object.entries(results).map(([name, { times, bytes }]) => [name, { ms: median(times), bytes }]),
  );
}

async function firstAnswer(browser, url, entry, chat) {
  const page = await browser.newPage();
  await page.goto(`${url}/tests/npm/blank.html`);
  return page.evaluate(
    async ([script, value]) => {
      const start = performance.now();
      await import(script);
      await globalThis.firstAnswer(value);
      return performance.now() - start;
    },
    [`/benches/dist/${entry}`, chat],
  );
}

function table({ lanes }, where) {
  console.log(`\n${where}: microseconds a piece, and how many times as fast this package is`);
  for (const { lane, unit, us } of lanes) {
    const ours = us[US];
    const peers = Object.entries(us).filter(([name]) => name !== US);
    console.log(`\n${lane} (${unit})`);
    for (const [name, value] of [[US, ours], ...peers.sort((a, b) => a[1] - b[1])]) {
      console.log(
        `  ${name.padEnd(28)}${value.toFixed(2).padStart(12)}${name === US ? '' : `${(value / ours).toFixed(2).padStart(9)} x`}`,
      );
    }
  }
}

const node = JSON.parse(
  execFileSync(process.execPath, ['--expose-gc', `${here}node.js`], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }),
);
table(node, `Node ${process.version}`);
const browser = await lanesInChromium();
table(browser, 'Chromium');
const loading = await load();
console.log('\nload, cold, in Chromium');
for (const [name, { ms, bytes }] of Object.entries(loading))
  console.log(
    `  ${name.padEnd(28)}${ms.toFixed(1).padStart(10)} ms${String(bytes).padStart(10)} bytes (brotli)`,
  );

console.log(
  `\nmemory: a row (a chat of five segments) takes ${node.bytesPerRow.module.toFixed(0)} bytes of the module and ${node.bytesPerRow.objects.toFixed(0)} bytes of objects`,
);
console.log('\nrows held, and microseconds in Node');
console.table(node.growth.rows);

const [, , ...options] = process.argv;
if (options.includes('--picture')) writeFileSync(`${here}growth.svg`, picture(node.growth));
if (options.includes('--json'))
  writeFileSync(
    options[options.indexOf('--json') + 1],
    JSON.stringify({ node, browser, loading }, null, 2),
  );
