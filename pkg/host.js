// What the module shares with JavaScript: a buffer for input, an array for output, and what every
// engine has built in.

import { unstarted } from './unstarted.js';

const encoder = new TextEncoder();

let memory;
let inputRoom = () => unstarted.inputRoom;
let room = new Uint8Array(0);
let output = new Float64Array(0);
let outputAddress = 0;
let outputLength = 0;

/** Called by the module when it starts. */
export function attach(moduleMemory, address, count) {
  memory = moduleMemory;
  outputAddress = address;
  outputLength = count;
}

/** Called before the module starts: what makes room for input in it. */
export function connect(makeRoom) {
  inputRoom = makeRoom;
}

/** Called by the module: a bug of this package. The instance is lost, but not in silence. */
export function panicked(message) {
  console.error(`conversation-chat ${message}`);
}

export const parseNumber = Number;

export function isHttpUrl(text) {
  try {
    const { protocol, hostname } = new URL(text);
    // Chromium writes what no host may have, such as a space, with `%`, where others refuse it.
    return (protocol === 'http:' || protocol === 'https:') && !hostname.includes('%');
  } catch {
    return false;
  }
}

/** Room for so many bytes of input. */
export function roomFor(capacity) {
  const address = inputRoom(capacity);
  if (room.buffer !== memory.buffer || room.byteOffset !== address || room.length < capacity) {
    room = new Uint8Array(memory.buffer, address, capacity);
  }
  return room;
}

/** Brings text or bytes into the module; gives how many bytes they are. */
export function bring(text) {
  if (typeof text !== 'string') {
    roomFor(text.length).set(text);
    return text.length;
  }
  // Mostly every unit is one byte; where not, mostly few are more; three bytes hold any.
  const target = roomFor(text.length + (text.length >> 3) + 64);
  const { read, written } = encoder.encodeInto(text, target);
  if (read === text.length) return written;
  return encoder.encodeInto(text, roomFor(text.length * 3)).written;
}

/** The numbers that went out last. */
export function numbersOut() {
  if (output.buffer !== memory.buffer)
    output = new Float64Array(memory.buffer, outputAddress, outputLength);
  return output;
}

/** A copy of the numbers at an address. */
export function numbersAt(address, count) {
  return new Float64Array(memory.buffer, address, count).slice();
}
