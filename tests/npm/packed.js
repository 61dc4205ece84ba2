// The package as npm would publish it, installed in a project of its own.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pkg = fileURLToPath(new URL('../../pkg', import.meta.url));
const execute = (program, args, cwd) =>
  execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && program === 'npm',
  }).trim();

/**
 * Packs the package, and unpacks it into a folder, as npm does; keeps the tarball at `keep`, if
 * that is given.
 */
export function pack(folder, keep) {
  const packed = keep ?? mkdtempSync(join(tmpdir(), 'conversation-chat-packed-'));
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(
    execute('npm', ['pack', pkg, '--json', '--silent', '--pack-destination', packed], pkg),
  );
  const tarball = join(packed, filename);
  execute('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
  if (keep === undefined) rmSync(packed, { recursive: true });
  return tarball;
}

/** A new project with the package in it. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), 'conversation-chat-'));
  const installed = join(folder, 'node_modules/conversation-chat');
  return {
    folder,
    installed,
    tarball: pack(installed, folder),
    run: (program, ...args) => execute(program, args, folder),
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
