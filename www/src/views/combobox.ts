// A text field that finds one of a list: the keyboard and the ARIA states are those of
// @github/combobox-nav.

import Combobox from '@github/combobox-nav';
import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { messages } from '../messages';
import { popUp } from './popup';

export interface Option {
  value: string;
  label: string;
  /** What kind of thing it is, where kinds are mixed. */
  hint?: string;
}

const MOST = 100;

/**
 * Fires `choose` with the value of an option, or with an empty one when the text no longer is its
 * label.
 */
export class DeskCombobox extends LitElement {
  static override properties = {
    options: { attribute: false },
    value: { attribute: false },
    label: { attribute: false },
    placeholder: { attribute: false },
    remote: { attribute: false },
    query: { state: true },
    open: { state: true },
  };
  declare options: readonly Option[];
  declare value: string;
  declare label: string;
  declare placeholder: string;
  /** Where somebody else searches: what the list says at its end, and whether there is more. */
  declare remote: { note: string | undefined; more: boolean } | undefined;
  /** What is typed, `undefined` while the chosen option is shown. */
  declare query: string | undefined;
  declare open: boolean;
  private navigation: Combobox | undefined;
  private readonly listId = `options-${crypto.randomUUID()}`;

  constructor() {
    super();
    this.options = [];
    this.value = '';
    this.open = false;
  }

  protected override createRenderRoot() {
    return this;
  }

  private get found() {
    const words = (this.query ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return this.options
      .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
      .slice(0, MOST);
  }

  protected override render() {
    const chosen = this.options.find(({ value }) => value === this.value);
    const { found } = this;
    return html`
      <div class="combobox">
        <input
          class="input"
          type="text"
          autocomplete="off"
          spellcheck="false"
          aria-label=${this.label}
          placeholder=${this.placeholder}
          .value=${this.query ?? chosen?.label ?? ''}
          @focus=${() => (this.open = true)}
          @click=${() => (this.open = true)}
          @blur=${() => this.close()}
          @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.key(event)}
        >
        <ul class="options" id=${this.listId} role="listbox" aria-label=${this.label} popover=${this.remote ? nothing : 'manual'}
          @mousedown=${(event: Event) => event.preventDefault()}
          @combobox-commit=${(event: Event) => this.choose((event.target as HTMLElement).dataset['value'] ?? '')}>
          ${repeat(
            found,
            ({ value }) => value,
            (option) => this.option(option),
          )}
          ${this.end(found.length)}
        </ul>
      </div>
    `;
  }

  private end(count: number) {
    const { note = count === 0 ? messages.wrapUp.none : undefined, more = false } =
      this.remote ?? {};
    return html`
      ${note === undefined ? nothing : html`<li class="none" role="option" aria-disabled="true">${note}</li>`}
      ${more ? html`<li class="option more" role="option" id=${`${this.listId}-more`} data-more @combobox-commit=${(event: Event) => this.more(event)}>${messages.transfer.more}</li>` : nothing}
    `;
  }

  private more(event: Event) {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('more', { bubbles: true }));
  }

  private option({ value, label, hint }: Option) {
    const kind = hint ? html` <span class="body">${hint}</span>` : nothing;
    return html`<li class="option" role="option" id=${`${this.listId}-${value}`} data-value=${value}><bdi dir="auto">${label}</bdi>${kind}</li>`;
  }

  protected override firstUpdated() {
    const input = this.querySelector('input')!;
    const list = this.querySelector<HTMLElement>('[role=listbox]')!;
    this.navigation = new Combobox(input, list, {
      firstOptionSelectionMode: 'none',
      tabInsertsSuggestions: false,
    });
    input.setAttribute('aria-expanded', 'false');
    this.close();
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has('open')) {
      if (this.open) this.navigation?.start();
      else this.navigation?.stop();
    }
    const list = this.querySelector<HTMLElement>('[role=listbox]')!;
    if (!this.remote) popUp(list, this.querySelector('input')!, this.open);
    if (changed.has('query')) this.navigation?.clearSelection();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.navigation?.stop();
    this.open = false;
  }

  override focus() {
    this.querySelector('input')?.focus();
  }

  private type(query: string) {
    this.query = query;
    this.open = true;
    this.dispatchEvent(new CustomEvent('search', { detail: query, bubbles: true }));
    if (this.value !== '') this.tell('');
  }

  private key(event: KeyboardEvent) {
    if (event.key === 'Escape' && this.open && !this.remote) {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    } else if (event.key === 'ArrowDown' && !this.open) this.open = true;
    else if (event.key === 'Enter') {
      // One option that is left is meant.
      const { found } = this;
      const marked = this.querySelector('[aria-selected="true"]');
      if (!marked && this.query && found.length === 1 && !this.remote?.note)
        this.choose(found[0]!.value);
      event.preventDefault();
    }
  }

  private choose(value: string) {
    this.close();
    this.tell(value);
  }

  private close() {
    // A list that somebody else fills has a place of its own: nothing moves when it loses the focus.
    this.open = this.remote !== undefined;
    // Text that is no label of an option chooses nothing and is not left standing.
    this.query = undefined;
  }

  private tell(value: string) {
    this.dispatchEvent(new CustomEvent('choose', { detail: value, bubbles: true }));
  }
}
customElements.define('desk-combobox', DeskCombobox);

export interface ComboboxOptions {
  options: readonly Option[];
  value: string;
  label: string;
  placeholder: string;
  choose: (value: string) => void;
  remote?: DeskCombobox['remote'];
  search?: (query: string) => void;
  more?: () => void;
}

export const combobox = ({ options, value, label, placeholder, ...rest }: ComboboxOptions) =>
  html`<desk-combobox .options=${options} .value=${value} .label=${label} .placeholder=${placeholder} .remote=${rest.remote}
    @choose=${(event: CustomEvent<string>) => rest.choose(event.detail)} @search=${(event: CustomEvent<string>) => rest.search?.(event.detail)} @more=${() => rest.more?.()}></desk-combobox>`;
