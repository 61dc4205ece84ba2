// The simulated cloud on a local port, for a desk to sign in to: `cargo xtask cloud`.

import { parseArgs } from 'node:util';

import { WebSocketServer } from 'ws';

import { acceleratedTime, scenarios, systemTime } from '../pkg/testing.js';
import { serveCloud } from '../pkg/testing/server.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8808' },
    scenario: { type: 'string', default: 'shift' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '1' },
    automatic: { type: 'boolean', default: false },
  },
});

const rate = Number(values.rate);

function fail(error) {
  const isTaken = error.code === 'EADDRINUSE';
  console.error(
    isTaken
      ? `the port ${values.port} is taken: choose another one with --port`
      : `cannot serve the simulated cloud: ${error.message}`,
  );
  process.exit(1);
}

const server = await serveCloud({
  WebSocketServer,
  port: Number(values.port),
  scenario: values.scenario,
  seed: Number(values.seed),
  automatic: values.automatic,
  time: rate === 1 ? systemTime : acceleratedTime(rate),
}).catch(fail);
const agent = server.cloud.agents[0];

console.log(`The simulated cloud listens on ${server.url} (scenario "${values.scenario}"; there are: ${scenarios.map(({ name }) => name).join(', ')}).

  sign-in    ${server.url}/oauth/authorize and /oauth/token: authorization code with PKCE, any client_id
  token      ${server.token()}  (${agent.name}, ${agent.id})
  API        curl -H 'authorization: Bearer TOKEN' ${server.url}/api/v2/users/me
  faults     curl -d '{"call":"setFaults","values":[{"lose":0.1}]}' ${server.url}/control
`);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void server.close().then(() => process.exit()));
