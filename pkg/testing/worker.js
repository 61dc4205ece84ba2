// A cloud in a worker, or behind any port: what is asked goes over as messages. Each message is `{
// id, call, values }` or `{ id, ... }`, its answer.

import { createCloud } from './cloud.js';
import { CloudSocket } from './socket.js';
import { acceleratedTime, systemTime } from './time.js';

/** The worker's side. `make` makes the cloud: `createCloud`, or what prepares one first. */
export function hostCloud(port, make = createCloud) {
  let cloud;
  const open = new Map(); // what the other side has open: sockets, subscriptions, requests under way

  const calls = {
    async create({ rate, start, ...options }) {
      cloud = await make({
        ...options,
        time:
          rate === undefined && start === undefined
            ? systemTime
            : acceleratedTime(rate ?? 1, start),
      });
      return { agents: cloud.agents, queues: cloud.queues };
    },
    async request(id, method, path, body, authorization) {
      const abort = new AbortController();
      open.set(id, abort);
      try {
        return await cloud.request(method, path, body, { authorization, signal: abort.signal });
      } finally {
        open.delete(id);
      }
    },
    abort: (id) => open.get(id)?.abort(),
    openSocket(id, url) {
      const socket = cloud.openSocket(url);
      open.set(id, socket);
      socket.onopen = () => port.postMessage({ socket: id, type: 'opened' });
      socket.onmessage = ({ data }) =>
        port.postMessage({ socket: id, type: 'arrived', values: [data] });
      socket.onclose = ({ code, reason }) => {
        open.delete(id);
        port.postMessage({ socket: id, type: 'failed', values: [code, reason] });
      };
    },
    send: (id, text) => open.get(id)?.send(text),
    close: (id, code, reason) => open.get(id)?.close(code, reason),
    subscribe: (id) =>
      open.set(
        id,
        cloud.subscribe((event) => port.postMessage({ subscription: id, event })),
      ) && undefined,
    unsubscribe: (id) => open.get(id)?.() && undefined,
    control: (name, ...values) => cloud[name](...values),
    stop: () => cloud?.stop(),
  };

  port.addEventListener('message', async ({ data: { id, call, values } }) => {
    try {
      port.postMessage({ id, value: await calls[call](...values) });
    } catch (error) {
      port.postMessage({ id, error: { name: error.name, message: error.message } });
    }
  });
  port.start?.();
}

/** The other side. */
export async function connectCloud(port, options = {}) {
  const waiting = new Map();
  const sockets = new Map();
  const listeners = new Map();
  let lastId = 0;

  const ask = (call, ...values) => {
    const id = ++lastId;
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    port.postMessage({ id, call, values });
    return answered;
  };

  port.addEventListener(
    'message',
    ({ data: { id, value, error, socket, type, values = [], subscription, event } }) => {
      if (socket !== undefined) sockets.get(socket)?.[type](...values);
      else if (subscription !== undefined) listeners.get(subscription)?.(event);
      else if (error)
        waiting
          .get(id)
          ?.reject(
            error.name === 'TypeError'
              ? new TypeError(error.message)
              : Object.assign(new Error(error.message), { name: error.name }),
          );
      else waiting.get(id)?.resolve(value);
      waiting.delete(id);
    },
  );
  port.start?.();

  const { agents, queues } = await ask('create', options);
  return {
    agents,
    queues,
    async request(method, path, body, { authorization, signal } = {}) {
      signal?.throwIfAborted();
      const id = ++lastId;
      const abort = () => void ask('abort', id);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        return await ask('request', id, method, path, body, authorization);
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    openSocket(url) {
      const id = ++lastId;
      const socket = new CloudSocket(url, {
        received: (text) => void ask('send', id, text),
        closed: (code, reason) => void ask('close', id, code, reason),
      });
      sockets.set(id, socket);
      void ask('openSocket', id, url);
      return socket;
    },
    subscribe(listener) {
      const id = ++lastId;
      listeners.set(id, listener);
      void ask('subscribe', id);
      return () => {
        listeners.delete(id);
        void ask('unsubscribe', id);
      };
    },
    control: (name, ...values) => ask('control', name, ...values),
    stop: () => ask('stop'),
  };
}
