// The records of a stream, one by one, in the memory of one record.

import { readHistory } from 'conversation-chat';

import { Splitter } from './splitter.js';

/** A record larger than this, in bytes, is refused: memory must stay small. */
const MOST_BYTES = 1 << 28;

/**
 * The records of a stream of bytes, each with its sessions, or with the error why it cannot be read:
 * then those after it are read all the same.
 */
export async function* historyOf(source) {
  const splitter = new Splitter();
  let number = 0;
  const recordOf = ({ from, to, line }, input) => {
    const bytes = input.subarray(from, to);
    number++;
    try {
      return { number, line, bytes, sessions: readHistory(bytes) };
    } catch (error) {
      return { number, line, bytes, sessions: [], error };
    }
  };
  /** What was read and is not done: the first `used` bytes of `room` from `start` on. */
  let room = new Uint8Array(0);
  let start = 0;
  let used = 0;
  for await (const chunk of chunksOf(source)) {
    let input = chunk;
    if (used > start) {
      // What is left of the last chunk comes before this one.
      if (room.length - used < chunk.length) {
        const left = room.subarray(start, used);
        const size = left.length + chunk.length;
        const next = size <= room.length ? room : new Uint8Array(size * 2);
        next.set(left);
        [room, used, start] = [next, left.length, 0];
      }
      room.set(chunk, used);
      used += chunk.length;
      input = room.subarray(start, used);
    }
    for (let span = splitter.next(input, false); span; span = splitter.next(input, false))
      yield recordOf(span, input);
    const { done } = splitter;
    splitter.forget(done);
    const left = input.length - done;
    if (left > MOST_BYTES)
      throw new RangeError('expected a record of at most 256 MiB, found a larger one');
    if (input === chunk) {
      if (room.length < left) room = new Uint8Array(left * 2);
      room.set(input.subarray(done));
      [start, used] = [0, left];
    } else start += done;
  }
  const input = room.subarray(start, used);
  for (let span = splitter.next(input, true); span; span = splitter.next(input, true))
    yield recordOf(span, input);
}

/** The chunks of a web stream, which not every browser iterates; of a Node stream; of a list. */
async function* chunksOf(source) {
  if (typeof source?.getReader !== 'function') {
    yield* source;
    return;
  }
  const reader = source.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.releaseLock();
  }
}
