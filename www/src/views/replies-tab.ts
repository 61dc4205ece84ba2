// The canned responses, by library, and a field that finds them. Choosing one puts it into the
// message.

import type { Signal } from '@preact/signals-core';
import { type TemplateResult, html, nothing } from 'lit';

import type { Desk } from '../desk';
import { messages } from '../messages';
import { type Card, isLive } from '../state/cards';
import { findReplies, replyText } from '../state/replies';
import type { Reply } from '../wire/replies';

export function repliesTab(desk: Desk, card: Card, query: Signal<string>): TemplateResult {
  const { replies, lookups } = desk.directory;
  if (replies.state === 'failed') {
    return html`
      <p role="alert">${messages.replies.failed(replies.reason)}</p>
      <button class="button" @click=${() => lookups.again('replies')}>${messages.actions.again}</button>
    `;
  }
  if (replies.state !== 'ready')
    return html`<p class="soft" role="status">${messages.replies.loading}</p>`;
  if (replies.value.length === 0) return html`<p class="soft">${messages.replies.none}</p>`;
  const groups = Map.groupBy(findReplies(desk.directory, query.value), ({ library }) => library);
  return html`
    <p class="small soft">${messages.replies.hint}</p>
    <input class="input" type="search" aria-label=${messages.replies.search} placeholder=${messages.replies.search} .value=${query.value}
      @input=${(event: Event) => (query.value = (event.target as HTMLInputElement).value)}>
    ${groups.size === 0 ? html`<p class="soft">${messages.wrapUp.none}</p>` : nothing}
    ${[...groups].map(
      ([library, found]) => html`
      <section class="replies">
        <h3><bdi dir="auto">${library}</bdi></h3>
        ${found.map((reply) => one(desk, card, reply))}
      </section>
    `,
    )}
  `;
}

const one = (desk: Desk, card: Card, reply: Reply) => html`
  <button class="reply" @click=${(act: Event) => insert(desk, card, reply, act)}>
    <b dir="auto">${reply.name}</b>
    <span class="small soft" dir="auto">${replyText(reply, card, desk.me.name)}</span>
  </button>
`;

function insert(desk: Desk, card: Card, reply: Reply, act: Event) {
  if (!isLive(card)) return;
  const { drafts, drawer, me } = desk;
  const { id } = card.conversation;
  const before = drafts.message(id).trimEnd();
  const text = replyText(reply, card, me.name);
  drafts.setMessage(id, before === '' ? text : `${before}\n${text}`, card.name);
  drawer.value = false;
  desk.goTo('composer', act);
}
