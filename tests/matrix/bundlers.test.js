import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, FINDINGS, closeBrowser, copiesAmong, folderShows, shows } from './pages.js';

const app = application('tools');
after(closeBrowser);

/** A page of scripts that a bundler left in a folder. */
function page(folder, script) {
  app.write(
    `${folder}/index.html`,
    `<!doctype html><meta charset="utf-8"><title></title>${script}`,
  );
  return app.path(folder);
}
const MODULE = '<script type="module" src="main.js"></script>';
const CLASSIC = '<script defer src="main.js"></script>';

environment('webpack 5', ['build', 'worker'], async () => {
  app.clean('out');
  await app.tool('webpack', [
    'build',
    '--mode',
    'production',
    '--entry',
    './page/main.js',
    '--output-path',
    'out',
  ]);
  const requests = await folderShows(page('out', CLASSIC), FINDINGS);
  assert.deepEqual(copiesAmong(requests, app.path('out')), []);
});

environment('Parcel 2', ['development server', 'worker'], () =>
  app.served(
    app.bin('parcel'),
    ['page/index.html', '--port', 'PORT', '--dist-dir', 'out-served', '--no-cache'],
    (url) => shows(`${url}/`, FINDINGS),
  ),
);

environment('Parcel 2', ['build', 'worker'], async () => {
  app.clean('out');
  await app.tool('parcel', ['build', 'page/index.html', '--dist-dir', 'out', '--no-cache']);
  await folderShows(app.path('out'), FINDINGS);
});

environment('Rollup 4', ['build', 'worker'], async () => {
  app.clean('out');
  await app.tool('rollup', [
    'page/main.js',
    'page/worker.js',
    '--dir',
    'out',
    '--plugin',
    'node-resolve',
    '--failAfterWarnings',
  ]);
  // A server of a single-page application answers to all that is missing with its page.
  await folderShows(page('out', MODULE), FINDINGS, '/', { missing: 'index.html' });
});

environment('Rollup 4', ['one classic script, with `conversation-chat/inline`'], async () => {
  app.clean('out');
  app.write(
    'classic.js',
    "import { validateChat } from 'conversation-chat/inline';\n\ndocument.title = validateChat({ held: 'yes' }).issues[0].message;\n",
  );
  await app.tool('rollup', [
    'classic.js',
    '--file',
    'out/main.js',
    '--format',
    'iife',
    '--plugin',
    'node-resolve',
    '--failAfterWarnings',
  ]);
  await folderShows(page('out', CLASSIC), FINDING);
});

environment('Rollup 4', ['build for Node'], async () => {
  app.clean('out');
  await app.tool('rollup', [
    'node/main.js',
    '--dir',
    'out',
    '--plugin',
    'node-resolve',
    '--failAfterWarnings',
    '--entryFileNames',
    '[name].mjs',
    '--chunkFileNames',
    '[name].mjs',
  ]);
  assert.equal(await app.run('node', ['out/main.mjs']), FINDING);
});

const esbuild = (...args) => app.tool('esbuild', ['--bundle', '--log-level=warning', ...args]);

environment('esbuild', ['build', 'worker'], async () => {
  app.clean('out');
  await esbuild('page/main.js', 'page/worker.js', '--outdir=out', '--format=esm');
  await folderShows(page('out', MODULE), FINDINGS);
});

environment('esbuild', ['build with `--splitting`', 'with the module beside it'], async () => {
  app.clean('out');
  await esbuild('page/main.js', 'page/worker.js', '--outdir=out', '--format=esm', '--splitting');
  page('out', MODULE);
  const copies = async () =>
    copiesAmong(await folderShows(app.path('out'), FINDINGS), app.path('out'));
  assert.equal((await copies()).length, 1);
  cpSync(
    app.path('node_modules/conversation-chat/conversation_chat_bg.wasm'),
    app.path('out/conversation_chat_bg.wasm'),
  );
  assert.deepEqual(await copies(), []);
});

environment('esbuild', ['build without the copy', 'with the module beside it'], async () => {
  app.clean('out');
  await esbuild(
    'node/main.js',
    '--outdir=out',
    '--format=esm',
    '--define:import.meta.env.PROD=true',
  );
  assert.equal(readFileSync(app.path('out/main.js'), 'utf8').includes('AGFzbQEAAA'), false);
  cpSync(
    app.path('node_modules/conversation-chat/conversation_chat_bg.wasm'),
    app.path('out/conversation_chat_bg.wasm'),
  );
  await folderShows(
    page(
      'out',
      '<script type="module">console.log = (text) => (document.title = text); await import("./main.js");</script>',
    ),
    FINDING,
  );
});

environment('esbuild', ['one classic script'], async () => {
  app.clean('out');
  app.write(
    'classic.js',
    readFileSync(app.path('node/main.js'), 'utf8').replace(
      'console.log',
      'document.title = String',
    ),
  );
  await esbuild('classic.js', '--outfile=out/main.js', '--format=iife');
  await folderShows(page('out', CLASSIC), FINDING);
});

for (const [format, extension] of [
  ['esm', 'mjs'],
  ['cjs', 'cjs'],
]) {
  environment('esbuild', [`build for Node (${format})`], async () => {
    app.clean('out');
    await esbuild(
      'node/main.js',
      '--platform=node',
      `--format=${format}`,
      `--outfile=out/main.${extension}`,
    );
    assert.deepEqual(readdirSync(app.path('out')), [`main.${extension}`]);
    assert.equal(await app.run('node', [`main.${extension}`], { cwd: 'out' }), FINDING);
  });
}

environment('Bun', ['build', 'worker'], async () => {
  app.clean('out');
  await app.tool('bun', ['build', 'page/main.js', 'page/worker.js', '--outdir', 'out']);
  await folderShows(page('out', MODULE), FINDINGS);
});

environment('Bun', ['build for Node'], async () => {
  app.clean('out');
  await app.tool('bun', ['build', 'node/main.js', '--target', 'node', '--outfile', 'out/main.mjs']);
  assert.equal(await app.run('node', ['out/main.mjs']), FINDING);
});
