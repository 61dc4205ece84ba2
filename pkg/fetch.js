// Fetches the module. An error names the address, and what was received from it.

import { instantiate, isResponse } from './start.js';

/** An instance of the module from `source`: an address, a request or a response. */
export async function fetchModule(source) {
  const response = isResponse(source) ? source : await answerOf(source);
  const address = response.url || addressOf(source);
  if (!response.ok) throw new Error(`\`${address}\` answered with status ${response.status}`);
  const type = response.headers.get('content-type') ?? 'no content type';
  try {
    // Streaming needs the right content type, which not every server sends.
    if (type.startsWith('application/wasm')) return await instantiate(response);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!isWasm(bytes))
      throw new Error(
        `it begins with ${JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 40)))}`,
      );
    return await instantiate(bytes);
  } catch (error) {
    throw new Error(
      `\`${address}\` answered with \`${type}\` that is not the module of conversation-chat: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

async function answerOf(source) {
  try {
    return await fetch(source);
  } catch (error) {
    throw new Error(`\`${addressOf(source)}\` cannot be fetched: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** The message of a thrown value. */
export function reasonOf(error) {
  return error?.message ?? String(error);
}

function addressOf(source) {
  return String(source?.url ?? source);
}

function isWasm(bytes) {
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}
