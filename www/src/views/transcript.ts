// What was said, as a log that follows its end unless the agent reads further up.

import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChevronDown } from 'lucide';

import { type Stopwatch, formatClock } from 'conversation-chat';

import { messages } from '../messages';
import { type Card, isLive } from '../state/cards';
import type { Line } from '../state/conversations';
import { hasTexts } from '../state/media';
import type { Outgoing } from '../state/outgoing';
import { attachments, words } from './content';
import { icon } from './icon';
import { mediumOf } from './medium';
import { View } from './view';

type Shown = Line & { outgoing?: Outgoing };

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
    const lines = this.desk.outbox.messages.shown(conversation);
    if (this.shownId !== this.card.id) {
      this.shownId = this.card.id;
      this.atEnd = true;
    }
    const others = lines.filter(({ author }) => author !== 'me');
    if (this.atEnd) this.seen = others.at(-1)?.key;
    const fresh = others.length - 1 - others.findIndex(({ key }) => key === this.seen);
    return html`
      <div class="transcript" tabindex="0" role="log" aria-label=${messages.conversation.log} @scroll=${() => this.follow()}>
        <ol>
          ${waited(row.timers.wait)}
          ${hasTexts(row.mediaType) ? nothing : html`<li class="event">${icon(mediumOf(row.mediaType).icon)} ${messages.conversation.noTexts(mediumOf(row.mediaType).name)}</li>`}
          ${repeat(
            lines,
            ({ key }) => key,
            (line, index) => this.line(line, lines[index - 1], lines[index + 1]),
          )}
          ${isLive(this.card) && conversation.isTyping.value ? typing(this.card) : nothing}
          ${this.ended()}
        </ol>
      </div>
      ${
        fresh > 0
          ? html`<button class="button new-lines" @click=${() => this.toEnd()}>${icon(ChevronDown)}${messages.conversation.newLines(fresh)}</button>`
          : nothing
      }
      ${this.problem()}
    `;
  }

  /** That the conversation could not be read, and when it is tried again. */
  private problem() {
    const { conversations, session } = this.desk;
    const { id } = this.card.conversation;
    const problem = conversations.problem(id);
    if (!problem) return nothing;
    void session.moment.value;
    const left = problem.retryAt === undefined ? undefined : problem.retryAt - performance.now();
    const seconds = left === undefined ? undefined : Math.max(1, Math.ceil(left / 1000));
    return html`<div class="action-note bad"><span class="grow">${messages.conversation.unread(problem.reason, seconds)}</span><button class="button"
      @click=${() => conversations.again(id)}>${messages.actions.again}</button></div>`;
  }

  /** The end of the conversation, as its last line. */
  private ended() {
    const { row, phase, name } = this.card;
    if (phase !== 'wrapping' && phase !== 'ended') return nothing;
    const left = row.disconnectType === 'peer' && row.direction !== 'outbound';
    return html`<li class="event">${left ? messages.happened.left(name) : messages.happened.over} ${row.endedAt === undefined ? nothing : stamp(row.endedAt)}</li>`;
  }

  private line(line: Shown, before: Shown | undefined, after: Shown | undefined): TemplateResult {
    const { author, at, outgoing } = line;
    const first = !sameBlock(before, line);
    const last = !sameBlock(line, after);
    const kind = author === 'me' ? 'mine' : author === 'customer' ? 'customer' : 'bot';
    return html`
      ${newDay(before, line) ? html`<li class="day"><time datetime=${iso(at)}>${dayFormat.format(at)}</time></li>` : nothing}
      <li class="message ${kind} ${first ? 'first' : ''} ${outgoing?.state ?? ''}">
        ${first ? html`<span class="visually-hidden">${this.author(line)}</span>` : nothing}
        ${first && (author === 'bot' || author === 'colleague') ? html`<span class="meta" aria-hidden="true" dir="auto">${this.author(line)}</span>` : nothing}
        <div class="body" dir="auto">${words(line.content)}${attachments(line.content)}</div>
        ${outgoing ? this.progress(outgoing) : last || isUndelivered(line) ? html`<span class="meta">${stamp(at)}${delivery(line)}</span>` : nothing}
      </li>
    `;
  }

  private author({ author, name }: Line) {
    if (author === 'me') return messages.conversation.you;
    return author === 'customer' ? this.card.name : (name ?? messages.conversation.bot);
  }

  private progress(outgoing: Outgoing) {
    const { outbox, session } = this.desk;
    const note = {
      waiting: session.reachable.value ? messages.outgoing.waits : messages.conversation.waiting,
      sending: messages.conversation.sending,
      unknown: messages.outgoing.checking,
      failed: '',
    }[outgoing.state];
    if (outgoing.state !== 'failed') return html`<span class="meta">${note}</span>`;
    return html`
      <span class="meta">${messages.conversation.failed(outgoing.reason ?? '')}
        ${isLive(this.card) ? html`<button @click=${() => outbox.again(outgoing)}>${messages.conversation.resend}</button>` : nothing}
        <button @click=${() => navigator.clipboard.writeText(outgoing.text)}>${messages.actions.copy}</button>
        <button @click=${() => outbox.discard(outgoing)}>${messages.conversation.discard}</button>
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

  /** What is around the messages or in them may grow later: the end stays in view. */
  private readonly sizes = new ResizeObserver(() => this.keepEnd());

  protected override firstUpdated() {
    const { scroller } = this;
    if (!scroller) return;
    this.sizes.observe(scroller);
    this.sizes.observe(scroller.firstElementChild!);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override updated() {
    this.keepEnd();
  }

  private keepEnd() {
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
const typing = ({ name }: Card) =>
  html`<li class="typing" aria-live="off"><bdi dir="auto">${name}</bdi> ${messages.conversation.isTyping}</li>`;

const isUndelivered = ({ author, status }: Line) =>
  author === 'me' && (status === 'failed' || status?.endsWith('-failed'));

/** How far the delivery of an own message is. */
function delivery(line: Line) {
  const { author, status = '' } = line;
  const known = messages.delivery[status];
  if (author !== 'me' || !known) return nothing;
  return html`<span class=${isUndelivered(line) ? 'refused' : ''}> · ${known}</span>`;
}

const waited = (wait: Stopwatch | undefined) => {
  if (!wait) return nothing;
  return wait.since === undefined
    ? html`<li class="event">${messages.conversation.waited(formatClock(wait.ms))}</li>`
    : html`<li class="event">${messages.conversation.began} ${stamp(wait.since)}</li>`;
};

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
