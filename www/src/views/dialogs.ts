// The windows of the desk: transfer, and the list of keys.

import { type Signal, signal } from '@preact/signals-core';
import { html, nothing } from 'lit';
import { X } from 'lucide';

import { messages } from '../messages';
import type { Loaded } from '../state/directory';
import { combobox } from './combobox';
import { icon } from './icon';
import { View } from './view';

class DeskTransfer extends View {
  private readonly chosen: Signal<string> = signal('');
  private readonly missing = signal(false);

  protected override render() {
    const card = this.desk.selected.value;
    const opened = this.opened.value;
    const { directory, me } = this.desk;
    const queues = opened ? known(directory.queues()) : [];
    const agents = opened ? known(directory.agents()).filter(({ id }) => id !== me.id) : [];
    const options = [
      ...queues.map(({ id, name }) => ({
        value: `queue:${id}`,
        label: name,
        hint: messages.transfer.queues,
      })),
      ...agents.map(({ id, name }) => ({
        value: `agent:${id}`,
        label: name,
        hint: messages.transfer.agents,
      })),
    ];
    const { to, placeholder } = messages.transfer;
    const submit = (event: Event) => {
      event.preventDefault();
      const option = options.find(({ value }) => value === this.chosen.value);
      this.missing.value = !option;
      if (!option || !card) return;
      const [kind = '', ...id] = option.value.split(':');
      void this.desk.transfer(card, {
        kind: kind === 'queue' ? 'queue' : 'agent',
        id: id.join(':'),
        name: option.label,
      });
      this.querySelector('dialog')?.close();
    };
    return html`
      <dialog id="transfer" class="window" aria-labelledby="transfer-title" @toggle=${(event: ToggleEvent) => this.toggled(event)}
        @close=${() => (this.opened.value = false)}>
        <form @submit=${submit}>
          <div class="window-head"><h2 id="transfer-title" class="grow">${messages.transfer.title}</h2>${closeButton()}</div>
          <div class="window-body">
            <div class="field">
              <span class="label" aria-hidden="true">${to}</span>
              ${combobox(options, this.chosen.value, to, placeholder, (value) => (this.chosen.value = value))}
            </div>
            ${this.missing.value ? html`<p class="small problem" role="alert">${messages.transfer.choose}</p>` : nothing}
            <div class="window-foot"><button type="button" class="button" @click=${closeDialog}>${messages.actions.cancel}</button><button
              class="button primary">${messages.actions.transfer}</button></div>
          </div>
        </form>
      </dialog>
    `;
  }

  private readonly opened = signal(false);

  private toggled({ newState }: ToggleEvent) {
    if (newState !== 'open') return;
    this.opened.value = true;
    this.chosen.value = '';
    this.missing.value = false;
    this.querySelector<HTMLInputElement>('input')?.focus();
  }
}
customElements.define('desk-transfer', DeskTransfer);

class DeskKeys extends View {
  protected override render() {
    const { settings } = this.desk;
    const on = settings.shortcuts.value;
    return html`
      <dialog id="keys" class="window" aria-labelledby="keys-title">
        <div class="window-head"><h2 id="keys-title" class="grow">${messages.keys.title}</h2>${closeButton()}</div>
        <div class="window-body">
          <label class="switch"><input type="checkbox" .checked=${on} @change=${() => settings.set('shortcuts', !on)}>${messages.keys.on}</label>
          <p class="small soft">${messages.keys.note}</p>
          <dl class="keys">
            ${[messages.keys.arrows, ...messages.keys.list].map(
              ([key, what]) => html`
              <dt>${what}</dt>
              <dd>${key.split(' ').map((each) => html`<kbd>${each}</kbd> `)}</dd>
            `,
            )}
          </dl>
        </div>
      </dialog>
    `;
  }
}
customElements.define('desk-keys', DeskKeys);

const closeDialog = (event: Event) =>
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
const closeButton = () =>
  html`<button type="button" class="button quiet icon-only" aria-label=${messages.actions.close} @click=${closeDialog}>${icon(X)}</button>`;

/** What is known of a list so far. */
const known = (loaded: Loaded) => (typeof loaded === 'string' ? [] : loaded);
