// `using`, where the project's `lib` knows it. Compiled, never run.

import { CloudClock, Roster } from 'conversation-chat';

export function shift(): number {
  using roster = new Roster();
  using clock = new CloudClock();
  using restored = Roster.restore(roster.save(), 0);
  return roster.rows.length + (clock.offset ?? 0) + restored.rows.length;
}

const roster: Disposable = new Roster();
roster[Symbol.dispose]();
