// What the feed costs those who use it, and those who do not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { build } from 'esbuild';

const bundled = (entry) =>
  build({
    entryPoints: [fileURLToPath(new URL(`../../pkg/${entry}`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    external: ['*.wasm'],
    logLevel: 'error',
  });
const inputs = ({ metafile }) => Object.keys(metafile.inputs);

test('less than 7 KB, minified and compressed by Brotli, without wasm', async (context) => {
  const result = await bundled('feed.js');
  const size = brotliCompressSync(result.outputFiles[0].contents).length;
  context.diagnostic(`${size} bytes`);
  assert.ok(size < 7 * 1024, `${size} bytes`);
  assert.ok(
    inputs(result).every((file) => /pkg\/feed(\.js|\/)/.test(file)),
    String(inputs(result)),
  );
});

test('who does not import it does not load it', async () => {
  const files = inputs(await bundled('browser.js'));
  assert.ok(files.length > 3);
  assert.deepEqual(
    files.filter((file) => /pkg\/(feed|testing)/.test(file)),
    [],
  );
});
