// The truth about an agent's communications, from the cloud's own records.

export function truth(world, userId) {
  const now = world.now();
  const agent = world.agents.find(({ id }) => id === userId);
  return world.legsOf(agent).map(([conversation, leg]) => {
    const { Alert, Interact, Hold, Parked, Wrapup } = leg.sums(now);
    return {
      communicationId: leg.id,
      conversationId: conversation.id,
      participantId: leg.participant.id,
      userId,
      queueId: leg.queue.id,
      hasSegments: leg.hasSegments,
      customerName: conversation.customer.name,
      state: leg.state,
      held: leg.held,
      afterCallWorkPending: leg.isLive ? undefined : leg.inAfterCallWork,
      alert: Alert,
      talk: Interact,
      hold: Hold,
      holds: leg.spans.filter(({ type }) => type === 'Hold').length,
      park: Parked,
      afterCallWork: Wrapup,
      handle: Interact + Hold + Wrapup,
    };
  });
}
