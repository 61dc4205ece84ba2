// The simulated cloud in a worker: nothing leaves the page.

import {
  type RemoteCloud,
  type ScenarioName,
  connectCloud,
  scenarios,
} from 'conversation-chat/testing';

import { messages } from '../messages';
import type { Cloud } from './cloud';
import { keepAction, keepShift, shiftOf } from './shift';

export interface SimulatedCloud extends Cloud {
  readonly remote: RemoteCloud;
}

export interface SimulatedOptions {
  scenario?: ScenarioName;
  seed?: number;
}

/** What changes nothing in the cloud's world need not be done again after a reload. */
const isAction = (method: string, path: string) =>
  method !== 'GET' &&
  !path.includes('/notifications/') &&
  !path.endsWith('/bulk') &&
  !path.endsWith('/query');

export async function simulatedCloud(options: SimulatedOptions): Promise<SimulatedCloud> {
  const shift = shiftOf(JSON.stringify(options), sessionStorage);
  keepShift(shift, sessionStorage);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const remote = await connectCloud(worker, { ...options, ...{ shift } });
  return {
    remote,
    api: (method, path, body, signal) => {
      if (isAction(method, path))
        keepAction(shift, { at: Date.now(), method, path, body }, sessionStorage);
      return remote.request(method, path, body, signal ? { signal } : {});
    },
    openSocket: (url) => remote.openSocket(url),
    lasting: false,
    label: messages.cloud.simulated,
    app: undefined,
    signOut: undefined,
    onSignedOut: () => () => {},
    signIn: () => remote.control('acceptTokens').then(() => {}),
  };
}

export const scenarioNamed = (name: string | null): ScenarioName | undefined =>
  scenarios.find((each) => each.name === name)?.name;
