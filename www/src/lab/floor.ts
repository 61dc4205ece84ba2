// A large floor at one moment, as `GET /conversations` would list it: for the list of the
// supervisor.

const FIRST = [
  'Ada',
  'Marek',
  'Chiamaka',
  'Jun',
  'Lucía',
  'Tom',
  'Priya',
  'Noor',
  'Elif',
  'Mateo',
  'Ingrid',
  'Kofi',
];
const LAST = [
  'Lindqvist',
  'Novák',
  'Obi',
  'Watanabe',
  'Fernández',
  'Baker',
  'Raman',
  'Haddad',
  'Yılmaz',
  'Rossi',
  'Berg',
  'Mensah',
  'Silva',
];

const iso = (ms: number) => new Date(ms).toISOString();
const id = (kind: number, index: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

function conversation(index: number, now: number) {
  const connected = now - 20_000 - ((index * 7919) % 1_800_000);
  const held = index % 3 === 0;
  const heldAt = connected + Math.floor((now - connected) * 0.6);
  const segments = [
    { type: 'Alert', startTime: iso(connected - 6000), endTime: iso(connected) },
    { type: 'Interact', startTime: iso(connected), ...(held && { endTime: iso(heldAt) }) },
    ...(held ? [{ type: 'Hold', startTime: iso(heldAt) }] : []),
  ];
  return {
    id: id(1, index),
    participants: [
      {
        id: id(2, index),
        purpose: 'customer',
        name: `${FIRST[index % FIRST.length]} ${LAST[index % LAST.length]}`,
        messages: [
          { id: id(3, index), state: 'connected', connectedTime: iso(connected - 20_000) },
        ],
      },
      {
        id: id(4, index),
        purpose: 'agent',
        userId: id(5, index % 1500),
        messages: [
          {
            id: id(6, index),
            state: 'connected',
            held,
            ...(held && { startHoldTime: iso(heldAt) }),
            startAlertingTime: iso(connected - 6000),
            connectedTime: iso(connected),
            segments,
          },
        ],
      },
    ],
  };
}

export const floor = (count: number, now: number) => ({
  entities: Array.from({ length: count }, (_, index) => conversation(index, now)),
  pageSize: count,
  pageNumber: 1,
  total: count,
});
