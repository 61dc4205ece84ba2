// The desk without a view: what is chosen, and what follows from what happens.

import { type Signal, computed, effect, signal, untracked } from '@preact/signals-core';
import { remaining } from 'conversation-chat';

import { Commands } from '../commands/commands';
import { messages } from '../messages';
import { requests } from '../wire';
import { Agent } from './agent';
import { Attention } from './attention';
import { type Card, Cards, type Phase, isLive } from './cards';
import { nameOf } from './customer-name';
import { Conversations } from './conversations';
import { Directory } from './directory';
import { Drafts, isEmpty } from './drafts';
import { Keys } from './keys';
import { Replies } from './replies';
import type { Session } from './session';
import { Settings } from './settings';
import { Speech } from './speech';

/**
 * A time-limited wrap-up is sent this long before its end, in milliseconds: the platform takes none
 * after it.
 */
const BEFORE_END_MS = 1_500;
const SELECTED = 'desk.selected';

export interface Toast {
  id: number;
  text: string;
}

export class Desk {
  readonly conversations: Conversations;
  readonly cards: Cards;
  readonly drafts: Drafts;
  readonly settings: Settings;
  readonly agent: Agent;
  readonly directory: Directory;
  readonly replies: Replies;
  readonly speech = new Speech();
  readonly commands: Commands;
  readonly attention: Attention;
  readonly selectedId: Signal<string | undefined> = signal(undefined);
  readonly selected = computed(() => this.cards.all.value.get(this.selectedId.value ?? ''));
  readonly wrappingUp: Signal<ReadonlySet<string>> = signal(new Set());
  /** Whether the details are open where they do not fit beside the conversation. */
  readonly drawer = signal(false);
  readonly toasts: Signal<readonly Toast[]> = signal([]);
  private readonly sentInTime = new Set<string>();
  private readonly stops: (() => void)[] = [];

  constructor(readonly session: Session) {
    const { me } = session;
    this.conversations = new Conversations(this.session);
    const keys = new Keys(localStorage);
    this.cards = new Cards(this.session, this.conversations, keys);
    this.drafts = new Drafts(me.id, localStorage);
    this.settings = new Settings(localStorage);
    this.agent = new Agent(this.session);
    this.directory = new Directory(this.session);
    this.replies = new Replies(this.session);
    this.commands = new Commands(this.session, this.cards, this.drafts, this, sessionStorage);
    this.attention = new Attention(this);
    this.session.listen((payload, changes) => {
      for (const { communicationId, formerId } of changes)
        if (formerId !== undefined) keys.rename(formerId, communicationId);
      this.conversations.heard(payload);
      this.agent.heard(payload);
    });
  }

  get me() {
    return this.session.me;
  }

  get cloud() {
    return this.session.cloud;
  }

  start() {
    this.session.start();
    this.stops.push(
      effect(() => this.chooseFirst()),
      effect(() => this.wrapUpInTime()),
      effect(() => this.readOnChange()),
      effect(() => this.markSelectedRead()),
      effect(() => {
        if (!this.session.reachable.value) return;
        void this.agent.load();
        this.commands.deliverWaiting();
      }),
      this.attention.start(),
    );
  }

  stop() {
    for (const stop of this.stops.splice(0)) stop();
    this.session.stop();
  }

  select(id: string | undefined) {
    const card = this.cards.all.peek().get(id ?? '');
    if (card) this.read(card);
    this.selectedId.value = id;
    sessionStorage.setItem(SELECTED, id ?? '');
  }

  /** The card and the phase that were read last. */
  private lastRead = '';

  /**
   * Segments and earlier messages come only over REST: read when a conversation is opened, and when
   * its phase changes while it is open.
   */
  private read({ id, phase, conversation, row: { conversationId } }: Card) {
    this.lastRead = `${id} ${phase}`;
    if (!conversationId) return;
    void this.conversations.loadTexts(conversation);
    this.session.refresh(requests.conversation(conversationId)).catch(() => {});
  }

  private readOnChange() {
    const card = this.selected.value;
    if (card && this.lastRead !== `${card.id} ${card.phase}`) untracked(() => this.read(card));
  }

