import init, { validateChat } from 'conversation-chat';

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

worker.onmessage = async ({ data }) => {
  await init();
  document.title = `${validateChat({ held: 'yes' }).issues[0].message}; ${data}`;
};
