// The detail events of one conversation: what of it began or ended since the last look. Moments are
// epoch milliseconds and enums are in upper case, as the platform sends them.

/** What each party was like when somebody looked last, by the id of its communication. */
export class Details {
  #known = new WeakMap(); // conversation -> Map of id -> 'live' | 'ended' | 'wrapped up'

  /** The events of a conversation since the last look: `{ topic, body }`. */
  take(conversation, now) {
    const known = this.#known.get(conversation) ?? new Map();
    this.#known.set(conversation, known);
    const events = [];
    const note = (party, phase, name, more) => {
      if (known.get(party.sessionId) === phase) return;
      known.set(party.sessionId, phase);
      events.push({ topic: topicOf(conversation.id, name), body: bodyOf(party, now, more) });
    };
    for (const wait of conversation.waits) {
      const party = partyOf(conversation, wait.participantId, wait.id, wait.queue);
      if (!known.has(wait.id)) note(party, 'live', 'acd.start');
      if (wait.until !== undefined) note(party, 'ended', 'acd.end');
    }
    for (const leg of conversation.legs) {
      const party = {
        ...partyOf(conversation, leg.participant.id, leg.id, leg.queue),
        userId: leg.agent.id,
      };
      if (!known.has(leg.id)) note(party, 'live', 'user.start');
      if (leg.isLive) continue;
      const { Alert, Interact, Hold, Wrapup } = leg.sums(now);
      if (known.get(leg.id) === 'live')
        note(party, 'ended', 'user.end', {
          interactingDurationMs: Interact,
          heldDurationMs: Hold,
          alertingDurationMs: Alert,
          contactingDurationMs: 0,
          dialingDurationMs: 0,
          disconnectType: constantOf(leg.disconnectType),
        });
      if (leg.afterCallWork && !leg.inAfterCallWork)
        note(party, 'wrapped up', 'acw', { wrapupDurationMs: Wrapup });
    }
    return events;
  }
}

const topicOf = (id, name) => `v2.detail.events.conversation.${id}.${name}`;

const partyOf = (conversation, participantId, sessionId, queue) => ({
  conversationId: conversation.id,
  participantId,
  sessionId,
  queueId: queue.id,
});

const bodyOf = (party, now, more) => ({
  eventTime: now,
  ...party,
  mediaType: 'MESSAGE',
  provider: 'PURECLOUD_MESSAGING',
  direction: 'INBOUND',
  ...more,
});

const constantOf = (disconnectType) => disconnectType.toUpperCase().replaceAll('.', '_');
