import assert from 'node:assert/strict';
import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, closeBrowser, shows } from './pages.js';

const app = application('nuxt');
after(closeBrowser);

async function answers(url) {
  assert.ok(
    (await (await fetch(url)).text()).includes(`<p>${FINDING}</p>`),
    'the page from the server',
  );
  await shows(`${url}/`, FINDING);
}

environment('Nuxt 4', ['development server', 'on the server', 'in the page'], async () => {
  app.clean('.nuxt', 'node_modules/.cache');
  await app.served(app.bin('nuxt'), ['dev', '--host', '127.0.0.1', '--port', 'PORT'], answers);
});

environment('Nuxt 4', ['build', 'on the server', 'in the page'], async () => {
  app.clean('.nuxt', '.output');
  await app.tool('nuxt', ['build']);
  await app.served('node', ['.output/server/index.mjs'], answers, {
    env: { HOST: '127.0.0.1', PORT: 'PORT' },
  });
});
