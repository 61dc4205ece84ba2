// What users download, bundled and minified: in bytes, with gzip and with brotli. Usage: node
// sizes.js

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { build } from 'esbuild';

const pkg = fileURLToPath(new URL('../pkg/', import.meta.url));

const sizesOf = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
});

/** The sizes of each download, by what it is. */
export async function downloads() {
  const { outputFiles } = await build({
    absWorkingDir: pkg,
    // All that the package exports; an application that uses less has less.
    entryPoints: ['browser.js'],
    outdir: '.',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  const isCopy = ({ path }) => basename(path).startsWith('embedded-');
  const bytesOf = (files) => Buffer.concat(files.map(({ contents }) => contents));
  const module = sizesOf(readFileSync(`${pkg}conversation_chat_bg.wasm`));
  const javascript = sizesOf(bytesOf(outputFiles.filter((file) => !isCopy(file))));
  return {
    'the module': module,
    'its JavaScript': javascript,
    'both: what a page downloads': Object.fromEntries(
      Object.keys(module).map((kind) => [kind, module[kind] + javascript[kind]]),
    ),
    'the copy in a chunk, where the module cannot be fetched': sizesOf(
      bytesOf(outputFiles.filter(isCopy)),
    ),
    '`conversation-chat/inline`, instead of both': sizesOf(readFileSync(`${pkg}inline.js`)),
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const rows = Object.entries(await downloads());
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (name, ...columns) =>
    console.log(name.padEnd(width), ...columns.map((column) => String(column).padStart(9)));
  line('bytes, bundled and minified', 'plain', 'gzip', 'brotli');
  for (const [name, { raw, gzip, brotli }] of rows) line(name, raw, gzip, brotli);
}
