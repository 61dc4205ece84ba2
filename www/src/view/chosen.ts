// The chosen chat: what the agent does with it, and what is known of it.

import { formatClock, TickColumn } from 'conversation-chat';
import { html, nothing, type TemplateResult } from 'lit';

import type { Card, Desk } from '../desk';
import { messages } from '../messages';
import { avatarView, stateView } from './card';
import { durationsView } from './durations';
import { findingsView } from './findings';
import { duration, moment } from './time';
import { timelineView } from './timeline';

export function chosenView(desk: Desk) {
  const card = desk.chosen;
  if (!card) return html`<section class="panel empty"><p>${messages.chooseChat}</p></section>`;
  const name = card.details.name ?? card.row.communicationId;
  return html`
    <section class="panel chosen" aria-labelledby="chosen-name">
      <header class="chosen-head">
        ${avatarView(card.details.avatar, name)}
        <h2 id="chosen-name">${name}</h2>
        ${stateView(card.state)}
        ${actionsView(desk, card)}
      </header>
      ${desk.notice ? html`<p class="notice" role="alert">${messages.refused}</p>` : nothing}
      ${card.state === 'wrapup' ? wrapupView(desk, card) : nothing}
      <div class="columns">
        <div>
          ${section(messages.timers, durationsView(timersNow(desk, card)))}
          ${section(messages.timeline, timelineView(desk.spans()))}
          ${naiveView(desk, card)}
        </div>
        <div>
          ${section(messages.transcript, transcriptView(desk))}
          ${section(messages.journey, journeyView(card))}
          ${section(messages.findings, findingsView(desk.issues))}
        </div>
      </div>
    </section>
  `;
}

const section = (title: string, content: unknown) => html`<section class="part"><h3>${title}</h3>${content}</section>`;

/** The durations of the row with the milliseconds of the last tick. */
function timersNow(desk: Desk, card: Card) {
  const { durations } = card.row;
  const at = <K extends 'alert' | 'contacting' | 'dialing' | 'talk' | 'hold' | 'afterCallWork' | 'handle'>(kind: K) => ({
    ...durations[kind],
    ms: desk.column(card, TickColumn[kind]),
  });
  const [alert, afterCallWork] = [at('alert'), at('afterCallWork')];
  if (alert.remainingMs !== undefined) alert.remainingMs = desk.column(card, TickColumn.alertRemaining);
  if (afterCallWork.remainingMs !== undefined) afterCallWork.remainingMs = desk.column(card, TickColumn.afterCallWorkRemaining);
  return {
    alert,
    contacting: at('contacting'),
    dialing: at('dialing'),
    talk: at('talk'),
    hold: at('hold'),
    afterCallWork,
    handle: at('handle'),
    basis: durations.basis,
    ...(durations.currentHold && { currentHold: { ...durations.currentHold, ms: desk.column(card, TickColumn.currentHold) } }),
  };
}

function actionsView(desk: Desk, card: Card) {
  const { state } = card;
  const button = (label: string, body: unknown, enabled: boolean, kind = '') =>
    html`<button class="action ${kind}" ?disabled=${!enabled} @click=${() => desk.act(card, body)}>${label}</button>`;
  return html`
    <div class="actions" role="group" aria-label=${messages.actions}>
      ${button(messages.answer, { state: 'connected' }, state === 'alerting', 'primary')}
      ${button(messages.hold, { held: true }, state === 'connected')}
      ${button(messages.resume, { held: false }, state === 'held', 'primary')}
      ${button(messages.end, { state: 'disconnected' }, state === 'connected' || state === 'held', 'danger')}
    </div>
  `;
}

function wrapupView(desk: Desk, card: Card) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(fields.get(name) ?? '');
    const tags = text('tags').split(',').map((tag) => tag.trim()).filter(Boolean);
    void desk.act(card, { wrapup: { code: text('code'), notes: text('notes'), tags } });
  };
  return html`
    <form class="wrapup" @submit=${submit}>
      <label>${messages.code}<select name="code" required>${desk.codes.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label>
      <label class="grow">${messages.notes}<input name="notes" autocomplete="off"></label>
      <label>${messages.tags}<input name="tags" autocomplete="off"></label>
      <button class="action primary">${messages.wrapUp}</button>
      <button class="action" type="button" @click=${() => desk.act(card, { wrapupSkipped: true })}>${messages.skipWrapUp}</button>
    </form>
  `;
}

function transcriptView(desk: Desk): TemplateResult {
  return html`
    <ol class="transcript" tabindex="0" aria-label=${messages.transcript}>
      ${desk.messages.map(
        ({ from, body, timestamp }) => html`
          <li class="line ${from}">
            <p>${body}</p>
            <span class="line-meta">${from === 'agent' ? messages.agent : desk.chosen?.details.name} · ${moment(Date.parse(timestamp))}</span>
          </li>
        `,
      )}
    </ol>
  `;
}

function journeyView({ details }: Card) {
  const { journey, page } = details;
  const rows: [string, string | undefined][] = [
    [messages.page, page],
    [messages.customer, journey?.customer?.id && `${journey.customer.id} (${journey.customer.idType ?? '?'})`],
    [messages.session, journey?.customerSession?.type],
    [messages.actionMap, journey?.triggeringAction?.actionMap?.version?.toString()],
  ];
  const known = rows.filter(([, value]) => value);
  if (known.length === 0) return html`<p class="note">${messages.journeyNone}</p>`;
  return html`<dl class="facts">${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What a timer would show that subtracts a cloud timestamp from the PC clock. */
function naiveView(desk: Desk, card: Card) {
  const { currentHold } = card.row.durations;
  const spans = desk.spans();
  const since = spans.findLast(({ running }) => running);
  if (!since) return nothing;
  const label = currentHold ? messages.currentHold : messages.kinds[since.kind];
  const naive = desk.time.pcNow() - since.startMs;
  return html`
    <section class="part naive">
      <h3>${label}</h3>
      <dl class="facts">
        <div><dt>${messages.thisDesk}</dt><dd>${duration(desk.time.now() - since.startMs)}</dd></div>
        <div class="wrong"><dt>${messages.naive}</dt><dd>${naive < 0 ? `−${formatClock(-naive)}` : formatClock(naive)}</dd></div>
      </dl>
    </section>
  `;
}
