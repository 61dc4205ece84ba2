// The simulated cloud: its parts put together, without IO.

import { Agents, Customers } from './behaviour.js';
import { Channels } from './channels.js';
import { Details } from './details.js';
import { Network } from './faults.js';
import { flatBody, nestedBody, typingBody } from './payloads.js';
import { Random } from './random.js';
import { presence, route, routingStatus } from './routes.js';
import { begin, scenario, trouble } from './scenarios.js';
import { SignIn } from './sign-in.js';
import { Agenda, systemTime } from './time.js';
import { deskTopics } from './topics.js';
import { truth } from './truth.js';
import { World } from './world.js';

const RATE = { requests: 300, ms: 60_000 };
const CLOSING_MS = 60_000;

export function createCloud({
  seed = 1,
  scenario: name = 'shift',
  time = systemTime,
  latencyMs = [20, 80],
  automatic = false,
  signIn: needsToken = false,
  withoutSegments = 0.5,
  socketOrigin = 'wss://cloud.invalid',
} = {}) {
  const chosen = scenario(name);
  const agenda = new Agenda(time);
  const network = new Network({ seed, latencyMs, agenda });
  const world = new World({
    seed,
    agenda,
    capacity: chosen.capacity,
    customers: chosen.customers,
    withoutSegments,
  });
  const channels = new Channels({ seed, agenda, network, origin: socketOrigin });
  const signIn = new SignIn({ seed, agenda });
  const counts = { total: 0, byPath: {}, mostPerMinute: 0, last: [] };
  const [me] = world.agents;

  const details = new Details();
  world.listen((change) => publish(channels, world, details, change));
  const customers = new Customers(world, seed);
  new Agents(world, seed, automatic ? world.agents : world.agents.slice(1));
  begin(world, chosen, Random.of(seed, 'scenario'));

  function agentOf(authorization) {
    if (authorization === undefined && !needsToken) return signIn.expired ? undefined : me;
    const userId = signIn.userOf(authorization);
    return world.agents.find(({ id }) => id === userId);
  }

  function answer(method, path, body, authorization) {
    count(counts, method, path, agenda.now());
    if (network.faults.portal !== '') return { status: 200, text: network.faults.portal };
    const refusal = network.refusal(path);
    if (refusal)
      return problem(refusal.status, 'refused', 'refused as asked for', refusal.retryAfterSeconds);
    const anonymous = path.split('?')[0] === '/api/v2/date';
    const agent = agentOf(authorization) ?? (anonymous ? me : undefined);
    if (!agent) return problem(401, 'bad.credentials', 'the token is missing or has expired');
    if (method === 'DELETE' && path === '/api/v2/tokens/me') {
      signIn.revoke(authorization);
      return { status: 204 };
    }
    if (counts.last.length > RATE.requests)
      return problem(
        429,
        'too.many.requests',
        `more than ${RATE.requests} requests a minute`,
        Math.ceil((counts.last[0] + RATE.ms - agenda.now()) / 1000),
      );
    return route({ method, path, body, world, channels, agent });
  }

  async function request(method, path, body, { authorization, signal } = {}) {
    signal?.throwIfAborted();
    const wait = (ms) => waitFor(agenda, ms, signal);
    if (network.happens('unreachable')) {
      await wait(network.way());
      throw new TypeError('fetch failed');
    }
    const never = network.happens('never');
    await wait(network.way() + network.slow() / 2);
    const {
      status,
      headers = {},
      body: answered,
      text: page,
    } = answer(
      method.toUpperCase(),
      path,
      body === undefined ? undefined : structuredClone(body),
      authorization,
    );
    const text = page ?? (answered === undefined ? '' : JSON.stringify(answered));
    await wait(never ? undefined : network.way() + network.slow() / 2);
    const type = page === undefined ? 'application/json' : 'text/html';
    return { status, headers: { 'content-type': type, ...headers }, text };
  }

  const conversation = (id) => world.conversations.get(id) ?? fail(`no conversation \`${id}\``);

  const cloud = {
    agents: world.agents.map(({ id, name, email }) => ({ id, name, email })),
    queues: world.queues.map(({ id, name }) => ({ id, name })),
    signIn,
    now: () => agenda.now(),
    request,
    openSocket: (url) => channels.open(url),
    subscribe: (listener) => channels.attach(deskTopics(me.id), listener),
    stop: () => agenda.stop(),

    setFaults: (faults) => network.set(faults),
    clearFaults: () => network.clear(),
    closeSockets: (code = 1001, reason = 'going away') => channels.closeAll(code, reason),
    dropSockets: () => channels.dropAll(),
    announceClosing: (afterMs = CLOSING_MS) => channels.announceClosing(afterMs),
    expireChannels: () => channels.expireAll(),
    expireTokens: () => signIn.expireAll(),
    acceptTokens: () => signIn.accept(),
    rejectTopics: (rejected) => channels.reject(rejected),
    customerSays: (id, text, more) => customers.say(conversation(id), text, more),
    customerTypes: (id) => world.customerTypes(conversation(id)),
    customerLeaves: (id) => world.customerLeaves(conversation(id)),
    customerArrives({ waitedMs = 0, ...customer } = {}) {
      const arrived = world.arrive({ ...customer, at: agenda.now() - waitedMs });
      world.changed(arrived);
      world.route();
      return arrived.id;
    },
    changeQueue(id, change) {
      const queue = world.queues.find((each) => each.id === id) ?? fail(`no queue \`${id}\``);
      Object.assign(queue, change);
    },
    truth: (userId = me.id) => truth(world, userId),
    requests: () => ({
      total: counts.total,
      byPath: { ...counts.byPath },
      mostPerMinute: counts.mostPerMinute,
      lastMinute: recent(counts, agenda.now()).length,
    }),
    sockets: () => channels.sockets(),
  };
  trouble(chosen.trouble, cloud, agenda);
  return cloud;
}

