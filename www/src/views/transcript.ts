// What was said, as a log that follows its end unless the agent reads further up.

import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChevronDown } from 'lucide';

import { messages } from '../messages';
import { type Card, isLive } from '../state/cards';
import { nameOf } from '../state/customer-name';
import type { Line } from '../state/conversations';
import { icon } from './icon';
import { View } from './view';

const dayFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const timeFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Lines of one author within this time form one block, in milliseconds. */
const BLOCK_MS = 180_000;
const DAY_MS = 86_400_000;
/** How near the end counts as the end, in pixels. */
const NEAR = 48;

class DeskTranscript extends View {
  static override properties = { ...View.properties, card: { attribute: false } };
  declare card: Card;
  private atEnd = true;
  /** The key of the last line of somebody else that was seen. */
  private seen: string | undefined;
  private shownId = '';

  protected override render() {
    const { conversation, row } = this.card;
    const lines = conversation.lines.value;
    if (this.shownId !== this.card.id) {
      this.shownId = this.card.id;
      this.atEnd = true;
    }
    const others = lines.filter(({ author }) => author !== 'me');
    if (this.atEnd) this.seen = others.at(-1)?.key;
    const fresh = others.length - 1 - others.findIndex(({ key }) => key === this.seen);
    const { queuedAt } = conversation.facts.value;
    return html`
      <div class="transcript" tabindex="0" role="log" aria-label=${messages.conversation.log} @scroll=${() => this.follow()}>
        <ol>
          ${queuedAt === undefined ? nothing : html`<li class="event">${messages.conversation.began} ${stamp(queuedAt)}</li>`}
          ${row.mediaType === 'chat' ? html`<li class="event">${messages.conversation.chatHistory}</li>` : nothing}
          ${repeat(
            lines,
            ({ key }) => key,
            (line, index) => this.line(line, lines[index - 1], lines[index + 1]),
          )}
          ${isLive(this.card) && conversation.isTyping.value ? typing(this.card) : nothing}
        </ol>
      </div>
      ${
        fresh > 0
          ? html`<button class="button new-lines" @click=${() => this.toEnd()}>${icon(ChevronDown)}${messages.conversation.newLines(fresh)}</button>`
          : nothing
      }
    `;
  }

  private line(line: Line, before: Line | undefined, after: Line | undefined): TemplateResult {
    const { author, at, outgoing } = line;
    const first = !sameBlock(before, line);
    const last = !sameBlock(line, after);
    const kind = author === 'me' ? 'mine' : author === 'customer' ? 'customer' : 'bot';
    return html`
      ${newDay(before, line) ? html`<li class="day"><time datetime=${iso(at)}>${dayFormat.format(at)}</time></li>` : nothing}
      <li class="message ${kind} ${first ? 'first' : ''} ${outgoing?.state ?? ''}">
        ${first ? html`<span class="visually-hidden">${this.author(line)}</span>` : nothing}
        ${first && (author === 'bot' || author === 'colleague') ? html`<span class="meta" aria-hidden="true" dir="auto">${this.author(line)}</span>` : nothing}
        <p class="body" dir="auto">${content(line)}</p>
        ${outgoing ? this.progress(line) : last ? html`<span class="meta">${stamp(at)}</span>` : nothing}
      </li>
    `;
  }

  private author({ author, name }: Line) {
    if (author === 'me') return messages.conversation.you;
    return author === 'customer' ? nameOf(this.card) : (name ?? messages.conversation.bot);
  }

  private progress({ outgoing }: Line) {
    if (!outgoing) return nothing;
    const { commands } = this.desk;
    if (outgoing.state === 'waiting')
      return html`<span class="meta">${messages.conversation.waiting}</span>`;
    if (outgoing.state === 'sending')
      return html`<span class="meta">${messages.conversation.sending}</span>`;
    return html`
      <span class="meta" role="alert">${messages.conversation.failed(outgoing.reason ?? '')}
        <button @click=${() => commands.deliver(this.card, outgoing)}>${messages.conversation.resend}</button>
        <button @click=${() => commands.discard(this.card, outgoing)}>${messages.conversation.discard}</button>
      </span>
    `;
  }

  private get scroller() {
    return this.querySelector<HTMLElement>('.transcript');
  }

  private follow() {
    const atEnd = this.gap < NEAR;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.requestUpdate();
  }

  private toEnd() {
    this.atEnd = true;
    if (this.scroller) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.requestUpdate();
    this.scroller?.focus();
  }

  /** Where the end was put last. */
  private endTop = 0;

  protected override willUpdate() {
    // The event of a scroll comes later than what is rendered meanwhile.
    if (this.scroller && this.shownId === this.card.id && this.scroller.scrollTop < this.endTop - 1)
      this.atEnd = this.gap < NEAR;
  }

  protected override updated() {
    const { scroller } = this;
    if (!scroller || !this.atEnd) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.endTop = scroller.scrollTop;
  }

  private get gap() {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = this.scroller ?? {};
    return scrollHeight - scrollTop - clientHeight;
  }
}
customElements.define('desk-transcript', DeskTranscript);

/** Not announced: it comes and goes. */
const typing = (card: Card) =>
  html`<li class="typing" aria-live="off"><bdi dir="auto">${nameOf(card)}</bdi> ${messages.conversation.isTyping}</li>`;

const iso = (ms: number) => new Date(ms).toISOString();
const stamp = (ms: number) => html`<time datetime=${iso(ms)}>${timeFormat.format(ms)}</time>`;
const dayOf = (ms: number) => new Date(ms).toDateString();
const newDay = (before: Line | undefined, { at }: Line) =>
  before ? dayOf(before.at) !== dayOf(at) : Date.now() - at > DAY_MS;
const sameBlock = (one: Line | undefined, other: Line | undefined) =>
  one !== undefined &&
  other !== undefined &&
  one.author === other.author &&
  other.at - one.at < BLOCK_MS &&
  !newDay(one, other);

function content({ text }: Line) {
  if (text === undefined) return messages.conversation.loadingText;
  return text === null ? messages.conversation.noText : withLinks(text);
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** Addresses of the web become links; all other text stays text. */
function withLinks(content: string) {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: address, index } of content.matchAll(LINK)) {
    if (!URL.canParse(address)) continue;
    parts.push(
      content.slice(end, index),
      html`<a href=${address} target="_blank" rel="noopener noreferrer">${address}</a>`,
    );
    end = index + address.length;
  }
  return [...parts, content.slice(end)];
}
