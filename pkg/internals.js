// What an object of this package keeps to itself, so that frameworks can wrap it: reactive proxies
// hand a function on as it is, where they would wrap an object and could not reach a private field.

import { checkStack } from './stack.js';

const INTERNALS = Symbol('conversation-chat');

export function hide(object, className, internals) {
  internals.className = className;
  internals.released = new Set();
  Object.defineProperty(object, INTERNALS, { value: () => internals });
}

/**
 * What `object`, or what a proxy stands for, keeps; a clear error if a method was called on
 * anything else, or if it is freed.
 */
export function reveal(object, className) {
  const internals = object?.[INTERNALS]?.();
  if (internals?.className !== className)
    throw new TypeError(
      `expected a method of \`${className}\` to be called on one: call it as \`object.method()\`, or bind it`,
    );
  if (internals.core === undefined)
    throw new Error(`expected a \`${className}\` that is in use, found one that was freed`);
  return internals;
}

/** Ends what an object keeps; nothing if it had ended before. */
export function release(object) {
  const internals = object?.[INTERNALS]?.();
  const core = internals?.core;
  if (core === undefined) return;
  checkStack();
  internals.core = undefined;
  core.free();
  // Whoever frees it may also end what uses it, in whatever order.
  for (const listener of internals.released) queueMicrotask(listener);
}

/** Calls `listener` after an object was freed; gives a function that ends it. */
export function onRelease(object, listener) {
  const released = object[INTERNALS]?.().released;
  released?.add(listener);
  return () => released?.delete(listener);
}
