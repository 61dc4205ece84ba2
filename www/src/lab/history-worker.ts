// Reads exports of the analytics API in a worker, as streams: nothing leaves the page, and the page
// stays responsive.

import init, {
  type HistorySession,
  type MetricComparison,
  compareMetrics,
} from 'conversation-chat';
import { Proof, historyOf } from 'conversation-chat/history';

/** One session with its metrics. */
export interface ComparedSession {
  place: string;
  conversationId: string;
  sessionId: string;
  agent: string;
  medium: string;
  startedAt: number | undefined;
  metrics: MetricComparison[];
  isDifferent: boolean;
}

/** What was read so far. */
export interface Reading {
  bytes: number;
  size: number;
  records: number;
  sessions: number;
  compared: number;
  equal: number;
  withMetrics: number;
  different: number;
  reasons: [reason: string, count: number][];
  /** Sessions to show, those that differ first. */
  shown: ComparedSession[];
  /** What cannot be read, and the findings: each with how often and its first place. */
  findings: { message: string; count: number; place: string }[];
  isDone: boolean;
}

/** How many sessions are kept to be shown, of those that differ and of those that are equal. */
const MOST_SHOWN = 100;
/** How often the page hears of it, in milliseconds. */
const EVERY_MS = 250;

self.addEventListener('message', async ({ data }: MessageEvent<File[]>) => {
  await init();
  const work = new Work(data.reduce((size, file) => size + file.size, 0));
  for (const file of data) await work.read(file);
  work.post(true);
});

class Work {
  private bytes = 0;
  private records = 0;
  private sessions = 0;
  private readonly proof = new Proof();
  private readonly differing: ComparedSession[] = [];
  private readonly alike: ComparedSession[] = [];
  private readonly findings = new Map<string, { message: string; count: number; place: string }>();
  private posted = 0;

  constructor(private readonly size: number) {}

  async read(file: File) {
    try {
      for await (const { line, sessions, error } of historyOf(await this.open(file))) {
        this.records++;
        const place = `${file.name}:${line}`;
        if (error) this.note(error.message, place);
        for (const session of sessions) this.take(session, place);
        if (performance.now() - this.posted > EVERY_MS) this.post(false);
      }
    } catch (error) {
      this.note(error instanceof Error ? error.message : String(error), file.name);
    }
  }

  /** The bytes of a file, counted as they are read, unpacked if they are packed by gzip. */
  private async open(file: File): Promise<ReadableStream<Uint8Array>> {
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, to) => {
        this.bytes += chunk.length;
        to.enqueue(chunk);
      },
    });
    const [one, two] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const raw = file.stream().pipeThrough(counted);
    if (one !== 0x1f || two !== 0x8b) return raw;
    const unpack = new DecompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>;
    return raw.pipeThrough(unpack);
  }

  private take(session: HistorySession, place: string) {
    this.sessions++;
    for (const { message, path } of session.issues)
      this.note(message, `${place} ${path.join('.')}`);
    const metrics = compareMetrics(session);
    const isDifferent = this.proof.add(metrics).length > 0;
    const kept = isDifferent ? this.differing : this.alike;
    if (metrics.length === 0 || kept.length === MOST_SHOWN) return;
    const { conversationId = '', sessionId = '', participantId = '' } = session;
    const { userId: agent = participantId, mediaType: medium = '', startedAt } = session;
    kept.push({
      place,
      conversationId,
      sessionId,
      agent,
      medium,
      startedAt,
      metrics,
      isDifferent,
    });
  }

  private note(message: string, place: string) {
    const known = this.findings.get(message);
    if (known) known.count++;
    else if (this.findings.size < MOST_SHOWN)
      this.findings.set(message, { message, count: 1, place });
  }

  post(isDone: boolean) {
    const { compared, equal, sessions: withMetrics, different, reasons } = this.proof;
    const reading: Reading = {
      bytes: this.bytes,
      size: this.size,
      records: this.records,
      sessions: this.sessions,
      compared,
      equal,
      withMetrics,
      different,
      reasons: [...reasons].sort(([, one], [, other]) => other - one),
      shown: [...this.differing, ...this.alike].slice(0, MOST_SHOWN),
      findings: [...this.findings.values()],
      isDone,
    };
    self.postMessage(reading);
    this.posted = performance.now();
  }
}
