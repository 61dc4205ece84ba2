// The desk without a view: its parts, what is open, and what an agent does to it.

import { type Signal, computed, signal } from '@preact/signals-core';

import { Attention } from './attention/attention';
import { closeAlerts } from './attention/notifications';
import { Commands } from './commands/commands';
import { Endings } from './commands/endings';
import { Outbox } from './commands/outbox';
import { messages } from './messages';
import { Agent } from './state/agent';
import { type Card, Cards, isLive, isOver } from './state/cards';
import { Conversations } from './state/conversations';
import { Directory } from './state/directory';
import { Drafts, isEmpty } from './state/drafts';
import { KeptStore } from './state/kept';
import { Keys } from './state/keys';
import { Lookups } from './state/lookups';
import { Notices } from './state/notices';
import { OwnShift } from './state/own-shift';
import { type Claim, type Place, Selection } from './state/selection';
import type { Session } from './state/session';
import { Settings } from './state/settings';
import { Speech } from './state/speech';
import { leaveNothing } from './state/traces';
import type { Target, WrapUp } from './wire/requests';

/** What is open above the desk. A dialog about a conversation names it, and closes with it. */
export type Dialog =
  | { kind: 'transfer'; cardId: string; name: string }
  | { kind: 'palette'; cardId: string | undefined }
  | { kind: 'keys' | 'unsent' | 'sign-out' };

export class Desk {
  readonly lookups = new Lookups();
  readonly kept: KeptStore;
  readonly drafts: Drafts;
  readonly conversations: Conversations;
  readonly cards: Cards;
  readonly settings = new Settings(localStorage);
  readonly agent: Agent;
  readonly directory: Directory;
  readonly speech = new Speech();
  readonly notices = new Notices(this.speech);
  readonly selection = new Selection(sessionStorage);
  readonly commands: Commands;
  readonly endings: Endings;
  readonly outbox: Outbox;
  readonly attention: Attention;
  readonly shift: OwnShift;
  readonly selected = computed(() => this.cards.get(this.selection.id.value));
  readonly dialog: Signal<Dialog | undefined> = signal(undefined);
  /** The conversations whose wrap-up is open before their end. */
  readonly wrappingUp: Signal<ReadonlySet<string>> = signal(new Set());
  /** Whether the details are open where they do not fit beside the conversation. */
  readonly drawer = signal(false);
  /** What was sent of the wrap-ups whose cards are still there. */
  readonly sentWrapUps: Signal<ReadonlyMap<string, WrapUp>> = signal(new Map());
  /** What ends with the desk. */
  readonly stops: (() => void)[] = [];

