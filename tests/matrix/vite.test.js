import assert from 'node:assert/strict';
import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDINGS, closeBrowser, copiesAmong, folderShows, shows } from './pages.js';

const app = application('tools');
after(closeBrowser);

for (const [name, folder] of [
  ['Vite 7', 'vite7'],
  ['Vite 8', 'vite'],
]) {
  const vite = app.path('node_modules', folder, 'bin/vite.js');

  environment(name, ['development server', 'worker'], async () => {
    app.clean('node_modules/.vite');
    await app.served(
      'node',
      [vite, 'page', '--host', '127.0.0.1', '--port', 'PORT', '--strictPort'],
      (url) => shows(`${url}/`, FINDINGS),
    );
  });

  environment(name, ['build', 'worker'], async () => {
    app.clean('out');
    await app.run('node', [
      vite,
      'build',
      'page',
      '--outDir',
      '../out',
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]);
    const requests = await folderShows(app.path('out'), FINDINGS);
    assert.deepEqual(copiesAmong(requests, app.path('out')), []);
  });
}
