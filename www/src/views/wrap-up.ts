// The wrap-up: codes of the queue without preselection, notes, tags. What is written is a draft of
// this communication alone.

import { remaining } from 'conversation-chat';
import { html, nothing } from 'lit';
import { X } from 'lucide';

import { legOf } from '../commands/commands';
import { messages } from '../messages';
import { LAST_MS } from '../state/attention';
import type { Card } from '../state/cards';
import { isEmpty } from '../state/drafts';
import type { WrapUp } from '../wire';
import { clock } from './clock';
import { combobox } from './combobox';
import { icon } from './icon';
import { View } from './view';

class DeskWrapUp extends View {
  static override properties = {
    ...View.properties,
    card: { attribute: false },
    incomplete: { state: true },
  };
  declare card: Card;
  /** The communication for which a code was missing when it was to be finished. */
  declare incomplete: string | undefined;

  protected override render() {
    const { card, desk } = this;
    const draft = desk.drafts.wrapUp(card.id);
    const { afterCallWork } = card.row.timers;
    const over = card.phase === 'wrapping';
    const now = desk.session.moment.value;
    const left = now === undefined ? undefined : remaining(afterCallWork, now);
    const task = desk.commands.tasks.of(card.id);
    const busy = task?.state === 'running' && task.name === messages.actions.wrapUp;
    const blocked = busy || !desk.session.reachable.value;
    return html`
      <form class="wrapup" aria-label=${messages.wrapUp.title} @submit=${(event: Event) => this.submit(event, blocked)}>
        <div class="wrapup-head">
          <h3 class="grow">${messages.wrapUp.title}</h3>
          ${over && left !== undefined ? this.left(left) : nothing}
        </div>
        <div class="wrapup-grid">
          <div class="column">
            <div class="field">
              <span class="label" aria-hidden="true">${messages.wrapUp.code}</span>
              ${this.code(draft)} ${this.problem(draft, over ? left : undefined)}
            </div>
            <div class="field">
              <label for="tags">${messages.wrapUp.tags}</label>
              <input id="tags" class="input" autocomplete="off" placeholder=${messages.wrapUp.addTag} @keydown=${(event: KeyboardEvent) => this.tag(event)}
                @blur=${(event: Event) => this.addTag(event.target as HTMLInputElement)}>
              ${draft.tags.length > 0 ? html`<div class="chips">${draft.tags.map((tag) => this.chip(tag))}</div>` : nothing}
            </div>
          </div>
          <div class="field">
            <label for="notes">${messages.wrapUp.notes}</label>
            <textarea id="notes" class="input" rows="4" dir="auto" .value=${draft.notes}
              @input=${(event: Event) => this.set({ notes: (event.target as HTMLTextAreaElement).value })}></textarea>
          </div>
        </div>
        <div class="wrapup-foot">${over ? this.finish(busy, blocked) : this.early()}</div>
      </form>
    `;
  }

  private left(ms: number) {
    const time = clock(this.desk.session, this.card.row.timers.afterCallWork, {
      label: messages.timers['work-left'],
      left: true,
    });
    return html`<span class="left ${ms <= LAST_MS ? 'tone-bad' : ''}">${time} ${messages.wrapUp.left}</span>`;
  }

  private code({ code }: WrapUp) {
    const codes = this.desk.directory.codes(legOf(this.card), this.card.row.queueId);
    const options =
      typeof codes === 'string' ? [] : codes.map(({ id, name }) => ({ value: id, label: name }));
    const placeholder =
      codes === 'loading'
        ? messages.wrapUp.loading
        : codes === 'failed'
          ? messages.wrapUp.failed
          : messages.wrapUp.search;
    return combobox(
      options,
      code,
      messages.wrapUp.code,
      placeholder,
      (chosen) => this.set({ code: chosen }),
      true,
    );
  }

  /** That a code is missing: where it was to be finished, and where it will be sent in a moment. */
  private problem(draft: WrapUp, left: number | undefined) {
    if (draft.code !== '') return nothing;
    const soon = left !== undefined && left <= LAST_MS && !isEmpty(draft);
    const text = soon
      ? messages.wrapUp.codeInTime
      : this.incomplete === this.card.id
        ? messages.wrapUp.missingCode
        : undefined;
    return text === undefined ? nothing : html`<p class="small problem" role="alert">${text}</p>`;
  }

  private chip(tag: string) {
    const remove = () =>
      this.set({ tags: this.desk.drafts.wrapUp(this.card.id).tags.filter((each) => each !== tag) });
    return html`
      <span class="chip"><bdi class="cut" dir="auto">${tag}</bdi><button type="button" aria-label=${messages.wrapUp.removeTag(tag)}
        @click=${remove}>${icon(X)}</button></span>
    `;
  }

  private finish(busy: boolean, blocked: boolean) {
    return html`<button class="button primary" aria-disabled=${blocked} aria-busy=${busy}>${messages.wrapUp.submit}</button>`;
  }

  private early() {
    return html`
      <span class="small soft grow">${messages.wrapUp.early}</span>
      <button type="button" class="button" @click=${() => this.desk.toggleWrapUp(this.card.id)}>${messages.wrapUp.keep}</button>
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
