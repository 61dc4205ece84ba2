// All lanes in a browser; the results wait in `benchResults`.

import init, * as api from 'conversation-chat';

import { growth, lanes, measure } from './lanes.js';

async function run() {
  await init('/pkg/conversation_chat_bg.wasm');
  const payload = async (name) => (await fetch(`/tests/fixtures/payloads/${name}.json`)).json();
  const fixtures = { live: await payload('chat-live'), nested: await payload('event-nested'), conversation: await payload('conversation') };
  const results = [];
  for (const lane of lanes(api, fixtures)) {
    results.push(measure(lane));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { lanes: results, growth: growth(api, fixtures) };
}

globalThis.benchResults = run();
