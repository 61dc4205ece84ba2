// Makes the files of the package that have everything in them, and those for `require`. Usage: node
// bundle.js PKG

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const pkg = resolve(argv[2]);
const common = { absWorkingDir: pkg, bundle: true, logLevel: 'warning' };

// For pages without a bundler, and for environments that cannot load a second file.
for (const folder of ['', 'core/'])
  await build({
    ...common,
    entryPoints: [`${folder}node.js`],
    outfile: `${folder}inline.js`,
    format: 'esm',
    target: 'es2022',
    minify: true,
  });

/** What `require` gets of `conversation-chat` and of `conversation-chat/core`. */
const WITH_MODULE = ['./common.cjs', './core/common.cjs'];

/** What `require` gets, by the names of files: code, and its types. */
const required = [
  ...conditions('require', JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8')).exports),
];

for (const name of new Set(
  required.map(({ default: code }) => code).filter((code) => code.endsWith('.cjs')),
)) {
  const { metafile, outputFiles } = await build({
    ...common,
    // `require` of the package itself: Jest, and Node before 20.19, which cannot require ES
    // modules. Newer ones get `node.js`.
    entryPoints: [
      WITH_MODULE.includes(name)
        ? name.replace('common.cjs', 'node.js')
        : name.replace(/\.cjs$/, '.js'),
    ],
    outfile: name,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    metafile: true,
    write: false,
    // jsdom has no encoder and no decoder of text.
    inject: [fileURLToPath(new URL('text-coders.js', import.meta.url))],
  });
  if (
    !WITH_MODULE.includes(name) &&
    Object.keys(metafile.inputs).some((input) => input.endsWith('conversation_chat_bg.js'))
  ) {
    throw new Error(
      `${name} would have an instance of the module of its own: let its source import from 'conversation-chat'`,
    );
  }
  // The same bytes in any folder: comments of esbuild would contain the path of `pkg`.
  for (const { text } of outputFiles)
    writeFileSync(
      join(pkg, name),
      text.replace(/^\/\/ [./]*\/(?=xtask\/text-coders\.js$)/m, '// '),
    );
}

const written = new Set();
for (const { types } of required) writeTypes(types);

/** Types for `require`: those for `import` under another name, as those that they import. */
function writeTypes(name) {
  const file = join(pkg, name);
  if (written.has(file)) return;
  written.add(file);
  const text = readFileSync(file.replace(/\.d\.cts$/, '.d.ts'), 'utf8');
  writeFileSync(
    file,
    text.replace(/(from |import\()(['"])(\.[^'"]*)\.js\2/g, (_, before, quote, path) => {
      writeTypes(join(dirname(name), `${path}.d.cts`));
      return `${before}${quote}${path}.cjs${quote}`;
    }),
  );
}

/** The targets of a condition, wherever it stands. */
function* conditions(name, targets) {
  if (typeof targets !== 'object') return;
  for (const [condition, target] of Object.entries(targets)) {
    if (condition === name) yield target;
    else yield* conditions(name, target);
  }
}
