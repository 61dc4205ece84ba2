// What is in a payload: its communications, their findings and where in the text each of them is.
// Runs in a worker; large texts take a while.

import {
  type ConversationChat,
  type ExplainedInterval,
  type Issue,
  Roster,
  type RosterRow,
  type Stopwatches,
  parseChat,
  stopwatches,
} from 'conversation-chat';

import { type Wire, amount, at, list, record, text } from '../wire/json';
import { kindOf } from './kinds';
import { type Place, placesOf } from './places';

export interface Finding extends Issue {
  place: Place;
}

export interface Inspected {
  /** Tells it from the others: who, what for, over what, since when. */
  label: string;
  /** An agent's own: what is opened first. */
  isAgents: boolean;
  findings: Finding[];
  /** Its fields; absent where the layout has no communication of its own. */
  communication: Wire | undefined;
  /** From when to when it did what, and why; of a communication alone only the former. */
  intervals: readonly ExplainedInterval[] | undefined;
  /** Absent where nothing in it can be timed. */
  timers: Stopwatches | undefined;
  basis: 'segments' | 'timestamps';
}

export type Inspection =
  | { kind: 'empty' }
  | { kind: 'not-json'; message: string; place: Place }
  | {
      kind: 'read';
      /** What the payload was taken for. */
      taken: string;
      communications: Inspected[];
      lastMoment: number | undefined;
    };

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
  const { name: taken, holds } = kindOf(JSON.parse(content));
  const communications =
    holds === 'payload'
      ? inPayload(parsed.chat as Wire, content, lastMoment)
      : holds === 'communication'
        ? [alone(parsed.chat, parsed.issues, content, lastMoment ?? Date.now())]
        : [];
  return { kind: 'read', taken, communications: toldApart(communications), lastMoment };
}

/** Adds a number to labels that are equal. */
function toldApart(communications: Inspected[]) {
  const groups = Map.groupBy(communications, ({ label }) => label);
  return communications.map((each) => {
    const group = groups.get(each.label)!;
    const number = group.indexOf(each) + 1;
    return group.length > 1 ? { ...each, label: `${each.label} · ${number}` } : each;
  });
}

function notJson(content: string, error: unknown): Inspection {
  const { message, offset } = error as Error & { offset?: number };
  const from = Math.min(amount(offset) ?? 0, content.length);
  return { kind: 'not-json', message, place: { from, to: Math.min(from + 1, content.length) } };
}

function alone(chat: ConversationChat, issues: Issue[], content: string, now: number): Inspected {
  const timers = timersOf(chat);
  const basis = list(record(chat)['segments']).length > 0 ? 'segments' : 'timestamps';
  return {
    label: 'One communication',
    isAgents: true,
    findings: findingsOf(issues, [], content),
    communication: chat as Wire,
    intervals: explainedAlone(chat, now),
    timers,
    basis,
  };
}

function timersOf(chat: ConversationChat) {
  try {
    return stopwatches(chat);
  } catch (error) {
    // Findings are shown all the same.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What a roster makes of a communication that stands alone. */
function explainedAlone(chat: object, now: number) {
  const roster = new Roster();
  try {
    const [change] = roster.receive({ id: 'alone', ...chat }, now);
    return change && roster.explain(change.communicationId)?.intervals;
  } finally {
    roster.free();
  }
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
      const label = labelOf(payload, path, row);
      const isAgents = ['agent', 'user'].includes(row.purpose?.toLowerCase() ?? '');
      const { timers, basis } = row;
      const intervals = roster.explain(communicationId)?.intervals;
      return [
        { label, isAgents, findings: sorted(findings), communication, intervals, timers, basis },
      ];
    });
  } finally {
    roster.free();
  }
}

/** Who it is of, what for, over what, and when it began. */
function labelOf(payload: Wire, path: readonly (string | number)[], row: RosterRow) {
  const inside = path.lastIndexOf('participants');
  const participant = record(at(payload, path.slice(0, inside + 2)));
  const { connectedTime, startTime } = record(at(payload, path));
  const began = text(connectedTime) ?? text(startTime) ?? text(participant['startTime']);
  const time = began && !Number.isNaN(Date.parse(began)) ? began.slice(11, 19) : undefined;
  return [text(participant['name']) ?? row.customerName, row.purpose, row.mediaType, time]
    .filter(Boolean)
    .join(' · ');
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
