// Where the agent writes: a draft for each conversation, Enter sends, `/` finds a reply.

import Combobox from '@github/combobox-nav';
import { html, nothing } from 'lit';
import { SendHorizontal } from 'lucide';

import { messages } from '../messages';
import type { Card } from '../state/cards';
import { nameOf } from '../state/customer-name';
import type { Reply } from '../wire';
import { icon } from './icon';
import { View } from './view';

/** The customer is told at most this often that the agent writes, in milliseconds. */
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
  private toldAt = -Infinity;

  private get draft() {
    return this.desk.drafts.message(this.card.conversation.id);
  }

  /** The replies that a message beginning with `/` asks for. */
  private get found() {
    const query = /^\/([^\n]*)$/.exec(this.draft)?.[1];
    if (query === undefined || this.closed) return undefined;
    return this.desk.replies.find(query);
  }

  protected override render() {
    const { found } = this;
    return html`
      <form class="composer" @submit=${(event: Event) => this.send(event)}>
        <ul class="options above" id="replies" role="listbox" aria-label=${messages.conversation.replies} ?hidden=${!found?.length}
          @mousedown=${(event: Event) => event.preventDefault()}
          @combobox-commit=${(event: Event) => this.insert((event.target as HTMLElement).dataset['reply'])}>
          ${found?.map((reply) => this.option(reply))}
        </ul>
        <div class="box">
          <textarea
            rows="1"
            dir="auto"
            aria-label=${messages.conversation.compose}
            placeholder=${messages.conversation.placeholder(nameOf(this.card))}
            .value=${this.draft}
            @input=${(event: Event) => this.write((event.target as HTMLTextAreaElement).value)}
            @keydown=${(event: KeyboardEvent) => this.key(event)}
          ></textarea>
          <button class="button primary icon-only" aria-label=${messages.conversation.send}
            aria-disabled=${this.draft.trim() === ''}>${icon(SendHorizontal)}</button>
        </div>
        <p class="hint">${this.desk.session.reachable.value ? messages.conversation.hint : messages.conversation.waiting}</p>
      </form>
      ${nothing}
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

  private listed = false;

  protected override updated() {
    const listed = (this.found?.length ?? 0) > 0;
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
    this.desk.drafts.setMessage(this.card.conversation.id, value);
    if (value !== '' && performance.now() - this.toldAt > TYPING_EVERY_MS) {
      this.toldAt = performance.now();
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
    if (this.draft.trim() === '') return;
    void this.desk.commands.send(this.card, this.draft);
    this.querySelector('textarea')?.focus();
  }

  private option(reply: Reply) {
    const text = this.desk.replies.textFor(reply, this.card);
    return html`
      <li class="option" role="option" id=${`reply-${reply.id}`} data-reply=${reply.id}><b class="cut" dir="auto">${reply.name}</b><div
        class="body cut" dir="auto">${text}</div></li>
    `;
  }

  private insert(id: string | undefined) {
    const { replies, drafts } = this.desk;
    const reply = replies.find('').find((each) => each.id === id);
    if (reply) drafts.setMessage(this.card.conversation.id, replies.textFor(reply, this.card));
  }
}
customElements.define('desk-composer', DeskComposer);
