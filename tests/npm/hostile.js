// Nothing that a caller passes can lock, corrupt or kill the module. The same under Node and in
// browsers.

import { toolsOf } from './contract/tools.js';
import { bytes } from './hostile/bytes.js';
import { lifetimes } from './hostile/lifetimes.js';
import { random } from './hostile/random.js';
import { reentry } from './hostile/reentry.js';
import { stack } from './hostile/stack.js';
import { texts } from './hostile/texts.js';
import { values } from './hostile/values.js';

const PARTS = [values, texts, bytes, lifetimes, reentry, stack, random];

/**
 * @param {typeof import('conversation-chat')} api
 * @param {{ test(name: string, run: () => unknown): void, same(actual: unknown, expected: unknown, what?: string): void }} runner
 * @param {() => typeof globalThis} anotherRealm the global object of another realm
 */
export function hostile(api, runner, anotherRealm) {
  const tools = toolsOf(runner);
  /** Whether all still works, and tells the right numbers. */
  const isSound = () => {
    const chat = {
      state: 'connected',
      connectedTime: '2021-01-20T09:25:34Z',
      held: true,
      startHoldTime: '2021-01-20T09:25:44Z',
    };
    const now = Date.parse('2021-01-20T09:26:44Z');
    const roster = new api.Roster();
    roster.receive(JSON.stringify({ id: 'sound', ...chat }), now);
    roster.receive({ id: 'sound too', ...chat }, now);
    const told = [
      api.validateChat({ held: 1 }).issues.length,
      api.parseChat('{"held":1}').issues.length,
      api.durations(chat, now).talk.ms,
      ...roster.rows.map(({ timers }) => api.elapsed(timers.hold, now)),
    ];
    roster.free();
    tools.same(told, [1, 1, 10_000, 60_000, 60_000]);
  };
  /**
   * What `work` gives; it may throw what the contract says, or what the value itself throws: never
   * a trap.
   */
  const survives = (work) => {
    try {
      return work();
    } catch (error) {
      const isPromised =
        ['SyntaxError', 'TypeError', 'RangeError'].includes(error?.name) ||
        [
          'no',
          'expected a `Roster` that is in use, found one that was freed',
          'expected a `CloudClock` that is in use, found one that was freed',
        ].includes(error?.message) ||
        /^cannot restore the roster/.test(error?.message);
      tools.same(isPromised, true, `${error?.name}: ${error?.message}\n${error?.stack}`);
      return undefined;
    }
  };
  for (const part of PARTS) part(api, { ...tools, isSound, survives, anotherRealm });
}
