// What the command shows: a table, CSV, the proof, and what was found.

import { formatClock } from 'conversation-chat';

const COLUMNS = [
  ['agent', ({ agent }) => agent],
  ['queue', ({ queue }) => queue],
  ['medium', ({ medium }) => medium],
  ['conversations', ({ conversations }) => String(conversations)],
  ['sessions', ({ sessions }) => String(sessions)],
  ['talk', ({ talk }) => formatClock(talk)],
  ['hold', ({ hold }) => formatClock(hold)],
  ['holds', ({ holds }) => String(holds)],
  ['ACW', ({ afterCallWork }) => formatClock(afterCallWork)],
  ['handle', ({ handle }) => formatClock(handle)],
  ['avg talk', ({ averageTalk }) => formatClock(averageTalk)],
  ['avg ACW', ({ averageAfterCallWork }) => formatClock(averageAfterCallWork)],
  ['AHT', ({ averageHandle }) => formatClock(averageHandle)],
  ['longest hold', ({ longestHold }) => formatClock(longestHold)],
];

/** A count with its noun. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How many columns are texts, which stand at the left. */
const TEXTS = 3;

export function tableOf({ rows, all }, { records, sessions }) {
  const counts = `${counted(sessions, 'session')} in ${counted(records, 'record')}\n`;
  if (rows.length === 0) return `no session of an agent was handled: ${counts}`;
  const cells = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, cell]) => printable(cell(row)))),
    COLUMNS.map(([, cell]) => cell({ ...all, agent: 'all', queue: '', medium: '' })),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column < TEXTS ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n${counts}`;
}

/** A text of a record without what would steer a terminal. */
const printable = (text) =>
  [...text]
    .map((letter) => (letter < ' ' || (letter >= '\x7f' && letter < '\xa0') ? '?' : letter))
    .join('');

export function csvOf(rows) {
  const names = [
    'agent',
    'queue',
    'medium',
    'conversations',
    'sessions',
    'talk',
    'hold',
    'holds',
    'afterCallWork',
  ];
  names.push('contacting', 'dialing', 'handle', 'averageTalk', 'averageAfterCallWork');
  names.push('averageHandle', 'longestHold');
  const lines = rows.map((row) => names.map((name) => field(row[name])).join(','));
  return `${[names.join(','), ...lines].map((line) => `${line}\r\n`).join('')}`;
}

/** A field as RFC 4180 writes it; a text that a spreadsheet would take for a formula is quoted so. */
function field(value) {
  let text = String(value);
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function proofText(proof, differences, most) {
  const { compared, equal, sessions, different } = proof;
  if (sessions === 0) return '\nno session has metrics of the platform to compare with\n';
  const share = ((100 * equal) / compared).toFixed(2);
  let text = `\n${equal} of ${compared} metrics of ${counted(sessions, 'session')} are equal to the millisecond (${share} %)\n`;
  if (different === 0) return text;
  text += `${counted(different, 'session')} ${different === 1 ? 'differs' : 'differ'}:\n`;
  for (const [reason, count] of [...proof.reasons].sort((a, b) => b[1] - a[1]))
    text += `  ${count} x ${reason}\n`;
  text += 'the first differences:\n';
  for (const { place, metric, ours, platform, differenceMs, sessionId, why } of differences.slice(
    0,
    most,
  )) {
    const sign = differenceMs > 0 ? '+' : '';
    text += `  ${place} session ${printable(sessionId ?? '?')}: ${metric} ours ${ours}, platform ${platform} (${sign}${differenceMs} ms)`;
    text += `: ${why ?? 'no reason is known'}\n`;
  }
  return text;
}

export function findingsText(findings) {
  let text = '';
  for (const [message, { count, places }] of findings)
    text += `${count} x ${printable(message)}: ${places.map(printable).join(', ')}${count > places.length ? ', ...' : ''}\n`;
  return text;
}
