// Exports of the analytics API: streams of records, and the command.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { readHistory } from 'conversation-chat';
import { historyOf, Totals } from 'conversation-chat/history';

const fixture = (name) => new URL(`../fixtures/${name}`, import.meta.url);
const command = fileURLToPath(new URL('../../pkg/bin/conversation-chat.js', import.meta.url));
const text = (name) => readFile(fixture(`analytics/${name}.json`), 'utf8');
const [voice, messages, old] = await Promise.all(
  [
    'voice-declined-then-answered-2024',
    'webmessaging-blind-transfers-2024',
    'records-2016-no-metrics',
  ].map(text),
);
const line = (json) => `${JSON.stringify(JSON.parse(json))}\n`;

function* pieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function given(source) {
  const given = [];
  for await (const { number, line, sessions, error } of historyOf(source)) {
    given.push(...sessions.map(({ sessionId }) => ({ session: sessionId })));
    if (error) given.push({ error: `record ${number}, from line ${line}: ${error.message}` });
  }
  return given;
}

describe('streams', async () => {
  const cases = JSON.parse(await readFile(fixture('analytics-streams.json'), 'utf8'));
  for (const { what, input, gives } of cases)
    test(what, async () => {
      const bytes = new TextEncoder().encode(input);
      for (const size of [1, 2, 3, 7, 64, 1 << 20])
        assert.deepEqual(await given(pieces(bytes, size)), gives, `by ${size}`);
      assert.deepEqual(await given(new Blob([bytes]).stream()), gives);
    });

  test('a record is the same however it is cut', async () => {
    const bytes = new TextEncoder().encode(`[${voice},${old},${messages}]`);
    const expected = [voice, old, messages]
      .flatMap((record) => readHistory(record))
      .map(({ sessionId }) => ({ session: sessionId }));
    for (const size of [11, 1000, 65_536])
      assert.deepEqual(await given(pieces(bytes, size)), expected);
  });
});

/** Runs the command; gives its output, and the code it ended with. */
async function run(args, input) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const outputs = { stdout: '', stderr: '' };
  for (const name of Object.keys(outputs))
    child[name].setEncoding('utf8').on('data', (data) => (outputs[name] += data));
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const [code] = await once(child, 'close');
  return { code, ...outputs };
}