  /**
   * The next card that needs the agent: an alert, the longest unanswered customer, a wrap-up, any
   * of the others.
   */
  next(after?: string) {
    const cards = this.cards.arrangement.peek().order.filter(({ id }) => id !== after);
    const inPhase = (wanted: Phase) => cards.find(({ phase }) => phase === wanted);
    return (
      inPhase('alerting') ?? this.nextUnanswered(after) ?? cards.find(isLive) ?? inPhase('wrapping')
    );
  }

  nextUnanswered(after?: string): Card | undefined {
    const since = ({ row }: Card) => row.timers.response?.since ?? Infinity;
    const waiting = this.cards.arrangement
      .peek()
      .order.filter(
        (card) => card.id !== after && card.phase !== 'alerting' && since(card) < Infinity,
      );
    return waiting.sort((one, other) => since(one) - since(other))[0];
  }

  /** Puts a card away that is over, and goes on to the next. */
  close(card: Card) {
    if (this.selectedId.peek() === card.id) this.goOn(card.id);
    const { row } = this.cards.all.peek().get(card.id) ?? card;
    this.cards.dismiss(card.id);
    this.drafts.setWrapUp(card.id, undefined);
    this.session.roster.remove(row.communicationId);
  }

  goOn(after: string) {
    const next = this.next(after);
    this.select(next?.id);
    this.commands.focus.value = next
      ? next.phase === 'wrapping'
        ? 'wrapup'
        : next.phase === 'alerting'
          ? 'heading'
          : 'composer'
      : 'heading';
  }

  /** Whether a wrap-up was accepted; the desk then goes on to the next conversation. */
  async wrapUp(card: Card) {
    const done = await this.commands.wrapUp(card);
    if (done) {
      this.toast(messages.wrapUp.done(nameOf(card)));
      this.close(card);
    }
    return done;
  }

  openTransfer() {
    document.querySelector<HTMLDialogElement>('#transfer')?.showModal();
  }

  async transfer(card: Card, target: { kind: 'queue' | 'agent'; id: string; name: string }) {
    if (await this.commands.transfer(card, target))
      this.toast(messages.transfer.done(nameOf(card), target.name));
  }

  toast(text: string) {
    const toast = { id: performance.now(), text };
    this.toasts.value = [...this.toasts.peek(), toast];
    this.speech.say('polite', text);
    setTimeout(
      () => (this.toasts.value = this.toasts.peek().filter(({ id }) => id !== toast.id)),
      6_000,
    );
  }

  toggleWrapUp(id: string) {
    const next = new Set(this.wrappingUp.peek());
    if (!next.delete(id)) next.add(id);
    this.wrappingUp.value = next;
    this.commands.focus.value = next.has(id) ? 'wrapup' : 'composer';
  }

  private choseFirst = false;

  /**
   * What was open before a reload, or what needs the agent most; a narrow screen begins with the
   * list.
   */
  private chooseFirst() {
    const { order } = this.cards.arrangement.value;
    if (this.choseFirst || order.length === 0) return;
    this.choseFirst = true;
    untracked(() => {
      const before = sessionStorage.getItem(SELECTED);
      if (order.some(({ id }) => id === before)) this.select(before!);
      else if (matchMedia('(width >= 600px)').matches) this.select(this.next()?.id);
    });
  }

  /** What was written of a time-limited wrap-up is sent before the platform ends it. */
  private wrapUpInTime() {
    const now = this.session.moment.value;
    if (now === undefined) return;
    for (const card of this.cards.all.value.values()) {
      const left = remaining(card.row.timers.afterCallWork, now);
      if (
        card.phase !== 'wrapping' ||
        left === undefined ||
        left > BEFORE_END_MS ||
        this.sentInTime.has(card.id)
      )
        continue;
      this.sentInTime.add(card.id);
      if (!isEmpty(this.drafts.wrapUp(card.id))) untracked(() => void this.sendInTime(card));
    }
  }

  private async sendInTime(card: Card) {
    if (!(await this.wrapUp(card))) this.toast(messages.wrapUp.kept(nameOf(card)));
  }

  /** What is on the screen of a page that is looked at is read. */
  private markSelectedRead() {
    const card = this.selected.value;
    if (card && card.conversation.facts.value.messages.length > 0 && this.attention.visible.value)
      card.conversation.markRead();
  }
}
