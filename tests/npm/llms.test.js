// What llms.txt tells assistants is true.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import * as api from 'conversation-chat';

const text = readFileSync(new URL('../../llms.txt', import.meta.url), 'utf8');

test('it names all that the package exports, and all methods of its classes', () => {
  const { Roster, CloudClock } = api;
  const members = [Roster.prototype, CloudClock.prototype, Roster].flatMap((object) =>
    Object.getOwnPropertyNames(object),
  );
  const inherited = ['constructor', 'length', 'name', 'prototype'];
  const names = [
    ...Object.keys(api).filter((name) => name !== 'default'),
    ...members.filter((name) => !inherited.includes(name)),
  ];
  assert.ok(names.length > 25, `${names.length} names`);
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text)),
    [],
  );
});

test('its example prints what its comments say', () => {
  const [, code] = /<!-- test: node -->\n```js\n(.*?)```/s.exec(text);
  const file = fileURLToPath(new URL('../node_modules/.llms.mjs', import.meta.url));
  writeFileSync(file, code);
  try {
    const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim().split('\n');
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(
      ([, comment]) => comment,
    );
    assert.equal(promised.length, 1);
    assert.deepEqual(new Set(printed), new Set(promised));
  } finally {
    rmSync(file);
  }
});
