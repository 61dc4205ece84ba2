export * from './conversation_chat.cjs';
export { default } from './conversation_chat.cjs';
