// The module inside a JavaScript file, for environments in which no other file can be loaded.

import base64 from './conversation_chat_base64.js';

/** The bytes of the module. */
export function embeddedModule() {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
