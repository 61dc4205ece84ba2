// The canned responses of the organisation: read once, when they are first asked for; their texts
// as an agent sends them.

import { type Signal, signal } from '@preact/signals-core';

import { reasonOf } from '../commands/tasks';
import { type Reply, readReplies, requests } from '../wire';
import type { Card } from './cards';
import { nameOf } from './customer-name';
import type { Session } from './session';

export type LoadedReplies = readonly Reply[] | 'loading' | { failed: string };

export class Replies {
  private readonly loaded: Signal<LoadedReplies> = signal('loading');
  private isAsked = false;

  constructor(private readonly session: Session) {}

  get all(): LoadedReplies {
    if (!this.isAsked) void this.load();
    return this.loaded.value;
  }

  async load() {
    this.isAsked = true;
    this.loaded.value = 'loading';
    try {
      this.loaded.value = readReplies(await this.session.ask(requests.replies()));
    } catch (error) {
      this.loaded.value = { failed: reasonOf(error) };
    }
  }

  /** Those that words find by name or text. */
  find(query: string): readonly Reply[] {
    const { all } = this;
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (all === 'loading' || 'failed' in all) return [];
    return all.filter(({ name, body }) =>
      words.every((word) => `${name} ${body}`.toLowerCase().includes(word)),
    );
  }

  /**
   * The text of a reply to a customer. Substitutions are names, or attributes of the customer; one
   * of which nothing is known stays for the agent to see.
   */
  textFor({ body, defaults }: Reply, card: Card) {
    const { attributes = [] } = card.conversation.facts.value;
    const known = new Map([
      ...attributes,
      ['CUSTOMER_NAME', nameOf(card)],
      ['AGENT_NAME', this.session.me.name],
    ]);
    return body.replace(
      /\{\{\s*([^{}]+?)\s*\}\}/g,
      (whole, name: string) => known.get(name) ?? defaults.get(name) ?? whole,
    );
  }
}
