import init, { validateChat } from '/node_modules/conversation-chat/browser.js';

self.onmessage = async ({ source }) => {
  await init();
  source.postMessage(validateChat({ held: 'yes' }).issues[0].message);
};
