// The wrap-up: codes of the queue without preselection, notes, tags. What is written is a draft of this communication alone.

import { html, nothing } from 'lit';
import { X } from 'lucide';

import { messages } from '../messages';
import { legOf } from '../commands/commands';
import { LAST_MS } from '../state/attention';
import type { Card } from '../state/cards';
import type { WrapUp } from '../wire';
import { remaining } from 'conversation-chat';
import { clock } from './clock';
import { combobox } from './combobox';
import { icon } from './icon';
import { View } from './view';

class DeskWrapUp extends View {
  static override properties = { ...View.properties, card: { attribute: false }, incomplete: { state: true } };
  declare card: Card;
  /** The communication for which a code was missing when it was to be finished. */
  declare incomplete: string | undefined;

  protected override render() {
    const { card, desk } = this;
    const draft = desk.drafts.wrapUp(card.id);
    const codes = desk.directory.codes(legOf(card), card.row.queueId);
    const { afterCallWork } = card.row.timers;
    const over = card.phase === 'wrapping';
    const now = desk.session.moment.value;
    const left = now === undefined ? undefined : remaining(afterCallWork, now);
    const task = desk.commands.tasks.of(card.id);
    const busy = task?.state === 'running' && task.name === messages.actions.wrapUp;
    const blocked = busy || !desk.session.reachable.value;
    const options = typeof codes === 'string' ? [] : codes.map(({ id, name }) => ({ value: id, label: name }));
    return html`
      <form class="wrapup" aria-label=${messages.wrapUp.title} @submit=${(event: Event) => this.submit(event, blocked)}>
        <div class="wrapup-head">
          <h3 class="grow">${messages.wrapUp.title}</h3>
          ${over && left !== undefined ? html`<span class="left ${left <= LAST_MS ? 'tone-bad' : ''}">${clock(desk.session, afterCallWork, { label: messages.timers['work-left'], left: true })} ${messages.wrapUp.left}</span>` : nothing}
        </div>
        <div class="wrapup-grid">
          <div class="column">
            <div class="field">
              <span class="label" aria-hidden="true">${messages.wrapUp.code}</span>
              ${combobox(options, draft.code, messages.wrapUp.code, codes === 'loading' ? messages.wrapUp.loading : codes === 'failed' ? messages.wrapUp.failed : messages.wrapUp.search, (code) => this.set({ code }), true)}
              ${this.incomplete === card.id && draft.code === '' ? html`<p class="small problem" role="alert">${messages.wrapUp.missingCode}</p>` : nothing}
            </div>
            <div class="field">
              <label for="tags">${messages.wrapUp.tags}</label>
              <input id="tags" class="input" autocomplete="off" placeholder=${messages.wrapUp.addTag} @keydown=${(event: KeyboardEvent) => this.tag(event)}
                @blur=${(event: Event) => this.addTag(event.target as HTMLInputElement)}>
              ${draft.tags.length > 0 ? html`<div class="chips">${draft.tags.map((tag) => html`<span class="chip"><bdi class="cut" dir="auto">${tag}</bdi><button type="button" aria-label=${messages.wrapUp.removeTag(tag)} @click=${() => this.set({ tags: draft.tags.filter((each) => each !== tag) })}>${icon(X)}</button></span>`)}</div>` : nothing}
            </div>
          </div>
          <div class="field">
            <label for="notes">${messages.wrapUp.notes}</label>
            <textarea id="notes" class="input" rows="4" dir="auto" .value=${draft.notes}
              @input=${(event: Event) => this.set({ notes: (event.target as HTMLTextAreaElement).value })}></textarea>
          </div>
        </div>
        <div class="wrapup-foot">
          ${over ? html`<button class="button primary" aria-disabled=${blocked} aria-busy=${busy}>${messages.wrapUp.submit}</button>` : html`<span class="small soft grow">${messages.wrapUp.early}</span><button type="button" class="button" @click=${() => this.desk.toggleWrapUp(card.id)}>${messages.wrapUp.keep}</button>`}
        </div>
      </form>
    `;
  }

  private set(change: Partial<WrapUp>) {
    const { drafts } = this.desk;
    drafts.setWrapUp(this.card.id, { ...drafts.wrapUp(this.card.id), ...change });
  }

  private tag(event: KeyboardEvent) {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== ',')) return;
    event.preventDefault();
    this.addTag(event.target as HTMLInputElement);
  }

  private addTag(input: HTMLInputElement) {
    const tag = input.value.trim();
    const { tags } = this.desk.drafts.wrapUp(this.card.id);
    if (tag !== '' && !tags.includes(tag)) this.set({ tags: [...tags, tag] });
    input.value = '';
  }

  private submit(event: Event, blocked: boolean) {
    event.preventDefault();
    if (blocked) return;
    if (this.desk.drafts.wrapUp(this.card.id).code === '') {
      this.incomplete = this.card.id;
      this.querySelector<HTMLInputElement>('input')?.focus();
      return;
    }
    void this.desk.wrapUp(this.card);
  }
}
customElements.define('desk-wrap-up', DeskWrapUp);
