import assert from 'node:assert/strict';
import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, closeBrowser, shows } from './pages.js';

const app = application('sveltekit');
after(closeBrowser);

async function answers(url) {
  assert.ok(
    (await (await fetch(url)).text()).includes(`<p>${FINDING}</p>`),
    'the page from the server',
  );
  await shows(`${url}/`, FINDING);
}

environment('SvelteKit 3', ['development server', 'on the server', 'in the page'], async () => {
  app.clean('.svelte-kit', 'node_modules/.vite');
  await app.served(
    app.bin('vite'),
    ['dev', '--host', '127.0.0.1', '--port', 'PORT', '--strictPort'],
    answers,
  );
});

environment('SvelteKit 3', ['build', 'on the server', 'in the page'], async () => {
  app.clean('.svelte-kit', 'build');
  await app.tool('vite', ['build']);
  await app.served('node', ['build'], answers, { env: { HOST: '127.0.0.1', PORT: 'PORT' } });
});
