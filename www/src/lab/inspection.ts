// What is in a payload: its communications, their findings and where in the text each of them is.
// Runs in a worker; large texts take a while.

import { type Issue, Roster, type Stopwatches, parseChat, stopwatches } from 'conversation-chat';

import { type Wire, amount, at, list, record, text } from '../wire';
import { type Place, placesOf } from './places';

export interface Finding extends Issue {
  place: Place;
}

export interface Inspected {
  label: string;
  findings: Finding[];
  /**
   * What it was made of, for its time line; absent where the layout has no communication of its
   * own.
   */
  communication: Wire | undefined;
  timers: Stopwatches;
  basis: 'segments' | 'timestamps';
}

export type Inspection =
  | { kind: 'empty' }
  | { kind: 'not-json'; message: string; place: Place }
  | { kind: 'read'; communications: Inspected[]; lastMoment: number | undefined };

const SEVERITIES = ['error', 'warning'];

export function inspect(content: string): Inspection {
  if (content.trim() === '') return { kind: 'empty' };
  let parsed: ReturnType<typeof parseChat>;
  try {
    parsed = parseChat(content);
  } catch (error) {
    return notJson(content, error);
  }
  const lastMoment = lastMomentIn(content);
  const payload = record(parsed.chat);
  const inside = isPayload(payload) ? inPayload(payload, content, lastMoment) : [];
  const communications =
    inside.length > 0 || isPayload(payload) ? inside : [alone(parsed.chat, parsed.issues, content)];
  return { kind: 'read', communications, lastMoment };
}

function notJson(content: string, error: unknown): Inspection {
  const { message, offset } = error as Error & { offset?: number };
  const from = Math.min(amount(offset) ?? 0, content.length);
  return { kind: 'not-json', message, place: { from, to: Math.min(from + 1, content.length) } };
}

const isPayload = (payload: Wire) =>
  ['eventBody', 'topicName', 'entities', 'participants', 'data'].some((key) => key in payload) ||
  Array.isArray(payload);

function alone(chat: object, issues: Issue[], content: string): Inspected {
  const timers = stopwatches(chat);
  const basis = list(record(chat)['segments']).length > 0 ? 'segments' : 'timestamps';
  return {
    label: 'chat',
    findings: findingsOf(issues, [], content),
    communication: chat as Wire,
    timers,
    basis,
  };
}

function inPayload(payload: Wire, content: string, lastMoment: number | undefined): Inspected[] {
  const roster = new Roster();
  try {
    const changes = roster.receive(payload, lastMoment ?? Date.now());
    const paths = changes.flatMap(({ path, issues }) =>
      issues.map((issue) => [...path, ...issue.path]),
    );
    const places = placesOf(content, paths);
    let next = 0;
    return changes.flatMap(({ communicationId, path, issues }): Inspected[] => {
      const findings = issues.map((issue): Finding => ({ ...issue, place: places[next++]! }));
      const row = roster.get(communicationId);
      if (!row) return [];
      const communication = path.at(-2) === 'participants' ? undefined : record(at(payload, path));
      const label = [row.customerName, row.mediaType, row.purpose]
        .filter((part) => text(part))
        .join(' · ');
      return [
        { label, findings: sorted(findings), communication, timers: row.timers, basis: row.basis },
      ];
    });
  } finally {
    roster.free();
  }
}

function findingsOf(issues: Issue[], path: (string | number)[], content: string): Finding[] {
  const places = placesOf(
    content,
    issues.map((issue) => [...path, ...issue.path]),
  );
  return sorted(issues.map((issue, index) => ({ ...issue, place: places[index]! })));
}

/** Errors first; within a severity in the order of the text. */
const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
const sorted = (findings: Finding[]) =>
  findings.sort((one, other) => rank(one) - rank(other) || one.place.from - other.place.from);

const TIMESTAMP = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]{0,16})"/g;

function lastMomentIn(content: string) {
  let last: number | undefined;
  for (const [, timestamp = ''] of content.matchAll(TIMESTAMP)) {
    const ms = Date.parse(timestamp);
    if (!Number.isNaN(ms) && (last === undefined || ms > last)) last = ms;
  }
  return last;
}

/** A report to hand on: errors first, one line a finding. */
export const reportOf = (communications: readonly Inspected[]) =>
  communications
    .flatMap(({ label, findings }) => [
      label,
      ...(findings.length === 0 ? ['  no findings'] : findings.map(reportLine)),
    ])
    .join('\n');

const reportLine = ({ severity, code, path, message }: Finding) =>
  `  ${severity} ${code} ${pathText(path)}: ${message}`;

/** `participants[0].chats[1].state` */
export const pathText = (path: Issue['path']) => {
  const next = (before: string, step: string | number) =>
    typeof step === 'number' ? `${before}[${step}]` : before ? `${before}.${step}` : step;
  return path.reduce<string>(next, '') || '(root)';
};
