// A list that opens at a field, above everything else: nothing cuts it, and nothing moves for it.

/** Shows or hides a list, and follows its field while it is shown. */
export function popUp(list: HTMLElement, field: HTMLElement, open: boolean) {
  const shown = list.matches(':popover-open');
  if (!open) {
    if (shown) list.hidePopover();
    return;
  }
  if (!shown) {
    list.showPopover();
    const follow = () => place(list, field);
    addEventListener('scroll', follow, { capture: true });
    addEventListener('resize', follow);
    list.addEventListener(
      'toggle',
      () => {
        removeEventListener('scroll', follow, { capture: true });
        removeEventListener('resize', follow);
      },
      { once: true },
    );
  }
  place(list, field);
}

/** Where there is more space: above or below the field. */
function place(list: HTMLElement, field: HTMLElement) {
  const { left, top, bottom, width } = field.getBoundingClientRect();
  const above = top > innerHeight - bottom;
  list.style.left = `${left}px`;
  list.style.width = `${width}px`;
  list.style.top = above ? 'auto' : `${bottom + 4}px`;
  list.style.bottom = above ? `${innerHeight - top + 4}px` : 'auto';
  list.style.maxHeight = `${Math.min(240, (above ? top : innerHeight - bottom) - 12)}px`;
}
