// Everything that an agent can do by a button, a key or the command palette, in one table.

import { messages } from './messages';
import { type Card, isLive, isOver } from './state/cards';
import { canHold, canPark } from './state/media';
import { NOT_RESPONDING, OFF_QUEUE, ON_QUEUE } from './state/agent';
import type { Desk } from './desk';

export interface Action {
  key: string;
  name: string;
  /** With Alt, also while typing. */
  chord?: string;
  /** Alone, outside of text fields, where the agent has chosen it. */
  letter?: string;
  /** Whether it asks the platform, and waits while something else does. */
  asks: boolean;
  pressed?: boolean;
  /** The conversation that it acts on; absent of what acts on none. */
  card?: Card;
  run(act: Event): unknown;
}

/** What can be done to a conversation now, the most usual first. */
export function actionsOn(desk: Desk, card: Card): Action[] {
  const { commands } = desk;
  const { phase, row } = card;
  const action = (
    key: string,
    name: string,
    run: (act: Event) => unknown,
    options: Partial<Action> = {},
  ): Action => ({ key, name, run, asks: true, card, ...options });
  if (phase === 'alerting') {
    return [
      action('accept', messages.actions.accept, (act) => desk.accept(card, act)),
      action('decline', messages.actions.decline, () => commands.decline(card)),
    ];
  }
  const wrapUp = action('wrapup', messages.actions.wrapUp, (act) => wrapUpOf(desk, card, act), {
    chord: 'w',
    letter: 'w',
    asks: false,
    pressed: desk.wrappingUp.value.has(card.id),
  });
  if (isLive(card)) {
    const { held } = row;
    const parked = phase === 'parked';
    const hold = action(
      'hold',
      held ? messages.actions.resume : messages.actions.hold,
      () => commands.toggleHold(card),
      { chord: 'h', letter: 'h', pressed: held },
    );
    const park = action(
      'park',
      parked ? messages.actions.unpark : messages.actions.park,
      () => commands.togglePark(card),
      { chord: 'p', letter: 'p', pressed: parked },
    );
    const transfer = action(
      'transfer',
      messages.actions.transfer,
      () => (desk.dialog.value = { kind: 'transfer', cardId: card.id, name: card.name }),
      { chord: 't', letter: 't' },
    );
    const end = action('end', messages.actions.end, (act) => desk.end(card, act), {
      chord: 'e',
      letter: 'e',
    });
    return [
      ...(canHold(row.mediaType) && !parked ? [hold] : []),
      ...(canPark(row.mediaType) ? [park] : []),
      transfer,
      wrapUp,
      end,
    ];
  }
  if (!isOver(card)) return [];
  return [action('close', messages.actions.close, (act) => desk.close(card, act), { asks: false })];
}

function wrapUpOf(desk: Desk, card: Card, act: Event) {
  if (isLive(card)) desk.toggleWrapUp(card.id, act);
  else desk.open(card.id, act);
}

/** What can be done at any time. */
export function generalActions(desk: Desk): Action[] {
  const go = (card: Card | undefined, act: Event) => card && desk.open(card.id, act);
  const general = (
    key: string,
    name: string,
    run: (act: Event) => unknown,
    options: Partial<Action> = {},
  ): Action => ({ key, name, run, asks: false, ...options });
  const [alert] = desk.cards.alerts.value;
  const open = desk.selection.id.value;
  const status = desk.agent.status.value;
  const off = status === OFF_QUEUE || status === NOT_RESPONDING;
  return [
    general('accept-first', messages.general.accept, (act) => alert && desk.accept(alert, act), {
      chord: 'a',
      letter: 'a',
      asks: true,
      ...(alert && { card: alert }),
    }),
    general('next', messages.general.next, (act) => go(desk.next(open), act), {
      chord: 'n',
      letter: 'n',
    }),
    general(
      'unanswered',
      messages.general.unanswered,
      (act) => go(desk.nextUnanswered(open), act),
      {
        chord: 'u',
        letter: 'u',
      },
    ),
    general('write', messages.general.write, (act) => desk.goTo('composer', act), {
      chord: 'r',
      letter: 'r',
    }),
    general('list', messages.general.list, (act) => desk.goTo('list', act), { chord: 'l' }),
    general(
      'queue',
      off ? messages.roster.goOnQueue : messages.general.offQueue,
      () => void desk.agent.set(off ? ON_QUEUE : OFF_QUEUE),
      { asks: true },
    ),
    general('unsent', messages.unsent.title, () => (desk.dialog.value = { kind: 'unsent' })),
    general('keys', messages.keys.title, () => (desk.dialog.value = { kind: 'keys' }), {
      chord: '/',
    }),
  ];
}

/** Whether an action can be done now. */
export function isFree({ session, commands, endings }: Desk, { asks, card }: Action) {
  if (!asks) return true;
  if (!session.reachable.value) return false;
  return !card || !(commands.tasks.isBusy(card.id) || endings.pending.value.has(card.id));
}

/** All that can be done now, of the open conversation first. */
export function allActions(desk: Desk, card: Card | undefined): Action[] {
  return [...(card ? actionsOn(desk, card) : []), ...generalActions(desk)].filter((action) =>
    isFree(desk, action),
  );
}
