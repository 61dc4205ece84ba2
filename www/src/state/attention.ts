// Reaching the agent: title, icon, sound, notification and speech. All of it follows what happens,
// and nothing waits for a frame.

import { type Signal, computed, effect, signal, untracked } from '@preact/signals-core';
import { type RosterRow, elapsed, formatClock, remaining } from 'conversation-chat';

import { messages } from '../messages';
import { closeAlert, onAnswer, showAlert } from './notifications';
import { play } from './sound';
import type { Card } from './cards';
import { nameOf } from './customer-name';
import type { Desk } from './desk';

/** The last part of an alert or of after-call work, in milliseconds. */
export const LAST_MS = 10_000;
/** When a customer has waited for an answer for too long, in milliseconds. */
export const RESPONSE_MS = [60_000, 180_000] as const;
/** When a hold of the agent's own is too long, in milliseconds. */
export const HOLD_MS = [120_000, 300_000] as const;

export class Attention {
  readonly visible: Signal<boolean> = signal(!document.hidden);
  readonly alerts = computed(() =>
    [...this.desk.cards.all.value.values()].filter(({ phase }) => phase === 'alerting'),
  );
  private readonly shown = new Set<string>();
  private readonly seen = new Set<string>();

  constructor(private readonly desk: Desk) {}

  start() {
    const see = () => (this.visible.value = !document.hidden);
    document.addEventListener('visibilitychange', see);
    const { roster } = this.desk.session;
    const stops = [
      onAnswer((id, action) => this.answer(id, action)),
      effect(() => this.followAlerts()),
      effect(() => this.followTime()),
      effect(() => this.followMessages()),
      effect(() => this.showTitle()),
      effect(() => this.sayConnection()),
      ...RESPONSE_MS.map((afterMs) =>
        roster.onThreshold({ timer: 'response', afterMs }, (row) => this.sayWait(row, afterMs)),
      ),
      ...HOLD_MS.map((afterMs) =>
        roster.onThreshold({ timer: 'currentHold', afterMs }, (row) => this.sayHold(row, afterMs)),
      ),
      () => document.removeEventListener('visibilitychange', see),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /**
   * The words for how a hold goes only where the agent chose it: the platform holds by itself, too.
   */
  isOwnHold(card: Card) {
    return this.desk.commands.heldHere.value.has(card.id);
  }

  private followAlerts() {
    const alerts = this.alerts.value;
    untracked(() => {
      const present = new Set(alerts.map(({ id }) => id));
      for (const card of alerts) {
        if (this.seen.has(card.id)) continue;
        this.seen.add(card.id);
        this.desk.speech.say(
          'assertive',
          messages.say.alert(nameOf(card), card.conversation.facts.value.queueName),
        );
        if (this.desk.settings.sound.value) play('alert');
        this.notify(card);
      }
      for (const id of this.shown)
        if (!present.has(id) && this.shown.delete(id)) void closeAlert(id);
    });
  }

  private notify(card: Card) {
    if (!this.desk.settings.notifications.value) return;
    const body = messages.say.alertBody(
      card.conversation.facts.value.queueName,
      card.conversation.last.value?.text ?? undefined,
    );
    void showAlert(card.id, nameOf(card), body);
    this.shown.add(card.id);
  }

  /** What the agent chose in a notification. */
  private answer(id: string, action: string) {
    const card = this.desk.cards.all.peek().get(id);
    if (card?.phase !== 'alerting') return;
    if (action === 'decline') void this.desk.commands.decline(card);
    else void this.desk.commands.accept(card);
  }

  /** The last seconds are said once a stretch. */
  private followTime() {
    const now = this.desk.session.moment.value;
    if (now === undefined) return;
    for (const card of this.desk.cards.all.value.values()) {
      const { alert, afterCallWork } = card.row.timers;
      const left = remaining(
        card.phase === 'alerting' ? alert : card.phase === 'wrapping' ? afterCallWork : undefined,
        now,
      );
      if (left === undefined || left > LAST_MS || left <= 0) continue;
      const key = `${card.id}:${card.phase}:${alert.count}`;
      untracked(() => {
        if (card.phase === 'alerting')
          this.desk.speech.say('assertive', messages.say.alertEnds(nameOf(card)), key);
        else this.desk.speech.say('polite', messages.say.workEnds(nameOf(card)), key);
      });
    }
  }

  private latest = new Map<string, number>();

  private followMessages() {
    for (const { id, conversation, phase } of this.desk.cards.all.value.values()) {
      const { messages: refs } = conversation.facts.value;
      const last = refs.findLast(({ author }) => author === 'customer')?.at ?? 0;
      const before = this.latest.get(conversation.id);
      this.latest.set(conversation.id, last);
      if (before === undefined || last <= before || phase === 'alerting') continue;
      untracked(() => {
        const here = this.desk.selectedId.value === id && this.visible.value;
        if (!here && this.desk.settings.sound.value) play('message');
        const card = this.desk.cards.all.peek().get(id);
        if (card && !here) this.desk.speech.say('polite', messages.say.message(nameOf(card)));
      });
    }
  }

  private showTitle() {
    const [alert] = this.alerts.value;
    const unread = [...this.desk.cards.all.value.values()].reduce(
      (sum, { conversation }) => sum + conversation.unread.value,
      0,
    );
    document.title = alert
      ? messages.title.alert(nameOf(alert))
      : unread > 0
        ? messages.title.unread(unread)
        : messages.title.calm;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = alert ? 'icon-alert.svg' : unread > 0 ? 'icon-unread.svg' : 'icon.svg';
    if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
  }

  private connectionBefore: boolean | undefined;

  private sayConnection() {
    const reachable = this.desk.session.reachable.value;
    if (this.connectionBefore !== undefined && reachable !== this.connectionBefore) {
      untracked(() =>
        this.desk.speech.say(
          'polite',
          reachable ? messages.say.connected : messages.say.disconnected,
        ),
      );
    }
    if (reachable || this.connectionBefore !== undefined) this.connectionBefore = reachable;
  }

  private sayWait({ communicationId }: RosterRow, afterMs: number) {
    const card = this.desk.cards.of(communicationId);
    if (card && card.phase !== 'alerting')
      this.desk.speech.say('polite', messages.say.waiting(nameOf(card), formatClock(afterMs)));
  }

  private sayHold({ communicationId }: RosterRow, afterMs: number) {
    const card = this.desk.cards.of(communicationId);
    if (card && this.isOwnHold(card))
      this.desk.speech.say('polite', messages.say.held(nameOf(card), formatClock(afterMs)));
  }
}

export type Level = 'calm' | 'warn' | 'bad';

export function levelOf(
  watch: Parameters<typeof elapsed>[0],
  now: number,
  [warnMs, badMs]: readonly [number, number],
): Level {
  const ms = elapsed(watch, now);
  return ms >= badMs ? 'bad' : ms >= warnMs ? 'warn' : 'calm';
}
