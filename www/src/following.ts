// What follows by itself from what happens: each part is an effect. None of it moves the selection
// or the focus.

import { computed, effect, untracked } from '@preact/signals-core';
import { remaining } from 'conversation-chat';

import type { Desk } from './desk';
import { messages } from './messages';
import { type Card, isLive } from './state/cards';
import { isEmpty } from './state/drafts';

/**
 * A time-limited wrap-up is sent this long before its end, in milliseconds: the platform takes none
 * after it.
 */
const BEFORE_END_MS = 1_500;

/** Starts a desk. */
export function start(desk: Desk) {
  desk.session.start();
  desk.stops.push(
    desk.selection.start(),
    desk.kept.start(),
    effect(() => desk.cards.arrange()),
    effect(() => desk.endings.arm()),
    effect(() => desk.shift.note()),
    effect(readWhatIsShown(desk)),
    effect(() => readOnce(desk)),
    effect(wrapUpInTime(desk)),
    effect(() => markSelectedRead(desk)),
    effect(() => closeWithTarget(desk)),
    effect(() => prune(desk)),
    effect(resume(desk)),
    desk.shift.start(),
    desk.attention.start(),
    desk.cloud.onSignedOut(() => void desk.signedOut()),
  );
}

/** The open conversation is read when its phase changes; its lists, when they are first shown. */
function readWhatIsShown(desk: Desk) {
  let last = '';
  return () => {
    const card = desk.selected.value;
    if (!card || desk.session.moment.value === undefined) return;
    const wrapsUp = desk.wrappingUp.value.has(card.id) || card.phase === 'wrapping';
    untracked(() => {
      if (last !== `${card.id} ${card.phase}`) desk.read(card);
      last = `${card.id} ${card.phase}`;
      if (wrapsUp) desk.directory.wantCodes(card);
    });
  };
}

/** A card whose conversation nobody has read yet, as after a reload. */
function readOnce({ session, cards, conversations }: Desk) {
  if (!session.reachable.value) return;
  for (const { row, conversation } of cards.all.value.values())
    if (row.conversationId && !conversations.isRead(conversation))
      untracked(() => conversations.readFirst(conversation.id));
}

/** What was written of a time-limited wrap-up is sent before the platform ends it. */
function wrapUpInTime(desk: Desk) {
  const sent = new Set<string>();
  return () => {
    const now = desk.session.moment.value;
    const cards = desk.cards.all.value;
    for (const id of sent) if (!cards.has(id)) sent.delete(id);
    if (now === undefined) return;
    for (const card of cards.values()) {
      const left = remaining(card.row.timers.afterCallWork, now);
      const due = card.phase === 'wrapping' && left !== undefined && left <= BEFORE_END_MS;
      if (!due || sent.has(card.id)) continue;
      sent.add(card.id);
      untracked(() => void sendInTime(desk, card));
    }
  };
}

/** One tab sends it. */
const sendInTime = (desk: Desk, card: Card) =>
  navigator.locks.request(`desk.wrap-up.${card.id}`, { ifAvailable: true }, async (lock) => {
    desk.kept.read();
    const draft = desk.drafts.wrapUp(card.id);
    // Without a code that is required the platform takes nothing: it stays kept.
    const complete = draft.code !== '' || card.row.wrapupRequired === false;
    if (!lock || isEmpty(draft) || !complete) return;
    if (!(await desk.sendWrapUp(card))) return;
    if (desk.selection.id.peek() !== card.id) desk.putAwayIfDone(card);
    desk.notices.add({ text: messages.wrapUp.sentInTime(card.name), tone: 'warn' });
  });

/** What is on the screen of a page that is looked at is read. */
function markSelectedRead({ selected, attention }: Desk) {
  const card = selected.value;
  if (card && card.conversation.facts.value.messages.length > 0 && attention.visible.value)
    card.conversation.markRead();
}

/** A dialog about a conversation closes when there is nothing left to do to it. */
function closeWithTarget({ dialog, cards, notices }: Desk) {
  const open = dialog.value;
  if (open?.kind !== 'transfer') return;
  const card = cards.get(open.cardId);
  if (card && isLive(card)) return;
  untracked(() => {
    dialog.value = undefined;
    notices.add({ text: messages.transfer.gone(open.name), tone: 'warn' });
  });
}

/** Forgets what belongs to no card any more. */
function prune({ cards, session, conversations, commands, sentWrapUps, wrappingUp }: Desk) {
  const all = cards.all.value;
  untracked(() => {
    const rows = session.roster.rows.map((row) => row.conversationId);
    const shown = [...all.values()].map(({ conversation }) => conversation.id);
    conversations.keepOnly(new Set([...rows, ...shown]));
    for (const id of commands.endedHere) if (!all.has(id)) commands.endedHere.delete(id);
    const sent = [...sentWrapUps.peek()].filter(([id]) => all.has(id));
    if (sent.length < sentWrapUps.peek().size) sentWrapUps.value = new Map(sent);
    const open = [...wrappingUp.peek()].filter((id) => all.has(id));
    if (open.length < wrappingUp.peek().size) wrappingUp.value = new Set(open);
  });
}

/** The connection is there, or a conversation goes on: what waited for it is done. */
function resume({ session, cards, outbox, lookups, agent, directory }: Desk) {
  let wasReachable = false;
  const live = computed(() =>
    [...cards.all.value.values()]
      .flatMap((card) => (isLive(card) ? [card.conversation.id] : []))
      .join(),
  );
  return () => {
    const reachable = session.reachable.value;
    const isBack = reachable && !wasReachable;
    wasReachable = reachable;
    void live.value;
    if (!reachable) return;
    untracked(() => {
      outbox.deliverAll();
      if (!isBack) return;
      lookups.resume();
      agent.load();
      directory.wantPresences();
    });
  };
}
