// Opens the built desktop in a real Chromium, and watches for complaints.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';

const artefacts = fileURLToPath(new URL('../artefacts', import.meta.url));
mkdirSync(artefacts, { recursive: true });

/** Runs `work` with a page of the desktop; fails if the page complained. */
export async function withDesktop(work, { hash = '', ...options } = {}) {
  const server = await serve(fileURLToPath(new URL('../../www/dist', import.meta.url)));
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('request', (request) => new URL(request.url()).origin === server.url || request.url().startsWith('blob:') || complaints.push(`left the page: ${request.url()}`));
    await page.addInitScript(() => {
      globalThis.frames_ = 0;
      const request = globalThis.requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (callback) => {
        globalThis.frames_ += 1;
        return request(callback);
      };
    });
    await page.goto(`${server.url}/index.html${hash}`);
    await page.waitForSelector(hash === '#inspector' ? '.communication' : '.chosen .timeline');
    await work(page);
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('\n')}`);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Keeps a picture of the page. */
export const picture = (page, name, options = {}) => page.screenshot({ path: `${artefacts}/${name}.png`, ...options });

/** Tells the seconds since it was made: a slow machine is no fault of the desk. */
export function stopwatch() {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

/** The seconds that a clock like `1:02:05` shows. */
export const seconds = (clock) => clock.trim().split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
