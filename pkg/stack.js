// The module must not be interrupted: where the JavaScript stack ends in the middle of its work,
// what it changed is half done and its own stack is never given back. So it is entered only where
// there is room for all that it does.

/**
 * Of 7 KB each, together 56 KB. The module's work needs about 4 KB, but V8 compiles a function of a
 * module when it is first called, and only with 40 KB of room.
 */
const FRAMES = 8;

let reserve = () => {};

/**
 * Called before the module starts: what reserves so many frames of the stack and gives them back.
 */
export function connect(reserveStack) {
  reserve = reserveStack;
}

/**
 * Throws the engine's error of a stack that is at its end, unless there is room for the module's
 * work.
 */
export function checkStack() {
  reserve(FRAMES);
}
