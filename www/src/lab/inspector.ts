// The inspector: a payload as text, and beside it what the package finds in it.

import { SignalWatcher } from '@lit-labs/preact-signals';
import { type Signal, signal } from '@preact/signals-core';
import '@lit-labs/virtualizer';
import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide';

import { icon } from '../views/icon';
import { lane } from '../views/lane';
import { explained, sentence, table } from '../views/time-tab';
import type { DeskEditor } from './editor';
import './editor';
import { checkExamples, type Example, realPayloads } from './examples';
import { type Finding, type Inspected, type Inspection, pathText, reportOf } from './inspection';
import { texts } from './texts';

/** How long typing may pause before the text is read, in milliseconds. */
const PAUSE_MS = 150;
/** How many findings of a communication are listed. */
const MOST_FINDINGS = 200;
const TIMED_AT = ['last', 'now', 'picked'] as const;
type TimedAt = (typeof TIMED_AT)[number];

class LabInspector extends SignalWatcher(LitElement) {
  private readonly inspection: Signal<Inspection> = signal({ kind: 'empty' });
  private readonly chosen: Signal<string | undefined> = signal(undefined);
  private readonly filter = signal('');
  private readonly timedAt: Signal<TimedAt> = signal('last');
  private readonly picked = signal(Date.now());
  private readonly now = signal(Date.now());
  private readonly reading = signal(false);
  private readonly copied = signal(false);
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  private lastId = 0;
  private busy = false;
  private waiting = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => (this.now.value = Date.now()), 1000);
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; inspection: Inspection }>) => {
      this.busy = false;
      if (data.id === this.lastId) this.show(data.inspection);
      if (this.waiting) this.read();
    };
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
    this.worker.terminate();
  }

  protected override firstUpdated() {
    this.editor.value = realPayloads[0]?.text ?? '';
  }

  private get editor() {
    return this.querySelector<DeskEditor>('desk-editor')!;
  }

  private show(inspection: Inspection) {
    this.reading.value = false;
    this.inspection.value = inspection;
    if (inspection.kind === 'read') this.chooseFirst(inspection.communications);
    const marks =
      inspection.kind === 'read'
        ? inspection.communications.flatMap(({ findings }) => findings)
        : inspection.kind === 'not-json'
          ? [{ place: inspection.place, severity: 'error' as const, message: inspection.message }]
          : [];
    this.editor.mark(marks);
  }

  /** The agent's own communication, unless the one that was chosen is still there. */
  private chooseFirst(communications: readonly Inspected[]) {
    if (communications.some(({ label }) => label === this.chosen.value)) return;
    const first = communications.find(({ isAgents }) => isAgents) ?? communications[0];
    this.chosen.value = first?.label;
    this.filter.value = '';
  }

  private changed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.read(), PAUSE_MS);
  }

  /** The text goes to the worker; while it is read, the newest text waits. */
  private read() {
    this.waiting = this.busy;
    if (this.busy) return;
    this.busy = true;
    this.reading.value = true;
    this.worker.postMessage({ id: ++this.lastId, content: this.editor.value });
  }

  protected override render() {
    const drop = async (event: DragEvent) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      this.editor.value = file
        ? await file.text()
        : (event.dataTransfer?.getData('text/plain') ?? '');
    };
    return html`
      <div class="inspector" @dragover=${(event: Event) => event.preventDefault()} @drop=${drop}>
        <section class="source" aria-label=${texts.payload}>
          <div class="tools">
            ${this.picker()}
            <label class="button file">${texts.open}<input type="file" class="visually-hidden" accept=".json,application/json,text/plain"
              @change=${(event: Event) => this.open(event)}></label>
            <button class="button" @click=${() => this.format()}>${texts.format}</button>
          </div>
          <desk-editor label=${texts.payload} @change=${() => this.changed()}></desk-editor>
        </section>
        <section class="results" aria-label=${texts.results} aria-busy=${this.reading.value}>${this.results()}</section>
      </div>
    `;
  }

  private picker() {
    const all = [...realPayloads, ...checkExamples];
    const groups = [...new Set(checkExamples.map(({ group }) => group))];
    const option = (example: Example) =>
      html`<option value=${all.indexOf(example)}>${example.name}</option>`;
    const pick = ({ target }: Event) => {
      const example = all[Number((target as HTMLSelectElement).value)];
      if (example) this.editor.value = example.text;
    };
    return html`
      <select class="input grow" aria-label=${texts.examples} @change=${pick}>
        <optgroup label=${texts.real}>${realPayloads.map(option)}</optgroup>
        ${groups.map((group) => html`<optgroup label=${group}>${checkExamples.filter((example) => example.group === group).map(option)}</optgroup>`)}
      </select>
    `;
  }

  private results(): TemplateResult | typeof nothing {
    const inspection = this.inspection.value;
    if (inspection.kind === 'empty') return html`<p class="soft">${texts.empty}</p>`;
    if (inspection.kind === 'not-json') {
      return html`<h2 class="verdict tone-bad">${icon(CircleAlert)}${texts.notJson}</h2><button class="finding error"
        @click=${() => this.editor.go(inspection.place)}>${inspection.message}</button>`;
    }
    const { communications, taken } = inspection;
    const what = html`<p data-taken>${texts.taken(taken)}</p>`;
    if (communications.length === 0)
      return html`<h2 class="verdict tone-warn">${icon(TriangleAlert)}${texts.none}</h2>${what}`;
    const chosen =
      communications.find(({ label }) => label === this.chosen.value) ?? communications[0]!;
    return html`
      ${this.verdict(communications)} ${what}
      ${communications.length > 1 ? this.list(communications) : nothing}
      ${this.detail(chosen, inspection.lastMoment)}
    `;
  }

  private verdict(communications: readonly Inspected[]) {
    const all = communications.flatMap(({ findings }) => findings);
    const errors = all.filter(({ severity }) => severity === 'error').length;
    const copy = async () => {
      await navigator.clipboard.writeText(reportOf(communications));
      this.copied.value = true;
      setTimeout(() => (this.copied.value = false), 2000);
    };
    return html`
      <div class="verdict-row">
        ${
          errors > 0
            ? html`<h2 class="verdict tone-bad">${icon(CircleAlert)}${texts.invalid}</h2>`
            : html`<h2 class="verdict tone-good">${icon(CircleCheck)}${texts.valid}</h2>`
        }
        <span class="soft grow" data-counts>${texts.counts(communications.length, errors, all.length - errors)}</span>
        <button class="button" @click=${copy}>${this.copied.value ? texts.copied : texts.copy}</button>
      </div>
    `;
  }

  private list(communications: readonly Inspected[]) {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = communications.filter(({ label }) =>
      words.every((word) => label.toLowerCase().includes(word)),
    );
    const item = ({ label, findings }: Inspected) => html`
      <button class="communication" aria-current=${label === this.chosen.value} @click=${() => (this.chosen.value = label)}>
        <span class="cut grow">${label}</span>${findings.length > 0 ? html`<span class="soft">${findings.length}</span>` : nothing}
      </button>
    `;
    return html`
      <input class="input" type="search" aria-label=${texts.filter} placeholder=${texts.filter} .value=${this.filter.value}
        @input=${(event: Event) => (this.filter.value = (event.target as HTMLInputElement).value)}>
      <lit-virtualizer class="communications" scroller role="list" aria-label=${texts.communications} .items=${found}
        .renderItem=${item}></lit-virtualizer>
    `;
  }

  private detail(
    { label, findings, communication, intervals: known, timers, basis }: Inspected,
    lastMoment: number | undefined,
  ) {
    const now = this.shownMoment(lastMoment);
    const intervals = explained(known ?? [], now, true);
    const summary = timers ? sentence({ timers }, now) : texts.untimed;
    return html`
      <article class="detail" aria-label=${label}>
        <h3>${texts.findings}</h3>
        ${
          findings.length === 0
            ? html`<p class="soft">${texts.noFindings}</p>`
            : html`<ul class="findings">${findings.slice(0, MOST_FINDINGS).map((finding) => html`<li>${this.finding(finding)}</li>`)}</ul>`
        }
        ${findings.length > MOST_FINDINGS ? html`<p class="soft">${texts.more(findings.length - MOST_FINDINGS)}</p>` : nothing}
        <h3>${texts.time}</h3>
        ${this.timedAtPicker(now, lastMoment)}
        <p class="sentence" data-sentence>${summary}</p>
        <p class="small soft">${texts.basis[basis]}</p>
        ${timers && intervals.length > 0 ? html`${lane(intervals, summary, now)}${table(intervals, { timers }, now)}` : nothing}
        ${communication ? fields(communication) : nothing}
      </article>
    `;
  }

  /** The moment of "timed at". */
  private shownMoment(lastMoment: number | undefined) {
    if (this.timedAt.value === 'picked') return this.picked.value;
    return (this.timedAt.value === 'last' ? lastMoment : undefined) ?? this.now.value;
  }

  private finding(finding: Finding) {
    const { severity, code, path, message, place } = finding;
    return html`
      <button class="finding ${severity}" @click=${() => this.editor.go(place)}>
        <span class="severity">${icon(severity === 'error' ? CircleAlert : TriangleAlert)}${texts.severity[severity]}</span>
        <code>${code}</code><code class="path">${pathText(path)}</code><span class="message">${message}</span>
      </button>
    `;
  }

  private timedAtPicker(now: number, lastMoment: number | undefined) {
    const choose = (
      each: TimedAt,
    ) => html`<label class="switch"><input type="radio" name="timed-at" .checked=${this.timedAt.value === each}
      ?disabled=${each === 'last' && lastMoment === undefined} @change=${() => (this.timedAt.value = each)}>${texts.timedAt[each]}</label>`;
    return html`
      <fieldset class="timed-at">
        <legend class="visually-hidden">${texts.timedAt.label}</legend>
        ${TIMED_AT.map(choose)}
        ${this.timedAt.value === 'picked' ? this.momentField() : nothing}
        <span class="small soft"
          data-timed-at>${texts.timedAt.label}: <time datetime=${new Date(now).toISOString()}>${new Date(now).toLocaleString()}</time></span>
      </fieldset>
    `;
  }

  private momentField() {
    return html`<input class="input" type="datetime-local" step="1" aria-label=${texts.timedAt.picked} .value=${localText(this.picked.value)}
      @change=${(event: Event) => this.pickMoment((event.target as HTMLInputElement).value)}>`;
  }

  private pickMoment(value: string) {
    const ms = Date.parse(value);
    if (!Number.isNaN(ms)) this.picked.value = ms;
  }

  private format() {
    try {
      this.editor.value = JSON.stringify(JSON.parse(this.editor.value), null, 2);
    } catch {
      // What is not JSON stays as it is; the verdict says so.
    }
  }

  private async open(event: Event) {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) this.editor.value = await file.text();
    input.value = '';
  }
}
customElements.define('lab-inspector', LabInspector);

const fields = (communication: object) => html`
  <h3>${texts.fields}</h3>
  <dl class="facts fields">
    ${Object.entries(communication).map(([name, value]) => html`<div><dt>${name}</dt><dd>${short(value)}</dd></div>`)}
  </dl>
`;

function short(value: unknown) {
  if (Array.isArray(value)) return `[ ${value.length} ]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A moment as `datetime-local` writes it. */
const localText = (ms: number) =>
  new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
