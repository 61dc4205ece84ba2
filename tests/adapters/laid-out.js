// The package as npm would publish it, beside the frameworks; the examples of docs/frameworks.md
// and docs/react-feed.md; and the applications, bundled.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { blocksOf } from '../documents.js';
import { pack } from '../npm/packed.js';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const bundled = fileURLToPath(new URL('../../target/adapters/', import.meta.url));
export const installed = join(here, 'node_modules/conversation-chat');
const examples = join(here, 'node_modules/.readme');

/**
 * Unpacks the package into the dependencies. A link would have it look for the frameworks
 * elsewhere.
 */
export function unpack() {
  rmSync(installed, { recursive: true, force: true });
  pack(installed);
}

/** Writes the examples of the documents on frameworks to files; gives their names. */
function writeExamples() {
  rmSync(examples, { recursive: true, force: true });
  mkdirSync(examples, { recursive: true });
  const blocks = ['docs/frameworks.md', 'docs/react-feed.md']
    .flatMap(blocksOf)
    .filter(({ language }) => language !== 'sh');
  return blocks.map(({ document, name, language, text }) => {
    if (name === undefined)
      throw new Error(`an example in ${language} of ${document} has no name for its test`);
    writeFileSync(join(examples, name), text);
    return name;
  });
}

/** Runs the program of a dependency; what it says comes with its failure. */
export function runTool(file, args, environment) {
  const options = {
    cwd: here,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  try {
    return execFileSync(process.execPath, [join(here, 'node_modules', file), ...args], options);
  } catch (error) {
    throw new Error(`${file} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`);
  }
}

/** Compiles the example in Angular, and the application around it, with strict templates. */
function compileAngular() {
  writeFileSync(join(examples, 'main.ts'), readFileSync(join(here, 'apps/angular/main.ts')));
  const options = {
    compilerOptions: {
      strict: true,
      target: 'es2022',
      module: 'preserve',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom'],
      types: [],
      skipLibCheck: false,
      outDir: 'angular',
    },
    angularCompilerOptions: { strictTemplates: true },
    // Both: what is imported from below `node_modules` is not written.
    files: ['main.ts', 'desk.ts'],
  };
  writeFileSync(join(examples, 'tsconfig.json'), JSON.stringify(options));
  runTool('@angular/compiler-cli/bundles/src/bin/ngc.js', [
    '--project',
    join(examples, 'tsconfig.json'),
  ]);
}

/**
 * Lays everything out, and bundles all applications: for `development` (React's strict mode does
 * nothing in production), or for `production`. Gives the names of the examples.
 */
export function layOut(mode) {
  unpack();
  const names = writeExamples();
  compileAngular();
  runTool('vite/bin/vite.js', ['build', '--mode', mode, '--logLevel', 'warn'], { NODE_ENV: mode });
  return names;
}
