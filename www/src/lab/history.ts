// Exports of the analytics API: every session of an agent, our figures beside the platform's own
// metrics, differences first.

import { SignalWatcher } from '@lit-labs/preact-signals';
import { type Signal, signal } from '@preact/signals-core';
import { LitElement, html, nothing } from 'lit';

import '../styles/history.css';
import type { ComparedSession, Reading } from './history-worker';
import { historyTexts as texts } from './history-texts';

class LabHistory extends SignalWatcher(LitElement) {
  private readonly reading: Signal<Reading | undefined> = signal(undefined);
  private readonly isOver = signal(false);
  private worker: Worker | undefined;

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.addEventListener('dragover', this.over);
    this.addEventListener('dragleave', this.leave);
    this.addEventListener('drop', this.drop);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener('dragover', this.over);
    this.removeEventListener('dragleave', this.leave);
    this.removeEventListener('drop', this.drop);
    this.worker?.terminate();
  }

  private readonly over = (event: DragEvent) => {
    event.preventDefault();
    this.isOver.value = true;
  };

  private readonly leave = () => (this.isOver.value = false);

  private readonly drop = (event: DragEvent) => {
    event.preventDefault();
    this.isOver.value = false;
    this.read([...(event.dataTransfer?.files ?? [])]);
  };

  private read(files: File[]) {
    if (files.length === 0) return;
    // What is being read is of no interest any more.
    this.worker?.terminate();
    this.reading.value = undefined;
    this.worker = new Worker(new URL('./history-worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<Reading>) => {
      this.reading.value = data;
      if (data.isDone) this.worker?.terminate();
    };
    this.worker.postMessage(files);
  }

  private readonly pick = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.read([...(input.files ?? [])]);
    input.value = '';
  };

  protected override render() {
    const reading = this.reading.value;
    return html`
      <div class="history" ?data-over=${this.isOver.value}>
        <div class="drop">
          <p>${texts.intro} <span class="soft">${texts.stays}</span></p>
          <label class="button file">${texts.open}
            <input class="visually-hidden" type="file" multiple aria-label=${texts.open} @change=${this.pick}>
          </label>
        </div>
        ${reading ? results(reading) : nothing}
      </div>
    `;
  }
}
customElements.define('lab-history', LabHistory);

const results = (reading: Reading) => html`
  <section class="proof" aria-label=${texts.proof}>
    ${
      reading.isDone
        ? nothing
        : html`<progress max=${Math.max(1, reading.size)} value=${reading.bytes} aria-label=${texts.reading}></progress>`
    }
    <h2 data-verdict class=${reading.isDone && reading.different === 0 && reading.compared > 0 ? 'tone-good' : ''}>${texts.verdict(reading)}</h2>
    <p class="soft" data-read>${texts.read(reading)}</p>
    ${
      reading.reasons.length > 0
        ? html`<h3>${texts.reasons}</h3>
          <ul class="reasons">${reading.reasons.map(([reason, count]) => html`<li><b>${count.toLocaleString()}</b> ${reason}</li>`)}</ul>`
        : nothing
    }
    ${
      reading.findings.length > 0
        ? html`<h3>${texts.findings}</h3>
          <ul class="reasons" data-findings>${reading.findings.map(
            ({ message, count, place }) =>
              html`<li><b>${count.toLocaleString()}</b> ${message} <span class="small soft">${texts.first(place)}</span></li>`,
          )}</ul>`
        : nothing
    }
  </section>
  ${reading.shown.map(session)}
`;

const session = ({
  place,
  agent,
  medium,
  sessionId,
  startedAt,
  metrics,
  isDifferent,
}: ComparedSession) => html`
  <article class="session" data-different=${isDifferent}>
    <h3>${agent} <span class="soft">${medium}, ${startedAt === undefined ? '' : new Date(startedAt).toLocaleString()}</span></h3>
    <p class="small soft">${texts.session(sessionId, place)}</p>
    <table>
      <thead>
        <tr><th scope="col">${texts.metric}</th><th scope="col" class="number">${texts.ours}</th><th scope="col" class="number">${texts.platform}</th><th scope="col" class="number">${texts.difference}</th></tr>
      </thead>
      <tbody>
        ${metrics.map(
          ({ metric, ours, platform, differenceMs, why }) => html`
          <tr class=${differenceMs === 0 ? '' : 'differs'}>
            <th scope="row">${metric}</th>
            <td class="number">${ours.toLocaleString()}</td>
            <td class="number">${platform.toLocaleString()}</td>
            <td class="number">${differenceMs === 0 ? texts.equal : signed(differenceMs)}</td>
          </tr>
          ${differenceMs === 0 ? nothing : html`<tr class="why"><td colspan="4">${why ?? texts.unknown}</td></tr>`}
        `,
        )}
      </tbody>
    </table>
  </article>
`;

const signed = (ms: number) => `${ms > 0 ? '+' : '−'}${Math.abs(ms).toLocaleString()}`;
