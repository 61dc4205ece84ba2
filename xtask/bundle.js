// Makes the two files of the package that have everything in them. Usage: node bundle.js PKG

import { resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const pkg = resolve(argv[2]);
const common = { absWorkingDir: pkg, entryPoints: ['node.js'], bundle: true, logLevel: 'warning' };

// For pages without a bundler, and for what cannot load a second file.
await build({ ...common, outfile: 'inline.js', format: 'esm', target: 'es2022', minify: true });

// For `require`: Jest, and Node before 20.19, which cannot require ES modules. Newer ones get `node.js` from `require` too, so that there is
// one instance of the module.
await build({
  ...common,
  outfile: 'common.cjs',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // jsdom has no encoder and no decoder of text.
  inject: [fileURLToPath(new URL('text-coders.js', import.meta.url))],
});
