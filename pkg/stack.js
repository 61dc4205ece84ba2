// Room on the JavaScript stack. If the stack overflowed inside the module, changes would be
// incomplete and the module's own stack would not be released. So before each call this makes sure
// that there is room for all that the module does.

/**
 * The number of frames, of 7 KB each: together 56 KB. The module's work needs about 4 KB, but V8
 * compiles a function of a module when it is first called, and only with 40 KB of room.
 */
const FRAMES = 8;

let reserve = () => {};

/**
 * Called before the module starts, with its function that reserves a number of frames on the stack
 * and releases them.
 */
export function connect(reserveStack) {
  reserve = reserveStack;
}

/** Throws the engine's error of a full stack, unless there is room for the module's work. */
export function checkStack() {
  reserve(FRAMES);
}
