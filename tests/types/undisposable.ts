// Where the project's `lib` does not know `Symbol.dispose`, nothing of it is there, and nothing is
// missing. Compiled, never run.

import { Roster } from 'conversation-chat';

const roster = new Roster();
roster.free();
// @ts-expect-error: not in this `lib`
Symbol.dispose;
