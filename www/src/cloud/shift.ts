// A shift of the simulated cloud outlives the page: what the agent did is kept in the tab, and done
// again, at the same moments, in a new cloud.

import {
  type Cloud,
  type CloudOptions,
  type Time,
  createCloud,
  simulatedTime,
  systemTime,
} from 'conversation-chat/testing';

import { amount, list, parsed, record, text } from '../wire/json';

export interface Action {
  at: number;
  method: string;
  path: string;
  body: unknown;
}

export interface Shift {
  /** When it began, and its seed and scenario: equal ones give equal customers. */
  start: number;
  key: string;
  actions: Action[];
}

const KEPT = 'desk.shift';
/** An older shift is not taken up again, in milliseconds. */
const MOST_MS = 3_600_000;

/** The shift of this tab, or a new one. */
export function shiftOf(key: string, storage: Storage): Shift {
  const kept = record(parsed(storage.getItem(KEPT)));
  const start = amount(kept['start']) ?? 0;
  if (kept['key'] !== key || Date.now() - start > MOST_MS)
    return { start: Date.now(), key, actions: [] };
  const actions = list(kept['actions']).map(
    ({ at, method, path, body }): Action => ({
      at: amount(at) ?? start,
      method: text(method) ?? '',
      path: text(path) ?? '',
      body,
    }),
  );
  return { start, key, actions };
}

export function keepAction(shift: Shift, action: Action, storage: Storage) {
  shift.actions.push(action);
  storage.setItem(KEPT, JSON.stringify(shift));
}

export const keepShift = (shift: Shift, storage: Storage) =>
  storage.setItem(KEPT, JSON.stringify(shift));

/** In the worker: a cloud in which the shift so far has happened. */
export async function resumed({
  shift,
  ...options
}: CloudOptions & { shift?: Shift }): Promise<Cloud> {
  if (!shift) return createCloud(options);
  const time = new CatchingUp(shift.start);
  const cloud = createCloud({ ...options, time });
  for (const { at, method, path, body } of shift.actions) {
    await time.until(at);
    // What was refused then is refused now.
    cloud.request(method, path, body).catch(() => {});
  }
  await time.until(Date.now());
  time.goLive();
  return cloud;
}

interface Pending {
  at: number;
  callback: () => void;
  handle: unknown;
}

/** Time that runs ahead through the past, and from then on is the machine's. */
class CatchingUp implements Time {
  private readonly past;
  private live = false;
  private readonly pending = new Set<Pending>();

  constructor(start: number) {
    this.past = simulatedTime(start);
  }

  now() {
    return this.live ? Date.now() : this.past.now();
  }

  setTimeout(callback: () => void, ms: number) {
    const entry: Pending = { at: this.now() + Math.max(0, ms), callback, handle: undefined };
    this.pending.add(entry);
    this.arm(entry);
    return entry;
  }

  clearTimeout(timer: unknown) {
    const entry = timer as Pending;
    this.pending.delete(entry);
    (this.live ? systemTime : this.past).clearTimeout(entry?.handle);
  }

  until(moment: number) {
    return this.past.advance(Math.max(0, moment - this.past.now()));
  }

  goLive() {
    for (const { handle } of this.pending) this.past.clearTimeout(handle);
    this.live = true;
    for (const entry of this.pending) this.arm(entry);
  }

  private arm(entry: Pending) {
    const time = this.live ? systemTime : this.past;
    entry.handle = time.setTimeout(() => {
      this.pending.delete(entry);
      entry.callback();
    }, entry.at - this.now());
  }
}
