import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { up } from 'up-fetch';
import init, * as api from 'conversation-chat';
import { contract } from './contract.js';
import { START, t } from './contract/tools.js';
import { hostile } from './hostile.js';
import { loadFixtures } from './fixtures.js';

const fixtures = await loadFixtures(async (name) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')),
);

describe('the contract under Node', () =>
  contract(api, fixtures, { test, same: assert.deepEqual }));

const anotherRealm = () => runInNewContext('globalThis');

describe('hostile input under Node', () =>
  hostile(api, { test, same: assert.deepEqual }, anotherRealm));

test('a fetch client takes the schema and gives typed, checked chats', async () => {
  const fetchChat = (body) =>
    up(() => Promise.resolve(Response.json(body)))('https://example.com/chat', {
      schema: api.conversationChat,
    });
  assert.deepEqual(await fetchChat(fixtures.live), fixtures.live);
  await assert.rejects(fetchChat({ held: 'yes' }), {
    issues: [{ message: 'expected a boolean, found a string', path: ['held'] }],
  });
});

test('a million bad calls, and rows that come and go, leave the memory where it was', (context) => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  context.after(() => (Error.stackTraceLimit = stackTraceLimit));
  const roster = new api.Roster();
  const clock = new api.CloudClock();
  const freed = new api.Roster();
  freed.free();
  const throwing = {
    get state() {
      throw new Error('no');
    },
  };
  /** Those that the package refuses without the module, and those that the module refuses. */
  const refused = [
    () => api.parseChat(5),
    () => api.durations({}, NaN),
    () => roster.sync(null, START),
    () => roster.onThreshold({ timer: 'x', afterMs: 1 }, () => {}),
    () => roster.advance('0'),
    () => freed.rows,
  ];
  const entered = [
    () => api.parseChat('{"held":'),
    () => api.validateChat(throwing),
    () => roster.receive('nul', START),
    () => roster.receive({ participants: throwing }, START),
    () => api.Roster.restore('conversation-chat roster 1 x', START),
    () => clock.observe(0, 'noon', 1),
  ];
  const work = (times) => {
    for (let index = 0; index < times; index++) {
      try {
        const calls = index % 5 === 0 ? entered : refused;
        calls[index % 6]();
      } catch {
        // As it should.
      }
      if (index % 50 > 0) continue;
      roster.receive(
        `{"id":"chat-${index}","state":"connected","held":true,"segments":[{"startTime":"2021-01-20T09:25:34Z","type":"Hold"}]}`,
        t(index),
      );
      if (index >= 500) roster.remove(`chat-${index - 500}`);
      roster.onThreshold({ timer: 'hold', afterMs: index }, () => {})();
      roster.subscribe(() => {})();
    }
    for (const { communicationId } of roster.rows) roster.remove(communicationId);
  };
  // The table of removed rows grows to its bound first.
  for (let index = 0; index < 80_000; index++) {
    roster.receive(`{"id":"first-${index}","state":"connected"}`, t(index));
    roster.remove(`first-${index}`);
  }
  // Without what JavaScript has not collected yet: what is left is the memory of the module.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const external = () => (collect(), process.memoryUsage().external);
  work(50_000);
  const before = external();
  work(1_000_000);
  const grown = external() - before;
  assert.equal(roster.rows.length, 0);
  assert.ok(grown <= 1 << 20, `the memory grew by ${grown} bytes`);
});

test('in Node the module is there from the import on, and init does nothing', async () => {
  assert.equal(await init(), undefined);
  assert.equal(api.formatClock(1000), '0:01');
});
