// The package as npm would publish it, installed in a project of its own.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pkg = fileURLToPath(new URL('../../pkg', import.meta.url));

/** A new project with the package in it. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), 'conversation-chat-'));
  const run = (program, ...args) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const installed = join(folder, 'node_modules/conversation-chat');
  mkdirSync(installed, { recursive: true });
  run('npm', 'pack', pkg, '--silent', '--pack-destination', folder);
  const tarball = join(folder, 'conversation-chat-0.1.0.tgz');
  run('tar', '-xzf', tarball, '--strip-components=1', '-C', installed);
  return {
    folder,
    installed,
    tarball,
    run,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
