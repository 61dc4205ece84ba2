// Keys: chords with Alt that work while typing, and single keys, where the agent has chosen them,
// outside of text fields.

import { allActions } from './actions';
import type { Desk } from './desk';

/** How long single keys rest once the element that had the focus is gone, in milliseconds. */
const REST_MS = 1_000;
const EDITORS = 'input, textarea, select, [contenteditable], dialog, [popover]';

/** Handles the keys of a page; gives how to stop. */
export function followKeys(desk: Desk) {
  let focused: Element | null = null;
  let restUntil = -Infinity;
  const remember = ({ target }: FocusEvent) => (focused = target as Element);
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget || focused?.isConnected) focused = null;
  };
  // An element that is removed takes the focus with it, and no event says so.
  const observer = new MutationObserver(() => {
    if (!focused || focused.isConnected) return;
    focused = null;
    restUntil = performance.now() + REST_MS;
  });
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (isPalette(event)) return openPalette(desk, event);
    if (event.metaKey || event.ctrlKey) return;
    if (event.altKey) return chord(desk, event);
    if ((event.target as Element).closest(EDITORS)) return;
    const rests = performance.now() < restUntil;
    // Whoever still types into what is gone goes on typing.
    if (rests) restUntil = performance.now() + REST_MS;
    else single(desk, event);
  };
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', leave);
  document.addEventListener('keydown', press);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', leave);
    document.removeEventListener('keydown', press);
    observer.disconnect();
  };
}

const isPalette = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && key.toLowerCase() === 'k';

function openPalette(desk: Desk, event: Event) {
  event.preventDefault();
  if (!desk.dialog.peek())
    desk.dialog.value = { kind: 'palette', cardId: desk.selected.peek()?.id };
}

/** The key of a chord, whatever Alt makes of it. */
const chordKey = ({ code, key }: KeyboardEvent) =>
  /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : code === 'Slash' ? '/' : key;

function chord(desk: Desk, event: KeyboardEvent) {
  if (desk.dialog.peek()) return;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  const nth = digit && desk.cards.list.peek()[Number(digit) - 1];
  const action = allActions(desk, desk.selected.peek()).find(
    (each) => each.chord === chordKey(event),
  );
  if (!nth && !action) return;
  event.preventDefault();
  if (nth) desk.open(nth.id, event);
  else action?.run(event);
}

function single(desk: Desk, event: KeyboardEvent) {
  if (event.key === '?') desk.dialog.value = { kind: 'keys' };
  else if (desk.settings.shortcuts.peek()) {
    const action = allActions(desk, desk.selected.peek()).find(
      ({ letter }) => letter === event.key,
    );
    if (!action) return;
    event.preventDefault();
    action.run(event);
  }
}
