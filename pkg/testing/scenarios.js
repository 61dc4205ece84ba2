// The scenarios by name: the first state of a cloud, and the events in it.

const MINUTE = 60_000;

export const scenarios = Object.freeze(
  [
    {
      name: 'shift',
      description: 'An ordinary shift: some conversations are under way, others come',
      past: 'some',
      everyMs: 70_000,
      capacity: 4,
    },
    { name: 'empty', description: 'Nobody writes', past: 'none', capacity: 4 },
    {
      name: 'fourteen-chats',
      description: 'Fourteen conversations at once',
      past: 'fourteen',
      everyMs: 45_000,
      capacity: 14,
    },
    {
      name: 'outage',
      description: 'Every three minutes the network is gone for 40 seconds',
      past: 'some',
      everyMs: 50_000,
      capacity: 4,
      trouble: 'outage',
    },
    {
      name: 'throttled',
      description: 'Every two minutes all requests are refused for 30 seconds: 429',
      past: 'some',
      everyMs: 70_000,
      capacity: 4,
      trouble: 'throttled',
    },
    {
      name: 'expired',
      description: 'After half a minute the sign-in has expired',
      past: 'some',
      everyMs: 70_000,
      capacity: 4,
      trouble: 'expired',
    },
    {
      name: 'hostile',
      description: 'Right-to-left, markup, controls, long words, half emoji, and a malformed value',
      past: 'some',
      everyMs: 40_000,
      capacity: 6,
      customers: 'hostile',
    },
  ].map(Object.freeze),
);

export function scenario(name) {
  const found = scenarios.find((other) => other.name === name);
  if (!found)
    throw new RangeError(
      `no scenario \`${name}\`: one of ${scenarios.map(({ name }) => `\`${name}\``).join(', ')}`,
    );
  return found;
}

/** The past of the first agent, and the other agents. */
export function begin(world, { past, everyMs }, random) {
  const [me, ...colleagues] = world.agents;
  const now = world.now();
  for (const agent of colleagues) world.setQueueing(agent, past !== 'none');
  if (past === 'some') beginSome(world, me, now);
  if (past === 'fourteen')
    for (let index = 0; index < 14; index++)
      talked(world, me, now - 600_000 + index * 41_000, now, random);
  world.setQueueing(me, true);
  if (everyMs === undefined) return;
  world.agenda.after(4000, () => comes(world));
  const next = () =>
    world.agenda.after(random.exponential(everyMs), () => {
      if (world.waiting.length < 6) comes(world);
      next();
    });
  next();
}

function comes(world) {
  world.changed(world.arrive());
  world.route();
}

/** One is wrapped up, one is on hold, one talks. */
function beginSome(world, me, now) {
  const wrapped = offered(world, me, now - 400_000);
  wrapped.leg.connect(now - 391_000);
  wrapped.say('outbound', 'Hello, happy to help.', now - 380_000);
  wrapped.leg.hold(now - 300_000, 'agent');
  wrapped.leg.resume(now - 262_500);
  wrapped.say('inbound', 'Thank you, that helps.', now - 40_000);
  wrapped.conversation.endedBy = 'agent';
  wrapped.leg.end(now - 12_000, 'client');
  wrapped.conversation.endedAt = now - 12_000;
  const { wrapupLimitMs } = wrapped.leg.queue;
  if (wrapupLimitMs !== undefined) {
    world.agenda.after(wrapupLimitMs - 12_000, () => {
      if (!wrapped.leg.inAfterCallWork) return;
      wrapped.leg.finishAfterCallWork(world.now(), 'complete');
      world.changed(wrapped.conversation);
    });
  }

  const held = offered(world, me, now - 338_000);
  held.leg.connect(now - 330_000);
  held.say('outbound', 'Hello, happy to help. Which order is it?', now - 325_000);
  held.leg.hold(now - 240_000, 'agent');
  held.leg.resume(now - 171_000);
  held.say('inbound', `It is ${held.conversation.customer.order}.`, now - 168_000);
  held.say('outbound', 'One moment please, I will check.', now - 90_000);
  held.leg.hold(now - 74_000, 'agent');

  const talking = offered(world, me, now - 85_000);
  talking.leg.connect(now - 74_000);
  talking.say('outbound', 'Hello, thank you for writing to us.', now - 60_000);
  talking.say('inbound', talking.conversation.customer.lines[1] ?? 'Hello.', now - 30_000);
  talking.conversation.customer.linesSaid += 1;
}

function talked(world, me, from, now, random) {
  const { conversation, leg, say } = offered(world, me, from);
  leg.connect(from + 8000);
  const { customer } = conversation;
  for (
    let at = from + 20_000, side = 0;
    at < now;
    at += random.between([8000, MINUTE]), side += 1
  ) {
    if (side % 2 === 0) say('outbound', 'Hello, let me look into that.', at);
    else say('inbound', customer.lines[customer.linesSaid++] ?? 'Are you still there?', at);
  }
  if (random.chance(0.7))
    leg.hold(Math.max(from + 15_000, now - random.between([5000, 200_000])), 'platform');
}

function offered(world, me, at) {
  const conversation = world.arrive({ at: at - 22_000 });
  const leg = conversation.alert(me, conversation.waiting.queue, at);
  conversation.dequeue(at + 5000);
  return {
    conversation,
    leg,
    say: (direction, body, at) =>
      conversation.say(direction, body, at, direction === 'outbound' ? leg : undefined),
  };
}

/** The faults that happen by themselves in a scenario. */
export function trouble(kind, cloud, agenda) {
  if (kind === 'expired') agenda.after(30_000, () => cloud.expireTokens());
  const during = (firstMs, everyMs, ms, start, stop) => {
    agenda.after(firstMs, () => {
      start();
      agenda.after(ms, stop);
      during(everyMs, everyMs, ms, start, stop);
    });
  };
  if (kind === 'throttled') {
    during(
      20_000,
      2 * MINUTE,
      30_000,
      () => cloud.setFaults({ refuse: [{ status: 429, share: 1, retryAfterSeconds: 5 }] }),
      () => cloud.setFaults({ refuse: [] }),
    );
  }
  if (kind === 'outage') {
    const start = () => {
      cloud.setFaults({ unreachable: 1, refuseSockets: true });
      cloud.closeSockets(1006);
    };
    during(25_000, 3 * MINUTE, 40_000, start, () =>
      cloud.setFaults({ unreachable: 0, refuseSockets: false }),
    );
  }
}
