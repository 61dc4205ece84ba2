// The intervals of a communication as one lane: its two ends, round moments between them, the
// present where something runs, what is under the pointer, and a zoom.

import type { Interval } from 'conversation-chat';
import { formatClock } from 'conversation-chat';
import { LitElement, type TemplateResult, html, nothing, svg } from 'lit';
import { ZoomIn, ZoomOut } from 'lucide';

import { messages } from '../messages';
import { icon } from './icon';

const WIDTH = 288;
const HEIGHT = 24;
const LABELS = 20;
const MOST_ZOOM = 64;
const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
  172_800, 604_800,
];
const DAY_MS = 86_400_000;
/** The least distance of labels, with seconds and without, in units of the lane. */
const LABEL_WIDTHS = { seconds: 88, minutes: 66 };

/** Round moments of an interval in local time, at most one for each width of a label. */
export function ticks(start: number, end: number, width = WIDTH): { at: number; step: number }[] {
  const fits = (seconds: number) =>
    (end - start) / (seconds * 1000) <= Math.floor(width / labelWidth(seconds * 1000));
  const step = (STEPS_S.find(fits) ?? Math.ceil((end - start) / 4 / DAY_MS) * 86_400) * 1000;
  const offset = new Date(start).getTimezoneOffset() * 60_000;
  const first = Math.ceil((start - offset) / step) * step + offset;
  return Array.from({ length: Math.max(0, Math.floor((end - first) / step) + 1) }, (_, index) => ({
    at: first + index * step,
    step,
  }));
}

const labelWidth = (stepMs: number) =>
  stepMs < 60_000 ? LABEL_WIDTHS.seconds : LABEL_WIDTHS.minutes;

class DeskLane extends LitElement {
  static override properties = {
    intervals: { attribute: false },
    label: { attribute: false },
    now: { attribute: false },
    zoom: { state: true },
    pointed: { state: true },
  };
  declare intervals: readonly Interval[];
  declare label: string;
  /** The moment that is shown: marked where something still runs. */
  declare now: number;
  declare zoom: number;
  declare pointed: Interval | undefined;

  constructor() {
    super();
    this.zoom = 1;
  }

  protected override createRenderRoot() {
    return this;
  }

  private get ends() {
    const start = Math.min(...this.intervals.map(({ startMs }) => startMs));
    return { start, end: Math.max(...this.intervals.map(({ endMs }) => endMs), start + 1000) };
  }

  protected override render() {
    if (this.intervals.length === 0) return nothing;
    const { start, end } = this.ends;
    const width = WIDTH * this.zoom;
    const x = (ms: number) => ((ms - start) / (end - start)) * width;
    const days = new Date(start).toDateString() !== new Date(end).toDateString();
    const running = this.intervals.some((interval) => interval.running);
    const change = (factor: number) => () => this.changeZoom(factor);
    return html`
      <div class="lane-scroll" tabindex=${this.zoom > 1 ? 0 : nothing} role="group" aria-label=${messages.time.timeLine} @wheel=${(event: WheelEvent) => this.wheel(event)}>
        <svg class="lane" viewBox=${`0 0 ${width} ${HEIGHT + LABELS}`} .style=${`inline-size: ${this.zoom * 100}%`} role="img" aria-label=${this.label}
          @pointerleave=${() => (this.pointed = undefined)}>
          ${this.intervals.map(
            (interval) => svg`
            <rect class="kind-${interval.kind}" x=${Math.min(x(interval.startMs), width - 1.5).toFixed(2)} y="0" height=${HEIGHT}
              width=${Math.max(1.5, x(interval.endMs) - x(interval.startMs)).toFixed(2)} @pointerenter=${() => (this.pointed = interval)}></rect>
          `,
          )}
          ${running ? svg`<line class="now" x1=${x(this.now).toFixed(2)} x2=${x(this.now).toFixed(2)} y1="0" y2=${HEIGHT + 4}></line>` : nothing}
          ${ticks(start, end, width).map(({ at, step }) => tick(at, step, x(at), width, days))}
        </svg>
      </div>
      <div class="lane-foot small soft">
        <span class="grow" data-end="start">${moment(start, days)}</span>
        <span data-end=${running ? 'now' : 'end'}>${running ? `${messages.time.now} ` : nothing}${moment(end, days)}</span>
      </div>
      <div class="lane-foot small">
        <span class="grow lane-pointed">${this.pointed ? pointed(this.pointed) : nothing}</span>
        <button class="button quiet icon-only" aria-label=${messages.time.zoomOut} aria-disabled=${this.zoom === 1} @click=${change(0.5)}>${icon(ZoomOut)}</button>
        <button class="button quiet icon-only" aria-label=${messages.time.zoomIn} aria-disabled=${this.zoom === MOST_ZOOM} @click=${change(2)}>${icon(ZoomIn)}</button>
      </div>
    `;
  }

  private changeZoom(factor: number) {
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor));
  }

  private wheel(event: WheelEvent) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.changeZoom(event.deltaY < 0 ? 2 : 0.5);
  }
}
customElements.define('desk-lane', DeskLane);

export const lane = (intervals: readonly Interval[], label: string, now: number) =>
  html`<desk-lane .intervals=${intervals} .label=${label} .now=${now}></desk-lane>`;

function tick(at: number, step: number, x: number, width: number, days: boolean) {
  const half = labelWidth(step) / 2 - 8;
  const text = svg`<text x=${x.toFixed(2)} y=${HEIGHT + 17} text-anchor="middle">${tickLabel(at, step, days)}</text>`;
  return svg`
    <line class="tick" x1=${x.toFixed(2)} x2=${x.toFixed(2)} y1=${HEIGHT} y2=${HEIGHT + 4}></line>
    ${x > half && x < width - half ? text : nothing}
  `;
}

const moment = (ms: number, days: boolean): TemplateResult =>
  html`<time datetime=${new Date(ms).toISOString()}>${tickLabel(ms, days ? 60_000 : 1000, days)}</time>`;

const pointed = ({ kind, startMs, endMs }: Interval) =>
  html`${messages.time.kinds[kind] ?? kind} ${moment(startMs, false)}, ${formatClock(endMs - startMs)}`;

function tickLabel(at: number, step: number, days: boolean) {
  const shown = new Date(at);
  const midnight = shown.getHours() === 0 && shown.getMinutes() === 0;
  if (step >= DAY_MS || (days && midnight))
    return shown.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  return shown.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(step < 60_000 && { second: '2-digit' }),
  });
}
