// A test of one environment; what passes is noted, and README's table must be what was noted.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

export const passed = new URL('../../target/matrix/passed/', import.meta.url);

/** `name`: what users call the environment, with its version; `how`: what of it is tried. */
export function environment(name, how, work) {
  const file = new URL(`${encodeURIComponent(`${name}: ${how}`)}.json`, passed);
  rmSync(fileURLToPath(file), { force: true });
  test(`${name}: ${how}`, async (t) => {
    await work(t);
    mkdirSync(fileURLToPath(passed), { recursive: true });
    writeFileSync(file, JSON.stringify({ name, how }));
  });
}
