// Every text of the lab.

const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString()} ${n === 1 ? one : many}`;

export const texts = {
  title: 'Lab',
  desk: 'Back to the desk',
  views: {
    inspector: 'Inspector',
    clocks: 'Clocks',
    scenarios: 'Scenarios',
    supervisor: 'All conversations',
    history: 'Exports',
  },
  payload: 'Payload',
  results: 'What is in it',
  examples: 'Examples',
  real: 'Payloads as the platform sends them',
  open: 'Open a file',
  format: 'Format',
  copy: 'Copy report',
  copied: 'Copied',
  empty: 'Paste, open or drop a payload: a chat, a conversation, a notification or a list.',
  notJson: 'Not JSON',
  none: 'No communication in it',
  taken: (what: string) => `Taken for: ${what}.`,
  filter: 'Filter communications',
  valid: 'Valid',
  invalid: 'Invalid',
  counts: (communications: number, errors: number, warnings: number) =>
    [
      count(communications, 'communication'),
      count(errors, 'error'),
      count(warnings, 'warning'),
    ].join(', '),
  communications: 'Communications',
  findings: 'Findings',
  noFindings: 'None.',
  more: (n: number) => `${count(n, 'more finding')} in the copied report.`,
  severity: { error: 'Error', warning: 'Warning' },
  time: 'Time',
  timedAt: { label: 'Timed at', last: 'Last moment in it', now: 'Now', picked: 'Picked moment' },
  basis: {
    segments: 'Counted from its segments.',
    timestamps: 'Counted from its timestamps: earlier holds may be missing.',
  },
  untimed: 'Nothing in it can be timed.',
  fields: 'Fields',
  clocks: {
    intro:
      'A hold began 74 seconds before this page opened, by the clock of the cloud. The PC clock is as wrong as you make it.',
    skew: 'Skew of the PC clock, in minutes',
    skewed: (minutes: number) =>
      `${minutes > 0 ? '+' : minutes < 0 ? '−' : ''}${Math.abs(minutes)} min`,
    desk: 'With the cloud clock',
    deskNote: (offset: string, uncertainty: number) =>
      `Offset ${offset}, known to ±${uncertainty} ms`,
    naive: 'From the PC clock alone',
    naiveNote: '`Date.now()` less the time stamp of the hold, as many desktops do',
  },
  scenarios: { intro: 'The simulated cloud can be played in several ways. Each opens the desk.' },
  supervisor: {
    intro: (n: number) =>
      `${n.toLocaleString()} conversations in one roster, drawn at most once a second.`,
    customer: 'Customer',
    agent: 'Agent',
    queue: 'Queue',
    state: 'State',
    current: 'Hold',
    talk: 'Talk',
    handle: 'Handled',
    filter: 'Filter by customer',
  },
};
