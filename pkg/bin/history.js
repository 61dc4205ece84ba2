// `conversation-chat history`: exports in, figures out, in constant memory.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

import { compareMetrics } from 'conversation-chat';

import { historyOf } from '../history/records.js';
import { Proof, Totals } from '../history/totals.js';
import { HELP, optionsOf } from './options.js';
import { Progress } from './progress.js';
import { csvOf, findingsText, proofText, tableOf } from './show.js';

/** How many findings and differences are shown of each kind. */
const MOST_SHOWN = 5;

const [FINE, SOME_UNREAD, FAILED, UNEXPLAINED] = [0, 1, 2, 3];

/** Runs the command; gives its exit code. */
export async function history({ args, stdin, stdout, stderr }) {
  const options = optionsOf(args);
  if (options.error !== undefined) {
    stderr.write(`conversation-chat: ${options.error}\n\n${HELP}`);
    return FAILED;
  }
  if (options.help) {
    stdout.write(HELP);
    return FINE;
  }
  if (options.version) {
    const file = new URL('../package.json', import.meta.url);
    stdout.write(`${JSON.parse(await readFile(file, 'utf8')).version}\n`);
    return FINE;
  }
  const run = new Run(options, { stdin, stdout, stderr });
  let code = FINE;
  try {
    for (const file of options.files) await run.read(file);
  } catch (error) {
    run.progress.end();
    stderr.write(`conversation-chat: ${messageOf(error)}\n`);
    code = FAILED;
  }
  run.progress.end();
  if (code === FINE || run.records > 0) await run.finish();
  if (code !== FINE) return code;
  if (run.unread > 0) return SOME_UNREAD;
  return run.proof.unexplained > 0 ? UNEXPLAINED : FINE;
}

const messageOf = (error) =>
  error.code === 'ENOENT' ? `there is no file \`${error.path}\`` : error.message;

class Run {
  totals = new Totals();
  proof = new Proof();
  records = 0;
  sessions = 0;
  /** Records that could not be read. */
  unread = 0;
  /** Findings by what they say, each with how often and the first places. */
  findings = new Map();
  /** Differences by reason: the first ones. */
  differences = [];

  constructor(options, streams) {
    this.options = options;
    this.streams = streams;
    this.progress = new Progress(streams.stderr, !options.quiet && streams.stderr.isTTY === true);
  }

  async read(file) {
    const name = file === '-' ? 'standard input' : file;
    const size = file === '-' ? undefined : (await stat(file)).size;
    this.progress.begin(name, size);
    const raw =
      file === '-' ? this.streams.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
    for await (const record of historyOf(unpacked(this.progress.count(raw)))) {
      this.records++;
      const place = `${name}:${record.line}`;
      if (record.error !== undefined) {
        this.unread++;
        this.note(`a record that cannot be read: ${record.error.message}`, place);
      }
      for (const session of record.sessions) this.take(session, place);
      if (this.options.jsonl) await this.write(lineOf(record, this.options.compare));
    }
  }

  take(session, place) {
    this.sessions++;
    this.totals.add(session);
    for (const { path, message } of session.issues)
      this.note(message, `${place} ${path.join('.')}`);
    if (!this.options.compare || this.options.jsonl) return;
    for (const differs of this.proof.add(compareMetrics(session))) {
      const { conversationId, sessionId } = session;
      if (this.differences.length < 1000)
        this.differences.push({ place, conversationId, sessionId, ...differs });
    }
  }

  note(message, place) {
    const known = this.findings.get(message);
    if (known === undefined) this.findings.set(message, { count: 1, places: [place] });
    else if (++known.count <= MOST_SHOWN) known.places.push(place);
  }

  async write(text) {
    if (!this.streams.stdout.write(text)) await once(this.streams.stdout, 'drain');
  }

  async finish() {
    const { json, csv, jsonl, compare, quiet } = this.options;
    const { totals, proof, findings, differences } = this;
    if (json) {
      const { records, sessions, unread } = this;
      const found = [...findings].map(([message, of]) => ({ message, ...of }));
      const result = { records, sessions, unread, rows: totals.rows, all: totals.all };
      if (compare)
        result.comparison = { ...proof, reasons: Object.fromEntries(proof.reasons), differences };
      await this.write(`${JSON.stringify({ ...result, findings: found })}\n`);
    } else if (csv) await this.write(csvOf(totals.rows));
    else if (!jsonl) {
      await this.write(tableOf(totals, this));
      if (compare) await this.write(proofText(proof, differences, MOST_SHOWN));
    }
    if (!quiet && findings.size > 0) this.streams.stderr.write(findingsText(findings));
  }
}

/** One record as a line: what its sessions are, without what the platform wrote. */
function lineOf({ number, line, sessions, error }, compare) {
  const made = sessions.map(({ record, ...session }) =>
    compare ? { ...session, comparison: compareMetrics({ ...session, record }) } : session,
  );
  return `${JSON.stringify({ number, line, sessions: made, error: error?.message })}\n`;
}

/** The bytes of a stream, unpacked if they are packed by gzip, whatever the file is called. */
async function* unpacked(source) {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const rest = (async function* () {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  })();
  const [one, two] = first.value;
  if (one !== 0x1f || two !== 0x8b) {
    yield* rest;
    return;
  }
  const { Readable } = await import('node:stream');
  const packed = Readable.from(rest, { objectMode: false });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  packed.on('error', (error) => gunzip.destroy(error));
  yield* packed.pipe(gunzip);
}
