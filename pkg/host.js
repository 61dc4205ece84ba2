// The boundary to the module: a buffer for input, an array for output, and functions that every
// JavaScript engine has built in.

import { unstarted } from './unstarted.js';

const encoder = new TextEncoder();

let memory;
let inputRoom = () => unstarted.inputRoom;
let room = new Uint8Array(0);
let output = new Float64Array(0);
let numbers = new Float64Array(0);
let outputAddress = 0;
let outputLength = 0;

/** Called by the module when it starts. */
export function attach(moduleMemory, address, count) {
  memory = moduleMemory;
  outputAddress = address;
  outputLength = count;
}

/** Called before the module starts, with its function that makes room for input. */
export function connect(makeRoom) {
  inputRoom = makeRoom;
}

/** Called by the module after a panic, which is a bug of this package: the instance is unusable. */
export function panicked(message) {
  console.error(`conversation-chat ${message}`);
}

export const parseNumber = Number;

export function isHttpUrl(text) {
  try {
    const { protocol, hostname } = new URL(text);
    // Chromium escapes characters that no host may have, such as a space; other browsers refuse
    // them.
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

/** Copies text or bytes into the module; gives the number of bytes. */
export function bring(text) {
  if (typeof text !== 'string') {
    roomFor(text.length).set(text);
    return text.length;
  }
  // Most units are one byte, and few are more; three bytes are enough for every unit.
  const target = roomFor(text.length + (text.length >> 3) + 64);
  const { read, written } = encoder.encodeInto(text, target);
  if (read === text.length) return written;
  return encoder.encodeInto(text, roomFor(text.length * 3)).written;
}

/** The numbers of the last output. */
export function numbersOut() {
  if (output.buffer !== memory.buffer)
    output = new Float64Array(memory.buffer, outputAddress, outputLength);
  return output;
}

/** A copy of the numbers at an address. */
export function numbersAt(address, count) {
  const all = memoryNumbers();
  return copyOf(all, address / all.BYTES_PER_ELEMENT, count);
}

/** A copy of numbers, as a list: of so few V8 copies one faster than a typed array. */
export function copyOf(numbers, first, count) {
  const copy = [];
  for (let index = first; index < first + count; index++) copy.push(numbers[index]);
  return copy;
}

/** The memory of the module as numbers, until it is called again. */
export function memoryNumbers() {
  if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer);
  return numbers;
}
