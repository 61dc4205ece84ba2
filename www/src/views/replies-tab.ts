// The canned responses, by library, and a field that finds them. Choosing one puts it into the
// message.

import type { Signal } from '@preact/signals-core';
import { type TemplateResult, html, nothing } from 'lit';

import { messages } from '../messages';
import type { Card } from '../state/cards';
import type { Desk } from '../state/desk';
import type { Reply } from '../wire';

export function repliesTab(desk: Desk, card: Card, query: Signal<string>): TemplateResult {
  const { all } = desk.replies;
  if (all === 'loading') return html`<p class="soft" role="status">${messages.replies.loading}</p>`;
  if ('failed' in all) {
    return html`
      <p role="alert">${messages.replies.failed(all.failed)}</p>
      <button class="button" @click=${() => desk.replies.load()}>${messages.replies.again}</button>
    `;
  }
  if (all.length === 0) return html`<p class="soft">${messages.replies.none}</p>`;
  const groups = Map.groupBy(desk.replies.find(query.value), ({ library }) => library);
  return html`
    <p class="small soft">${messages.replies.hint}</p>
    <input class="input" type="search" aria-label=${messages.replies.search} placeholder=${messages.replies.search} .value=${query.value}
      @input=${(event: Event) => (query.value = (event.target as HTMLInputElement).value)}>
    ${groups.size === 0 ? html`<p class="soft">${messages.wrapUp.none}</p>` : nothing}
    ${[...groups].map(
      ([library, replies]) => html`
      <section class="replies">
        <h3><bdi dir="auto">${library}</bdi></h3>
        ${replies.map((reply) => one(desk, card, reply))}
      </section>
    `,
    )}
  `;
}

const one = (desk: Desk, card: Card, reply: Reply) => html`
  <button class="reply" @click=${() => insert(desk, card, reply)}>
    <b dir="auto">${reply.name}</b>
    <span class="small soft" dir="auto">${desk.replies.textFor(reply, card)}</span>
  </button>
`;

function insert(desk: Desk, card: Card, reply: Reply) {
  const { drafts, commands, replies, drawer } = desk;
  const { id } = card.conversation;
  const before = drafts.message(id).trimEnd();
  const text = replies.textFor(reply, card);
  drafts.setMessage(id, before === '' ? text : `${before}\n${text}`);
  drawer.value = false;
  commands.focus.value = 'composer';
}
