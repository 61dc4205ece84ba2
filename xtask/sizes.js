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
  const all = await downloadsOf('');
  const core = await downloadsOf('core/');
  return {
    'the module': all.module,
    'its JavaScript': all.javascript,
    'both: what a page downloads': sum(all.module, all.javascript),
    'the copy in a chunk, where the module cannot be fetched': all.copy,
    '`conversation-chat/inline`, instead of both': all.inline,
    '`conversation-chat/core`, instead of both': sum(core.module, core.javascript),
  };
}

const sum = (a, b) => Object.fromEntries(Object.keys(a).map((kind) => [kind, a[kind] + b[kind]]));

/** The downloads of the entry points in a folder. */
async function downloadsOf(folder) {
  const { outputFiles } = await build({
    absWorkingDir: pkg,
    // All that the package exports; an application that uses less has less.
    entryPoints: [`${folder}browser.js`],
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
  return {
    module: sizesOf(readFileSync(`${pkg}${folder}conversation_chat_bg.wasm`)),
    javascript: sizesOf(bytesOf(outputFiles.filter((file) => !isCopy(file)))),
    copy: sizesOf(bytesOf(outputFiles.filter(isCopy))),
    inline: sizesOf(readFileSync(`${pkg}${folder}inline.js`)),
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
