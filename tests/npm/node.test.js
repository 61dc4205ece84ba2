import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { up } from 'up-fetch';
import init, * as api from 'conversation-chat';
import { contract } from './contract.js';
import { hostile } from './hostile.js';
import { loadFixtures } from './fixtures.js';

const fixtures = await loadFixtures(async (name) => JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')));

describe('the contract under Node', () => contract(api, fixtures, { test, same: assert.deepEqual }));

describe('hostile input under Node', () => hostile(api, { test, same: assert.deepEqual }));

test('a fetch client takes the schema and gives typed, checked chats', async () => {
  const fetchChat = (body) => up(() => Promise.resolve(Response.json(body)))('https://example.com/chat', { schema: api.conversationChat });
  assert.deepEqual(await fetchChat(fixtures.live), fixtures.live);
  await assert.rejects(fetchChat({ held: 'yes' }), { issues: [{ message: 'expected a boolean, found a string', path: ['held'] }] });
});

test('bad calls and rows that come and go leave the memory where it was', async () => {
  const memory = async (work) => {
    work(20_000);
    const before = process.memoryUsage().external;
    work(200_000); // of five bad calls each: a million
    return process.memoryUsage().external - before;
  };
  const roster = new api.Roster();
  const grown = await memory((times) => {
    for (let index = 0; index < times; index++) {
      for (const bad of [() => api.parseChat('{"held":'), () => api.durations({}, NaN), () => roster.receive('nul', 0), () => api.parseChat(5)]) {
        try {
          bad();
        } catch {
          // As it should.
        }
      }
      roster.receive(`{"id":"chat-${index}","state":"connected","held":true,"segments":[{"startTime":"2021-01-20T09:25:34Z","type":"Hold"}]}`, index);
      if (index >= 10) roster.remove(`chat-${index - 10}`);
      api.validateChat({ held: 'no', segments: [{}] });
    }
    for (const { communicationId } of roster.rows(0)) roster.remove(communicationId);
  });
  assert.equal(roster.size, 0);
  assert.ok(grown <= 1 << 20, `the memory grew by ${grown} bytes`);
});

test('in Node the module is there from the import on, and init does nothing', async () => {
  assert.equal(await init(), undefined);
  assert.equal(api.formatClock(1000), '0:01');
});
