// A wrap-up that the platform did not accept in time: what was written, to be copied to where it is
// needed.

import { html, nothing } from 'lit';

import { legOf } from '../commands/commands';
import { messages } from '../messages';
import type { Card } from '../state/cards';
import type { Desk } from '../state/desk';
import { isEmpty } from '../state/drafts';

export function keptWrapUp(desk: Desk, card: Card) {
  const draft = desk.drafts.wrapUp(card.id);
  if (card.phase !== 'ended' || isEmpty(draft)) return nothing;
  const { code, notes, tags } = draft;
  const codes = code === '' ? [] : desk.directory.codes(legOf(card), card.row.queueId);
  const codeName =
    typeof codes === 'string' ? code : (codes.find(({ id }) => id === code)?.name ?? code);
  const parts = [
    { name: messages.wrapUp.code, value: codeName },
    { name: messages.wrapUp.notes, value: notes },
    { name: messages.wrapUp.tags, value: tags.join(', ') },
  ].filter(({ value }) => value.trim() !== '');
  const copy = () =>
    navigator.clipboard.writeText(parts.map(({ name, value }) => `${name}: ${value}`).join('\n'));
  return html`
    <section class="wrapup" aria-label=${messages.wrapUp.unsent}>
      <div class="wrapup-head"><h3 class="grow">${messages.wrapUp.unsent}</h3></div>
      <dl class="facts">
        ${parts.map(({ name, value }) => html`<div><dt>${name}</dt><dd class="lines" dir="auto">${value}</dd></div>`)}
      </dl>
      <div class="wrapup-foot">
        <span class="small soft grow">${messages.wrapUp.unsentHint}</span>
        <button class="button" @click=${() => copy().then(() => desk.toast(messages.wrapUp.copied))}>${messages.wrapUp.copy}</button>
      </div>
    </section>
  `;
}
