// The content of a message: text with its links, and what is attached. Pictures are loaded when
// they are clicked.

import { type TemplateResult, html, nothing } from 'lit';
import { ExternalLink, File, Image } from 'lucide';

import { messages } from '../messages';
import type { Line } from '../state/conversations';
import type { Attachment } from '../wire/texts';
import { icon } from './icon';

export function words(content: Line['content']) {
  if (content === undefined) return messages.conversation.loadingText;
  if (content?.text !== undefined)
    return html`<p class="words" dir="auto">${withLinks(content.text)}</p>`;
  return content && content.attachments.length > 0
    ? nothing
    : messages.conversation.noText(content?.type);
}

export const attachments = (content: Line['content']) => content?.attachments.map(attachment);

function attachment({ kind, name, url }: Attachment) {
  const label = [messages.attachments[kind] ?? kind, name].filter(Boolean).join(': ');
  const isPicture = kind === 'Image' || kind === 'Sticker';
  const text = html`${icon(isPicture ? Image : File)}<bdi dir="auto">${label}</bdi>`;
  if (!url) return html`<span class="attachment">${text}</span>`;
  const link = html`<a href=${url} target="_blank" rel="noopener noreferrer" aria-label=${messages.conversation.openLink(label)}>${icon(ExternalLink)}</a>`;
  if (!isPicture) {
    return html`<span class="attachment"><a href=${url} target="_blank" rel="noopener noreferrer">${text}</a></span>`;
  }
  return html`
    <div class="attachment picture">
      <details @toggle=${showPicture}>
        <summary>${text}</summary>
        <img data-src=${url} alt=${label} referrerpolicy="no-referrer" loading="lazy">
      </details>
      ${link}
    </div>
  `;
}

/** Loads the picture of what was opened. */
function showPicture({ target }: Event) {
  const picture = (target as HTMLElement).querySelector<HTMLImageElement>('img[data-src]');
  if (picture && !picture.src) picture.src = picture.dataset['src'] ?? '';
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** Addresses of the web become links; all other text stays text. */
function withLinks(content: string) {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: address, index } of content.matchAll(LINK)) {
    if (!URL.canParse(address)) continue;
    parts.push(
      content.slice(end, index),
      html`<a href=${address} target="_blank" rel="noopener noreferrer">${address}</a>`,
    );
    end = index + address.length;
  }
  return [...parts, content.slice(end)];
}
