// Analytics records in Node: `node history.js`. Ours beside `JSON.parse` alone, and beside sums by hand
// of what it gives. Best of nine rounds, in turn.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { readHistory } from 'conversation-chat';
import { historyOf } from 'conversation-chat/history';

const ROUNDS = 9;
const VOICE = 5;
const BLOCKS = 200;

const record = (name) =>
  JSON.stringify(
    JSON.parse(
      readFileSync(new URL(`../tests/fixtures/analytics/${name}.json`, import.meta.url), 'utf8'),
    ),
  );
const block = [
  ...Array(VOICE).fill(record('voice-declined-then-answered-2024')),
  record('webmessaging-blind-transfers-2024'),
];
const lines = Array(BLOCKS).fill(block).flat();
const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));

const handleOf = (sessions) =>
  sessions.reduce(
    (sum, { purpose, timers }) => (purpose === 'agent' ? sum + timers.handle.ms : sum),
    0,
  );

function handleByHand({ participants }) {
  let sum = 0;
  for (const { purpose, sessions } of participants) {
    if (purpose !== 'agent') continue;
    for (const { segments } of sessions)
      for (const { segmentType, segmentStart, segmentEnd } of segments)
        if (['interact', 'hold', 'wrapup'].includes(segmentType))
          sum += Date.parse(segmentEnd) - Date.parse(segmentStart);
  }
  return sum;
}

async function streamed() {
  let sum = 0;
  for await (const { sessions } of historyOf([bytes])) sum += handleOf(sessions);
  return sum;
}

const sumOf = (handle) => () => lines.reduce((sum, line) => sum + handle(line), 0);
const LANES = {
  'JSON.parse alone': sumOf((line) => (JSON.parse(line) ? 0 : 1)),
  'JSON.parse, sums by hand': sumOf((line) => handleByHand(JSON.parse(line))),
  'readHistory of text': sumOf((line) => handleOf(readHistory(line))),
  'historyOf, a stream of bytes': streamed,
};

const best = {};
const answers = {};
for (let round = 0; round < ROUNDS; round++)
  for (const [name, lane] of Object.entries(LANES)) {
    const start = performance.now();
    answers[name] = await lane();
    best[name] = Math.min(best[name] ?? Infinity, performance.now() - start);
  }
const { 'JSON.parse alone': _, ...sums } = answers;
assert.equal(new Set(Object.values(sums)).size, 1, JSON.stringify(sums));
for (const [name, ms] of Object.entries(best)) {
  const [records, megabytes] = [lines.length, bytes.length / 1e6].map(
    (count) => count / (ms / 1000),
  );
  console.log(
    `${name.padStart(30)}: ${records.toFixed(0).padStart(8)} records/s ${megabytes.toFixed(0).padStart(6)} MB/s`,
  );
}
