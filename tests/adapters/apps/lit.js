import '#readme/desk-list.js';

export function mount(root, desk) {
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  desk.connect(roster);
  const list = Object.assign(document.createElement('desk-list'), { roster, now: desk.now });
  root.append(list);
  desk.unmount = () => list.remove();
}
