// The documents on how the package is installed and loaded are true.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import { downloads } from '../../xtask/sizes.js';
import { blocks, documents, example, read } from '../documents.js';
import { launch } from './chromium.js';

const root = new URL('../../', import.meta.url);

test('the recipes are the files that the matrix of consumers runs', () => {
  const recipes = blocks.filter(({ kind }) => kind === 'file');
  assert.ok(recipes.length >= 8, `${recipes.length} recipes`);
  for (const { name, text } of recipes) assert.equal(text, read(name), name);
});

test('the policy of which it speaks is the one that the matrix tries', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(
    read('tests/matrix/tools/plain/strict.html'),
  );
  assert.ok(read('docs/csp.md').includes(`\`${policy}\``), policy);
});

test('the sizes are those of the build, to 2 %', async () => {
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  const found = Object.entries(await downloads()).map(([name, sizes]) => [
    name,
    ...['raw', 'gzip', 'brotli'].map((kind) => kilobytes(sizes[kind])),
  ]);
  const [, block] = /<!-- sizes -->\n\n(.*?)\n\n<!-- \/sizes -->/s.exec(read('docs/sizes.md'));
  const said = block
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const alike = (a, b) => a === b || Math.abs(a - b) <= 0.02 * b;
  const right =
    said.length === found.length &&
    found.every((row, index) => row.every((cell, column) => alike(said[index][column], cell)));
  assert.ok(
    right,
    `docs/sizes.md should say\n${found.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
  );
});

/** What a page may download at most, in bytes of brotli: 1 % more than when it was last measured. */
const BUDGETS = {
  'both: what a page downloads': 122_000,
  '`conversation-chat/core`, instead of both': 46_400,
};

test('what a page downloads is within the budgets', async () => {
  const sizes = await downloads();
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const { brotli } = sizes[name];
    assert.ok(brotli <= budget, `${name}: ${brotli} bytes of brotli, more than ${budget}`);
  }
});

const LOCALES = ['de', 'en', 'fr', 'ja', 'pl'];
const MOMENTS = [0, 1000, 59_999, 125_000, 3_600_000, 3_725_999, 360_000_000];

test('durations in words are the same with and without `Intl.DurationFormat`', async () => {
  const code = example('spoken');
  const ask = (spoken) => LOCALES.map((locale) => MOMENTS.map((ms) => spoken(ms, locale)));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const asked = (before) =>
      page.evaluate(
        `${before}; ${code.replace('export ', '')}; const [LOCALES, MOMENTS] = ${JSON.stringify([LOCALES, MOMENTS])}; (${ask})(spoken)`,
      );
    assert.equal(await page.evaluate('typeof Intl.DurationFormat'), 'function');
    const withIt = await asked('');
    assert.deepEqual(await asked('Intl.DurationFormat = undefined'), withIt);
    assert.equal(withIt[1][3], '2 minutes, 5 seconds');
  } finally {
    await browser.close();
  }
});

/** The links of a document, without those to other sites and to headings of its own. */
const links = (text) =>
  [...text.replace(/```.*?```/gs, '').matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link);

test('the links of the documents lead somewhere', () => {
  for (const document of documents) {
    const relative = links(read(document)).filter((link) => !link.includes(':'));
    for (const link of relative)
      assert.ok(existsSync(new URL(link, new URL(document, root))), `${document}: ${link}`);
  }
});

test('the links of README lead somewhere on npm, too', () => {
  const relative = links(read('README.md')).filter((link) => !link.includes(':'));
  assert.ok(relative.length > 3, `${relative.length} links`);
  const { repository } = JSON.parse(read('pkg/package.json'));
  const address = repository.url.replace(/^git\+|\.git$/g, '');
  const absolute = links(read('pkg/README.md'));
  assert.deepEqual(
    absolute.filter((link) => !link.startsWith('https://')),
    [],
  );
  for (const link of relative)
    assert.ok(
      absolute.some((other) => other.startsWith(address) && other.endsWith(`/HEAD/${link}`)),
      link,
    );
});
