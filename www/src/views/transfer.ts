// Whom to transfer a conversation to: queues and agents, searched at the platform.

import { type Signal, signal } from '@preact/signals-core';
import { type PropertyValues, html, nothing } from 'lit';

import { messages } from '../messages';
import { OFF_QUEUE } from '../state/agent';
import { type DeskCombobox, combobox } from './combobox';
import { View } from './view';

/** How long typing may pause before it is searched, in milliseconds. */
const PAUSE_MS = 200;

class DeskTransfer extends View {
  static override properties = { ...View.properties, cardId: { attribute: false } };
  declare cardId: string;
  private readonly words = signal('');
  private readonly chosen: Signal<{ value: string; label: string } | undefined> = signal(undefined);
  private readonly missing = signal(false);
  private page = 1;
  private pause: ReturnType<typeof setTimeout> | undefined;

  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    this.desk.directory.forgetSearches();
    this.search('');
    const field = this.querySelector<DeskCombobox>('desk-combobox')!;
    void field.updateComplete.then(() => field.focus());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  protected override render() {
    const { directory, me } = this.desk;
    const words = this.words.value;
    const queues = directory.queues(words);
    const agents = directory.agents(words);
    const options = [
      ...(queues.value?.found ?? []).map(({ id, name }) => ({
        value: `queue:${id}`,
        label: name,
        hint: messages.transfer.queue,
      })),
      ...(agents.value?.found ?? [])
        .filter(({ id }) => id !== me.id)
        .map(({ id, name, presence, routingStatus }) => ({
          value: `agent:${id}`,
          label: name,
          hint: [messages.transfer.agent, where(presence, routingStatus)]
            .filter(Boolean)
            .join(' · '),
        })),
    ];
    const failed = [queues, agents].find(({ state }) => state === 'failed');
    const loading = [queues, agents].some(({ state }) => state === 'loading');
    const reason = failed?.state === 'failed' ? failed.reason : undefined;
    const note = loading
      ? messages.transfer.searching
      : reason === undefined
        ? undefined
        : messages.transfer.failed(reason);
    const chosen = this.chosen.value;
    const list = chosen && !options.some(({ value }) => value === chosen.value);
    const choose = (value: string) => {
      this.chosen.value = options.find((option) => option.value === value);
    };
    const more = [queues, agents].some(({ value }) => value?.more);
    return html`
      <form @submit=${(event: Event) => this.submit(event)}>
        <div class="field">
          <span class="label" aria-hidden="true">${messages.transfer.to}</span>
          ${combobox({
            options: list ? [chosen, ...options] : options,
            value: chosen?.value ?? '',
            label: messages.transfer.to,
            placeholder: messages.transfer.placeholder,
            choose,
            remote: { note, more },
            search: (query) => this.type(query),
            more: () => this.search(words, this.page + 1),
          })}
        </div>
        ${
          reason === undefined
            ? nothing
            : html`<p class="small problem" role="alert">${messages.transfer.failed(reason)}
          <button type="button" class="button" @click=${() => directory.searchAgain(words)}>${messages.actions.again}</button></p>`
        }
        ${this.missing.value ? html`<p class="small problem" role="alert">${messages.transfer.choose}</p>` : nothing}
        <div class="window-foot"><button type="button" class="button" @click=${() => (this.desk.dialog.value = undefined)}>${messages.actions.cancel}</button><button
          class="button primary">${messages.actions.transfer}</button></div>
      </form>
    `;
  }

  private type(query: string) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.search(query.trim().toLowerCase()), PAUSE_MS);
  }

  private search(words: string, page = 1) {
    this.page = page;
    this.words.value = words;
    this.desk.directory.search(words, page);
  }

  private submit(event: Event) {
    event.preventDefault();
    const { value, label } = this.chosen.value ?? {};
    this.missing.value = !value;
    if (!value || !label) return;
    const [kind, ...id] = value.split(':');
    const target = { id: id.join(':'), name: label };
    void this.desk.transfer(this.cardId, {
      kind: kind === 'queue' ? 'queue' : 'agent',
      ...target,
    });
    this.desk.dialog.value = undefined;
  }
}
customElements.define('desk-transfer', DeskTransfer);

/** What an agent does: the routing status on queue, else the presence. */
const where = (presence: string | undefined, status: string | undefined) =>
  status === undefined || status === OFF_QUEUE
    ? presence
    : (messages.status.names[status] ?? presence);
