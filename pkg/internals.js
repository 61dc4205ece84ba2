// The internal state of objects of this package. It is behind a function, because frameworks wrap
// objects in reactive proxies: a proxy returns a function unchanged, but wraps objects, and has no
// access to private fields.

import { checkStack } from './stack.js';

const INTERNALS = Symbol('conversation-chat');

export function hide(object, className, internals) {
  internals.className = className;
  internals.sleepers = new Set();
  Object.defineProperty(object, INTERNALS, { value: () => internals });
}

/**
 * The internal state of `object`, or of the object behind a proxy; a clear error if a method was
 * called on anything else, or if it is freed.
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
  wake(internals);
}

/** Calls the functions that wait, but later: the caller may end the users of an object, too. */
export function wake({ sleepers }) {
  for (const listener of sleepers) queueMicrotask(listener);
}

/**
 * Calls `listener` after an object was freed, or when something may be due earlier than it said;
 * gives a function that ends it.
 */
export function onWake(object, listener) {
  const sleepers = object[INTERNALS]?.().sleepers;
  sleepers?.add(listener);
  return () => sleepers?.delete(listener);
}
