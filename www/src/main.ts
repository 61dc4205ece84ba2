// Starts the desk: which cloud the address asks for, who is signed in, and then the desk itself.

import init from 'conversation-chat';
import { html, render } from 'lit';

import { ask } from './cloud/api';
import type { Cloud } from './cloud/cloud';
import { platformCloud } from './cloud/platform';
import { loopbackAt, regionNamed } from './cloud/regions';
import { completeSignIn, returnOf } from './cloud/sign-in';
import { simulatedCloud, scenarioNamed } from './cloud/simulated';
import { Desk } from './desk';
import { start } from './following';
import { messages } from './messages';
import { Session } from './state/session';
import './styles/index.css';
import './views/desk';
import { failurePage, signInPage } from './views/start';
import { namedEntities } from './wire/json';
import { requests } from './wire/requests';

const place = document.querySelector<HTMLElement>('#app')!;

try {
  await Promise.all([init(), begin()]);
} catch (error) {
  render(failurePage(error), place);
  throw error;
}

async function begin() {
  const cloud = await chosenCloud();
  if (!cloud) return;
  const [me] = namedEntities([await ask(cloud.api, requests.me())]);
  if (!me) throw new Error('`/users/me` has no id');
  await init();
  const desk = new Desk(await Session.open(cloud, me));
  render(html`<agent-desk .desk=${desk}></agent-desk>`, place);
  start(desk);
}

/**
 * `?region=...&client=...`, `?cloud=http://127.0.0.1:...`, or the simulated cloud in the page;
 * nothing while the page asks or leaves.
 */
async function chosenCloud(): Promise<Cloud | undefined> {
  const asked = new URLSearchParams(location.search);
  const came = returnOf();
  const signIn = (note: string | undefined) => {
    render(signInPage(asked.get('region'), note), place);
    return undefined;
  };
  if (came === 'foreign') {
    history.replaceState(null, '', location.pathname);
    return signIn(messages.start.foreign);
  }
  const grant = came === 'own' ? await completeSignIn() : undefined;
  const platform =
    grant?.platform ?? regionNamed(asked.get('region')) ?? loopbackAt(asked.get('cloud'));
  const client =
    grant?.clientId ?? asked.get('client') ?? (asked.has('cloud') ? 'desk' : undefined);
  if (platform && client) return platformCloud(platform, client, grant);
  if (asked.has('signed-out')) return signIn(messages.start.signedOut);
  if (asked.has('region') || asked.has('sign-in')) return signIn(undefined);
  const scenario = scenarioNamed(asked.get('scenario'));
  const seed = Number(asked.get('seed'));
  const cloud = await simulatedCloud({
    ...(scenario && { scenario }),
    ...(asked.has('seed') && Number.isSafeInteger(seed) && { seed }),
  });
  // From the console: `await simulatedCloud.control('customerArrives')`.
  Object.assign(globalThis, { simulatedCloud: cloud.remote });
  return cloud;
}
