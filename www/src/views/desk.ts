// The frame: one screen without a page that scrolls, and what lies above it.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { X } from 'lucide';

import { followKeys } from '../keyboard';
import { messages } from '../messages';
import type { Notice } from '../state/notices';
import { alertCard } from './alert';
import './composer';
import './context';
import './conversation';
import './dialogs';
import { icon } from './icon';
import './roster';
import './top-bar';
import './transcript';
import { View } from './view';
import './wrap-up';

const MOST_NOTICES = 3;

class AgentDesk extends View {
  private stopKeys: (() => void) | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.stopKeys = followKeys(this.desk);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.stopKeys?.();
  }

  protected override render() {
    const { desk } = this;
    const open = desk.selected.value;
    const [alert] = desk.cards.alerts.value;
    return html`
      <a class="button primary skip" href="#conversation" @click=${(event: Event) => this.skip(event)}>${messages.skip}</a>
      <div class="desk ${desk.drawer.value ? 'context-open' : ''} ${open ? 'in-conversation' : ''}">
        <header class="top"><h1 class="visually-hidden">${messages.product}</h1><desk-top-bar .desk=${desk}></desk-top-bar></header>
        ${this.banner()}
        <main class="places">
          <nav class="roster-place" aria-label=${messages.roster.label}><desk-roster .desk=${desk}></desk-roster></nav>
          <section class="conversation-place" id="conversation" aria-label=${messages.conversation.label}>
            ${open && alert && alert.id !== open.id ? html`<div class="alert-sheet" role="region" aria-label=${messages.roster.needs}>${alertCard(desk, alert, false)}</div>` : nothing}
            <desk-conversation .desk=${desk}></desk-conversation>
          </section>
          <section class="context-place" aria-label=${messages.context.label}><desk-context .desk=${desk}></desk-context></section>
        </main>
      </div>
      <desk-dialogs .desk=${desk}></desk-dialogs>
      ${this.notices()}
      ${(['polite', 'assertive'] as const).map(
        (urgency) => html`<div class="visually-hidden live" aria-live=${urgency}
        data-speech=${urgency}>${repeat(
          desk.speech[urgency].value,
          ({ id }) => id,
          ({ text }) => html`<p>${text}</p>`,
        )}</div>`,
      )}
    `;
  }

  /** The newest notices; the others follow when these are put away. */
  private notices() {
    const all = this.desk.notices.all.value;
    const more = all.length - MOST_NOTICES;
    return html`<section class="toasts" aria-label=${messages.notices.label}>
      ${repeat(
        all.slice(-MOST_NOTICES),
        ({ id }) => id,
        (notice) => this.notice(notice),
      )}
      ${more > 0 ? html`<p class="toast small">${messages.notices.more(more)}</p>` : nothing}
    </section>`;
  }

  private notice({ id, text, tone, action }: Notice) {
    const { notices } = this.desk;
    const run = (act: Event) => {
      notices.remove(id);
      action?.run(act);
    };
    const close = html`<button class="button quiet icon-only" aria-label=${messages.actions.dismiss}
      @click=${() => notices.remove(id)}>${icon(X)}</button>`;
    return html`<div class="toast ${tone}"><span class="grow" dir="auto">${text}</span>${
      action ? html`<button class="button" @click=${run}>${action.label}</button>` : nothing
    }${tone === 'calm' ? nothing : close}</div>`;
  }

  private banner() {
    const { cloud, session } = this.desk;
    const { state } = session.status.value;
    if (session.signedOut.value) {
      const signIn = cloud.signIn
        ? html`<button class="button" @click=${() => session.signIn()}>${messages.banner.signIn}</button>`
        : nothing;
      return html`<div class="notice bad banner" role="status">${messages.banner.refused}${signIn}</div>`;
    }
    if (session.moment.value === undefined) return nothing;
    if (state === 'offline')
      return html`<div class="notice bad banner" role="status">${messages.banner.offline}</div>`;
    return state === 'reconnecting'
      ? html`<div class="notice warn banner" role="status">${messages.banner.reconnecting}</div>`
      : nothing;
  }

  private skip(event: Event) {
    event.preventDefault();
    this.desk.goTo('composer', event);
  }
}
customElements.define('agent-desk', AgentDesk);
