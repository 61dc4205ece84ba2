// The time line as a picture, one lane a kind, and as a table.

import type { Span, SpanKind } from 'conversation-chat';
import { html, nothing, svg } from 'lit';

import { messages } from '../messages';
import { duration, moment, wallClock } from './time';

const KINDS: SpanKind[] = ['alert', 'contacting', 'dialing', 'talk', 'hold', 'afterCallWork'];
const WIDTH = 1000;
const LANE = 30;
const AXIS = 22;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map((seconds) => seconds * 1000);

export function timelineView(spans: Span[]) {
  if (spans.length === 0) return nothing;
  const start = Math.min(...spans.map(({ startMs }) => startMs));
  const end = Math.max(...spans.map(({ endMs }) => endMs), start + 1000);
  const kinds = KINDS.filter((kind) => spans.some((span) => span.kind === kind));
  const x = (ms: number) => ((ms - start) / (end - start)) * WIDTH;
  const height = kinds.length * LANE + AXIS;
  return html`
    <div class="timeline">
      <div class="timeline-lanes" aria-hidden="true">${kinds.map((kind) => html`<span>${messages.kinds[kind]}</span>`)}</div>
      <svg viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none" height=${height} role="img" aria-label=${messages.timelineSummary(spans.length)}>
        ${ticks(start, end).map((at) => svg`<line class="tick" x1=${x(at)} x2=${x(at)} y1="0" y2=${height - AXIS} />`)}
        ${spans.map((span) => bar(span, kinds.indexOf(span.kind), x))}
      </svg>
      <div class="timeline-axis" aria-hidden="true">
        <span>${wallClock(start)}</span><span>${wallClock((start + end) / 2)}</span><span>${wallClock(end)}</span>
      </div>
    </div>
    <details class="timeline-table">
      <summary>${messages.timelineTable}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${messages.timeline}>
        <table>
          <thead>
            <tr>
              <th scope="col">${messages.kind}</th>
              <th scope="col">${messages.begin}</th>
              <th scope="col">${messages.finish}</th>
              <th scope="col" class="number">${messages.length}</th>
            </tr>
          </thead>
          <tbody>
            ${spans.map(
              (span) => html`
                <tr>
                  <th scope="row">${messages.kinds[span.kind]}</th>
                  <td>${moment(span.startMs)}</td>
                  <td>${span.running ? messages.running : moment(span.endMs)}</td>
                  <td class="number">${duration(span.endMs - span.startMs)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

function bar({ kind, startMs, endMs, running }: Span, lane: number, x: (ms: number) => number) {
  const left = x(startMs);
  const width = Math.max(x(endMs) - left, 2);
  const top = lane * LANE + 5;
  return svg`
    <rect class="span kind-${kind} ${running ? 'running' : ''}" x=${left} y=${top} width=${width} height=${LANE - 10} rx="3" />
    ${running ? svg`<rect class="now" x=${left + width - 3} y=${top - 3} width="3" height=${LANE - 4} />` : nothing}
  `;
}

/** Moments for the grid: at most eight, at round distances. */
function ticks(start: number, end: number) {
  const step = STEPS_MS.find((each) => (end - start) / each <= 8) ?? 86_400_000;
  const first = Math.ceil(start / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((end - first) / step) + 1) }, (_, index) => first + index * step);
}
