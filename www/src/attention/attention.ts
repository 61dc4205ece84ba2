// Reaching the agent: title, icon, sound, notification and speech. All of it follows what happens,
// and nothing waits for a frame.

import { type Signal, effect, signal, untracked } from '@preact/signals-core';
import { type RosterRow, elapsed, formatClock, remaining } from 'conversation-chat';

import { messages } from '../messages';
import type { Card } from '../state/cards';
import type { Selection } from '../state/selection';
import type { Session } from '../state/session';
import type { Settings } from '../state/settings';
import { Happenings, type HappeningParts } from './happenings';
import { type Answer, closeAlerts, onAnswer, showAlert } from './notifications';
import { LAST_MS, Ringing } from './ringing';
import { play } from './sound';

/** When a customer has waited for an answer for too long, in milliseconds. */
export const RESPONSE_MS = [60_000, 180_000] as const;
/** When a hold of the agent's own is too long, in milliseconds. */
export const HOLD_MS = [120_000, 300_000] as const;

export interface AttentionParts extends Omit<HappeningParts, 'isShown'> {
  session: Session;
  settings: Settings;
  selection: Selection;
}

export class Attention {
  readonly visible: Signal<boolean> = signal(!document.hidden);
  private readonly shown = new Set<string>();
  private readonly seen = new Set<string>();
  private noticed = new Set<string>();
  private readonly latest = new Map<string, number>();
  private reachableBefore: boolean | undefined;
  private readonly ringing: Ringing;
  private readonly happenings: Happenings;

  constructor(private readonly parts: AttentionParts) {
    const sound = () => parts.settings.sound.peek();
    this.ringing = new Ringing(parts.session, sound);
    const isShown = (card: Card) => this.isShown(card);
    this.happenings = new Happenings({ ...parts, isShown }, sessionStorage);
  }

