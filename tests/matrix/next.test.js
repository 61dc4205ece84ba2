import assert from 'node:assert/strict';
import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, closeBrowser, shows } from './pages.js';

const app = application('next');
after(closeBrowser);

async function answers(url) {
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.ok((await page.text()).includes(`<p>${FINDING}</p>`), 'the server component');
  const answer = await fetch(`${url}/api/chat`, { method: 'POST', body: '{"held":"yes"}' });
  assert.equal((await answer.json()).issues[0].message, FINDING);
  assert.equal(await (await fetch(`${url}/edge`)).text(), FINDING);
  await shows(`${url}/client`, FINDING);
}

const PARTS = ['server component', 'client component', 'route', 'edge route'];

for (const [name, option] of [
  ['Next.js 16 with Turbopack', '--turbopack'],
  ['Next.js 16 with webpack', '--webpack'],
]) {
  environment(name, ['development server', ...PARTS], async () => {
    app.clean('.next');
    await app.served(
      app.bin('next'),
      ['dev', option, '--hostname', '127.0.0.1', '--port', 'PORT'],
      answers,
    );
  });

  environment(name, ['build', ...PARTS], async () => {
    app.clean('.next');
    await app.tool('next', ['build', option]);
    await app.served(
      app.bin('next'),
      ['start', '--hostname', '127.0.0.1', '--port', 'PORT'],
      answers,
    );
  });
}
