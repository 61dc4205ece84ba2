// `conversation-chat/core`: the package without what needs a roster.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import * as api from 'conversation-chat';
import * as core from 'conversation-chat/core';
import * as inline from 'conversation-chat/core/inline';

import { contract } from './contract.js';
import { loadFixtures } from './fixtures.js';

const pkg = new URL('../../pkg/', import.meta.url);
/** What needs a roster, its rows, or history. */
const WITHOUT = [
  'Roster',
  'compareMetrics',
  'readHistory',
  'startRendering',
  'startShift',
  'summary',
];

const now = Date.parse('2026-09-01T09:00:00Z');

const fixtures = await loadFixtures(async (name) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')),
);

describe('the contract of core under Node', () =>
  contract(core, fixtures, { test, same: assert.deepEqual }));

test('it exports what the package exports, without roster and history', () => {
  const others = Object.keys(api).filter((name) => !(name in core));
  assert.deepEqual(others, WITHOUT);
  const names = Object.keys(api).filter((name) => !WITHOUT.includes(name));
  assert.ok(names.length > 10, `${names}`);
  assert.deepEqual(Object.keys(core), names);
  assert.deepEqual(Object.keys(inline), names);
});

test('a session of an analytics record is refused with a reason', () => {
  const session = {
    sessionId: 's',
    segments: [{ segmentType: 'interact', segmentStart: '2026-09-01T08:00:00.000Z' }],
  };
  assert.equal(api.durations(session, now).talk.ms, 3_600_000);
  for (const time of [core.durations, core.stopwatches, core.timeline, core.holdDuration])
    assert.throws(() => time(session, now), {
      name: 'TypeError',
      message: /^expected a communication, found a session of an analytics record: import it from/,
    });
});

test('its types name what it exports', async () => {
  const types = await readFile(new URL('core.d.ts', pkg), 'utf8');
  const [, list] = /^export \{\n([^}]*)\}/m.exec(types);
  assert.deepEqual(list.match(/\w+/g).sort(), Object.keys(core).sort());
});

test('the module of one is refused by the other', () => {
  // In a process of its own: here the modules have started.
  const refusals = `
    import { readFileSync } from 'node:fs';
    const refusal = async (folder, other) => {
      const { initSync } = await import('${pkg}' + folder + 'browser.js');
      try {
        initSync(readFileSync(new URL('${pkg}' + other + 'conversation_chat_bg.wasm')));
      } catch (error) {
        return error;
      }
    };
    console.log((await refusal('', 'core/'))?.message);
    console.log((await refusal('core/', '')) instanceof WebAssembly.LinkError);
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', refusals]);
  assert.equal(
    String(printed),
    'this is the module of `conversation-chat/core`: load the one of `conversation-chat`\ntrue\n',
  );
});
