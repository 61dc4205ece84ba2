// All lanes in a browser; the results wait in `benchResults`.

import init, * as api from 'conversation-chat';

import { growth, lanes, measure } from './lanes.js';

async function run() {
  await init('/pkg/conversation_chat_bg.wasm');
  const fixture = async (name) => (await fetch(`/tests/fixtures/${name}.json`)).json();
  const fixtures = {
    live: await fixture('payloads/chat-live'),
    nested: await fixture('payloads/event-nested'),
    conversation: await fixture('payloads/conversation'),
    checks: await fixture('checks'),
  };
  const results = [];
  for (const lane of lanes(api, fixtures)) {
    results.push(measure(lane));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { lanes: results, growth: growth(api, fixtures) };
}

globalThis.benchResults = run();
