// The widget of docs/widgets.md, in an iframe in a real Chromium: the sign-in, who waited, who held.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { launch } from '../npm/chromium.js';
import { until } from '../npm/until.js';

const guide = readFileSync(new URL('../../docs/widgets.md', import.meta.url), 'utf8');
const codeOf = (name) =>
  new RegExp(`<!-- test: ${name.replace('.', '\\.')} -->\\n\`\`\`\\w+\\n(.*?)\`\`\``, 's').exec(
    guide,
  )[1];
const TYPES = { js: 'text/javascript', html: 'text/html', wasm: 'application/wasm' };

/** The guide's files beside the package, and a page that has the widget in an iframe. */
async function serveWidget(cloudUrl) {
  const own = (code) => code.replaceAll(/https:\/\/(api|login)\.mypurecloud\.de/g, cloudUrl);
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    const file = pathname.slice(1);
    const type = TYPES[file.split('.').at(-1)];
    try {
      const body =
        file === 'host.html'
          ? `<!doctype html><title>UI</title><iframe src="/widget.html${search}" sandbox="allow-scripts allow-same-origin allow-forms allow-popups"></iframe>`
          : file.startsWith('node_modules/conversation-chat/')
            ? readFileSync(new URL(`../../pkg/${file.slice(31)}`, import.meta.url))
            : own(codeOf(file));
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

test('a whole widget in thirty lines', () => {
  const [, script] = /<script type="module">\n(.*?)<\/script>/s.exec(codeOf('widget.html'));
  const lines = script
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  assert.ok(lines.length <= 30, `${lines.length} lines`);
});

test('in an iframe: the sign-in, the queue before any agent, and the holds of an agent', async (t) => {
  const server = await serveCloud({ WebSocketServer, scenario: 'empty', withoutSegments: 0 });
  const { cloud } = server;
  const [me] = cloud.agents;
  const token = server.token();
  const site = await serveWidget(server.url);
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await site.close();
    await server.close();
  });
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/api/v2${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  };
  await ask('PUT', `/users/${me.id}/routingstatus`, { status: 'OFF_QUEUE' });
  const id = cloud.customerArrives({ name: 'Nina', waitedMs: 90_000 });

  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${site.url}/host.html?conversationId=${id}`);
  const widget = page.frameLocator('iframe');
  await widget.getByRole('button', { name: me.name }).click();
  const lines = () => widget.locator('#rows li').allTextContents();
  const waited = await until(
    async () => (await lines()).find((line) => /waited 1:3\d$/.test(line)),
    'the wait',
  );
  assert.match(waited, /^(queue|Orders|Returns|Payments): waited 1:3\d$/);
  assert.equal((await lines()).length, 1, 'no agent is there');
  assert.equal(await widget.locator('#status').textContent(), '');

  await ask('PUT', `/users/${me.id}/routingstatus`, { status: 'IDLE' });
  const leg = await until(() => cloud.truth(me.id)[0], 'the alert');
  const path = `/conversations/${id}/participants/${leg.participantId}`;
  await ask('PATCH', path, { state: 'connected' });
  await ask('PATCH', path, { held: true });
  await until(
    async () => (await lines()).some((line) => /^agent: talked 0:0\d, held 0:0[1-9]$/.test(line)),
    'the hold',
  );
  assert.deepEqual(errors, []);
});
