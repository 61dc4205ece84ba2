// The contract of the package, for any environment: the same suite runs under Node and in browsers.

import { checking } from './contract/checking.js';
import { clock } from './contract/clock.js';
import { formats } from './contract/formats.js';
import { history } from './contract/history.js';
import { mistakes } from './contract/mistakes.js';
import { next } from './contract/next.js';
import { options } from './contract/options.js';
import { payloads } from './contract/payloads.js';
import { reading } from './contract/reading.js';
import { rendering } from './contract/rendering.js';
import { rows } from './contract/rows.js';
import { saving } from './contract/saving.js';
import { schema } from './contract/schema.js';
import { sync } from './contract/sync.js';
import { timing } from './contract/timing.js';
import { toolsOf } from './contract/tools.js';
import { watching } from './contract/watching.js';

const PARTS = [
  checking,
  reading,
  schema,
  timing,
  history,
  mistakes,
  formats,
  payloads,
  sync,
  rows,
  options,
  watching,
  next,
  saving,
  clock,
  rendering,
];

/** Those that need neither roster nor history: `conversation-chat/core` has none. */
const PARTS_OF_CORE = [checking, schema, timing, formats, clock];

/**
 * @param {typeof import('conversation-chat') | typeof import('conversation-chat/core')} api
 * @param {Awaited<ReturnType<typeof import('./fixtures.js').loadFixtures>>} fixtures
 * @param {{ test(name: string, run: () => unknown): void, same(actual: unknown, expected: unknown, what?: string): void }} runner
 */
export function contract(api, fixtures, runner) {
  const tools = toolsOf(runner);
  for (const part of 'Roster' in api ? PARTS : PARTS_OF_CORE) part(api, fixtures, tools);
}
