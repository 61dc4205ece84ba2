// What fuzzing found worth keeping, through the JavaScript face: text and object lanes agree, and nothing traps.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as api from 'conversation-chat';

const corpus = (name) =>
  readFileSync(new URL(`../fixtures/corpus/${name}.txt`, import.meta.url), 'latin1').trim().split('\n').map((line) => Buffer.from(line, 'hex'));

test('a chat is judged alike as text, as bytes and as an object', () => {
  let judged = 0;
  for (const bytes of corpus('chat')) {
    let parsed;
    try {
      parsed = api.parseChat(bytes);
    } catch (error) {
      assert.ok(error instanceof SyntaxError, String(error));
      continue;
    }
    const text = bytes.toString('utf8');
    const value = JSON.parse(text.replace(/^\ufeff/, ''));
    const { valid, issues } = api.validateChat(value);
    assert.deepEqual({ valid, issues }, { valid: parsed.valid, issues: parsed.issues }, text);
    assert.deepEqual(api.parseChat(text), parsed, text);
    // What is left of it has nothing of the wrong kind.
    assert.deepEqual(api.validateChat(parsed.chat).issues.filter(({ code }) => code === 'type'), [], text);
    for (const now of [0, 1.6e12]) assert.deepEqual(api.durations(value, now), api.durations(parsed.chat, now), text);
    judged++;
  }
  assert.ok(judged > 100, `${judged} judged`);
});

test('a roster takes any sequence of payloads', () => {
  for (const bytes of corpus('roster')) {
    const roster = new api.Roster();
    let at = 1.6e12;
    for (const line of bytes.toString('latin1').split('\n')) {
      at += 1000;
      try {
        roster.receive(Buffer.from(line, 'latin1'), at);
      } catch (error) {
        assert.ok(error instanceof SyntaxError, String(error));
      }
    }
    const rows = roster.rows(at);
    const columns = roster.tick(at);
    assert.equal(columns.length, rows.length * api.TickColumn.width);
    rows.forEach(({ communicationId, durations }, row) => {
      assert.equal(columns[row * api.TickColumn.width + api.TickColumn.handle], durations.handle.ms);
      assert.equal(roster.remove(communicationId), true);
    });
    roster.free();
  }
});
