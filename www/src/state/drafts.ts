// What an agent has written and not sent.

import { record, text } from '../wire/json';
import type { WrapUp } from '../wire/requests';
import type { KeptStore } from './kept';

const MESSAGE = 'message.';
const WRAP_UP = 'wrapup.';

export const isEmpty = ({ code, notes, tags }: WrapUp) =>
  code === '' && notes.trim() === '' && tags.length === 0;

export class Drafts {
  constructor(readonly kept: KeptStore) {}

  message(conversationId: string) {
    const value = this.kept.get(MESSAGE + conversationId);
    return typeof value === 'string' ? value : '';
  }

  setMessage(conversationId: string, value: string, name: string) {
    if (value === '') this.kept.delete(MESSAGE + conversationId);
    else this.kept.set(MESSAGE + conversationId, value, name);
  }

  wrapUp(cardId: string): WrapUp {
    return wrapUpOf(this.kept.get(WRAP_UP + cardId));
  }

  setWrapUp(cardId: string, value: WrapUp, name: string) {
    if (isEmpty(value)) this.kept.delete(WRAP_UP + cardId);
    else this.kept.set(WRAP_UP + cardId, value, name);
  }

  forgetWrapUp(cardId: string) {
    this.kept.delete(WRAP_UP + cardId);
  }
}

/** A wrap-up as it was kept. */
export function wrapUpOf(value: unknown): WrapUp {
  const { code, notes, tags } = record(value);
  return {
    code: text(code) ?? '',
    notes: typeof notes === 'string' ? notes : '',
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
  };
}
