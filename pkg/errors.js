// Syntax errors with line, column and offset.

import { numbersOut } from './host.js';

/** A `SyntaxError` with the place that the module has written to its output. */
export function syntaxError(message) {
  const [line, column, offset] = numbersOut();
  return Object.assign(new SyntaxError(message), { line, column, offset });
}
