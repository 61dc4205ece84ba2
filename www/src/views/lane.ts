// The spans of a communication as one stacked lane, with ticks at round moments.

import type { Interval } from 'conversation-chat';
import { html, nothing, svg } from 'lit';

const WIDTH = 288;
const HEIGHT = 24;
const LABELS = 20;
const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
  172_800, 604_800,
];
/** The least distance of labels, with seconds and without, in units of the lane. */
const LABEL_WIDTHS = { seconds: 88, minutes: 66 };

/**
 * Round moments within a stretch, as a wall clock shows them here; at most one for each width of a
 * label.
 */
export function ticks(start: number, end: number): { at: number; step: number }[] {
  const fits = (seconds: number) =>
    (end - start) / (seconds * 1000) <= Math.floor(WIDTH / labelWidth(seconds * 1000));
  const step = (STEPS_S.find(fits) ?? Math.ceil((end - start) / 4 / 86_400_000) * 86_400) * 1000;
  const offset = new Date(start).getTimezoneOffset() * 60_000;
  const first = Math.ceil((start - offset) / step) * step + offset;
  return Array.from({ length: Math.max(0, Math.floor((end - first) / step) + 1) }, (_, index) => ({
    at: first + index * step,
    step,
  }));
}

const labelWidth = (stepMs: number) =>
  stepMs < 60_000 ? LABEL_WIDTHS.seconds : LABEL_WIDTHS.minutes;

export function lane(spans: readonly Interval[], label: string) {
  const start = Math.min(...spans.map(({ startMs }) => startMs));
  const end = Math.max(...spans.map(({ endMs }) => endMs), start + 1000);
  const x = (ms: number) => ((ms - start) / (end - start)) * WIDTH;
  const days = new Date(start).toDateString() !== new Date(end).toDateString();
  return html`
    <svg class="lane" viewBox=${`0 0 ${WIDTH} ${HEIGHT + LABELS}`} role="img" aria-label=${label}>
      ${spans.map(
        ({ kind, startMs, endMs }) => svg`
        <rect class="kind-${kind}" x=${x(startMs).toFixed(2)} y="0" width=${Math.max(1.5, x(endMs) - x(startMs)).toFixed(2)} height=${HEIGHT}></rect>
      `,
      )}
      ${ticks(start, end).map(
        ({ at, step }) => svg`
        <line class="tick" x1=${x(at).toFixed(2)} x2=${x(at).toFixed(2)} y1=${HEIGHT} y2=${HEIGHT + 4}></line>
        ${fits(x(at), step) ? svg`<text x=${x(at).toFixed(2)} y=${HEIGHT + 17} text-anchor="middle">${tickLabel(at, step, days)}</text>` : nothing}
      `,
      )}
    </svg>
  `;
}

/** Whether the label of a tick is within the lane. */
const fits = (x: number, step: number) =>
  x > labelWidth(step) / 2 - 8 && x < WIDTH - labelWidth(step) / 2 + 8;

function tickLabel(at: number, step: number, days: boolean) {
  const moment = new Date(at);
  const midnight = moment.getHours() === 0 && moment.getMinutes() === 0;
  if (step >= 86_400_000 || (days && midnight))
    return moment.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  return moment.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(step < 60_000 && { second: '2-digit' }),
  });
}
