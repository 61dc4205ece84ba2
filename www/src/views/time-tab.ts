// Where the time of a conversation went: one sentence, one lane, one table.

import {
  type RosterRow,
  type Interval,
  elapsed,
  formatClock,
  formatIsoDuration,
  timeline,
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

/** "Handled 5:30: talk 3:07, hold 2:23 in 2 holds" */
export function sentence({ timers }: Pick<RosterRow, 'timers'>, now: number) {
  const part = (
    name: 'talk' | 'hold' | 'afterCallWork' | 'contacting' | 'dialing',
    say: (clock: string, count: number) => string,
  ) => {
    const ms = elapsed(timers[name], now);
    return ms > 0 ? [say(formatClock(ms), timers[name].count)] : [];
  };
  const { talk, hold, work, contacting, dialing } = messages.time;
  const parts = [
    ...part('contacting', contacting),
    ...part('dialing', dialing),
    ...part('talk', talk),
    ...part('hold', hold),
    ...part('afterCallWork', work),
  ];
  const total = elapsed(timers.handle, now);
  return parts.length === 0
    ? messages.time.notYet
    : messages.time.handled(formatClock(total), parts);
}

/** Without segments only the current hold is known: what was before may be missing. */
export const isLowerBound = ({ basis, state = '', timers }: RosterRow) =>
  basis === 'timestamps' && timers.talk.count > 0 && state !== 'alerting';

export function timeTab({ moment }: Session, { row, leg }: Card) {
  const now = moment.value;
  if (now === undefined) return html`<p class="soft">${messages.roster.loading}</p>`;
  const intervals = leg ? timeline(leg.communication, now) : [];
  const summary = sentence(row, now);
  return html`
    <p class="sentence" data-sentence>${summary}</p>
    ${isLowerBound(row) ? html`<p class="small soft">${messages.time.lowerBound}</p>` : nothing}
    ${intervals.length > 0 ? html`${lane(intervals, messages.time.lane(summary), now)}${table(intervals, row, now)}` : html`<p class="soft">${messages.time.noIntervals}</p>`}
  `;
}

export function table(intervals: Interval[], { timers }: Pick<RosterRow, 'timers'>, now: number) {
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
          ({ kind, startMs, endMs, running }) => html`
          <tr>
            <th scope="row"><span class="kind kind-${kind}"></span>${messages.time.kinds[kind] ?? kind}</th>
            <td><time datetime=${new Date(startMs).toISOString()}>${format.format(startMs)}</time></td>
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
