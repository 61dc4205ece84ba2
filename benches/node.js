// All lanes under Node. Prints JSON.

import { readFileSync } from 'node:fs';

import * as api from 'conversation-chat';

import { chatOf, growth, lanes, measure } from './lanes.js';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../tests/fixtures/${name}.json`, import.meta.url), 'utf8'));
const fixtures = { live: fixture('payloads/chat-live'), nested: fixture('payloads/event-nested'), conversation: fixture('payloads/conversation'), checks: fixture('checks') };

/** Bytes of wasm memory for each of many rows. */
function memoryPerRow() {
  const rows = 100_000;
  const roster = new api.Roster();
  const before = process.memoryUsage().external;
  for (let number = 0; number < rows; number++) roster.receive(JSON.stringify(chatOf(fixtures.live, 2, number)), 0);
  const bytes = (process.memoryUsage().external - before) / rows;
  roster.free();
  return bytes;
}

const bytesPerRow = memoryPerRow();
console.log(JSON.stringify({ lanes: lanes(api, fixtures).map((lane) => measure(lane)), growth: growth(api, fixtures), bytesPerRow }));
