// The windows above the desk. One that acts on a conversation names it and closes with it.

import { type TemplateResult, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { X } from 'lucide';

import { type Action, actionsOn, generalActions } from '../actions';
import type { Desk, Dialog } from '../desk';
import { messages } from '../messages';
import { icon } from './icon';
import './palette';
import './transfer';
import { unsentList } from './unsent';
import { View } from './view';

class DeskDialogs extends View {
  protected override render() {
    const dialog = this.desk.dialog.value;
    return html`
      <dialog class="window" data-kind=${dialog?.kind ?? nothing} aria-labelledby="dialog-title"
        @cancel=${this.cancel} @close=${this.close}>
        ${dialog ? keyed(dialog, this.content(dialog)) : nothing}
      </dialog>
    `;
  }

  protected override updated() {
    const window = this.querySelector('dialog')!;
    const wanted = this.desk.dialog.value !== undefined;
    if (wanted && !window.open) window.showModal();
    if (!wanted && window.open) window.close();
  }

  // The event of the end of a dialog comes later than the end, when another may be open.
  private readonly close = (event: Event) => {
    if (!(event.currentTarget as HTMLDialogElement).open) this.desk.dialog.value = undefined;
  };

  private readonly cancel = (event: Event) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.desk.dialog.value = undefined;
  };

  private content(dialog: Dialog): TemplateResult {
    const { desk } = this;
    switch (dialog.kind) {
      case 'transfer':
        return windowOf(
          messages.transfer.title(dialog.name),
          html`<desk-transfer .desk=${desk} .cardId=${dialog.cardId}></desk-transfer>`,
        );
      case 'palette':
        return html`<h2 id="dialog-title" class="visually-hidden">${messages.palette.title}</h2>
          <desk-palette .desk=${desk} .cardId=${dialog.cardId}></desk-palette>`;
      case 'keys':
        return windowOf(messages.keys.title, keyList(desk));
      case 'unsent':
        return windowOf(messages.unsent.title, unsentList(desk));
      case 'sign-out':
        return windowOf(messages.signOut.title, signOut(desk));
    }
  }
}
customElements.define('desk-dialogs', DeskDialogs);

const closeDialog = (event: Event) =>
  (event.currentTarget as HTMLElement).closest('dialog')?.close();

const windowOf = (title: string, body: TemplateResult) => html`
  <div class="window-head"><h2 id="dialog-title" class="grow" dir="auto">${title}</h2><button type="button" class="button quiet icon-only"
    aria-label=${messages.actions.close} @click=${closeDialog}>${icon(X)}</button></div>
  <div class="window-body">${body}</div>
`;

function keyList(desk: Desk) {
  const { settings } = desk;
  const on = settings.shortcuts.value;
  const card = desk.selected.value;
  const known = [...(card ? actionsOn(desk, card) : []), ...generalActions(desk)];
  const row = (name: string, keys: string[]) => html`
    <dt>${name}</dt>
    <dd>${keys.map((each) => html`<kbd>${each}</kbd> `)}</dd>
  `;
  const keysOf = ({ chord, letter }: Action) => [
    ...(chord ? [`Alt ${chord.toUpperCase()}`] : []),
    ...(letter && on ? [letter] : []),
  ];
  return html`
    <dl class="keys">
      ${messages.keys.fixed.map(([keys, name]) => row(name, [keys]))}
      ${known.filter((action) => action.chord).map((action) => row(action.name, keysOf(action)))}
    </dl>
    <label class="switch"><input type="checkbox" .checked=${on} @change=${() => settings.set('shortcuts', !on)}>${messages.keys.on}</label>
    <p class="small soft">${messages.keys.note}</p>
  `;
}

/** What happens to what was not sent is decided where it is known how much there is. */
function signOut(desk: Desk) {
  const { settings } = desk;
  const count = desk.kept.entries.value.size;
  const keep = settings.keepTexts.value;
  const choice = html`
    <p>${messages.signOut.unsent(count)}</p>
    <label class="switch"><input type="checkbox" .checked=${keep} @change=${() => settings.set('keepTexts', !keep)}>${messages.signOut.keep}</label>
  `;
  return html`
    ${count > 0 ? choice : nothing}
    <p class="soft">${messages.signOut.note}</p>
    <div class="window-foot"><button class="button" @click=${closeDialog}>${messages.actions.cancel}</button><button class="button primary"
      @click=${() => desk.signOut()}>${messages.top.signOut}</button></div>
  `;
}
