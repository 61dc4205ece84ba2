export * from './conversation_chat.js';
export { default } from './conversation_chat.js';
