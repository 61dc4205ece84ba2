// The frame: one screen without a page that scrolls, and what lies above it.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { shortcut } from '../commands/shortcuts';
import { messages } from '../messages';
import { alertCard } from './alert';
import './composer';
import './context';
import './conversation';
import './dialogs';
import './roster';
import './top-bar';
import './transcript';
import { View } from './view';
import './wrap-up';

class AgentDesk extends View {
  private readonly press = (event: KeyboardEvent) => shortcut(this.desk, event);

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.press);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.press);
  }

  protected override render() {
    const { desk } = this;
    const selected = desk.selected.value !== undefined;
    const [alert] = desk.attention.alerts.value;
    return html`
      <a class="button primary skip" href="#conversation" @click=${(event: Event) => this.skip(event)}>${messages.skip}</a>
      <div class="desk ${desk.drawer.value ? 'context-open' : ''} ${selected ? 'in-conversation' : ''}">
        <header class="top"><h1 class="visually-hidden">${messages.product}</h1><desk-top-bar .desk=${desk}></desk-top-bar></header>
        ${this.banner()}
        <main class="places">
          <nav class="roster-place" aria-label=${messages.roster.label}><desk-roster .desk=${desk}></desk-roster></nav>
          <section class="conversation-place" id="conversation" aria-label=${messages.conversation.label}>
            <desk-conversation .desk=${desk}></desk-conversation>
          </section>
          <section class="context-place" aria-label=${messages.context.label}><desk-context .desk=${desk}></desk-context></section>
        </main>
      </div>
      ${
        alert && selected && alert.id !== desk.selectedId.value
          ? html`<div class="alert-sheet" role="region" aria-label=${messages.roster.needs}>${alertCard(desk, alert, false)}</div>`
          : nothing
      }
      <desk-transfer .desk=${desk}></desk-transfer>
      <desk-keys .desk=${desk}></desk-keys>
      <div class="toasts">${repeat(
        desk.toasts.value,
        ({ id }) => id,
        ({ text }) => html`<div class="toast">${text}</div>`,
      )}</div>
      <div class="visually-hidden live" aria-live="polite"
        data-speech="polite">${repeat(
          desk.speech.polite.value,
          ({ id }) => id,
          ({ text }) => html`<p>${text}</p>`,
        )}</div>
      <div class="visually-hidden live" aria-live="assertive"
        data-speech="assertive">${repeat(
          desk.speech.assertive.value,
          ({ id }) => id,
          ({ text }) => html`<p>${text}</p>`,
        )}</div>
    `;
  }

  private banner() {
    const { cloud, session } = this.desk;
    const { state } = session.status.value;
    if (state === 'refused') {
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
    this.querySelector<HTMLElement>(
      '.composer textarea, .conversation-head h2, desk-conversation h2',
    )?.focus();
  }
}
customElements.define('agent-desk', AgentDesk);
