// The inspector: a payload as text, and beside it what the package finds in it.

import type { Issue } from 'conversation-chat';
import { html, nothing } from 'lit';

import { checkExamples, type Example, realPayloads } from '../examples';
import { type Inspected, type Inspection, inspect, momentFor, offsetOf, placeOf } from '../inspector';
import { messages } from '../messages';
import { durationsView } from './durations';
import { findingsView } from './findings';
import { timelineView } from './timeline';

export class Inspector {
  text = '';
  private inspection: Inspection = { kind: 'empty' };
  private changedAt = 0;
  /** The moment that is shown, and how long after the change of the text it was, in milliseconds. */
  private shown = { elapsed: 0, now: 0 };
  private dragging = false;

  constructor(private readonly changed: () => void) {
    this.set(realPayloads[0]?.text ?? '');
  }

  private set(text: string) {
    this.text = text;
    this.inspection = inspect(text);
    this.changedAt = performance.now();
    this.changed();
  }

  view() {
    const drag = (dragging: boolean) => (event: DragEvent) => {
      event.preventDefault();
      if (this.dragging === dragging) return;
      this.dragging = dragging;
      this.changed();
    };
    return html`
      <div class="inspector ${this.dragging ? 'dragging' : ''}" @dragover=${drag(true)} @dragleave=${drag(false)} @drop=${(event: DragEvent) => this.drop(event)}>
        <section class="panel input" aria-label=${messages.json}>
          <p class="intro">${messages.inspectorIntro}</p>
          <div class="tools">
            <label class="grow"><span class="visually-hidden">${messages.examples}</span>${this.picker()}</label>
            <label class="action file">${messages.openFile}<input type="file" accept=".json,application/json,text/plain" @change=${(event: Event) => this.open(event)}></label>
          </div>
          <textarea spellcheck="false" autocomplete="off" aria-label=${messages.json} .value=${this.text} @input=${(event: Event) => this.set((event.target as HTMLTextAreaElement).value)}></textarea>
          ${this.dragging ? html`<p class="drop">${messages.dropHere}</p>` : nothing}
        </section>
        <div class="results">${this.results()}</div>
      </div>
    `;
  }

  private picker() {
    const all = [...realPayloads, ...checkExamples];
    const groups = [...new Set(checkExamples.map(({ group }) => group))];
    const option = (example: Example) => html`<option value=${all.indexOf(example)}>${example.name}</option>`;
    return html`
      <select @change=${(event: Event) => this.pick(event, all)}>
        <option value="">${messages.pickExample}</option>
        <optgroup label=${messages.realPayloads}>${realPayloads.map(option)}</optgroup>
        ${groups.map((group) => html`<optgroup label=${group}>${checkExamples.filter((example) => example.group === group).map(option)}</optgroup>`)}
      </select>
    `;
  }

  private results() {
    const { inspection } = this;
    if (inspection.kind === 'empty') return nothing;
    if (inspection.kind === 'not-json') {
      const go = () => this.select(offsetOf(this.text, inspection.line, inspection.column), 1);
      return html`
        <section class="panel">
          ${verdict('error', messages.verdictNotJson)}
          <p><button class="path" @click=${go}>${inspection.message}</button></p>
        </section>
      `;
    }
    const elapsed = performance.now() - this.changedAt;
    const now = momentFor(inspection.lastMoment, elapsed);
    this.shown = { elapsed, now };
    if (inspection.communications.length === 0) return html`<section class="panel">${verdict('warning', messages.verdictEmpty)}</section>`;
    return inspection.communications.map((each) => this.communication(each, now));
  }

  private communication(inspected: Inspected, now: number) {
    const { issues, path, label, chat } = inspected;
    const errors = issues.filter(({ severity }) => severity === 'error').length;
    const durations = inspected.durations(now);
    const spans = inspected.spans(now);
    const go = (issue: Issue) => {
      const { offset, length } = placeOf(this.text, [...path, ...issue.path]);
      this.select(offset, length);
    };
    return html`
      <section class="panel communication" aria-label=${label}>
        ${verdict(errors > 0 ? 'error' : 'ok', errors > 0 ? messages.verdictInvalid : messages.verdictValid, label, issues.length > 0 ? messages.verdictCounts(errors, issues.length - errors) : '')}
        ${findingsView(issues, go)}
        ${durations ? html`<section class="part"><h3>${messages.timers}</h3>${durationsView(durations)}</section>` : nothing}
        ${spans.length > 0 ? html`<section class="part"><h3>${messages.timeline}</h3>${timelineView(spans)}</section>` : nothing}
        ${chat ? html`<section class="part"><h3>${messages.chat}</h3>${fields(chat as Record<string, unknown>)}</section>` : nothing}
      </section>
    `;
  }

  /** When something on the screen changes next, in milliseconds from now. */
  untilNextChange() {
    const { inspection } = this;
    if (inspection.kind !== 'read') return undefined;
    // Asked of the moment that is shown: a second that changes between drawing and asking would otherwise stand still.
    const { elapsed, now } = this.shown;
    const timers = inspection.communications.flatMap((each) => Object.values(each.durations(now) ?? {}).filter((part) => typeof part === 'object'));
    const waits = timers.filter(({ running }) => running).map(({ ms }) => 1000 - (ms % 1000));
    return waits.length > 0 ? Math.min(...waits) - (performance.now() - this.changedAt - elapsed) : undefined;
  }

  private pick(event: Event, all: Example[]) {
    const example = all[Number((event.target as HTMLSelectElement).value || NaN)];
    if (example) this.set(example.text);
  }

  private async open(event: Event) {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) this.set(await file.text());
    input.value = '';
  }

  private async drop(event: DragEvent) {
    event.preventDefault();
    this.dragging = false;
    const [file] = event.dataTransfer?.files ?? [];
    this.set(file ? await file.text() : (event.dataTransfer?.getData('text/plain') ?? ''));
  }

  /** Leads to a place in the text. */
  private select(offset: number, length: number) {
    const area = document.querySelector<HTMLTextAreaElement>('.inspector textarea');
    if (!area) return;
    area.focus();
    area.setSelectionRange(offset, offset + length);
    const line = this.text.slice(0, offset).split('\n').length;
    const lineHeight = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (line - 4) * lineHeight);
  }
}

const SHAPES = { ok: '✓', warning: '▲', error: '✕' };

const verdict = (kind: keyof typeof SHAPES, word: string, label = '', counts = '') => html`
  <h2 class="verdict ${kind}">
    <span class="shape" aria-hidden="true">${SHAPES[kind]}</span> ${word}
    ${label ? html`<span class="verdict-label">${label}</span>` : nothing} ${counts ? html`<span class="verdict-counts">${counts}</span>` : nothing}
  </h2>
`;

/** The chat, typed: one line a field. */
const fields = (chat: Record<string, unknown>) => html`
  <dl class="facts typed">
    ${Object.entries(chat).map(([name, value]) => html`<div><dt>${name}</dt><dd>${short(value)}</dd></div>`)}
  </dl>
`;

function short(value: unknown) {
  if (Array.isArray(value)) return `[ ${value.length} ]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
