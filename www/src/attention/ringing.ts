// An alert rings until it is answered, and in another way during its last seconds.

import { remaining } from 'conversation-chat';

import type { Card } from '../state/cards';
import type { Session } from '../state/session';
import { play } from './sound';

/** The last part of an alert or of after-call work, in milliseconds. */
export const LAST_MS = 10_000;
/** From one ring to the next, in milliseconds. */
const EVERY_MS = 4_000;
const EVERY_LAST_MS = 1_500;

export class Ringing {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private alerts: readonly Card[] = [];

  constructor(
    private readonly session: Session,
    private readonly sound: () => boolean,
  ) {}

  /** The alerts that nobody answers yet; an effect calls it. */
  follow(alerts: readonly Card[]) {
    const isNew = alerts.some(({ id }) => this.alerts.every((before) => before.id !== id));
    this.alerts = alerts;
    if (alerts.length === 0) this.stop();
    else if (isNew || this.timer === undefined) this.ring();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private ring() {
    clearTimeout(this.timer);
    const now = this.session.now();
    const left = this.alerts.map(({ row }) =>
      now === undefined ? Infinity : (remaining(row.timers.alert, now) ?? Infinity),
    );
    const least = Math.min(...left);
    const last = least <= LAST_MS;
    if (this.sound()) play(last ? 'last' : 'alert');
    const pause = last ? EVERY_LAST_MS : Math.min(EVERY_MS, Math.max(0, least - LAST_MS));
    this.timer = setTimeout(() => this.ring(), pause);
  }
}
