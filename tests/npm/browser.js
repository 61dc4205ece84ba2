// Runs the contract in the page and leaves the results for the test to read.
import init, * as api from 'conversation-chat';

import { contract } from './contract.js';
import { hostile } from './hostile.js';
import { loadFixtures } from './fixtures.js';

const same = (actual, expected, what = '') => {
  const [left, right] = [show(actual), show(expected)];
  if (left !== right) throw new Error(`${what}\nexpected ${right}\nfound    ${left}`);
};

/** JSON with keys in order, and with what JSON cannot tell apart. */
function show(value) {
  return JSON.stringify(value, (_, part) => {
    if (part === undefined) return '<undefined>';
    if (typeof part === 'number' && !Number.isFinite(part)) return `<${part}>`;
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return part;
  });
}

/** The global object of a frame. */
function anotherRealm() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentWindow;
}

async function run() {
  const results = [];
  const check = async (name, work) => {
    try {
      await work();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: String(error?.stack ?? error) });
    }
  };

  await check('before init every call says what is missing', () => {
    try {
      api.validateChat({});
    } catch (error) {
      same(error.message, 'conversation-chat is not loaded: call and await `init()` first');
      return;
    }
    throw new Error('nothing was thrown');
  });
  await Promise.all([init(), init()]);
  await check('init is idempotent', async () => {
    same(await init(), undefined);
    api.initSync(new Uint8Array());
    same(api.formatClock(1000), '0:01');
  });

  const fixtures = await loadFixtures(async (name) => (await fetch(`../fixtures/${name}`)).json());
  const tests = [];
  contract(api, fixtures, { test: (name, work) => tests.push([name, work]), same });
  if ('Roster' in api)
    hostile(api, { test: (name, work) => tests.push([name, work]), same }, anotherRealm);
  for (const [name, work] of tests) await check(name, work);
  return results;
}

globalThis.contractResults = run();
