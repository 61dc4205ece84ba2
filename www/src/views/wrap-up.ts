// The wrap-up: codes of the queue without preselection, notes, tags. What is written is a draft of
// this communication alone; once its time is over it can be copied.

import { remaining } from 'conversation-chat';
import { html, nothing } from 'lit';
import { X } from 'lucide';

import { LAST_MS } from '../attention/ringing';
import { messages } from '../messages';
import { type Card, isOver } from '../state/cards';
import { isEmpty } from '../state/drafts';
import type { WrapUp } from '../wire/requests';
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

  /** The wrap-up that was sent, where its time is over. */
  private get sent() {
    return isOver(this.card) ? this.desk.sentWrapUps.value.get(this.card.id) : undefined;
  }

  private get draft() {
    return this.sent ?? this.desk.drafts.wrapUp(this.card.id);
  }

  /** Whether the organisation accepts a wrap-up without a code. */
  private get optional() {
    return this.card.row.wrapupRequired === false;
  }

  protected override render() {
    const { card, desk, draft } = this;
    const over = isOver(card);
    const wrapping = card.phase === 'wrapping';
    const now = desk.session.moment.value;
    const left =
      now === undefined || !wrapping ? undefined : remaining(card.row.timers.afterCallWork, now);
    const busy = desk.commands.tasks.isBusy(card.id);
    const blocked = busy || !desk.session.reachable.value;
    const tag = html`<input id="tags" class="input" autocomplete="off" placeholder=${messages.wrapUp.addTag} @keydown=${(event: KeyboardEvent) => this.tag(event)}
      @blur=${(event: Event) => this.addTag(event.target as HTMLInputElement)}>`;
    const title = this.sent
      ? messages.wrapUp.sent
      : over
        ? messages.wrapUp.unsent
        : messages.wrapUp.title;
    return html`
      <form class="wrapup" aria-label=${title} @submit=${(event: Event) => this.submit(event, blocked)}
        @keydown=${(event: KeyboardEvent) => this.key(event, blocked)}>
        <div class="wrapup-head">
          <h3 class="grow">${title}</h3>
          ${left !== undefined ? this.left(left) : nothing}
        </div>
        <div class="wrapup-grid">
          <div class="column">
            <div class="field">
              <span class="label" aria-hidden="true">${messages.wrapUp.code}</span>
              ${this.code(draft, over)} ${over ? nothing : this.problem(draft, left)}
            </div>
            <div class="field">
              <label for="tags">${messages.wrapUp.tags}</label>
              ${over ? nothing : tag}
              ${draft.tags.length > 0 ? html`<div class="chips">${draft.tags.map((each) => this.chip(each, over))}</div>` : nothing}
            </div>
          </div>
          <div class="field">
            <label for="notes">${messages.wrapUp.notes}</label>
            <textarea id="notes" class="input" rows="3" dir="auto" ?readonly=${over} .value=${draft.notes}
              @input=${(event: Event) => this.set({ notes: (event.target as HTMLTextAreaElement).value })}></textarea>
          </div>
        </div>
        <div class="wrapup-foot">${over ? this.copy(draft) : wrapping ? this.finish(busy, blocked) : this.early()}</div>
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

  private code({ code }: WrapUp, over: boolean) {
    const codes = this.desk.directory.codes(this.card);
    const known = codes.value ?? [];
    if (over) {
      const name = known.find(({ id }) => id === code)?.name ?? code;
      return html`<span dir="auto">${name || messages.wrapUp.noCode}</span>`;
    }
    const field = combobox({
      options: known.map(({ id, name }) => ({ value: id, label: name })),
      value: code,
      label: messages.wrapUp.code,
      placeholder:
        codes.state === 'loading'
          ? messages.wrapUp.loading
          : this.optional
            ? messages.wrapUp.searchOptional
            : messages.wrapUp.search,
      choose: (chosen) => this.set({ code: chosen }),
    });
    if (codes.state !== 'failed') return field;
    return html`${field}
      <p class="small refused">${messages.wrapUp.failed(codes.reason)}
        <button type="button" class="button" @click=${() => this.desk.directory.codesAgain(this.card)}>${messages.actions.again}</button></p>`;
  }

  /** That a code is missing: where it was to be finished, and where it will be sent in a moment. */
  private problem(draft: WrapUp, left: number | undefined) {
    if (draft.code !== '' || this.optional) return nothing;
    const soon = left !== undefined && left <= LAST_MS && !isEmpty(draft);
    const text = soon
      ? messages.wrapUp.codeInTime
      : this.incomplete === this.card.id
        ? messages.wrapUp.missingCode
        : undefined;
    return text === undefined ? nothing : html`<p class="small problem" role="alert">${text}</p>`;
  }

  private chip(tag: string, over: boolean) {
    const remove = () => this.set({ tags: this.draft.tags.filter((each) => each !== tag) });
    const button = html`<button type="button" aria-label=${messages.wrapUp.removeTag(tag)} @click=${remove}>${icon(X)}</button>`;
    return html`<span class="chip"><bdi class="cut" dir="auto">${tag}</bdi>${over ? nothing : button}</span>`;
  }

  private finish(busy: boolean, blocked: boolean) {
    return html`<span class="small soft grow">${messages.wrapUp.keys}</span>
      <button class="button primary" aria-disabled=${blocked} aria-busy=${busy}>${messages.wrapUp.submit}</button>`;
  }

  private early() {
    return html`
      <span class="small soft grow">${messages.wrapUp.early}</span>
      <button type="button" class="button" @click=${(act: Event) => this.desk.toggleWrapUp(this.card.id, act)}>${messages.wrapUp.keep}</button>
    `;
  }

  private copy({ notes, tags, code }: WrapUp) {
    const name = this.desk.directory.codes(this.card).value?.find(({ id }) => id === code)?.name;
    const lines = [
      [messages.wrapUp.code, name ?? code],
      [messages.wrapUp.notes, notes],
      [messages.wrapUp.tags, tags.join(', ')],
    ].filter(([, value]) => value?.trim());
    const copy = () =>
      navigator.clipboard
        .writeText(lines.map((line) => line.join(': ')).join('\n'))
        .then(() => this.desk.notices.calm(messages.wrapUp.copied));
    const hint = this.sent ? nothing : messages.wrapUp.unsentHint;
    return html`
      <span class="small soft grow">${hint}</span>
      <button type="button" class="button" @click=${copy}>${messages.actions.copy}</button>
    `;
  }

  private set(change: Partial<WrapUp>) {
    const { drafts } = this.desk;
    const { id, name } = this.card;
    drafts.setWrapUp(id, { ...drafts.wrapUp(id), ...change }, name);
  }

  private tag(event: KeyboardEvent) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    this.addTag(event.target as HTMLInputElement);
  }

  private addTag(input: HTMLInputElement) {
    const tag = input.value.trim();
    const { tags } = this.draft;
    if (tag !== '' && !tags.includes(tag)) this.set({ tags: [...tags, tag] });
    input.value = '';
  }

  private key(event: KeyboardEvent, blocked: boolean) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const { target } = event;
    if (target instanceof HTMLInputElement && target.id === 'tags') this.addTag(target);
    this.submit(event, blocked);
  }

  private submit(event: Event, blocked: boolean) {
    event.preventDefault();
    if (blocked || this.card.phase !== 'wrapping') return;
    if (this.draft.code === '' && !this.optional) {
      this.incomplete = this.card.id;
      this.querySelector<HTMLInputElement>('input')?.focus();
      return;
    }
    void this.desk.wrapUp(this.card, event);
  }
}
customElements.define('desk-wrap-up', DeskWrapUp);
