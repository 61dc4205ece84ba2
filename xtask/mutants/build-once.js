// Builds the desktop in the current folder, if its sources changed since the last build: all
// changes of the code are in them, and the one to try is chosen when they run.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = Math.max(
  ...readdirSync('src', { recursive: true }).map((name) => statSync(join('src', name)).mtimeMs),
);
const made = 'dist/index.html';
if (!existsSync(made) || statSync(made).mtimeMs < newest)
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
