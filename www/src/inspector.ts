// What is in a pasted payload: its communications, their findings, and where in the text each of them is. No view.

import { type ConversationChat, type Durations, type Issue, Roster, type Span, durations, parseChat, timeline } from 'conversation-chat';
import { type Node, findNodeAtLocation, parseTree } from 'jsonc-parser';

export interface Inspected {
  label: string;
  issues: Issue[];
  /** Where it is in the payload. */
  path: (string | number)[];
  /** The chat, where the layout has one. */
  chat?: ConversationChat;
  durations(now: number): Durations | undefined;
  spans(now: number): Span[];
}

export type Inspection =
  | { kind: 'empty' }
  | { kind: 'not-json'; message: string; line: number; column: number }
  | { kind: 'read'; communications: Inspected[]; lastMoment: number | undefined };

const DAY_MS = 86_400_000;
const AFTER_LAST_MS = 60_000;
const TIMESTAMP = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]{0,16})"/g;

export function inspect(text: string): Inspection {
  if (text.trim() === '') return { kind: 'empty' };
  let parsed;
  try {
    parsed = parseChat(text);
  } catch (error) {
    const message = (error as Error).message;
    const [, line = '1', column = '1'] = / line (\d+) column (\d+)$/.exec(message) ?? [];
    return { kind: 'not-json', message, line: Number(line), column: Number(column) };
  }
  const { chat, issues } = parsed;
  const communications = isPayload(text) ? inPayload(text) : [one('chat', [], issues, chat)];
  return { kind: 'read', communications, lastMoment: lastMoment(text) };
}

/** The moment to time a payload at: now, or for an old one a minute after the last moment in it, and running on from there. */
export function momentFor(lastMoment: number | undefined, sinceMs: number) {
  const now = Date.now();
  if (lastMoment === undefined || Math.abs(now - lastMoment) < DAY_MS) return now;
  return lastMoment + AFTER_LAST_MS + sinceMs;
}

/** The place of a path in the text, or of the nearest thing around it that is there. */
export function placeOf(text: string, path: (string | number)[]): { offset: number; length: number } {
  const tree = parseTree(text);
  for (let length = path.length; tree && length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return { offset: node.offset, length: node.length };
  }
  return { offset: 0, length: 0 };
}

export function offsetOf(text: string, line: number, column: number) {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((offset, each) => offset + each.length + 1, 0) + column - 1;
}

function one(label: string, path: (string | number)[], issues: Issue[], chat: ConversationChat): Inspected {
  return { label, path, issues, chat, durations: (now) => durations(chat, now), spans: (now) => timeline(chat, now) };
}

function isPayload(text: string) {
  const tree = parseTree(text);
  return tree?.type === 'array' || ['eventBody', 'topicName', 'entities', 'participants'].some((key) => tree && findNodeAtLocation(tree, [key]));
}

/** The communications of a payload, as the roster finds them. */
function inPayload(text: string): Inspected[] {
  const roster = new Roster();
  try {
    const changes = roster.receive(text, lastMoment(text) ?? Date.now());
    const rows = new Map(roster.rows(0).map((row) => [row.communicationId, row]));
    const tree = parseTree(text);
    return changes.map(({ communicationId, issues }) => {
      const row = rows.get(communicationId);
      const label = [row?.mediaType, row?.purpose].filter(Boolean).join(' · ');
      const path = (tree && pathOfId(tree, communicationId)) ?? [];
      const flat = path.at(-2) === 'participants';
      const node = tree && findNodeAtLocation(tree, path);
      if (!flat && node) return one(label, path, issues, parseChat(text.slice(node.offset, node.offset + node.length)).chat);
      // In the flat layout the participant is the communication, and the roster alone can time it.
      const single = (now: number) => {
        const again = new Roster();
        again.receive(text, now);
        const found = again.rows(now).find((each) => each.communicationId === communicationId)?.durations;
        again.free();
        return found;
      };
      return { label, path, issues, durations: single, spans: () => [] };
    });
  } finally {
    roster.free();
  }
}

/** Where the object with this id is: a communication in a list of its medium, or else a participant. */
function pathOfId(node: Node, id: string, path: (string | number)[] = []): (string | number)[] | undefined {
  const parts = node.children ?? [];
  if (node.type === 'object') {
    const own = parts.some(({ children }) => children?.[0]?.value === 'id' && children[1]?.value === id);
    if (own && typeof path.at(-1) === 'number') return path;
    for (const { children } of parts) {
      const [key, value] = children ?? [];
      const found = value && pathOfId(value, id, [...path, String(key?.value)]);
      if (found) return found;
    }
  } else if (node.type === 'array') {
    for (const [index, each] of parts.entries()) {
      const found = pathOfId(each, id, [...path, index]);
      if (found) return found;
    }
  }
  return undefined;
}

function lastMoment(text: string) {
  const moments = [...text.matchAll(TIMESTAMP)].map(([, timestamp = '']) => Date.parse(timestamp)).filter((ms) => !Number.isNaN(ms));
  return moments.length === 0 ? undefined : moments.reduce((latest, ms) => Math.max(latest, ms));
}
