// Where the time of a conversation went: one sentence, one lane, one table. What is not exact says
// so, and each interval says what its begin rests on.

import {
  type ExplainedInterval,
  type Interval,
  type RosterRow,
  type Stopwatch,
  elapsed,
  formatClock,
  formatIsoDuration,
} from 'conversation-chat';
import { html, nothing } from 'lit';

import { messages } from '../messages';
import type { Card } from '../state/cards';
import type { Session } from '../state/session';
import { lane } from './lane';

const clockFormat = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dateFormat = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

type Timed = Pick<RosterRow, 'timers'>;
const PARTS = ['contacting', 'dialing', 'talk', 'hold', 'afterCallWork'] as const;

/** "Handled 5:30: talk 3:07, hold at least 2:23 in 2 holds" */
export function sentence({ timers }: Timed, now: number) {
  const shown = (stopwatch: Stopwatch) =>
    [messages.time.bounds[stopwatch.bound ?? ''], formatClock(elapsed(stopwatch, now))]
      .filter(Boolean)
      .join(' ');
  const parts = PARTS.filter((name) => elapsed(timers[name], now) > 0).map((name) =>
    messages.time[name](shown(timers[name]), timers[name].count),
  );
  return parts.length === 0
    ? messages.time.notYet
    : messages.time.handled(shown(timers.handle), parts);
}

const isInexact = ({ timers }: Timed) => PARTS.some((name) => timers[name].bound !== undefined);

/** An interval, and what its begin rests on. */
export type Explained = Interval & { why: string | undefined };

/** `all`: also which field reported it; an agent is told only what is inferred. */
export const explained = (
  intervals: readonly ExplainedInterval[],
  now: number,
  all = false,
): Explained[] =>
  intervals
    .filter(({ startMs }) => startMs <= now)
    .map(({ kind, startMs, endMs, start }) => ({
      kind,
      startMs,
      endMs: endMs ?? now,
      running: endMs === undefined,
      why: start.reported
        ? all
          ? messages.time.reported(start.field ?? '')
          : undefined
        : messages.time.inferred,
    }));

export function timeTab({ moment, roster }: Session, { row }: Card) {
  const now = moment.value;
  if (now === undefined) return html`<p class="soft">${messages.roster.loading}</p>`;
  const known = roster.explain(row.communicationId)?.intervals ?? [];
  const intervals = explained(known, now);
  const summary = sentence(row, now);
  return html`
    <p class="sentence" data-sentence>${summary}</p>
    ${isInexact(row) ? html`<p class="small soft">${messages.time.inexact}</p>` : nothing}
    ${intervals.length > 0 ? html`${lane(intervals, messages.time.lane(summary), now)}${table(intervals, row, now)}` : html`<p class="soft">${messages.time.noIntervals}</p>`}
  `;
}

export function table(intervals: readonly Explained[], { timers }: Timed, now: number) {
  const days = new Set(intervals.map(({ startMs }) => new Date(startMs).toDateString())).size;
  const format = days > 1 ? dateFormat : clockFormat;
  const total = elapsed(timers.handle, now);
  return html`
    <table>
      <caption class="visually-hidden">${messages.time.table}</caption>
      <thead><tr><th scope="col">${messages.time.kind}</th><th scope="col">${messages.time.begin}</th><th scope="col"
        class="number">${messages.time.length}</th></tr></thead>
      <tbody>
        ${intervals.map(
          ({ kind, startMs, endMs, running, why }) => html`
          <tr>
            <th scope="row"><span class="kind kind-${kind}"></span>${messages.time.kinds[kind] ?? kind}</th>
            <td><time datetime=${new Date(startMs).toISOString()}>${format.format(startMs)}</time>${why ? html`<span class="small soft block" data-why>${why}</span>` : nothing}</td>
            <td class="number">
              <time datetime=${formatIsoDuration(endMs - startMs)}>${formatClock(endMs - startMs)}</time>
              ${running ? html`<span class="visually-hidden">${messages.time.running}</span>` : nothing}
            </td>
          </tr>
        `,
        )}
      </tbody>
      <tfoot><tr><th scope="row" colspan="2">${messages.time.sum}</th><td class="number"><time
        datetime=${formatIsoDuration(total)}>${formatClock(total)}</time></td></tr></tfoot>
    </table>
  `;
}
