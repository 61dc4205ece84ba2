// All lanes under Node. Prints JSON.

import { readFileSync } from 'node:fs';

import * as api from 'conversation-chat';

import { growth, lanes, measure } from './lanes.js';

const payload = (name) => JSON.parse(readFileSync(new URL(`../tests/fixtures/payloads/${name}.json`, import.meta.url), 'utf8'));
const fixtures = { live: payload('chat-live'), nested: payload('event-nested'), conversation: payload('conversation') };
console.log(JSON.stringify({ lanes: lanes(api, fixtures).map((lane) => measure(lane)), growth: growth(api, fixtures) }));
