// All lanes under Node, which must be started with `--expose-gc`. Prints JSON.

import { readFileSync } from 'node:fs';

import * as api from 'conversation-chat';

import { filledRoster, growth, lanes, measure } from './lanes.js';

const fixture = (name) =>
  JSON.parse(readFileSync(new URL(`../tests/fixtures/${name}.json`, import.meta.url), 'utf8'));
const fixtures = {
  live: fixture('payloads/chat-live'),
  nested: fixture('payloads/event-nested'),
  conversation: fixture('payloads/conversation'),
  checks: fixture('checks'),
};

/** Bytes for each of many rows: in the memory of the module, and as objects. */
function memoryPerRow() {
  const count = 100_000;
  const used = () => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return { heapUsed, external };
  };
  const before = used();
  const roster = filledRoster(api, fixtures.live, count, 0);
  const after = used();
  const rows = roster.rows.length;
  roster.free();
  return {
    module: (after.external - before.external) / rows,
    objects: (after.heapUsed - before.heapUsed) / rows,
  };
}

const bytesPerRow = memoryPerRow();
console.log(
  JSON.stringify({
    lanes: lanes(api, fixtures).map((lane) => measure(lane)),
    growth: growth(api, fixtures),
    bytesPerRow,
  }),
);