  start() {
    const see = () => (this.visible.value = !document.hidden);
    document.addEventListener('visibilitychange', see);
    const { session, cards } = this.parts;
    const stops = [
      onAnswer(
        (id) => cards.all.peek().get(id)?.phase === 'alerting',
        (id, answer, act) => this.answer(id, answer, act),
      ),
      effect(() => this.happenings.followCards()),
      effect(() => this.happenings.followFailures()),
      effect(() => this.happenings.followStatus()),
      effect(() => this.followNotices()),
      effect(() => this.followAlerts()),
      effect(() => this.followTime()),
      effect(() => this.followMessages()),
      effect(() => this.showTitle()),
      effect(() => this.sayConnection()),
      ...RESPONSE_MS.map((afterMs) =>
        session.roster.onThreshold({ timer: 'response', afterMs }, (row) =>
          this.sayWait(row, afterMs),
        ),
      ),
      ...HOLD_MS.map((afterMs) =>
        session.roster.onThreshold({ timer: 'currentHold', afterMs }, (row) =>
          this.sayHold(row, afterMs),
        ),
      ),
      () => document.removeEventListener('visibilitychange', see),
      () => this.ringing.stop(),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** A page that is looked at has the card open. */
  isShown({ id }: Card) {
    return this.visible.value && this.parts.selection.id.value === id;
  }

  /** Holds are marked as long only where the agent chose them: the platform holds by itself, too. */
  isOwnHold(card: Card) {
    return this.parts.commands.heldHere.value.has(card.id);
  }

  /** What is important is heard, too. */
  private followNotices() {
    const ids = this.parts.notices.all.value
      .filter(({ tone }) => tone !== 'calm')
      .map(({ id }) => id);
    const isNew = ids.some((id) => !this.noticed.has(id));
    this.noticed = new Set(ids);
    if (isNew && this.parts.settings.sound.peek()) play('notice');
  }

  private followAlerts() {
    const alerts = this.parts.cards.alerts.value;
    const { commands, speech } = this.parts;
    this.ringing.follow(alerts.filter(({ id }) => !commands.tasks.isBusy(id)));
    untracked(() => {
      const present = new Set(alerts.map(({ id }) => id));
      for (const card of alerts) {
        if (this.seen.has(card.id)) continue;
        this.seen.add(card.id);
        speech.say('assertive', messages.say.alert(card.name, card.queueName));
        this.notify(card);
      }
      for (const id of this.seen) if (!present.has(id)) this.seen.delete(id);
      for (const id of this.shown)
        if (!present.has(id) && this.shown.delete(id)) void closeAlerts(id);
    });
  }

  private notify({ id, name, queueName, conversation }: Card) {
    if (!this.parts.settings.notifications.value) return;
    const words = conversation.last.value?.content?.text;
    void showAlert(id, name, messages.say.alertBody(queueName, words));
    this.shown.add(id);
  }

  private answer(id: string, answer: Answer, act: Event) {
    const card = this.parts.cards.all.peek().get(id);
    if (card?.phase !== 'alerting') return;
    if (answer === 'decline') void this.parts.commands.decline(card);
    else this.parts.open(id, act);
    if (answer === 'accept') void this.parts.commands.accept(card);
  }

  /** The last seconds of an alert and of after-call work are said once. */
  private followTime() {
    const now = this.parts.session.moment.value;
    if (now === undefined) return;
    for (const card of this.parts.cards.all.value.values()) {
      const { alert, afterCallWork } = card.row.timers;
      const left = remaining(
        card.phase === 'alerting' ? alert : card.phase === 'wrapping' ? afterCallWork : undefined,
        now,
      );
      if (left === undefined || left > LAST_MS || left <= 0) continue;
      const key = `${card.id}:${card.phase}:${alert.count}`;
      untracked(() => {
        if (card.phase === 'alerting')
          this.parts.speech.say('assertive', messages.say.alertEnds(card.name), key);
        else this.parts.speech.say('polite', messages.say.workEnds(card.name), key);
      });
    }
  }

  private followMessages() {
    const cards = [...this.parts.cards.all.value.values()];
    for (const id of this.latest.keys())
      if (cards.every(({ conversation }) => conversation.id !== id)) this.latest.delete(id);
    for (const { id, conversation, phase } of cards) {
      const { messages: refs } = conversation.facts.value;
      const last = refs.findLast(({ author }) => author === 'customer')?.at ?? 0;
      const before = this.latest.get(conversation.id);
      this.latest.set(conversation.id, last);
      if (before === undefined || last <= before || phase === 'alerting') continue;
      untracked(() => {
        const card = this.parts.cards.all.peek().get(id);
        const here = card && this.isShown(card);
        if (!here && this.parts.settings.sound.value) play('message');
        if (card && !here) this.parts.speech.say('polite', messages.say.message(card.name));
      });
    }
  }

  private showTitle() {
    const [alert] = this.parts.cards.alerts.value;
    const unread = [...this.parts.cards.all.value.values()].reduce(
      (sum, { conversation }) => sum + conversation.unread.value,
      0,
    );
    document.title = alert
      ? messages.title.alert(alert.name)
      : unread > 0
        ? messages.title.unread(unread)
        : messages.title.calm;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = alert ? 'icon-alert.svg' : unread > 0 ? 'icon-unread.svg' : 'icon.svg';
    if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
  }

  private sayConnection() {
    const reachable = this.parts.session.reachable.value;
    if (this.reachableBefore !== undefined && reachable !== this.reachableBefore) {
      untracked(() =>
        this.parts.speech.say(
          'polite',
          reachable ? messages.say.connected : messages.say.disconnected,
        ),
      );
    }
    if (reachable || this.reachableBefore !== undefined) this.reachableBefore = reachable;
  }

  private sayWait({ communicationId }: RosterRow, afterMs: number) {
    const card = this.parts.cards.of(communicationId);
    if (card && card.phase !== 'alerting')
      this.parts.speech.say('polite', messages.say.waiting(card.name, formatClock(afterMs)));
  }

  private sayHold({ communicationId }: RosterRow, afterMs: number) {
    const card = this.parts.cards.of(communicationId);
    if (card && this.isOwnHold(card))
      this.parts.speech.say('polite', messages.say.held(card.name, formatClock(afterMs)));
  }
}

export type Level = 'calm' | 'warn' | 'bad';

export function levelOf(
  stopwatch: Parameters<typeof elapsed>[0],
  now: number,
  [warnMs, badMs]: readonly [number, number],
): Level {
  const ms = elapsed(stopwatch, now);
  return ms >= badMs ? 'bad' : ms >= warnMs ? 'warn' : 'calm';
}
