// The routing status and the presence of the user, from notifications and answers. Each carries the
// moment at which it began, so their order does not matter.

export class Agent {
  /** `{ routingStatus, since, presence, presenceSince }`. Frozen; another object when it changes. */
  state = Object.freeze({});

  /** Takes a notification or an answer; gives whether something is new. */
  take(text) {
    const payload = JSON.parse(text);
    const body = payload.eventBody ?? payload;
    const { status: routingStatus, startTime } = body.routingStatus ?? body;
    const { presenceDefinition, modifiedDate } = body;
    return this.adopt({
      routingStatus,
      since: Date.parse(startTime),
      presence: presenceDefinition?.systemPresence,
      presenceSince: Date.parse(modifiedDate),
    });
  }

  /** Takes over each of the two that is not older; gives whether something is new. */
  adopt({ routingStatus, since, presence, presenceSince }) {
    const before = this.state;
    if (since >= (before.since ?? 0)) this.#set({ routingStatus, since });
    if (presenceSince >= (before.presenceSince ?? 0)) this.#set({ presence, presenceSince });
    return this.state !== before;
  }

  #set(news) {
    if (Object.keys(news).some((name) => news[name] !== this.state[name]))
      this.state = Object.freeze({ ...this.state, ...news });
  }
}
