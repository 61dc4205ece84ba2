// Who forgets `init` is told so, whatever a bundler leaves out of what it takes for unused.

import { after, test } from 'node:test';

import { application } from './apps.js';
import { closeBrowser, folderShows } from './pages.js';

const app = application('tools');
after(closeBrowser);

const BUNDLERS = {
  'Vite 7': () =>
    app.run('node', [
      app.path('node_modules/vite7/bin/vite.js'),
      'build',
      'forgotten',
      '--outDir',
      '../out',
      '--logLevel',
      'warn',
    ]),
  'Vite 8': () =>
    app.run('node', [
      app.path('node_modules/vite/bin/vite.js'),
      'build',
      'forgotten',
      '--outDir',
      '../out',
      '--logLevel',
      'warn',
    ]),
  webpack: () =>
    app.tool('webpack', [
      'build',
      '--mode',
      'production',
      '--entry',
      './forgotten/main.js',
      '--output-path',
      'out',
    ]),
  Parcel: () =>
    app.tool('parcel', ['build', 'forgotten/index.html', '--dist-dir', 'out', '--no-cache']),
  Rollup: () =>
    app.tool('rollup', ['forgotten/main.js', '--dir', 'out', '--plugin', 'node-resolve']),
  esbuild: () =>
    app.tool('esbuild', [
      '--bundle',
      '--minify',
      '--log-level=warning',
      'forgotten/main.js',
      '--outdir=out',
      '--format=esm',
    ]),
  Bun: () => app.tool('bun', ['build', 'forgotten/main.js', '--minify', '--outdir', 'out']),
};

for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name}: a call without init says what is missing`, async () => {
    app.clean('out');
    await build();
    const hasPage = ['Vite 7', 'Vite 8', 'Parcel'].includes(name);
    if (!hasPage)
      app.write(
        'out/index.html',
        '<!doctype html><meta charset="utf-8"><title></title><script type="module" src="main.js"></script>',
      );
    await folderShows(
      app.path('out'),
      'conversation-chat is not loaded: call and await `init()` first',
    );
  });
}
