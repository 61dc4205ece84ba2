import init, { formatClock, holdDuration, validateChat } from 'conversation-chat';

globalThis.firstAnswer = async (chat) => {
  await init('/pkg/conversation_chat_bg.wasm');
  return [validateChat(chat).valid, formatClock(holdDuration(chat, 1_611_135_122_023))];
};
