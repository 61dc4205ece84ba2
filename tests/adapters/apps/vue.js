import { createApp, h, reactive, ref } from 'vue';

import Desk from '#readme/Desk.vue';

// The roster goes through a ref and a reactive object: what the component gets is a proxy.
export function mount(root, desk) {
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  const state = reactive({ roster: ref(roster) });
  if (state.roster === roster) throw new Error('expected a proxy');
  desk.connect(state.roster);
  const app = createApp(() => h(Desk, { roster: state.roster, now: desk.now }));
  app.mount(root);
  desk.unmount = () => app.unmount();
}
