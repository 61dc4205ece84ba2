// The small applications of this folder: each in a folder of its own, with the package as npm would
// publish it.

import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { until } from '../npm/until.js';
import { pack } from '../npm/packed.js';

const here = fileURLToPath(new URL('.', import.meta.url));
// Outside of the tests' own folder: tools look for projects in the folders above.
const work = fileURLToPath(new URL('../../target/matrix/', import.meta.url));

const WINDOWS = process.platform === 'win32';

/** What the tools of npm packages must not do: ask the network for news, or open windows. */
const ENVIRONMENT = {
  ...process.env,
  BROWSER: 'none',
  CI: '1',
  DO_NOT_TRACK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NUXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
};
// `node --test` tells its children that they are tests; these are none.
delete ENVIRONMENT.NODE_TEST_CONTEXT;

/** Those dependencies whose programs are there only after their install scripts. */
const NEED_SCRIPTS = ['bun', 'deno', 'node'];

/**
 * Installs the dependencies of an application, as its lock file says, if that was not done before;
 * gives its folder.
 */
function installed(name) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const lock = readFileSync(join(here, name, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules/.installed-lock.json');
  // What an earlier layout had must not stay; what was installed does.
  for (const entry of readdirSync(folder))
    if (entry !== 'node_modules') rmSync(join(folder, entry), { recursive: true });
  cpSync(join(here, name), folder, { recursive: true });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return folder;
  const npm = (...args) =>
    execFileSync('npm', [...args, '--loglevel=error'], {
      cwd: folder,
      env: ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: WINDOWS,
    });
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const withScripts = NEED_SCRIPTS.filter((dependency) =>
    existsSync(join(folder, 'node_modules', dependency)),
  );
  if (withScripts.length > 0) npm('rebuild', ...withScripts);
  writeFileSync(stamp, lock);
  return folder;
}

/** The oldest Node that every tool of the applications runs on. */
const NEWER_NODE = [22, 22];

/**
 * Lets the tools run on such a Node, where this one is older. The package itself is tried on both.
 */
function useNewerNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEWER_NODE[0] || (major === NEWER_NODE[0] && minor >= NEWER_NODE[1])) return;
  ENVIRONMENT.PATH = [join(installed('node'), 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  );
}
useNewerNode();

/**
 * Lays an application out: the files of its folder, its dependencies, and the package from its tarball, unpacked as npm does it. A link would hide
 * what happens to those who install it.
 */
export function application(name) {
  const folder = installed(name);
  const unpacked = join(folder, 'node_modules/conversation-chat');
  rmSync(unpacked, { recursive: true, force: true });
  pack(unpacked);
  return new Application(folder);
}

class Application {
  constructor(folder) {
    this.folder = folder;
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  write(name, text) {
    writeFileSync(this.path(name), text);
  }

  /** Takes away what an earlier run made, caches included. */
  clean(...names) {
    for (const name of names) rmSync(this.path(name), { recursive: true, force: true });
  }

  /** Runs a program; gives what it prints. Fails as it fails, with all that it said. */
  async run(program, args, { env = {}, cwd = '.' } = {}) {
    try {
      const { stdout } = await promisify(execFile)(program, args, {
        cwd: this.path(cwd),
        env: { ...ENVIRONMENT, ...env },
        timeout: 600_000,
        shell: WINDOWS,
        maxBuffer: 1 << 28,
      });
      return stdout.trim();
    } catch (error) {
      throw new Error(
        `${program} ${args.join(' ')}\n${error.message}\n${error.stdout}\n${error.stderr}`,
      );
    }
  }

  /** The program of an installed npm package. */
  bin(name) {
    return this.path('node_modules/.bin', WINDOWS ? `${name}.cmd` : name);
  }

  /** Runs it. */
  tool(name, args, options) {
    return this.run(this.bin(name), args, options);
  }

  /**
   * Starts a server on a free port, waits until it answers, does the work with its address, and
   * stops it.
   */
  async served(program, args, work, { env = {}, cwd = '.' } = {}) {
    const port = await freePort();
    const said = [];
    const withPort = (text) => text.replaceAll('PORT', String(port));
    const child = spawn(program, args.map(withPort), {
      cwd: this.path(cwd),
      env: {
        ...ENVIRONMENT,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, withPort(value)])),
      },
      detached: true,
      shell: WINDOWS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => said.push(String(text)));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const url = `http://127.0.0.1:${port}`;
    try {
      await until(
        () =>
          fetch(url, { headers: { accept: 'text/html' } }).then((response) =>
            response.arrayBuffer(),
          ),
        `an answer of ${program} ${args.join(' ')}`,
        { giveUp: () => child.exitCode !== null },
      );
      return await work(url);
    } catch (error) {
      throw new Error(`${error.message}\n${said.join('')}`, { cause: error });
    } finally {
      stop(child);
      await ended;
    }
  }
}

/** Stops a program and all that it started. */
function stop(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
