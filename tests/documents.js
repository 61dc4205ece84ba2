// The documents of the project and the examples in them, for the tests that compile and run these.
//
// A comment before a block of code says how it is tested:
//   <!-- test: NAME -->  a test asks for it by `example(NAME)`; names that begin with `node` are run
//                        by npm/readme.test.js, and print what their comments say
//   <!-- file: PATH -->  it is the text of that file, which something else runs

import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const BLOCK = /(?:<!-- (test|file): (\S+) -->\n)?```(\w+)\n(.*?)```/gs;

/** The text of a file of the project. */
export const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** The documents for users, by their places in the project. */
export const documents = [
  'README.md',
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The blocks of code of a document: `{ document, kind, name, language, text }`. */
export const blocksOf = (document) =>
  [...read(document).matchAll(BLOCK)].map(([, kind, name, language, text]) => ({
    document,
    kind,
    name,
    language,
    text,
  }));

/** All blocks of code. */
export const blocks = documents.flatMap(blocksOf);

/** The text of the one example with a name. */
export function example(name) {
  const found = blocks.filter((block) => block.kind === 'test' && block.name === name);
  if (found.length !== 1) throw new Error(`${found.length} examples are called ${name}`);
  return found[0].text;
}
