// Errors that say where.

import { numbersOut } from './host.js';

/** A `SyntaxError` with the place that the module put out. */
export function syntaxError(message) {
  const [line, column, offset] = numbersOut();
  return Object.assign(new SyntaxError(message), { line, column, offset });
}
