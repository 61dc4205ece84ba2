// Everything that goes wrong in a shift: each begins, and most end by themselves. Seconds.

export const FAULTS = [
  { name: 'notifications lost', seconds: 120, begin: (cloud) => cloud.setFaults({ lose: 0.3 }) },
  {
    name: 'notifications doubled',
    seconds: 120,
    begin: (cloud) => cloud.setFaults({ double: 0.5 }),
  },
  {
    name: 'notifications late',
    seconds: 120,
    begin: (cloud) => cloud.setFaults({ delayMs: [0, 4000] }),
  },
  {
    name: 'notifications out of order',
    seconds: 120,
    begin: (cloud) => cloud.setFaults({ reorder: 0.5 }),
  },
  {
    name: 'all of that',
    seconds: 180,
    begin: (cloud) => cloud.setFaults({ lose: 0.1, double: 0.2, reorder: 0.3, delayMs: [0, 2000] }),
  },
  { name: 'closed with 1001', begin: (cloud) => cloud.closeSockets(1001) },
  { name: 'closed without a word', begin: (cloud) => cloud.closeSockets(1006) },
  { name: 'dead in silence', begin: (cloud) => cloud.dropSockets() },
  { name: 'mute', seconds: 90, begin: (cloud) => cloud.setFaults({ mute: true }) },
  { name: 'socket_closing', begin: (cloud) => cloud.announceClosing() },
  { name: 'channels expired', begin: (cloud) => cloud.expireChannels() },
  { name: 'token expired', begin: (cloud) => cloud.expireTokens() },
  {
    name: '429',
    seconds: 60,
    begin: (cloud) =>
      cloud.setFaults({ refuse: [{ status: 429, share: 1, retryAfterSeconds: 10 }] }),
  },
  {
    name: '500',
    seconds: 60,
    begin: (cloud) => cloud.setFaults({ refuse: [{ status: 500, share: 0.7 }] }),
  },
  { name: 'slow answers', seconds: 120, begin: (cloud) => cloud.setFaults({ slowMs: [0, 8000] }) },
  { name: 'no answers', seconds: 90, begin: (cloud) => cloud.setFaults({ never: 0.6 }) },
  {
    name: 'outage',
    seconds: 120,
    begin(cloud) {
      cloud.setFaults({ unreachable: 1, refuseSockets: true });
      cloud.closeSockets(1006);
    },
  },
  {
    name: 'reconnect under load',
    seconds: 60,
    begin(cloud) {
      cloud.setFaults({ unreachable: 0.5, slowMs: [0, 5000], lose: 0.2, reorder: 0.3 });
      cloud.closeSockets(1001);
    },
  },
];
