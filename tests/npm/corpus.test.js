// What fuzzing found worth keeping, through the JavaScript face: text and object lanes agree, and
// nothing traps.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as api from 'conversation-chat';

const corpus = (name) =>
  readFileSync(new URL(`../fixtures/corpus/${name}.txt`, import.meta.url), 'latin1')
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line, 'hex'));

/** The durations of a communication; `undefined` if it is refused, because it is none. */
function timersOf(value, now) {
  try {
    return api.durations(value, now);
  } catch (error) {
    assert.ok(error instanceof TypeError, error);
    return undefined;
  }
}

test('a chat is judged alike as text, as bytes and as an object', () => {
  let judged = 0;
  let timed = 0;
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
    assert.deepEqual(
      api.validateChat(parsed.chat).issues.filter(({ code }) => code === 'type'),
      [],
      text,
    );
    for (const now of [1e12, 1.6e12]) {
      const cleaned = timersOf(parsed.chat, now);
      // What has only fields of the wrong kind is empty without them, and no communication.
      if (cleaned === undefined) continue;
      assert.deepEqual(timersOf(value, now), cleaned, text);
      timed++;
    }
    judged++;
  }
  assert.ok(judged > 100, `${judged} judged`);
  assert.ok(timed > 100, `${timed} timed`);
});

test('a roster takes any sequence of payloads, as text, as bytes and as objects', () => {
  for (const bytes of corpus('roster')) {
    const lanes = [new api.Roster(), new api.Roster(), new api.Roster()];
    let at = 1.6e12;
    for (const line of bytes.toString('latin1').split('\n')) {
      at += 1000;
      const text = Buffer.from(line, 'latin1').toString('utf8');
      const told = [Buffer.from(text), text, undefined].map((payload, lane) => {
        try {
          const given = payload ?? JSON.parse(text);
          // Text that is no object has no object to compare with.
          return lanes[lane].receive(
            typeof given === 'object' && given !== null ? given : text,
            at,
          );
        } catch (error) {
          assert.ok(error instanceof SyntaxError, String(error));
          return 'refused';
        }
      });
      assert.deepEqual(told[1], told[0], text);
      // Beyond 512 levels only text is refused; a byte order mark is no JSON for `JSON.parse`.
      if (told[2] !== 'refused' && told[0] !== 'refused') assert.deepEqual(told[2], told[0], text);
      else lanes[2].receive(told[0] === 'refused' ? '{}' : text, at);
    }
    const [{ rows }] = lanes;
    assert.deepEqual(
      lanes.map((roster) => roster.rows),
      [rows, rows, rows],
    );
    const next = lanes[0].advance(at);
    assert.ok(next === undefined || next > at);
    for (const { communicationId, timers } of rows) {
      const parts = ['talk', 'hold', 'afterCallWork', 'contacting', 'dialing'].map((name) =>
        api.elapsed(timers[name], at),
      );
      assert.equal(
        api.elapsed(timers.handle, at),
        parts.reduce((sum, ms) => sum + ms, 0),
      );
      assert.equal(lanes[0].remove(communicationId), true);
    }
    assert.deepEqual(lanes[0].rows, []);
    for (const roster of lanes) roster.free();
  }
});
