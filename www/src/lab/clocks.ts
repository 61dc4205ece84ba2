// What a wrong PC clock does to timers, and what the cloud clock does about it.

import { SignalWatcher } from '@lit-labs/preact-signals';
import { type Signal, signal } from '@preact/signals-core';
import { CloudClock, elapsed, formatClock, formatIsoDuration } from 'conversation-chat';
import { LitElement, html } from 'lit';

import { ask } from '../cloud/api';
import { simulatedCloud } from '../cloud/simulated';
import { record, text } from '../wire/json';
import { requests } from '../wire/requests';
import { texts } from './texts';

const HELD_MS = 74_000;
const MINUTE = 60_000;

class LabClocks extends SignalWatcher(LitElement) {
  private readonly skewMinutes = signal(0);
  private readonly tick = signal(0);
  private readonly clock: Signal<CloudClock> = signal(new CloudClock());
  private heldSince: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private cloud: ReturnType<typeof simulatedCloud> | undefined;

  protected override createRenderRoot() {
    return this;
  }

  /** The PC clock, as wrong as it was made. */
  private readonly pc = () => Date.now() + this.skewMinutes.value * MINUTE;

  override connectedCallback() {
    super.connectedCallback();
    this.cloud = simulatedCloud({ scenario: 'empty' });
    this.timer = setInterval(() => (this.tick.value += 1), 250);
    void this.compare();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    void this.cloud?.then(({ remote }) => remote.stop());
  }

  /** Asks the cloud for its time, as the feed of a desk does. */
  private async compare() {
    const { api } = (await this.cloud)!;
    const clock = new CloudClock();
    for (let sample = 0; sample < 3; sample++) {
      const sentAt = this.pc();
      const answer = record(await ask(api, requests.date()));
      const serverTime = text(answer['currentDate']);
      if (serverTime) clock.observe(sentAt, serverTime, this.pc());
    }
    this.heldSince ??= (clock.now(this.pc()) ?? Date.now()) - HELD_MS;
    this.clock.value = clock;
  }

  protected override render() {
    void this.tick.value;
    const minutes = this.skewMinutes.value;
    const clock = this.clock.value;
    const now = clock.now(this.pc());
    const since = this.heldSince;
    const held =
      now === undefined || since === undefined
        ? undefined
        : elapsed({ ms: 0, since, count: 1 }, now);
    const naive = since === undefined ? undefined : this.pc() - since;
    const skew = (event: Event) => {
      this.skewMinutes.value = Number((event.target as HTMLInputElement).value);
      void this.compare();
    };
    return html`
      <div class="page">
        <p>${texts.clocks.intro}</p>
        <label class="field"><span class="label">${texts.clocks.skew}</span>
          <span class="slider"><input type="range" min="-10" max="10" step="1" .value=${String(minutes)}
            @input=${skew}><output>${texts.clocks.skewed(minutes)}</output></span>
        </label>
        <div class="figures">
          <div class="figure" data-clock="cloud"><h2>${texts.clocks.desk}</h2>${figure(held)}<p
            class="small soft">${texts.clocks.deskNote(signed(clock.offset ?? 0), Math.ceil(clock.uncertainty ?? 0))}</p></div>
          <div class="figure" data-clock="naive"><h2>${texts.clocks.naive}</h2>${figure(naive)}<p class="small soft">${texts.clocks.naiveNote}</p></div>
        </div>
      </div>
    `;
  }
}
customElements.define('lab-clocks', LabClocks);

const figure = (ms: number | undefined) =>
  html`<time class="big" datetime=${formatIsoDuration(Math.max(0, ms ?? 0))}>${ms === undefined ? '–' : signed(ms)}</time>`;
const signed = (ms: number) => `${ms < 0 ? '−' : ''}${formatClock(Math.abs(ms))}`;
