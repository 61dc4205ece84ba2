// Menus as popovers of the browser: placed at their button, arrows within, Escape and a click
// outside close them.

export function openMenu(event: Event, id: string) {
  const button = event.currentTarget as HTMLElement;
  const menu = document.getElementById(id);
  if (!menu) return;
  menu.togglePopover();
  if (!menu.matches(':popover-open')) return;
  const { bottom, left, right } = button.getBoundingClientRect();
  menu.style.insetBlockStart = `${bottom + 4}px`;
  menu.style.insetInlineStart = 'auto';
  menu.style.insetInlineEnd = 'auto';
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8, right))}px`;
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  items()[0]?.focus();
  menu.onkeydown = (key: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step === undefined) return;
    key.preventDefault();
    const all = items();
    all[
      (all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length
    ]?.focus();
  };
}

export const closeMenu = (id: string) => document.getElementById(id)?.hidePopover();
