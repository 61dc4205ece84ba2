import { formatClock } from 'conversation-chat';
import { useElapsed, useRoster } from 'conversation-chat/react';
import { memo, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

export function mount(root, desk) {
  const options = {
    stepMs: Number(new URLSearchParams(location.search).get('stepMs')) || undefined,
  };
  const isStrict = !new URLSearchParams(location.search).has('loose');
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  desk.connect(roster);

  function List() {
    desk.renders.List = (desk.renders.List ?? 0) + 1;
    return (
      <ul>
        {useRoster(roster, desk.now).map((row) => (
          <Row key={row.communicationId} row={row} />
        ))}
      </ul>
    );
  }
  const Row = memo(function Row({ row }) {
    desk.renders[row.customerName] = (desk.renders[row.customerName] ?? 0) + 1;
    // A stopwatch that is made at each rendering is the same one.
    const ms = useElapsed(
      row.timers.currentHold && { ...row.timers.currentHold },
      desk.now,
      options,
    );
    return (
      <li>
        {row.customerName}: {ms === undefined ? '?' : formatClock(ms)}
      </li>
    );
  });
  const reactRoot = createRoot(root);
  reactRoot.render(
    isStrict ? (
      <StrictMode>
        <List />
      </StrictMode>
    ) : (
      <List />
    ),
  );
  desk.unmount = () => reactRoot.unmount();
}
