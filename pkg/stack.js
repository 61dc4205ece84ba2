// The module must not be interrupted: where the JavaScript stack ends in the middle of its work, what it changed is half done and its own stack is never given
// back. So it is entered only where there is room for all that it does.

/** Of calls one in the other: with their 30 arguments each takes more than 250 bytes, also when it is compiled; the module needs about 4 KB. */
const CALLS = 64;

/** Throws the engine's error of a stack that is at its end, unless there is room for the module's work. */
export function checkStack() {
  takeRoom(CALLS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

function takeRoom(calls, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, bb, cc) {
  return calls === 0 ? a : 1 + takeRoom(calls - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, bb, cc);
}
