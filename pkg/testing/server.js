// The simulated cloud as a Node server: HTTP and WebSocket around the cloud of
// `conversation-chat/testing`.

import { createServer } from 'node:http';

import { createCloud } from './cloud.js';
import { SignIn } from './sign-in.js';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-expose-headers': 'retry-after',
  'access-control-max-age': '600',
};

/** What `POST /control` may call. */
const CONTROLS = new Set([
  'setFaults',
  'clearFaults',
  'closeSockets',
  'dropSockets',
  'announceClosing',
  'expireChannels',
  'expireTokens',
  'acceptTokens',
  'rejectTopics',
  'customerSays',
  'customerTypes',
  'customerLeaves',
  'customerArrives',
  'changeQueue',
  'truth',
  'requests',
  'sockets',
]);

export async function serveCloud({ WebSocketServer, port = 0, host = '127.0.0.1', ...options }) {
  const server = createServer((request, response) => {
    serve(cloud, request, response).catch((error) => {
      if (error instanceof TypeError || response.headersSent) response.destroy();
      else
        send(response, error instanceof SyntaxError || error instanceof RangeError ? 400 : 500, {
          message: error.message,
        });
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: opened } = server.address();
  const cloud = createCloud({ signIn: true, ...options, socketOrigin: `ws://${host}:${opened}` });

  const sockets = new WebSocketServer({ noServer: true });
  const streams = new Set(); // that became sockets: the server no longer counts them
  server.on('upgrade', (request, stream, head) => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream));
    stream.on('error', () => {});
    accept(cloud, sockets, request, stream, head);
  });

  return {
    url: `http://${host}:${opened}`,
    cloud,
    token: (userId = cloud.agents[0].id) => cloud.signIn.issue(userId),
    async close() {
      cloud.stop();
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const stream of streams) stream.destroy();
      await closed;
    },
  };
}

async function serve(cloud, request, response) {
  for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const text = await textOf(request);
  if (pathname.startsWith('/api/v2/')) await answer(cloud, request, response, text);
  else if (pathname === '/oauth/authorize')
    authorize(
      cloud,
      response,
      request.method === 'POST' ? new URLSearchParams(text) : searchParams,
    );
  else if (pathname === '/oauth/token' && request.method === 'POST') {
    const { status, body } = await cloud.signIn.token(new URLSearchParams(text));
    response.setHeader('cache-control', 'no-store');
    send(response, status, body);
  } else if (pathname === '/logout' && URL.canParse(searchParams.get('redirect_uri') ?? '')) {
    response.writeHead(302, { location: searchParams.get('redirect_uri') }).end();
  } else if (pathname === '/control' && request.method === 'POST') {
    const { call, values = [] } = JSON.parse(text);
    if (!CONTROLS.has(call)) throw new RangeError(`no control \`${call}\``);
    send(response, 200, (await cloud[call](...values)) ?? null);
  } else {
    send(response, 404, { message: 'not found' });
  }
}

async function answer(cloud, request, response, text) {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  // As with `fetch`, an undefined header is no header: the cloud then takes nobody for signed in.
  const authorization = request.headers.authorization ?? '';
  try {
    const body = text === '' ? undefined : JSON.parse(text);
    const {
      status,
      headers,
      text: answered,
    } = await cloud.request(request.method, request.url, body, {
      authorization,
      signal: abort.signal,
    });
    response.writeHead(status, { ...headers, 'cache-control': 'no-store' }).end(answered);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  }
}

/** The sign-in: a page to choose an agent, and the redirect back to the application. */
function authorize(cloud, response, parameters) {
  const problem = SignIn.problem(parameters);
  const agent = cloud.agents.find(({ id }) => id === parameters.get('user'));
  if (problem) send(response, 400, { error: 'invalid_request', error_description: problem });
  else if (agent)
    response.writeHead(303, { location: cloud.signIn.authorize(parameters, agent.id) }).end();
  else
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(page(cloud.agents, parameters));
}

const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const page = (agents, parameters) => `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Sign in to the simulated cloud</title>
<style>body { font: 16px/1.5 system-ui; max-width: 24rem; margin: 4rem auto; padding: 0 1rem } button { display: block; width: 100%; margin: .5rem 0; padding: .75rem; font: inherit; text-align: start }</style>
<h1>Sign in</h1>
<form method="post" action="/oauth/authorize">
${[...parameters].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join('\n')}
${agents.map(({ id, name, email }) => `<button name="user" value="${escaped(id)}">${escaped(name)} (${escaped(email)})</button>`).join('\n')}
</form>
</html>
`;

function accept(cloud, sockets, request, stream, head) {
  const inner = cloud.openSocket(
    request.url.startsWith('/') ? `ws://localhost${request.url}` : request.url,
  );
  let outer;
  inner.onopen = () => {
    if (stream.destroyed) {
      inner.close();
      return;
    }
    sockets.handleUpgrade(request, stream, head, (accepted) => {
      outer = accepted;
      outer.on('message', (data) => inner.send(String(data)));
      outer.on('close', (code) => inner.close(code));
      outer.on('error', () => {});
    });
  };
  inner.onmessage = ({ data }) => outer?.send(data);
  inner.onclose = ({ code, reason }) => {
    if (!outer) stream.destroy();
    else if (code === 1006 || code === 1005) outer.terminate();
    else outer.close(code, reason);
  };
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
