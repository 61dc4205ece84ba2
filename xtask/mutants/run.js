// Mutation tests of JavaScript and TypeScript: Stryker changes the code in many ways, and for each
// change some test must fail. Usage: node run.js FILE...; without files, all that is written by
// hand. It works in a copy of the project, target/mutants/javascript. The package must be built.

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = join(root, 'target/mutants/javascript');
const stryker = fileURLToPath(
  new URL('node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url),
);

/** Code, and the tests that must notice its changes: the first entry whose pattern fits. */
const AREAS = [
  {
    code: /^pkg\/(feed|testing)/,
    tests: ['feed/machine', 'feed/feed', 'feed/page', 'feed/shift', 'feed/cloud', 'feed/server'],
  },
  { code: /^pkg\/(react|vue|element|seconds)\.js/, tests: ['adapters/*'] },
  { code: /^pkg\//, tests: ['npm/node', 'npm/corpus', 'npm/readme', 'npm/rendering'] },
  { code: /^www\/src\/commands\/shortcuts/, tests: ['desktop/keyboard'], built: true },
  { code: /^www\/src\//, tests: ['desktop/*'], built: true },
];

const ALL = /^(pkg\/.*\.js|www\/src\/(state|commands)\/.*\.ts)$/;
const GENERATED = /^pkg\/(conversation_chat.*|generated|inline)\.js$|\.test\.js$/;

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
const run = (folder, program, ...args) =>
  execFileSync(program, args, { cwd: join(copy, folder), stdio: 'inherit' });

/** Copies what is tracked, and the package as it was built. */
function layOut() {
  const tests = existsSync(join(copy, 'tests')) ? readdirSync(join(copy, 'tests')) : [];
  const old = tests.filter((name) => name !== 'node_modules').map((name) => `tests/${name}`);
  for (const name of [...old, 'pkg', 'src', 'www/src', 'www/dist'])
    rmSync(join(copy, name), { recursive: true, force: true });
  for (const name of listed('.')) {
    const place = join(copy, name);
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(root, name), place);
  }
  cpSync(join(root, 'pkg'), join(copy, 'pkg'), { recursive: true });
}

const listed = (folder) =>
  git('ls-files', '-co', '--exclude-standard', folder)
    .split('\n')
    .filter((name) => name !== '' && existsSync(join(root, name)));

function install(folder) {
  const place = join(copy, folder);
  const lock = readFileSync(join(place, 'package-lock.json'), 'utf8');
  const stamp = join(place, 'node_modules/.installed-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run(folder, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, lock);
}

/** Mutates files of one area; gives what no test noticed. */
function survivors({ tests, built }, files) {
  const names = tests.map((name) => `${name}.test.js`).join(' ');
  const activate = relative(
    join(root, 'tests'),
    fileURLToPath(new URL('activate.js', import.meta.url)),
  );
  const test = `cd tests && node --import ./${activate} --test --test-concurrency=1 ${names}`;
  const build = 'cd www && node ../xtask/mutants/build-once.js && cd ..';
  const config = join(copy, 'stryker.config.json');
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  writeFileSync(
    config,
    JSON.stringify({
      mutate: files,
      testRunner: 'command',
      commandRunner: { command: built ? `${build} && ${test}` : test },
      inPlace: true,
      // Two browsers at once are slow; tests of Node are not.
      concurrency: built ? 1 : 2,
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: report },
      ignorePatterns: ['target', '**/node_modules'],
      allowEmpty: true,
      timeoutMS: 60_000,
    }),
  );
  try {
    run('.', process.execPath, stryker, 'run', config);
  } catch {
    throw new Error(`Stryker fails, or the tests do before anything is changed: ${names}`);
  }
  const { files: results } = JSON.parse(readFileSync(report, 'utf8'));
  return Object.entries(results).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location: { start, end }, replacement }) => {
        const lines = source.split('\n').slice(start.line - 1, end.line);
        const text = lines.length > 1 ? `${lines[0].trim()} ...` : lines[0].trim();
        return `${file}:${start.line}:${start.column}: ${text}  ->  ${replacement}`;
      }),
  );
}

layOut();
const given = argv.slice(2);
const files = given.length > 0 ? given : listed('.').filter((name) => ALL.test(name));
const byArea = new Map();
for (const file of files.filter((name) => !GENERATED.test(name))) {
  const area = AREAS.find(({ code }) => code.test(file));
  if (!area) throw new Error(`no tests are known that would notice a change of ${file}`);
  byArea.set(area, [...(byArea.get(area) ?? []), file]);
}
install('tests');
let count = 0;
for (const [area, names] of byArea) {
  if (area.built) install('www');
  if (area.tests[0].startsWith('adapters')) install('tests/adapters');
  for (const line of survivors(area, names)) {
    count++;
    console.log(line);
  }
}
console.log(`${count} changes were noticed by no test`);
if (count > 0) process.exitCode = 1;