  constructor(readonly session: Session) {
    const { me, cloud } = session;
    const keys = new Keys(localStorage);
    // A cloud that ends with its tab has nothing to share with other tabs.
    this.kept = new KeptStore(me.id, cloud.lasting ? localStorage : sessionStorage);
    this.drafts = new Drafts(this.kept);
    this.conversations = new Conversations(session, this.lookups);
    this.cards = new Cards(session, this.conversations, keys, sessionStorage);
    this.agent = new Agent(session, this.lookups);
    this.directory = new Directory(session, this.lookups);
    this.commands = new Commands(session, this.cards, this.drafts, sessionStorage);
    this.endings = new Endings(session, this.cards, this.kept, this.commands);
    this.outbox = new Outbox(session, this.cards, this.conversations, this.kept, this.commands);
    this.shift = new OwnShift(session, this.cards, cloud.lasting ? localStorage : sessionStorage);
    this.attention = new Attention({
      ...this,
      session,
      isRead: ({ conversation }) => this.conversations.isRead(conversation),
      open: (id, act) => this.open(id, act),
    });
    session.listen((payload, changes) => {
      for (const { communicationId, formerId, type } of changes) {
        if (formerId !== undefined) keys.rename(formerId, communicationId);
        else if (type === 'added') keys.meet(communicationId);
      }
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

  stop() {
    for (const stop of this.stops.splice(0)) stop();
    this.session.stop();
  }

  // What is open.

  /** The agent opens a conversation, where its work goes on, or the list. */
  open(id: string | undefined, act: Event) {
    if (id !== undefined && !this.cards.all.peek().has(id)) return;
    this.show(id, this.selection.claim(act));
  }

  private show(id: string | undefined, claim: Claim, place?: Place) {
    const before = this.selected.peek();
    const card = this.cards.all.peek().get(id ?? '');
    claim.move(card?.id, place ?? placeOf(card));
    if (!claim.holds) return;
    if (card) this.notices.removeOf(card.id);
    if (card) this.read(card);
    // What was over and has nothing unsent needs no second look.
    if (before && before.id !== card?.id) this.putAwayIfDone(before);
  }

  /** The agent goes to a place of the open conversation. */
  goTo(place: Place, act: Event) {
    this.selection.claim(act).move(this.selection.id.peek(), place);
  }

  accept(card: Card, act: Event) {
    this.show(card.id, this.selection.claim(act), 'composer');
    void this.commands.accept(card);
  }

  /** Puts away a card that is over, and goes on to the next. */
  close(card: Card, act: Event) {
    this.closeWith(card, this.selection.claim(act));
  }

  private closeWith(card: Card, claim: Claim) {
    const wasOpen = this.selection.id.peek() === card.id;
    if (wasOpen && !claim.holds) return;
    if (wasOpen) this.show(this.next(card.id)?.id, claim);
    this.forget(card);
  }

  closeAllOver() {
    for (const card of this.cards.all.peek().values())
      if (isOver(card) && card.id !== this.selection.id.peek()) this.putAwayIfDone(card);
  }

  putAwayIfDone(card: Card) {
    const now = this.cards.all.peek().get(card.id);
    if (now && isOver(now) && !this.hasUnsent(now)) this.forget(now);
  }

  private forget({ id }: Card) {
    const now = this.cards.all.peek().get(id);
    if (now) this.session.roster.remove(now.row.communicationId);
    this.cards.dismiss(id);
    this.notices.removeOf(id);
  }

  /** Whether something that was written for a conversation has not reached anybody. */
  hasUnsent({ id, conversation }: Card) {
    return (
      this.drafts.message(conversation.id) !== '' ||
      !isEmpty(this.drafts.wrapUp(id)) ||
      this.outbox.messages.of(conversation.id).length > 0
    );
  }

  /**
   * The next card that needs the agent: an alert, the longest unanswered customer, any live one, a
   * wrap-up.
   */
  next(after?: string) {
    const cards = this.cards.ordered.filter(({ id }) => id !== after);
    const first = (wanted: (card: Card) => boolean) => cards.find(wanted);
    return (
      first(({ phase }) => phase === 'alerting') ??
      this.nextUnanswered(after) ??
      first(isLive) ??
      first(({ phase }) => phase === 'wrapping')
    );
  }

  nextUnanswered(after?: string): Card | undefined {
    const since = ({ row }: Card) => row.timers.response?.since ?? Infinity;
    return this.cards.ordered
      .filter((card) => card.id !== after && isLive(card) && since(card) < Infinity)
      .sort((one, other) => since(one) - since(other))[0];
  }

  // What is done to a conversation and goes on from there.

  end(card: Card, act: Event) {
    this.endings.begin(card);
    this.selection.claim(act).move(card.id, 'undo');
  }

  undoEnd(id: string, act: Event) {
    this.endings.undo(id);
    this.selection.claim(act).move(id, 'composer');
  }

  async endNow(id: string, act: Event) {
    const claim = this.selection.claim(act);
    if (await this.endings.now(id)) claim.move(id, 'wrapup');
  }

  /** Finishes a wrap-up, and goes on to the next conversation unless the agent went elsewhere. */
  async wrapUp(card: Card, act: Event) {
    const claim = this.selection.claim(act);
    if (!(await this.sendWrapUp(card))) return;
    this.notices.calm(messages.wrapUp.done(card.name));
    this.closeWith(card, claim);
  }

  /** Sends a wrap-up as it is written; gives whether it was accepted. */
  async sendWrapUp(card: Card) {
    const done = await this.commands.wrapUp(card);
    if (!done) return false;
    this.sentWrapUps.value = new Map([
      ...this.sentWrapUps.peek(),
      [card.id, this.drafts.wrapUp(card.id)],
    ]);
    this.drafts.forgetWrapUp(card.id);
    return true;
  }

  async transfer(cardId: string, target: Target & { name: string }) {
    const card = this.cards.all.peek().get(cardId);
    if (card && isLive(card) && (await this.commands.transfer(card, target)))
      this.notices.calm(messages.transfer.done(card.name, target.name));
  }

  toggleWrapUp(id: string, act: Event) {
    const next = new Set(this.wrappingUp.peek());
    if (!next.delete(id)) next.add(id);
    this.wrappingUp.value = next;
    this.selection.claim(act).move(id, next.has(id) ? 'wrapup' : 'composer');
  }

  /** Signs out; what was not sent stays in this browser only where the agent wants it. */
  async signOut() {
    await this.cloud.signOut?.();
    await this.signedOut();
  }

  /** Another tab, or this one, has signed out. */
  async signedOut() {
    this.stop();
    leaveNothing(this.me.id, this.settings.keepTexts.peek());
    await closeAlerts().catch(() => {});
    location.assign(`${location.pathname}?signed-out`);
  }

  /** Reads a conversation: segments and earlier messages come only over REST. */
  read({ conversation, row: { conversationId } }: Card) {
    if (conversationId) this.conversations.read(conversation.id);
  }
}

/** Where work on a card goes on. */
const placeOf = (card: Card | undefined): Place =>
  !card ? 'list' : card.phase === 'wrapping' ? 'wrapup' : isLive(card) ? 'composer' : 'heading';
