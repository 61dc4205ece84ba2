// The whole of the package with no types but those of the language: no page, no Node.js. Compiled,
// never run.

import init, {
  type Communication,
  type ConversationChat,
  type ConversationChatInput,
  type JsonSyntaxError,
  type MediaType,
  type RosterChange,
  type RosterRow,
  type Stopwatch,
  type Stopwatches,
  CloudClock,
  Roster,
  conversationChat,
  durations,
  elapsed,
  formatClock,
  formatIsoDuration,
  holdDuration,
  initSync,
  parseChat,
  remaining,
  startRendering,
  stopwatches,
  timeline,
  validateChat,
} from 'conversation-chat';

await init();
await init('/module.wasm');
await init(Promise.resolve(new Uint8Array()));
initSync(new Uint8Array());
// @ts-expect-error: there is nothing to load at once
initSync();

export const isValid: boolean = validateChat(null).valid;
const { chat, issues } = parseChat('{}');
export const place: string = issues
  .map(({ path, code, severity, message }) => `${path.join('.')} ${code} ${severity} ${message}`)
  .join();
export const where = ({ line, column, offset, message }: JsonSyntaxError): string =>
  `${message}: ${line}, ${column}, ${offset}`;

// What comes may have `null` everywhere; what goes out has none.
export const input: ConversationChatInput = {
  state: null,
  segments: [{ startTime: null }],
  wrapup: { tags: null },
};
const result = conversationChat['~standard'].validate(input);
export const output: ConversationChat | undefined = result.issues ? undefined : result.value;

const communication: Communication = {
  state: null,
  held: undefined,
  segments: null,
  connectedTime: '2021-01-20T09:25:34Z',
};
export const all = [
  durations(communication, 0).talk.ms,
  holdDuration(chat, 0) ?? 0,
  timeline(chat, 0).length,
  stopwatches(chat).handle.ms,
];
const watches: Stopwatches = stopwatches(communication);
export const optional: (Stopwatch | undefined)[] = [
  watches.currentHold,
  watches.wait,
  watches.response,
  watches.inactivity,
];
export const shown: string =
  formatClock(elapsed(watches.currentHold, 0)) +
  formatIsoDuration(remaining(watches.alert, 0) ?? 0);
// @ts-expect-error: what is left may be unknown
export const left: number = remaining(watches.alert, 0);

const roster = new Roster({ userId: 'u', purposes: ['agent'] as const });
new Roster({ purposes: undefined });
// @ts-expect-error: absent, not `undefined`, which would be everybody
new Roster({ userId: undefined });
// @ts-expect-error: a list is due
new Roster({ purposes: 'agent' });
const changes: RosterChange[] = roster
  .receive({ id: 'x' }, 0)
  .concat(roster.sync([], 0, 0), roster.receive(new Uint8Array(), 0), roster.receive('{}', 0));
for (const { type, communicationId, formerId, path } of changes) {
  if (type === 'added' || type === 'updated' || type === 'ended' || type === 'removed')
    path.concat(communicationId, formerId ?? '');
  else (type) satisfies never;
}
const rows: readonly RosterRow[] = roster.rows;
const row = roster.get('x');
// @ts-expect-error: there may be none
row.state;
// @ts-expect-error: rows are frozen
rows[0]!.held = true;
// @ts-expect-error: stopwatches are frozen
rows[0]!.timers.hold.ms = 5;
// @ts-expect-error: the array is frozen
rows.push(rows[0]!);
// @ts-expect-error: a property, not a method
roster.rows(0);

// Media are open, and still complete themselves.
export const media: MediaType[] = ['chat', 'message', 'tomorrow'];
export const next: number | undefined = roster.advance(0, 1000) ?? roster.advance(0);
const stop: () => void = roster.onThreshold(
  { timer: 'currentHold', afterMs: 120_000 },
  ({ customerName }) => customerName?.length,
);
// @ts-expect-error: no such stopwatch
roster.onThreshold({ timer: 'basis', afterMs: 1 }, () => {});
stop();

// Stores of user interfaces take these as they are.
const { subscribe, getSnapshot } = roster;
const unsubscribe: () => void = subscribe(() => getSnapshot().length);
unsubscribe();
export const restored: Roster = Roster.restore(roster.save(), 0, { userId: 'u' });

const clock = new CloudClock();
for (const answer of [0, '2021-01-20T09:25:34Z', new Date(0), { currentDate: '' }])
  clock.observe(0, answer, 1);
// @ts-expect-error: nobody may have told the time
export const now: number = clock.now(0);
// @ts-expect-error: read only
clock.offset = 5;
export const doubt: number = clock.uncertainty ?? clock.offset ?? 0;

const end: () => void = startRendering({
  roster,
  now: () => clock.now(0),
  render: (drawn, moment) => elapsed(drawn[0]?.timers.talk, moment),
  stepMs: 1000,
});
end();
roster.free();
clock.free();
