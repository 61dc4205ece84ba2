// A real Firefox: the one in FIREFOX. It needs no driver: the page itself tells what it found.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
  // No sandbox where a container allows none.
  'security.sandbox.content.level': 0,
};

/** Opens the page that `address` makes of where to report; gives what it reports, once it does. */
export async function ask(address, timeoutMs) {
  const executable = process.env.FIREFOX;
  if (!executable)
    throw new Error('name a Firefox in FIREFOX, or run `cargo xtask test`, which finds one');
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  writeFileSync(
    join(profile, 'user.js'),
    Object.entries(PREFERENCES)
      .map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`)
      .join(''),
  );

  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const listener = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    let text = '';
    for await (const part of request) text += part;
    response.end();
    if (request.method === 'POST') answer(text);
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const report = `http://127.0.0.1:${listener.address().port}/`;

  const firefox = spawn(
    executable,
    ['--headless', '--no-remote', '--profile', profile, address(report)],
    { stdio: 'ignore', env: { ...process.env, HOME: profile } },
  );
  const ended = new Promise((resolve) => firefox.once('exit', resolve));
  const late = AbortSignal.timeout(timeoutMs);
  const failed = new Promise((_, reject) => {
    late.addEventListener('abort', () =>
      reject(new Error(`Firefox told nothing in ${timeoutMs} ms`)),
    );
    firefox.once('error', reject);
  });
  try {
    return JSON.parse(await Promise.race([answered, failed]));
  } finally {
    firefox.kill();
    await ended;
    listener.closeAllConnections();
    listener.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
