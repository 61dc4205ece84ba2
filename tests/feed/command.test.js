// The simulated cloud as `cargo xtask cloud` starts it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Runs the command; gives what it says until it listens or ends. */
async function start(...options) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../xtask/cloud.js', import.meta.url)), ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit').then(([code]) => code);
  let said = '';
  const listens = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (/\/control\n/.test(said)) resolve();
      });
    }
  });
  await Promise.race([listens, once(child, 'close')]);
  return { child, said, ended };
}

test('it says where it listens and how to ask it, and ends when it is told to', async (t) => {
  const { child, said, ended } = await start('--port', '0', '--scenario', 'empty');
  t.after(() => child.kill('SIGKILL'));
  const [, url] = /listens on (http:\S+) \(scenario "empty"/.exec(said);
  const [, token, name, id] = /token +(\S+) +\((.+), (\S+)\)/.exec(said);
  const me = await (
    await fetch(`${url}/api/v2/users/me`, { headers: { authorization: `Bearer ${token}` } })
  ).json();
  assert.deepEqual([me.id, me.name], [id, name]);
  const faults = await fetch(`${url}/control`, {
    method: 'POST',
    body: '{"call":"setFaults","values":[{"lose":0.1}]}',
  });
  assert.equal(faults.ok, true);

  const taken = await start('--port', new URL(url).port);
  assert.equal(await taken.ended, 1);
  assert.equal(
    taken.said,
    `the port ${new URL(url).port} is taken: choose another one with --port\n`,
  );

  child.kill('SIGTERM');
  assert.equal(await ended, 0);
});

test('an unknown scenario is named', async () => {
  const { said, ended } = await start('--port', '0', '--scenario', 'nope');
  assert.equal(await ended, 1);
  assert.match(said, /^cannot serve the simulated cloud: .*nope/);
});