/**
 * Who is told of a change: the agents who are or were in the conversation, and its queues; that a
 * customer types, the agents who talk.
 */
function publish(channels, world, details, { conversation, agent, what, typing }) {
  if (agent) {
    const { id } = agent;
    if (what === 'routingStatus')
      channels.publish(`v2.users.${id}.routingStatus`, { id, routingStatus: routingStatus(agent) });
    else channels.publish(`v2.users.${id}.presence`, presence(agent));
    return;
  }
  if (typing) {
    const body = typingBody(conversation, world.now());
    const talking = conversation.legs.filter(({ isTalking }) => isTalking);
    for (const leg of talking)
      channels.publish(`v2.users.${leg.agent.id}.conversations.messages.typing`, body);
    return;
  }
  for (const { topic, body } of details.take(conversation, world.now()))
    channels.publish(topic, body);
  const nested = nestedBody(conversation);
  const flat = flatBody(conversation);
  const places = [
    ...new Set(conversation.participants.map(({ agent: { id } }) => `v2.users.${id}`)),
    ...new Set(conversation.waits.map(({ queue }) => `v2.routing.queues.${queue.id}`)),
  ];
  for (const place of places) {
    channels.publish(`${place}.conversations`, nested);
    if (conversation.place === 'messages')
      channels.publish(`${place}.conversations.messages`, flat);
  }
  for (const id of new Set(conversation.participants.map((participant) => participant.agent.id)))
    channels.publish(`v2.users.${id}.conversationsummary`, summary(world, id));
}

function summary(world, userId) {
  const legs = world.legsOf(world.agents.find(({ id }) => id === userId));
  const active = legs.filter(([, { isLive }]) => isLive).length;
  const acw = legs.filter(([, { inAfterCallWork }]) => inAfterCallWork).length;
  return { message: { contactCenter: { active, acw }, enterprise: { active: 0, acw: 0 } } };
}

const problem = (status, code, message, retryAfterSeconds) => ({
  status,
  headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  body: { status, code, message },
});

function fail(message) {
  throw new RangeError(message);
}

function recent(counts, now) {
  counts.last = counts.last.filter((at) => at > now - RATE.ms);
  return counts.last;
}

function count(counts, method, path, now) {
  const place = `${method} ${path.split('?')[0].replace(/(streaming-)?[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}`;
  counts.total += 1;
  counts.byPath[place] = (counts.byPath[place] ?? 0) + 1;
  recent(counts, now).push(now);
  counts.mostPerMinute = Math.max(counts.mostPerMinute, counts.last.length);
}

/** `undefined` waits for ever, or until it is aborted. */
function waitFor(agenda, ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = ms === undefined ? () => {} : agenda.after(ms, done);
    const abort = () => {
      stop();
      reject(signal.reason);
    };
    function done() {
      signal?.removeEventListener('abort', abort);
      resolve();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
