// Everybody's conversations in one list: as many rows as a large floor has, of which only the
// visible ones are in the page.

import { SignalWatcher } from '@lit-labs/preact-signals';
import { type Signal, signal } from '@preact/signals-core';
import { Roster, type RosterRow, elapsed, formatClock, startRendering } from 'conversation-chat';
import '@lit-labs/virtualizer';
import { LitElement, html, nothing } from 'lit';

import { floor } from './floor';
import { texts } from './texts';

const COUNT = 10_000;

class LabSupervisor extends SignalWatcher(LitElement) {
  private readonly rows: Signal<readonly RosterRow[]> = signal([]);
  private readonly moment = signal(Date.now());
  private readonly query = signal('');
  private roster: Roster | undefined;
  private stop: (() => void) | undefined;

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.roster = new Roster({ purposes: ['agent'] });
    const now = Date.now();
    this.roster.sync(floor(COUNT, now), now);
    const render = (rows: readonly RosterRow[], at: number) => {
      this.rows.value = rows;
      this.moment.value = at;
    };
    this.stop = startRendering({
      roster: this.roster,
      now: () => Date.now(),
      render,
      stepMs: 1000,
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.roster?.free();
  }

  protected override render() {
    const query = this.query.value.trim().toLowerCase();
    const rows =
      query === ''
        ? this.rows.value
        : this.rows.value.filter(({ customerName }) => customerName?.toLowerCase().includes(query));
    const now = this.moment.value;
    const { customer, state, current, talk, handle } = texts.supervisor;
    return html`
      <div class="supervisor">
        <div class="tools">
          <p class="soft grow">${texts.supervisor.intro(rows.length)}</p>
          <input class="input" type="search" aria-label=${texts.supervisor.filter} placeholder=${texts.supervisor.filter}
            @input=${(event: Event) => (this.query.value = (event.target as HTMLInputElement).value)}>
        </div>
        <div class="table" role="table" aria-label=${texts.views.supervisor} aria-rowcount=${rows.length}>
          <div class="line head" role="row">
            ${[customer, state, current, talk, handle].map((each, index) => html`<span role="columnheader" class=${index > 1 ? 'number' : ''}>${each}</span>`)}
          </div>
          <lit-virtualizer class="lines" scroller role="rowgroup" tabindex="0" .items=${rows as RosterRow[]}
            .renderItem=${(row: RosterRow) => line(row, now)}></lit-virtualizer>
        </div>
      </div>
    `;
  }
}
customElements.define('lab-supervisor', LabSupervisor);

const line = ({ customerName, state = '', held, timers }: RosterRow, now: number) => html`
  <div class="line" role="row">
    <span role="cell" class="cut"><bdi dir="auto">${customerName}</bdi></span>
    <span role="cell" class=${held ? 'tone-warn' : 'tone-good'}>${held ? 'on hold' : state}</span>
    <span role="cell" class="number">${timers.currentHold ? formatClock(elapsed(timers.currentHold, now)) : nothing}</span>
    <span role="cell" class="number">${formatClock(elapsed(timers.talk, now))}</span>
    <span role="cell" class="number">${formatClock(elapsed(timers.handle, now))}</span>
  </div>
`;
