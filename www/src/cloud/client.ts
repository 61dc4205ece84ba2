// The one narrow interface between the desk and a cloud. A client over REST and a WebSocket would implement it unchanged: `request` by `fetch` with a
// token, `subscribe` by the channel of `POST /notifications/channels`.

export interface CloudClient {
  /** Sends a request as the platform's API defines it; gives the text of the answer, and throws if it is refused. */
  request(method: 'GET' | 'PATCH' | 'POST', path: string, body?: unknown): Promise<string>;
  /** Calls `listener` with the text of every notification. */
  subscribe(listener: (text: string) => void): void;
}

export interface Question {
  id: number;
  method: string;
  path: string;
  body: unknown;
}

export type Answer = { id: number; status: number; text: string } | { event: string };

/** A client of the simulated cloud, which lives in a worker. */
export function connectSimulation(): CloudClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: { status: number; text: string }) => void>();
  const listeners: ((text: string) => void)[] = [];
  let lastId = 0;

  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if ('event' in data) {
      for (const listener of listeners) listener(data.event);
      return;
    }
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };

  return {
    async request(method, path, body) {
      const id = ++lastId;
      const { status, text } = await new Promise<{ status: number; text: string }>((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, method, path, body } satisfies Question);
      });
      if (status >= 400) throw new Error(`${method} ${path}: ${status}`);
      return text;
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
