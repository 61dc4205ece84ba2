// What is said aloud, politely: each thing once, when it happens, and never every second.

import type { Desk } from './desk';
import { messages } from './messages';
import { holdLevel, type Level } from './view/card';

const RANK: Record<Level, number> = { calm: 0, warning: 1, limit: 2 };

export class Announcer {
  text = '';
  private readonly levels = new Map<string, Level>();
  private readonly alerted = new Set<string>();

  follow(desk: Desk) {
    const present = new Set<string>();
    for (const card of desk.cards) {
      const id = card.row.communicationId;
      const name = card.details.name ?? id;
      present.add(id);
      const level = holdLevel(desk, card);
      if (RANK[level] > RANK[this.levels.get(id) ?? 'calm']) {
        this.text = level === 'limit' ? messages.announceLimit(name) : messages.announceWarning(name);
      }
      this.levels.set(id, level);
      if (card.state === 'alerting' && !this.alerted.has(id)) {
        this.alerted.add(id);
        this.text = messages.announceAlert(name);
      }
    }
    for (const id of this.levels.keys()) if (!present.has(id)) this.levels.delete(id);
    for (const id of this.alerted) if (!present.has(id)) this.alerted.delete(id);
  }
}
