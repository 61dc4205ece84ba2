// The simulated cloud in a worker: nothing leaves the page.

import { type CloudOptions, type RemoteCloud, type ScenarioName, connectCloud, scenarios } from 'conversation-chat/testing';

import { messages } from '../messages';
import type { Cloud } from './cloud';

export interface SimulatedCloud extends Cloud {
  readonly remote: RemoteCloud;
}

export async function simulatedCloud(options: Omit<CloudOptions, 'time'>): Promise<SimulatedCloud> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const remote = await connectCloud(worker, options);
  return {
    remote,
    api: (method, path, body, signal) => remote.request(method, path, body, signal ? { signal } : {}),
    openSocket: (url) => remote.openSocket(url),
    lasting: false,
    label: messages.cloud.simulated,
    signOut: undefined,
    signIn: () => remote.control('acceptTokens').then(() => {}),
  };
}

export const scenarioNamed = (name: string | null): ScenarioName | undefined => scenarios.find((each) => each.name === name)?.name;
