// Findings: severity by word and shape, the path, and the way to its place.

import type { Issue } from 'conversation-chat';
import { html } from 'lit';

import { messages } from '../messages';

export const pathText = (path: Issue['path']) =>
  path.length === 0 ? messages.root : path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step), '');

export function findingsView(issues: Issue[], go?: (issue: Issue) => void) {
  if (issues.length === 0) return html`<p class="note ok"><span class="shape" aria-hidden="true">✓</span> ${messages.noFindings}</p>`;
  return html`
    <ul class="findings">
      ${issues.map((issue) => {
        const path = pathText(issue.path);
        return html`
          <li class="finding ${issue.severity}">
            <span class="shape" aria-hidden="true">${issue.severity === 'error' ? '✕' : '▲'}</span>
            <span class="severity">${messages.severity[issue.severity]}</span>
            <code class="code">${issue.code}</code>
            ${go ? html`<button class="path" @click=${() => go(issue)}>${path}</button>` : html`<code class="path">${path}</code>`}
            <span class="message">${issue.message}</span>
          </li>
        `;
      })}
    </ul>
  `;
}
