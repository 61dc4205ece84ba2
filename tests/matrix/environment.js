// A test of one environment; what passes is noted, and the table of docs/environments.md must be what was noted.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

/** Where it is noted. */
export const passed = new URL('../../target/matrix/passed/', import.meta.url);

/**
 * `name`: what users call the environment, with its version; `tried`: what of it, in words for the
 * table.
 */
export function environment(name, tried, work) {
  const title = `${name}: ${tried.join(', ')}`;
  const file = new URL(`${title.replace(/\W+/g, '-')}.json`, passed);
  rmSync(file, { force: true });
  test(title, async () => {
    await work();
    mkdirSync(passed, { recursive: true });
    writeFileSync(file, JSON.stringify({ name, tried }));
  });
}
