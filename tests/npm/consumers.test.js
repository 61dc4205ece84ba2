// The packed package in the hands of bundlers, and what they make of it in a real Chromium.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { build as esbuild } from 'esbuild';
import { build as viteBuild, createServer } from 'vite';
import webpack from 'webpack';

import { launch } from './chromium.js';
import { install } from './packed.js';
import { serve } from './serve.js';

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'">`;
const page = (script) => `<!doctype html><meta charset="utf-8">${POLICY}<script type="module" src="${script}"></script>`;

/** Asks in the page and in a worker; the title tells what they say. */
const main = (worker) => `
import init, { validateChat } from 'conversation-chat';
await init();
const worker = new Worker(new URL('${worker}', import.meta.url), { type: 'module' });
const fromWorker = await new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (error) => reject(new Error(error.message));
  worker.postMessage({});
});
document.title = validateChat({ held: 'yes' }).issues[0].message + '; ' + fromWorker;
`;
const WORKER = `
import init, { formatClock } from 'conversation-chat';
const ready = init();
onmessage = async () => { await ready; postMessage(formatClock(125_999)); };
`;
const ANSWER = 'expected a boolean, found a string; 2:05';

const project = install();
const { folder } = project;
let browser;
before(async () => {
  browser = await launch();
  project.write({ 'index.html': page('/main.js'), 'main.js': main('./worker.js'), 'worker.js': WORKER, 'package.json': '{"type":"module"}' });
});
after(async () => {
  await browser.close();
  project.remove();
});

async function shows(address) {
  const tab = await browser.newPage();
  const complaints = [];
  tab.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await tab.goto(address);
    let title = '';
    for (let wait = 0; wait < 200 && !title && !complaints.length; wait++) {
      await setTimeout(100);
      // Vite's server may load the page anew, once it has seen what there is to import.
      title = await tab.title().catch(() => '');
    }
    assert.deepEqual({ complaints, title }, { complaints: [], title: ANSWER });
  } finally {
    await tab.close();
  }
}

async function showsFolder(name) {
  const server = await serve(join(folder, name));
  try {
    await shows(`${server.url}/`);
  } finally {
    await server.close();
  }
}

const QUIET = { configFile: false, logLevel: 'error' };

test('Vite builds it, without a plugin', async () => {
  await viteBuild({ ...QUIET, root: folder, base: './', build: { outDir: 'vite', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } }, worker: { format: 'es' } });
  await showsFolder('vite');
});

test('Vite serves it in development, without a plugin', async () => {
  project.write({ 'dev/index.html': page('/main.js').replace(POLICY, ''), 'dev/main.js': main('./worker.js'), 'dev/worker.js': WORKER });
  const server = await createServer({ ...QUIET, root: join(folder, 'dev'), cacheDir: join(folder, '.vite'), server: { port: 0, host: '127.0.0.1', fs: { allow: [folder] } } });
  try {
    await server.listen();
    await shows(`http://127.0.0.1:${server.httpServer.address().port}/`);
  } finally {
    await server.close();
  }
});

test('webpack builds it', async () => {
  const output = { path: join(folder, 'webpack'), filename: 'main.js', publicPath: 'auto' };
  const stats = await new Promise((resolve, reject) => {
    webpack({ mode: 'production', context: folder, entry: './main.js', output }, (error, result) => (error ? reject(error) : resolve(result)));
  });
  assert.deepEqual(stats.toJson().errors, []);
  project.write({ 'webpack/index.html': page('main.js') });
  await showsFolder('webpack');
});

test('esbuild builds it, with the address of the module handed to init', async () => {
  const addressed = (code) => `import address from 'conversation-chat/conversation_chat_bg.wasm';${code.replace('init()', 'init(new URL(address, import.meta.url))')}`;
  project.write({ 'esbuild-src/main.js': addressed(main('./worker.js')), 'esbuild-src/worker.js': addressed(WORKER), 'esbuild/index.html': page('main.js') });
  await esbuild({ absWorkingDir: folder, entryPoints: ['esbuild-src/main.js', 'esbuild-src/worker.js'], outdir: 'esbuild', bundle: true, format: 'esm', target: 'es2022', loader: { '.wasm': 'file' }, logLevel: 'error' });
  await showsFolder('esbuild');
});

test('plain modules need an import map in the page, and the address in a worker', async () => {
  const map = '<script type="importmap">{"imports":{"conversation-chat":"/node_modules/conversation-chat/browser.js"}}</script>';
  const html = page('/main.js').replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'sha256-IMPORTMAP'");
  project.write({
    'plain.html': html.replace('<script type="module"', `${map}<script type="module"`),
    'worker.js': WORKER.replace("'conversation-chat'", "'/node_modules/conversation-chat/browser.js'"),
  });
  const server = await serve(folder);
  try {
    await shows(`${server.url}/plain.html`);
  } finally {
    await server.close();
  }
});
