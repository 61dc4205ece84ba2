import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';

import { picture, withDesktop } from './desktop.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

describe('axe finds nothing', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const hash of ['', '#inspector']) {
      for (const width of [1280, 400]) {
        test(`${hash || '#desk'}, ${colorScheme}, ${width} px`, () =>
          withDesktop(
            async (page) => {
              await page.evaluate(axe);
              const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
              assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
              await picture(page, `${hash.slice(1) || 'desk'}-${colorScheme}-${width}`, { fullPage: width === 400 });
            },
            { colorScheme, hash, viewport: { width, height: 900 }, reducedMotion: 'reduce' },
          ));
      }
    }
  }
});
