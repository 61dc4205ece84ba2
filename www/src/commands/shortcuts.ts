// Single keys, where the agent has chosen to use them, and not where text is written.

import type { Desk } from '../state/desk';
import { groupOf, isLive } from '../state/cards';

export function shortcut(desk: Desk, event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  const target = event.target as HTMLElement;
  if (target.closest('input, textarea, select, [contenteditable], dialog, [popover]')) return;
  if (event.key === '?') document.querySelector<HTMLDialogElement>('#keys')?.showModal();
  else if (desk.settings.shortcuts.value) act(desk, event);
}

function act(desk: Desk, event: KeyboardEvent) {
  const card = desk.selected.peek();
  const reachable = desk.session.reachable.peek();
  const live = card && isLive(card) ? card : undefined;
  const go = (next: ReturnType<Desk['next']>) => {
    if (!next) return;
    desk.select(next.id);
    desk.commands.focus.value =
      next.phase === 'alerting' ? 'heading' : groupOf(next) === 'wrapping' ? 'wrapup' : 'composer';
  };
  const actions: Record<string, () => void> = {
    a: () => {
      const [alert] = desk.attention.alerts.peek();
      if (alert && reachable) void desk.commands.accept(alert);
    },
    h: () => live && reachable && void desk.commands.toggleHold(live),
    e: () => live && reachable && desk.commands.end(live),
    w: () => {
      if (live) desk.toggleWrapUp(live.id);
      else desk.commands.focus.value = 'wrapup';
    },
    n: () => go(desk.next(card?.id)),
    u: () => go(desk.nextUnanswered(card?.id)),
    r: () => {
      desk.commands.focus.value = 'composer';
    },
  };
  const found = actions[event.key];
  if (!found) return;
  event.preventDefault();
  found();
}