async function withFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'conversation-chat-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the command', () => {
  test('a table, of files and of the standard input, packed or not', async () => {
    const table = `\
agent  queue  medium  conversations  sessions  talk  hold  holds   ACW  handle  avg talk  avg ACW   AHT  longest hold
u1     q1     call                1         1  0:00  0:00      0  1:01    1:01      0:00     1:01  1:01          0:00
u2     q1     call                1         1  6:14  0:00      0  0:03    6:17      6:14     0:03  6:17          0:00
all                               1         2  6:14  0:00      0  1:04    7:18      3:07     0:32  3:39          0:00
5 sessions in 1 record
`;
    await withFolder(async (folder) => {
      const [plain, packed] = ['plain.json', 'packed.gz'].map((name) => join(folder, name));
      await writeFile(plain, voice);
      await writeFile(packed, gzipSync(voice));
      for (const [args, input] of [[[plain]], [[packed]], [[], voice], [['-'], gzipSync(voice)]])
        assert.deepEqual(await run(['history', ...args], input), {
          code: 0,
          stdout: table,
          stderr: '',
        });
    });
  });

  test('the proof', async () => {
    const { code, stdout } = await run(['history', '--compare'], line(voice) + line(messages));
    assert.equal(code, 0);
    assert.ok(
      stdout.includes(
        '26 of 28 metrics of 8 sessions are equal to the millisecond (92.86 %)\n1 session differs:\n',
      ),
      stdout,
    );
    assert.ok(
      stdout.includes(
        'standard input:1 session s1: tAcw ours 61000, platform 57000 (+4000 ms): the wrap-up was changed after its completion: `tAcw` was emitted 3837 ms before its segment ends\n',
      ),
      stdout,
    );
  });

  test('a difference without a reason has a code of its own', async () => {
    const changed = messages.replace('"value": 2907', '"value": 2908');
    assert.notEqual(changed, messages);
    const { code, stdout } = await run(['history', '--compare'], changed);
    assert.equal(code, 3);
    assert.ok(stdout.includes('1 x no reason is known'), stdout);
  });

  test('--json, --csv and --jsonl say the same', async () => {
    const input = line(voice) + line(messages) + line(old);
    const json = JSON.parse((await run(['history', '--json', '--compare'], input)).stdout);
    assert.deepEqual(
      [json.records, json.sessions, json.unread, json.rows.length, json.all.sessions],
      [3, 94, 0, 9, 35],
    );
    assert.deepEqual(
      [json.comparison.sessions, json.comparison.compared, json.comparison.equal],
      [8, 28, 26],
    );
    const csv = (await run(['history', '--csv'], input)).stdout.trimEnd().split('\r\n');
    const names = csv[0].split(',');
    const rows = csv
      .slice(1)
      .map((row) =>
        Object.fromEntries(
          row.split(',').map((field, index) => [names[index], index < 3 ? field : Number(field)]),
        ),
      );
    assert.deepEqual(rows, json.rows);
    const lines = (await run(['history', '--jsonl'], input)).stdout.trimEnd().split('\n');
    assert.equal(lines.length, 3);
    const sessions = lines.flatMap((of) => JSON.parse(of).sessions);
    assert.equal(sessions.length, 94);
    const handle = sessions.reduce((sum, { timers }) => sum + timers.handle.ms, 0);
    assert.equal(handle, json.all.handle);
  });

  test('a record that cannot be read costs no other, and is counted with its place', async () => {
    const broken = `${line(voice)}{"conversationId": "x\n${line(messages)}{"id": "user"}\n`;
    const { code, stdout, stderr } = await run(['history'], broken);
    assert.equal(code, 1);
    assert.ok(stdout.endsWith('19 sessions in 4 records\n'), stdout);
    assert.equal(
      stderr,
      '1 x a record that cannot be read: expected the end of the string at line 1 column 22: standard input:2\n' +
        '1 x a record that cannot be read: expected an analytics record, found an object without `conversations` and `participants`: standard input:4\n',
    );
    const quiet = await run(['history', '--quiet'], broken);
    assert.deepEqual([quiet.code, quiet.stderr], [1, '']);
  });

  test('findings are counted, with the first places', async () => {
    const bad = line(voice)
      .replace('"segmentStart":"2024-04-29T17:32:00.080Z"', '"segmentStart":"noon"')
      .repeat(7);
    const { code, stderr } = await run(['history'], bad);
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^7 x expected a timestamp such as `2021-01-20T09:25:34.532Z`: (?:standard input:\d participants\.\d\.sessions\.0\.segments\.\d\.segment\w+, ){5}\.\.\.\n$/,
    );
  });

  test('wrong arguments, a file that is missing, and a packed file that is broken off', async () => {
    const cases = [
      [[], 'expected a command: `history`'],
      [['histroy'], 'expected the command `history`, found `histroy`'],
      [['history', '--jsn'], "Unknown option '--jsn'"],
      [['history', '--json', '--csv'], 'expected one of --json and --csv'],
      [['history', '--compare', '--csv'], 'expected --compare without --csv'],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual(
        [code, stdout, stderr.split('\n')[0]],
        [2, '', `conversation-chat: ${message}`],
      );
    }
    assert.deepEqual(await run(['history', '/no/such/file']), {
      code: 2,
      stdout: '',
      stderr: 'conversation-chat: there is no file `/no/such/file`\n',
    });
    const packed = gzipSync(voice);
    const { code, stderr } = await run(['history'], packed.subarray(0, packed.length - 20));
    assert.deepEqual([code, stderr], [2, 'conversation-chat: unexpected end of file\n']);
  });

  test('help and version', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    assert.ok(stdout.startsWith('usage: conversation-chat history'));
    const { version } = JSON.parse(
      await readFile(new URL('../../pkg/package.json', import.meta.url)),
    );
    assert.equal((await run(['--version'])).stdout, `${version}\n`);
  });

  test('a reader that has read enough is no error', async () => {
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      `set -o pipefail; for i in $(seq 3000); do cat "$0"; done | { "$1" "$2" history --jsonl || echo "code $?" >&2; } 2>/dev/null | head -1`,
      fileURLToPath(fixture('analytics/voice-declined-then-answered-2024.json')),
      process.execPath,
      command,
    ]).catch((error) => error);
    assert.equal(JSON.parse(stdout).number, 1);
  });

  test('the memory does not grow with the input', async () => {
    // 120 MB, as one answer; the limit is below what the text alone would be.
    const child = spawn(
      process.execPath,
      ['--max-old-space-size=48', command, 'history', '--json', '--compare'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (data) => (output += data));
    const closed = once(child, 'close');
    const record = line(messages).trimEnd();
    child.stdin.write(`{"conversations": [${record}`);
    const count = Math.round(120e6 / record.length);
    for (let index = 1; index < count; index++)
      if (!child.stdin.write(`,${record}`)) await once(child.stdin, 'drain');
    child.stdin.end('], "totalHits": 1}');
    assert.deepEqual(await closed, [0, null]);
    const { records, comparison } = JSON.parse(output);
    assert.equal(records, count);
    assert.equal(comparison.equal, comparison.compared);
  });
});

test('totals of one process are those of its parts', () => {
  const whole = new Totals();
  const parts = [new Totals(), new Totals()];
  const sessions = [voice, messages, old].flatMap((record) => readHistory(record));
  sessions.forEach((session, index) => {
    whole.add(session);
    parts[index % 2].add(session);
  });
  const sums = ['sessions', 'talk', 'hold', 'holds', 'afterCallWork', 'handle'];
  for (const name of sums)
    assert.equal(whole.all[name], parts[0].all[name] + parts[1].all[name], name);
  assert.equal(whole.all.longestHold, 2_531_872);
});
