// The example for Apache Spark, in local mode: its totals are those of one process.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const { PYTHON = 'python3' } = process.env;
const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const command = fileOf('../../pkg/bin/conversation-chat.js');
const run = (program, args) => promisify(execFile)(program, args, { maxBuffer: 1 << 28 });

const records = await Promise.all(
  [
    'voice-declined-then-answered-2024',
    'webmessaging-blind-transfers-2024',
    'records-2016-no-metrics',
  ].map(async (name) =>
    JSON.parse(await readFile(fileOf(`../fixtures/analytics/${name}.json`), 'utf8')),
  ),
);

/** Lines of `count` rounds of all records, each conversation with an id of its own. */
function linesOf(count, first) {
  const flat = records.flatMap((record) => record.conversations ?? [record]);
  let lines = '';
  for (let round = first; round < first + count; round++)
    for (const record of flat) {
      const conversationId = `${record.conversationId}-${round}`;
      lines += `${JSON.stringify({ ...record, conversationId })}\n`;
    }
  return lines;
}

test('the totals of many partitions are those of one process', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'conversation-chat-'));
  t.after(() => rm(folder, { recursive: true }));
  const [source, target] = ['exports', 'days'].map((name) => join(folder, name));
  await mkdir(source);
  const files = [
    ['one.jsonl', linesOf(40, 0)],
    ['two.jsonl', linesOf(25, 40)],
    ['three.jsonl.gz', gzipSync(linesOf(10, 65))],
  ];
  for (const [name, content] of files) await writeFile(join(source, name), content);

  const script = fileOf('../../examples/spark/agent_days.py');
  const filter = `${process.execPath} ${command} history --jsonl --quiet`;
  await run(PYTHON, [script, source, target, filter]);
  const rows = [];
  for (const name of (await readdir(target)).filter((name) => name.endsWith('.csv'))) {
    const [header, ...lines] = (await readFile(join(target, name), 'utf8')).trimEnd().split('\n');
    const names = header.split(',');
    for (const line of lines)
      rows.push(Object.fromEntries(line.split(',').map((field, at) => [names[at], field])));
  }
  assert.ok(rows.length > 5, JSON.stringify(rows));

  const names = files.map(([name]) => join(source, name));
  const { stdout } = await run(process.execPath, [command, 'history', '--json', ...names]);
  const { all, rows: byAgent } = JSON.parse(stdout);
  const sum = (rows, name) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  for (const name of ['talk', 'hold', 'holds', 'afterCallWork', 'handle']) {
    assert.equal(sum(rows, name), all[name], name);
    for (const agent of new Set(byAgent.map((row) => row.agent)))
      assert.equal(
        sum(
          rows.filter(({ userId }) => userId === agent),
          name,
        ),
        sum(
          byAgent.filter((row) => row.agent === agent),
          name,
        ),
        `${name} of ${agent}`,
      );
  }

  // A record that cannot be read fails the job: no sum without it.
  await writeFile(join(source, 'broken.jsonl'), '{"conversationId": "x\n');
  await assert.rejects(
    run(PYTHON, [script, source, target, filter]),
    /Pipe function .*exited with error code 1|exit/,
  );
});
