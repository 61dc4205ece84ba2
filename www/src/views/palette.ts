// The command palette: everything that can be done now, found by words. Actions on a conversation
// are those of the one that was open when it opened, under its name.

import { type Signal, signal } from '@preact/signals-core';
import { html } from 'lit';

import { type Action, allActions } from '../actions';
import { messages } from '../messages';
import { View } from './view';

class DeskPalette extends View {
  static override properties = { ...View.properties, cardId: { attribute: false } };
  declare cardId: string | undefined;
  private readonly query = signal('');
  /** The name of the one that Enter runs: what appears or goes meanwhile changes nothing. */
  private readonly marked: Signal<string | undefined> = signal(undefined);

  /** Commands, then the conversations to go to. */
  private get found(): Pick<Action, 'name' | 'run' | 'chord'>[] {
    const { desk } = this;
    const target = desk.cards.get(this.cardId);
    const commands = allActions(desk, target).map(({ name, card, run, chord }) => ({
      name: card ? messages.palette.of(name, card.name) : name,
      run,
      ...(chord && { chord }),
    }));
    const places = desk.cards.ordered.map(({ id, name }) => ({
      name: messages.palette.goTo(name),
      run: (act: Event) => desk.open(id, act),
    }));
    const words = this.query.value.toLowerCase().split(/\s+/).filter(Boolean);
    return [...commands, ...places].filter(({ name }) =>
      words.every((word) => name.toLowerCase().includes(word)),
    );
  }

  protected override render() {
    const { found } = this;
    const marked = found.findIndex(({ name }) => name === this.marked.value);
    return html`
      <input class="input" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label=${messages.palette.title}
        aria-activedescendant=${marked < 0 ? '' : `palette-${marked}`} placeholder=${messages.palette.placeholder} autocomplete="off" autofocus
        @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)} @keydown=${(event: KeyboardEvent) => this.key(event)}>
      <ul class="palette-list" id="palette-list" role="listbox" aria-label=${messages.palette.title} tabindex="-1">
        ${found.map(
          ({ name, chord, run }, index) => html`
          <li class="option row" role="option" id=${`palette-${index}`} aria-selected=${index === marked}
            @click=${(act: Event) => this.run(run, act)}><bdi class="grow" dir="auto">${name}</bdi>${chord ? html`<kbd>Alt ${chord.toUpperCase()}</kbd>` : ''}</li>
        `,
        )}
        ${found.length === 0 ? html`<li class="none" role="option" aria-disabled="true">${messages.wrapUp.none}</li>` : ''}
      </ul>
    `;
  }

  protected override firstUpdated() {
    this.type('');
  }

  protected override updated() {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private type(query: string) {
    this.query.value = query;
    this.marked.value = this.found[0]?.name;
  }

  private key(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { found } = this;
    const at = found.findIndex(({ name }) => name === this.marked.value);
    if (step !== undefined && found.length > 0)
      this.marked.value = found[(at + step + found.length) % found.length]!.name;
    else if (event.key === 'Enter') this.run(found[at]?.run, event);
    else return;
    event.preventDefault();
  }

  private run(chosen: Action['run'] | undefined, act: Event) {
    if (!chosen) return;
    this.desk.dialog.value = undefined;
    chosen(act);
  }
}
customElements.define('desk-palette', DeskPalette);
