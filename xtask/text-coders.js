// The encoder and the decoder of text, also where only Node has them: Jest's jsdom.

export const { TextEncoder, TextDecoder } =
  typeof globalThis.TextEncoder === 'function' ? globalThis : require('node:util');
