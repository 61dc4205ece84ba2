// Rows as the core alone draws them: one function for all, at most once a second.

import { elapsed, formatClock, startRendering } from 'conversation-chat';

export function mount(root, desk) {
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  desk.connect(roster);
  const lines = new Map();
  desk.draws = 0;
  desk.unmount = startRendering({
    roster,
    now: desk.now,
    stepMs: 1000,
    render(rows, now) {
      desk.draws++;
      for (const row of rows) {
        let line = lines.get(row.communicationId);
        if (!line) {
          const item = root.appendChild(document.createElement('li'));
          line = item.appendChild(document.createTextNode(''));
          lines.set(row.communicationId, line);
        }
        const text = `${row.customerName}: ${formatClock(elapsed(row.timers.currentHold, now))}`;
        if (line.data !== text) line.data = text;
      }
    },
  });
}
