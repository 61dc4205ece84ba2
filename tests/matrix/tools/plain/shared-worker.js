import init, { validateChat } from '/node_modules/conversation-chat/browser.js';

self.onconnect = async ({ ports: [port] }) => {
  await init();
  port.postMessage(validateChat({ held: 'yes' }).issues[0].message);
};
