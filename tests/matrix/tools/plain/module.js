import init, { validateChat } from '/node_modules/conversation-chat/browser.js';

await init();
document.title = validateChat({ held: 'yes' }).issues[0].message;
