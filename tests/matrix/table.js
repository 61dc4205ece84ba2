// The table of docs/environments.md: what passed. Usage, after the tests of this folder: node table.js;
// it fails if the document says something else.

import { readFileSync, readdirSync } from 'node:fs';

import { read } from '../documents.js';
import { passed } from './environment.js';

const BLOCK = /(?<=<!-- environments -->\n\n).*?(?=\n\n<!-- \/environments -->)/s;

function table() {
  const files = readdirSync(passed)
    .sort()
    .map((file) => new URL(file, passed));
  const results = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const names = [...new Set(results.map(({ name }) => name))].sort();
  const triedIn = (wanted) =>
    [...new Set(results.filter(({ name }) => name === wanted).flatMap(({ tried }) => tried))].join(
      ', ',
    );
  return [
    '| where | what is tried |',
    '|---|---|',
    ...names.map((name) => `| ${name} | ${triedIn(name)} |`),
  ].join('\n');
}

const found = table();
const said = BLOCK.exec(read('docs/environments.md'))?.[0];
if (said !== found) {
  console.error(
    `docs/environments.md should have this between <!-- environments --> and <!-- /environments -->:\n\n${found}`,
  );
  process.exitCode = 1;
}
