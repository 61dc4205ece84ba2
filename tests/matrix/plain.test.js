import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { launchWithExtension } from '../npm/chromium.js';
import { until } from '../npm/until.js';
import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, closeBrowser, folderShows } from './pages.js';

const app = application('tools');
after(closeBrowser);

for (const [how, name] of [
  ['import map', 'import-map'],
  ['`inline.js` alone', 'inline'],
  ['SharedWorker', 'shared-worker'],
  ['service worker', 'service-worker'],
  ['strict Content-Security-Policy', 'strict'],
]) {
  environment('Pages without a bundler', [how], () =>
    folderShows(app.folder, FINDING, `/plain/${name}.html`),
  );
}

environment('Browser extensions', ['page', 'manifest 3'], async () => {
  cpSync(app.path('node_modules/conversation-chat'), app.path('extension/conversation-chat'), {
    recursive: true,
  });
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await launchWithExtension(app.path('extension'), profile);
  try {
    const page = await context.newPage();
    await page.goto('chrome://extensions');
    const id = await until(
      () =>
        page.evaluate(
          "document.querySelector('extensions-manager').shadowRoot.querySelector('extensions-item-list').shadowRoot.querySelector('extensions-item')?.id",
        ),
      'the extension',
    );
    await page.goto(`chrome-extension://${id}/page.html`);
    await until(async () => (await page.title()) === FINDING, 'the answer of the extension');
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
