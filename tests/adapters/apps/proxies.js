// A roster and its rows in the hands of libraries that wrap what they are given.

import { elapsed, formatClock } from 'conversation-chat';
import { produce } from 'immer';
import { autorun, observable, observableRef, runInAction } from 'mobx';
import { isReactive, reactive, readonly, ref, shallowReactive } from 'vue';

import { eventOf } from './payload.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const HELD = { held: true, startHoldTime: '2026-01-01T00:00:10.000Z' };

/** What a library makes of a roster. */
const WRAPPERS = {
  nothing: (roster) => roster,
  'a proxy': (roster) => new Proxy(roster, {}),
  'ref of Vue': (roster) => ref(roster).value,
  'reactive of Vue': (roster) => reactive({ inner: { roster } }).inner.roster,
  'readonly of Vue': (roster) => readonly(roster),
  'shallowReactive of Vue': (roster) => shallowReactive({ roster }).roster,
  'observable of MobX': (roster) => observable({ inner: { roster } }).inner.roster,
  'observable box of MobX': (roster) => observable.box(roster).get(),
  'produce of immer': (roster) =>
    produce({ roster: undefined }, (draft) => {
      draft.roster = roster;
    }).roster,
  'a draft of immer': (roster) => {
    let seen;
    produce({ roster }, (draft) => {
      seen = draft.roster;
    });
    return seen;
  },
  'Object.freeze': (roster) => Object.freeze(roster),
};

/** What a roster does, through a wrapper, as plain data; it is freed afterwards. */
function shift(wrap, { Roster }) {
  const roster = new Roster({ purposes: ['agent'] });
  const wrapped = wrap(roster);
  let told = 0;
  const reached = [];
  const { getSnapshot } = wrapped;
  const stop = wrapped.subscribe(() => told++);
  const stopWatching = wrapped.onThreshold({ timer: 'currentHold', afterMs: 5_000 }, (row) =>
    reached.push(row.customerName),
  );
  const changes = wrapped
    .receive(eventOf('Ann', {}), START + 9_000)
    .filter(({ type }) => type === 'added').length;
  wrapped.receive(eventOf('Bob', {}), START + 9_000);
  const [ann, bob] = wrapped.rows;
  wrapped.receive(eventOf('Ann', HELD), START + 11_000);
  const held = wrapped.get(ann.communicationId);
  const next = wrapped.advance(START + 15_000, 1000);
  const result = {
    changes,
    told,
    reached,
    next: next - START,
    names: wrapped.rows.map(({ customerName }) => customerName),
    isAnnAnother: held !== ann && wrapped.rows[0] === held,
    isBobTheSame: wrapped.rows[1] === bob,
    isSnapshot: getSnapshot() === roster.rows && wrapped.getSnapshot() === roster.rows,
    isFrozen:
      Object.isFrozen(roster.rows) &&
      roster.rows.every(
        (row) =>
          Object.isFrozen(row) && Object.isFrozen(row.timers) && Object.isFrozen(row.timers.hold),
      ),
    shown: formatClock(elapsed(held.timers.currentHold, START + 75_000)),
    restored: Roster.restore(wrapped.save(), START + 20_000, { purposes: ['agent'] }).rows.length,
    removed: [wrapped.remove(bob.communicationId), roster.rows.length],
  };
  stop();
  stopWatching();
  wrapped.receive(eventOf('Cid', {}), START + 21_000);
  result.toldAfterStop = told;
  wrapped.free();
  wrapped.free();
  result.afterFree = messageOf(() => wrapped.rows);
  return result;
}

function messageOf(work) {
  try {
    work();
    return 'nothing was thrown';
  } catch (error) {
    return error.message;
  }
}

/** Rows in an observable of MobX: as they are, and as copies that it observes in depth. */
function rowsInMobx({ Roster }) {
  const roster = new Roster({ purposes: ['agent'] });
  roster.receive(eventOf('Ann', {}), START);
  const store = observable({ rows: roster.rows }, { rows: observableRef });
  const seen = [];
  const stop = autorun(() => seen.push(store.rows));
  roster.subscribe(() => runInAction(() => (store.rows = roster.rows)));
  roster.receive(eventOf('Ann', HELD), START + 11_000);
  roster.receive(eventOf('Ann', HELD), START + 12_000);
  stop();
  const deep = observable({ rows: roster.rows });
  runInAction(() => (deep.rows[0].customerName = 'Zoe'));
  return {
    runs: seen.length,
    isTheSame: seen.at(-1) === roster.rows,
    deep: [
      deep.rows !== roster.rows,
      elapsed(deep.rows[0].timers.currentHold, START + 75_000),
      deep.rows[0].customerName,
      roster.rows[0].customerName,
    ],
  };
}

/** Rows in a draft of immer. */
function rowsInImmer({ Roster }) {
  const roster = new Roster({ purposes: ['agent'] });
  roster.receive(eventOf('Ann', HELD), START + 11_000);
  roster.receive(eventOf('Bob', {}), START + 11_000);
  const state = produce({ rows: [] }, (draft) => {
    draft.rows = roster.rows;
  });
  let inDraft;
  const next = produce(state, (draft) => {
    inDraft = elapsed(draft.rows[0].timers.currentHold, START + 75_000);
    draft.rows[0].customerName = 'Zoe';
    draft.rows[0].timers.hold.ms = 1;
  });
  roster.receive(eventOf('Bob', HELD), START + 12_000);
  return {
    isTheSame: state.rows[0] === next.rows[0] ? 'changed in place' : state.rows[1] === next.rows[1],
    inDraft,
    names: [next.rows[0].customerName, roster.rows[0].customerName],
    ms: [next.rows[0].timers.hold.ms, roster.rows[0].timers.hold.ms],
    later: [state.rows[1].held, roster.rows[1].held],
  };
}

/** Rows as data: cloned, as workers and stores get them; and rows in a proxy of Vue. */
function rowsAsData({ Roster }) {
  const roster = new Roster({ purposes: ['agent'] });
  roster.receive(eventOf('Ann', HELD), START + 11_000);
  const text = JSON.stringify(roster.rows);
  return {
    isCloneEqual: JSON.stringify(structuredClone(roster.rows)) === text,
    cloned: elapsed(structuredClone(roster.rows)[0].timers.currentHold, START + 75_000),
    isReactive: isReactive(reactive({ rows: roster.rows }).rows),
    rowsThroughRef: ref(roster).value.rows === roster.rows,
    refused: messageOf(() => {
      roster.rows[0].timers.hold.ms = 1;
    }),
  };
}

export function mount(_root, desk) {
  desk.shifts = Object.fromEntries(
    Object.entries(WRAPPERS).map(([name, wrap]) => [name, shift(wrap, desk.api)]),
  );
  desk.rowsInMobx = rowsInMobx(desk.api);
  desk.rowsInImmer = rowsInImmer(desk.api);
  desk.rowsAsData = rowsAsData(desk.api);
}
