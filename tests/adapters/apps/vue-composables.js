import { formatClock } from 'conversation-chat';
import { useElapsed, useRoster } from 'conversation-chat/vue';
import { createApp, defineComponent, h, shallowRef } from 'vue';

export function mount(root, desk) {
  const connected = () => {
    const roster = new desk.api.Roster({ purposes: ['agent'] });
    desk.connect(roster);
    return roster;
  };
  const roster = shallowRef();
  const stepMs = Number(new URLSearchParams(location.search).get('stepMs')) || undefined;
  const Row = defineComponent({
    props: ['row'],
    setup(props) {
      const ms = useElapsed(() => props.row.timers.currentHold, desk.now, { stepMs });
      return () => {
        const name = props.row.customerName;
        desk.renders[name] = (desk.renders[name] ?? 0) + 1;
        return h('li', `${name}: ${ms.value === undefined ? '?' : formatClock(ms.value)}`);
      };
    },
  });
  const app = createApp({
    setup() {
      const rows = useRoster(roster, desk.now);
      return () =>
        h(
          'ul',
          rows.value.map((row) => h(Row, { key: row.communicationId, row })),
        );
    },
  });
  app.mount(root);
  desk.setRoster = (wanted) => {
    roster.value = wanted ? connected() : undefined;
  };
  desk.unmount = () => app.unmount();
}
