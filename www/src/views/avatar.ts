// The face of a customer: an address of an image only where the package finds nothing wrong with
// it, else initials.

import { validateChat } from 'conversation-chat';
import { html } from 'lit';

const safe = new Map<string, boolean>();

function isSafe(avatarImageUrl: string) {
  const known = safe.get(avatarImageUrl) ?? validateChat({ avatarImageUrl }).valid;
  if (safe.size > 1000) safe.clear();
  safe.set(avatarImageUrl, known);
  // The policy of the page allows its own images and those of https.
  return (
    known && (avatarImageUrl.startsWith('https:') || avatarImageUrl.startsWith(location.origin))
  );
}

export function initials(name: string) {
  const words = name.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const [first = '?', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letter = (word: string) => [...word].find((each) => /\p{L}|\p{N}/u.test(each)) ?? '';
  return (letter(first) + letter(last)).toUpperCase() || '?';
}

export function avatar(name: string, image: string | undefined) {
  const hide = (event: Event) => ((event.target as HTMLElement).hidden = true);
  const face =
    image && isSafe(image)
      ? html`<img src=${image} alt="" referrerpolicy="no-referrer" @error=${hide}>`
      : initials(name);
  return html`<span class="avatar" aria-hidden="true">${face}</span>`;
}
