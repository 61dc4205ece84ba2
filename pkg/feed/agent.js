// The routing status and the presence of the user, from notifications and answers. Each carries the
// moment at which it began, so their order does not matter.

const FACTS = [
  ['routingStatus', 'since'],
  ['presence', 'presenceSince'],
];

/** The state of the agent in a text: `{ routingStatus, since, presence, presenceSince }`. */
export function agentOf(text) {
  const payload = JSON.parse(text);
  const body = payload.eventBody ?? payload;
  const { status: routingStatus, startTime } = body.routingStatus ?? {};
  const { presenceDefinition, modifiedDate } = body.presence ?? body;
  return {
    routingStatus,
    since: Date.parse(startTime),
    presence: presenceDefinition?.systemPresence,
    presenceSince: Date.parse(modifiedDate),
  };
}

/** `known` with each of the two that is not older: the same object, if nothing is new. */
export function newer(known, news) {
  const next = { ...known };
  for (const [name, since] of FACTS) {
    if (!(news[since] >= (known[since] ?? 0))) continue;
    next[name] = news[name];
    next[since] = news[since];
  }
  return JSON.stringify(next) === JSON.stringify(known) ? known : Object.freeze(next);
}
