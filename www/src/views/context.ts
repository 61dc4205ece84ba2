// What belongs to the conversation: time, customer, journey, replies.

import { signal } from '@preact/signals-core';
import { type TemplateResult, html, nothing } from 'lit';
import { X } from 'lucide';

import { messages } from '../messages';
import type { Card } from '../state/cards';
import { record, text } from '../wire/json';
import { icon } from './icon';
import { mediumOf } from './medium';
import { repliesTab } from './replies-tab';
import { timeTab } from './time-tab';
import { View } from './view';

const TABS = ['time', 'customer', 'journey', 'replies'] as const;
type Tab = (typeof TABS)[number];

class DeskContext extends View {
  private readonly tab = signal<Tab>('time');
  /** What the replies are searched for. */
  private readonly query = signal('');

  protected override render() {
    const card = this.desk.selected.value;
    const tab = this.tab.value;
    return html`
      <div class="tabs">
        <div class="tablist grow" role="tablist" aria-label=${messages.context.label}
          @keydown=${(event: KeyboardEvent) => this.move(event)}>${TABS.map((each) => this.tabOf(each, each === tab))}</div>
        <button class="button quiet icon-only only-narrow" aria-label=${messages.actions.close}
          @click=${() => (this.desk.drawer.value = false)}>${icon(X)}</button>
      </div>
      <div class="panel" id="tab-panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}
        tabindex="0">${card ? this.panel(tab, card) : html`<p class="soft">${messages.conversation.noneHint}</p>`}</div>
    `;
  }

  private tabOf(tab: Tab, isOpen: boolean) {
    return html`<button class="tab" role="tab" id=${`tab-${tab}`} aria-controls="tab-panel" aria-selected=${isOpen} tabindex=${isOpen ? 0 : -1}
      @click=${() => this.show(tab)}>${messages.context[tab]}</button>`;
  }

  private panel(tab: Tab, card: Card): TemplateResult {
    switch (tab) {
      case 'time':
        return timeTab(this.desk.session, card);
      case 'customer':
        return customerTab(card);
      case 'journey':
        return journeyTab(card);
      case 'replies':
        return repliesTab(this.desk, card, this.query);
    }
  }

  private show(tab: Tab) {
    this.tab.value = tab;
    if (tab === 'replies') this.desk.directory.wantReplies();
  }

  private move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const forward = getComputedStyle(this).direction === 'rtl' ? -step : step;
    const next = TABS[(TABS.indexOf(this.tab.value) + forward + TABS.length) % TABS.length]!;
    this.show(next);
    this.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
    event.preventDefault();
  }
}
customElements.define('desk-context', DeskContext);

const fact = (name: string, value: string | undefined) =>
  value
    ? html`<div><dt><bdi dir="auto">${name}</bdi></dt><dd><bdi
  dir="auto">${value}</bdi></dd></div>`
    : nothing;

function customerTab(card: Card) {
  const { facts } = card.conversation;
  const { attributes } = facts.value;
  return html`
    <dl class="facts">
      ${fact(messages.customer.name, card.name)} ${fact(messages.customer.address, card.row.customerAddress)}
      ${fact(messages.customer.channel, mediumOf(card.row.mediaType).name)}
      ${fact(messages.customer.queue, card.queueName)}
      ${fact(messages.customer.direction, card.row.direction)}
    </dl>
    ${
      attributes.length > 0
        ? html`<section><h3>${messages.customer.attributes}</h3><dl class="facts">${attributes.map(([name, value]) => fact(name, value))}</dl></section>`
        : html`<p class="soft">${messages.customer.none}</p>`
    }
  `;
}

function journeyTab({ leg }: Card) {
  if (!leg?.journey) return html`<p class="soft">${messages.journey.none}</p>`;
  const customer = record(leg.journey['customer']);
  const session = record(leg.journey['customerSession']);
  const action = record(leg.journey['triggeringAction']);
  const map = record(action['actionMap']);
  const step = (title: string, detail: (string | undefined)[]) => {
    const known = detail.filter((each) => each !== undefined);
    return known.length > 0
      ? html`<li><strong>${title}</strong><br><span class="soft"><bdi dir="auto">${known.join(' · ')}</bdi></span></li>`
      : nothing;
  };
  const version = typeof map['version'] === 'number' ? String(map['version']) : '';
  return html`
    <ol class="steps">
      ${step(messages.journey.customer, [text(customer['idType']), text(customer['id'])])}
      ${step(messages.journey.session, [text(session['type']), text(session['id'])])}
      ${step(messages.journey.action, [text(action['id']), text(map['id']) && messages.journey.map(text(map['id'])!, version)])}
    </ol>
  `;
}
