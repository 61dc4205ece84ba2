// Where the agent writes: a draft for each conversation, Enter sends, `/` finds a reply. Once the
// conversation has ended the text can be copied and no longer be sent.

import Combobox from '@github/combobox-nav';
import { html, nothing } from 'lit';
import { SendHorizontal } from 'lucide';

import { messages } from '../messages';
import { type Card, isOver } from '../state/cards';
import { findReplies, replyText } from '../state/replies';
import type { Reply } from '../wire/replies';
import { icon } from './icon';
import { popUp } from './popup';
import { View } from './view';

/** The customer is shown at most this often that the agent writes, in milliseconds. */
const TYPING_EVERY_MS = 5_000;

class DeskComposer extends View {
  static override properties = {
    ...View.properties,
    card: { attribute: false },
    closed: { state: true },
  };
  declare card: Card;
  /** Whether the replies were put away with Escape. */
  declare closed: boolean;
  private navigation: Combobox | undefined;
  private shownAt = -Infinity;
  private listed = false;

  private get draft() {
    return this.desk.drafts.message(this.card.conversation.id);
  }

  private get over() {
    return isOver(this.card) || this.card.phase === 'wrapping';
  }

  /** The replies that a message beginning with `/` asks for. */
  private get found() {
    const query = /^\/([^\n]*)$/.exec(this.draft)?.[1];
    if (query === undefined || this.closed || this.over) return undefined;
    return findReplies(this.desk.directory, query);
  }

  protected override render() {
    const { found, over, draft } = this;
    const { name } = this.card;
    const send = html`<button class="button primary icon-only" aria-label=${messages.conversation.send}
      aria-disabled=${draft.trim() === ''}>${icon(SendHorizontal)}</button>`;
    return html`
      <form class="composer ${over ? 'over' : ''}" @submit=${(event: Event) => this.send(event)}>
        <ul class="options" id="replies" role="listbox" aria-label=${messages.conversation.replies} popover="manual"
          @mousedown=${(event: Event) => event.preventDefault()}
          @combobox-commit=${(event: Event) => this.insert((event.target as HTMLElement).dataset['reply'])}>
          ${found?.map((reply) => this.option(reply))}
        </ul>
        <div class="box">
          <textarea
            rows="1"
            dir="auto"
            aria-label=${messages.conversation.compose}
            placeholder=${over ? messages.conversation.over : messages.conversation.placeholder(name)}
            ?readonly=${over}
            .value=${draft}
            @input=${(event: Event) => this.write((event.target as HTMLTextAreaElement).value)}
            @keydown=${(event: KeyboardEvent) => this.key(event)}
          ></textarea>
          ${over ? nothing : send}
        </div>
        ${over ? this.unsent() : html`<p class="hint">${this.desk.session.reachable.value ? messages.conversation.hint : messages.conversation.waiting}</p>`}
      </form>
    `;
  }

  /** The text of a conversation that has ended. */
  private unsent() {
    if (this.draft === '') return nothing;
    const copy = () =>
      navigator.clipboard
        .writeText(this.draft)
        .then(() => this.desk.notices.calm(messages.wrapUp.copied));
    return html`
      <div class="unsent"><span class="grow small">${messages.conversation.unsent}</span>
        <button type="button" class="button" @click=${copy}>${messages.actions.copy}</button>
        <button type="button" class="button" @click=${() => this.write('')}>${messages.actions.discard}</button>
      </div>
    `;
  }

  protected override firstUpdated() {
    this.navigation = new Combobox(
      this.querySelector('textarea')!,
      this.querySelector<HTMLElement>('#replies')!,
      { firstOptionSelectionMode: 'active' },
    );
    this.stayTextbox();
  }

  /** A text of several lines may control a list of replies, but is no combobox. */
  private stayTextbox() {
    const input = this.querySelector('textarea');
    for (const name of ['role', 'aria-expanded', 'aria-haspopup']) input?.removeAttribute(name);
  }

  protected override updated() {
    const listed = (this.found?.length ?? 0) > 0;
    const list = this.querySelector<HTMLElement>('#replies')!;
    popUp(list, this.querySelector<HTMLElement>('.box')!, listed);
    if (listed && !this.listed) this.navigation?.start();
    if (!listed && this.listed) this.navigation?.stop();
    if (listed) this.navigation?.indicateDefaultOption();
    if (listed !== this.listed) this.stayTextbox();
    this.listed = listed;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.navigation?.stop();
    this.listed = false;
  }

  private write(value: string) {
    this.closed = false;
    this.desk.drafts.setMessage(this.card.conversation.id, value, this.card.name);
    if (value.startsWith('/')) this.desk.directory.wantReplies();
    if (value !== '' && !this.over && performance.now() - this.shownAt > TYPING_EVERY_MS) {
      this.shownAt = performance.now();
      this.desk.commands.typing(this.card);
    }
  }

  private key(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.listed) {
      this.closed = true;
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey && !this.listed) this.send(event);
  }

  private send(event: Event) {
    event.preventDefault();
    const { draft, card } = this;
    if (draft.trim() === '' || this.over) return;
    this.desk.drafts.setMessage(card.conversation.id, '', card.name);
    void this.desk.outbox.send(card, draft);
  }

  private option(reply: Reply) {
    return html`
      <li class="option" role="option" id=${`reply-${reply.id}`} data-reply=${reply.id}><b class="cut" dir="auto">${reply.name}</b><div
        class="body cut" dir="auto">${replyText(reply, this.card, this.desk.me.name)}</div></li>
    `;
  }

  private insert(id: string | undefined) {
    const { directory, me } = this.desk;
    const reply = findReplies(directory, '').find((each) => each.id === id);
    if (reply) this.write(replyText(reply, this.card, me.name));
  }
}
customElements.define('desk-composer', DeskComposer);
