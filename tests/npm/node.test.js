import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { up } from 'up-fetch';
import init, * as api from 'conversation-chat';
import { contract } from './contract.js';
import { loadFixtures } from './fixtures.js';

const fixtures = await loadFixtures(async (name) => JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')));

describe('the contract under Node', () => contract(api, fixtures, { test, same: assert.deepEqual }));

test('a fetch client takes the schema and gives typed, checked chats', async () => {
  const fetchChat = (body) => up(() => Promise.resolve(Response.json(body)))('https://example.com/chat', { schema: api.conversationChat });
  assert.deepEqual(await fetchChat(fixtures.live), fixtures.live);
  await assert.rejects(fetchChat({ held: 'yes' }), { issues: [{ message: 'expected a boolean, found a string', path: ['held'] }] });
});

test('in Node the module is there from the import on, and init does nothing', async () => {
  assert.equal(await init(), undefined);
  assert.equal(api.formatClock(1000), '0:01');
});
