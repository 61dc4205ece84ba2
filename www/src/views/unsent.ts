// Everything that was written and not sent, wherever its conversation is.

import { html } from 'lit';

import type { Desk } from '../desk';
import { messages } from '../messages';
import { wrapUpOf } from '../state/drafts';
import type { Kept } from '../state/kept';
import { record } from '../wire/json';

const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

export function unsentList(desk: Desk) {
  const all = [...desk.kept.entries.value]
    .flatMap(([key, kept]) => {
      const text = textOf(key, kept);
      return text ? [{ key, kept, text }] : [];
    })
    .sort((one, other) => other.kept.at - one.kept.at);
  if (all.length === 0) return html`<p class="soft">${messages.unsent.none}</p>`;
  return html`<ul class="unsent-list">${all.map(({ key, kept, text }) => one(desk, key, kept, text))}</ul>`;
}

function one(desk: Desk, key: string, { name, at }: Kept, text: string) {
  const [kind = '', subject = ''] = key.split('.');
  const card = [...desk.cards.all.value.values()].find(
    ({ id, conversation }) => id === subject || conversation.id === subject,
  );
  const open = (act: Event) => {
    desk.dialog.value = undefined;
    desk.open(card?.id, act);
  };
  return html`
    <li>
      <p class="small soft">${messages.unsent.kinds[kind] ?? kind} · <bdi dir="auto">${name || messages.unknownCustomer}</bdi> · <time>${timeFormat.format(at)}</time></p>
      <p class="lines" dir="auto">${text}</p>
      <div class="row">
        ${card ? html`<button class="button" @click=${open}>${messages.actions.open}</button>` : ''}
        <button class="button" @click=${() => navigator.clipboard.writeText(text)}>${messages.actions.copy}</button>
        <button class="button" @click=${() => desk.kept.delete(key)}>${messages.actions.discard}</button>
      </div>
    </li>
  `;
}

function textOf(key: string, { value }: Kept) {
  if (key.startsWith('message.')) return String(value);
  if (key.startsWith('outgoing.')) return String(record(value)['body']);
  if (!key.startsWith('wrapup.')) return undefined;
  const { notes, tags } = wrapUpOf(value);
  return [notes, tags.join(', ')].filter(Boolean).join('\n') || messages.unsent.codeOnly;
}
