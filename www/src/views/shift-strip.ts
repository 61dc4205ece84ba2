// The agent's own shift in one quiet line.

import { formatClock, formatIsoDuration } from 'conversation-chat';
import { html, nothing } from 'lit';

import type { Desk } from '../desk';
import { messages } from '../messages';

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const clock = (ms: number) =>
  html`<time datetime=${formatIsoDuration(ms)}>${formatClock(ms)}</time>`;

export function shiftStrip({ session, shift }: Desk) {
  const now = session.moment.value;
  if (now === undefined) return nothing;
  const { handled, average, hold, handle } = shift.figures(now);
  const { label, ...names } = messages.shift;
  const figure = (key: keyof typeof names, value: unknown) =>
    html`<div data-figure=${key}><dt>${names[key]}</dt><dd>${value}</dd></div>`;
  return html`
    <dl class="shift" aria-label=${label}>
      ${figure('handled', handled)}
      ${average.handle === undefined ? nothing : figure('average', clock(average.handle))}
      ${handle > 0 ? figure('hold', percent.format(hold / handle)) : nothing}
      ${figure('longest', clock(shift.longestWait(now)))}
    </dl>
  `;
}
