import init from 'conversation-chat';

import { inspect } from './inspection';

export interface Task {
  id: number;
  content: string;
}

const ready = init();

self.addEventListener('message', async ({ data: { id, content } }: MessageEvent<Task>) => {
  await ready;
  self.postMessage({ id, inspection: inspect(content) });
});
