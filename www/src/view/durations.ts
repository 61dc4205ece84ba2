// All timers of a communication.

import type { Durations, Timer } from 'conversation-chat';
import { html, nothing } from 'lit';

import { messages } from '../messages';
import { timer } from './time';

export function durationsView(durations: Durations) {
  const { currentHold, alert, contacting, dialing, talk, hold, afterCallWork, handle, basis } = durations;
  const rows: [string, string, Timer][] = [
    ['alert', messages.kinds.alert, alert],
    ['contacting', messages.kinds.contacting, contacting],
    ['dialing', messages.kinds.dialing, dialing],
    ['talk', messages.kinds.talk, talk],
    ['hold', messages.kinds.hold, hold],
    ['afterCallWork', messages.kinds.afterCallWork, afterCallWork],
  ];
  const shown = rows.filter(([kind, , { count }]) => count > 0 || kind === 'talk' || kind === 'hold');
  return html`
    <div class="figures">
      ${currentHold ? figure('hold', messages.currentHold, currentHold) : nothing}
      ${shown.map(([kind, label, each]) => figure(kind, label, each))} ${figure('handle', messages.handle, handle)}
    </div>
    <p class="note">${messages.basis[basis]}</p>
  `;
}

const figure = (kind: string, label: string, { ms, running, count, remainingMs }: Timer) => html`
  <div class="figure kind-${kind} ${running ? 'running' : ''}">
    ${timer(label, ms)}
    <span class="figure-count">${count > 1 ? `× ${count}` : ''} ${running ? messages.running : ''}</span>
    ${remainingMs === undefined ? nothing : timer(messages.left, remainingMs)}
  </div>
`;
