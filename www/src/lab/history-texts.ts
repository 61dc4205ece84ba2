// Every text of the view of exports.

import type { Reading } from './history-worker';

const count = (n: number, one: string) => `${n.toLocaleString()} ${n === 1 ? one : `${one}s`}`;
const megabytes = (bytes: number) =>
  `${(bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: bytes < 1e6 ? 3 : 0 })} MB`;

export const historyTexts = {
  intro:
    'Drop exports of conversation details here: answers, jobs, lists or JSON Lines of any size, also packed by gzip.',
  stays: 'They are read in this page and go nowhere.',
  open: 'Open exports',
  reading: 'Reading',
  proof: 'Comparison with the metrics of the platform',
  verdict: ({ compared, equal, withMetrics, isDone }: Reading) =>
    compared === 0
      ? isDone
        ? 'No session has metrics of the platform to compare with.'
        : 'Reading ...'
      : `${equal.toLocaleString()} of ${count(compared, 'metric')} of ${count(withMetrics, 'session')} are equal to the millisecond.`,
  read: ({ bytes, size, records, sessions, different }: Reading) =>
    `${megabytes(bytes)} of ${megabytes(size)}: ${count(records, 'record')}, ${count(sessions, 'session')}, ${different.toLocaleString()} with a difference.`,
  reasons: 'Why metrics differ',
  findings: 'What is wrong in the records',
  first: (place: string) => `first in ${place}`,
  session: (id: string, place: string) => `Session ${id}, ${place}`,
  metric: 'Metric',
  ours: 'Ours, ms',
  platform: 'Platform, ms',
  difference: 'Difference, ms',
  equal: 'equal',
  unknown: 'No reason is known.',
};
