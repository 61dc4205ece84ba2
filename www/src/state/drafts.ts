// What an agent has written and not sent: kept per conversation, over reloads, for each user apart.

import { type Signal, signal } from '@preact/signals-core';

import type { WrapUp } from '../wire';
import { amount, record, text } from '../wire';

const KEPT_MS = 7 * 86_400_000;

interface Kept {
  at: number;
  value: unknown;
}

export const emptyWrapUp: WrapUp = { code: '', notes: '', tags: [] };

export const isEmpty = ({ code, notes, tags }: WrapUp) =>
  code === '' && notes.trim() === '' && tags.length === 0;

export class Drafts {
  private readonly key: string;
  private readonly kept: Signal<Readonly<Record<string, Kept>>>;

  constructor(
    userId: string,
    private readonly storage: Storage,
  ) {
    this.key = `desk.drafts.${userId}`;
    this.kept = signal(this.read());
  }

  message(conversationId: string) {
    const value = this.kept.value[`message:${conversationId}`]?.value;
    return typeof value === 'string' ? value : '';
  }

  setMessage(conversationId: string, value: string) {
    this.set(`message:${conversationId}`, value === '' ? undefined : value);
  }

  wrapUp(key: string): WrapUp {
    const { code, notes, tags } = record(this.kept.value[`wrapup:${key}`]?.value);
    return {
      code: text(code) ?? '',
      notes: typeof notes === 'string' ? notes : '',
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    };
  }

  setWrapUp(key: string, value: WrapUp | undefined) {
    this.set(`wrapup:${key}`, value && !isEmpty(value) ? value : undefined);
  }

  private set(name: string, value: unknown) {
    const { [name]: _, ...others } = this.kept.peek();
    this.kept.value =
      value === undefined ? others : { ...others, [name]: { at: Date.now(), value } };
    try {
      this.storage.setItem(this.key, JSON.stringify(this.kept.peek()));
    } catch {
      // Full or forbidden storage: the drafts live as long as the page.
    }
  }

  private read(): Record<string, Kept> {
    try {
      const entries = Object.entries(record(JSON.parse(this.storage.getItem(this.key) ?? '{}')));
      const valid = entries.map(([name, kept]): [string, Kept] => [
        name,
        { at: amount(record(kept)['at']) ?? 0, value: record(kept)['value'] },
      ]);
      return Object.fromEntries(valid.filter(([, { at }]) => Date.now() - at < KEPT_MS));
    } catch {
      return {};
    }
  }
}
