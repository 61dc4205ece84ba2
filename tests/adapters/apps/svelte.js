import { mount as mountSvelte, unmount } from 'svelte';

import Desk from '#readme/Desk.svelte';

export function mount(root, desk) {
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  desk.connect(roster);
  const app = mountSvelte(Desk, { target: root, props: { roster, now: desk.now } });
  desk.unmount = () => unmount(app);
}
