// What this package finds in a chat, by hand in JavaScript: all of its checks, with the same
// findings. No library has them, so this tells what the checks themselves cost there.

const ENDED = new Set(['disconnected', 'terminated']);
const STATES = new Set([
  'alerting',
  'dialing',
  'contacting',
  'offering',
  'connected',
  'disconnected',
  'terminated',
  'none',
  'converting',
  'uploading',
  'transmitting',
  'scheduled',
  'parked',
]);
const DIRECTIONS = new Set(['inbound', 'outbound']);
const WORK_STATES = new Set(['unknown', 'notApplicable', 'skipped', 'pending', 'complete']);
const DISCONNECT_TYPES = new Set([
  'endpoint',
  'endpoint.dnd',
  'endpoint.donotdisturb',
  'client',
  'system',
  'timeout',
  'transfer',
  'transfer.conference',
  'transfer.consult',
  'transfer.donotdisturb',
  'transfer.dnd',
  'transfer.forward',
  'transfer.noanswer',
  'transfer.notavailable',
  'transport.failure',
  'error',
  'peer',
  'other',
  'spam',
  'uncallable',
  'inactivity',
  'session.expired',
  'takeover',
]);
/** The spellings of the analytics API, which letter case and punctuation do not explain. */
const DISCONNECT_ALIASES = [
  'dndEndpoint',
  'conferenceTransfer',
  'consultTransfer',
  'dndTransfer',
  'forwardTransfer',
  'noAnswerTransfer',
  'notAvailableTransfer',
];
const TOLERANCE_MS = 1000;

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?[0-5]\d)$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const kindOf = (value) =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
const plain = (text) => text.toLowerCase().replace(/[._-]/g, '');
const KNOWN_DISCONNECT_TYPES = new Set([...DISCONNECT_TYPES, ...DISCONNECT_ALIASES].map(plain));

function isHttpUrl(text) {
  try {
    const { protocol, hostname } = new URL(text);
    // Chromium writes what no host may have, such as a space, with `%`, where others refuse it.
    return (protocol === 'http:' || protocol === 'https:') && !hostname.includes('%');
  } catch {
    return false;
  }
}

/** Whether the second that begins at `ms` is the last of a month in UTC. */
const endsMonth = (ms) => {
  const next = Math.floor(ms / 1000) * 1000 + 1000;
  return next % 86_400_000 === 0 && new Date(next).getUTCDate() === 1;
};

// The owners of fields, by their paths.
const CHAT = [];
const FOREIGN = {
  participants: 'a conversation: check the chats of its participants',
  eventBody: 'an event: check the chats of its participants',
  entities: 'a list: check the chats of its conversations',
};
const CONTEXT = ['journeyContext'];
const CUSTOMER = ['journeyContext', 'customer'];
const SESSION = ['journeyContext', 'customerSession'];
const ACTION = ['journeyContext', 'triggeringAction'];
const ACTION_MAP = ['journeyContext', 'triggeringAction', 'actionMap'];
const WRAPUP = ['wrapup'];
const WORK = ['afterCallWork'];
const SETTINGS = ['queueMediaSettings'];

/**
 * All findings about a chat, as `validateChat` reports them; in the order in which they are found.
 */
export function findings(chat) {
  const issues = [];
  const add = (severity, code, message, owner, name) =>
    void issues.push({
      path: name === undefined ? owner : [...owner, name],
      code,
      severity,
      message,
    });

  const absent = (value) => value === undefined || value === null;
  /** The value if it is of the kind, `undefined` if it is absent or was reported. */
  const typed = (value, kind, wanted, owner, name) => {
    if (typeof value === kind) return value;
    if (!absent(value))
      add('error', 'type', `expected ${wanted}, found ${kindOf(value)}`, owner, name);
  };
  const text = (value, owner, name) => typed(value, 'string', 'a string', owner, name);
  const flag = (value, owner, name) => typed(value, 'boolean', 'a boolean', owner, name);
  const object = (value, owner, name) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    if (!absent(value))
      add('error', 'type', `expected an object, found ${kindOf(value)}`, owner, name);
  };
  const list = (value, owner, name) => {
    if (Array.isArray(value)) return value;
    if (!absent(value))
      add('error', 'type', `expected an array, found ${kindOf(value)}`, owner, name);
  };
  const number = (whole, value, owner, name) => {
    const found = typed(value, 'number', 'a number', owner, name);
    if (found === undefined) return;
    if (!Number.isFinite(found))
      add('error', 'number', 'expected a number that a double can hold', owner, name);
    else if (found < 0)
      add('error', 'number', 'expected a number of at least 0, found a negative one', owner, name);
    else if (whole && !Number.isInteger(found))
      add('error', 'number', 'expected an integer, found a fraction', owner, name);
  };
  const oneOf = (known, kind, value, owner, name) => {
    const found = text(value, owner, name);
    if (found === undefined || known.has(found)) return found;
    const like = plain(found);
    for (const each of known) if (plain(each) === like) return each;
    add(
      'warning',
      'unknown-value',
      `expected a known \`${kind}\`, found another value`,
      owner,
      name,
    );
    return '';
  };
  /** The text, whatever it says. */
  const disconnection = (value, owner, name) => {
    const found = text(value, owner, name);
    if (
      found === undefined ||
      DISCONNECT_TYPES.has(found) ||
      KNOWN_DISCONNECT_TYPES.has(plain(found))
    )
      return found;
    add(
      'warning',
      'unknown-value',
      'expected a known `DisconnectType`, found another value',
      owner,
      name,
    );
    return found;
  };
  /**
   * Epoch milliseconds; NaN if it is malformed, `undefined` if it is absent or of the wrong kind.
   */
  const moment = (value, owner, name) => {
    const found = text(value, owner, name);
    if (found === undefined) return undefined;
    if (TIMESTAMP.test(found)) {
      const isLeap = found.slice(17, 19) === '60';
      const ms = Date.parse(isLeap ? `${found.slice(0, 17)}59${found.slice(19)}` : found);
      const day = Number(found.slice(8, 10));
      // `Date.parse` takes the 30th of February for the 2nd of March, and 24:00.
      const real =
        day <= 28 ||
        day <=
          new Date(Date.UTC(Number(found.slice(0, 4)), Number(found.slice(5, 7)), 0)).getUTCDate();
      if (
        ms >= -62_135_683_200_000 &&
        real &&
        found.slice(11, 13) !== '24' &&
        found.slice(0, 4) !== '0000' &&
        (!isLeap || endsMonth(ms))
      )
        return ms;
    }
    const such = 'such as `2021-01-20T09:25:34.532Z`';
    const wanted = LOCAL_TIME.test(found)
      ? 'timestamp with a zone,'
      : TIMESTAMP.test(found)
        ? 'timestamp of a real date and time,'
        : 'timestamp';
    add('error', 'timestamp', `expected a ${wanted} ${such}`, owner, name);
    return NaN;
  };
  const follows = (first, firstName, second, secondName, owner) => {
    if (first - second > TOLERANCE_MS)
      add(
        'error',
        'order',
        `expected \`${secondName}\` not to be before \`${firstName}\``,
        owner,
        secondName,
      );
  };

  const found = object(chat, CHAT);
  if (found === undefined) {
    if (absent(chat)) add('error', 'type', `expected an object, found ${kindOf(chat)}`, CHAT);
    return issues;
  }
  for (const [name, what] of Object.entries(FOREIGN))
    if (!absent(found[name])) add('warning', 'type', `expected a chat, found ${what}`, CHAT, name);
  const state = oneOf(STATES, 'ConnectionState', found.state, CHAT, 'state');
  oneOf(STATES, 'ConnectionState', found.initialState, CHAT, 'initialState');
  text(found.id, CHAT, 'id');
  text(found.roomId, CHAT, 'roomId');
  text(found.recordingId, CHAT, 'recordingId');
  const segments = list(found.segments, CHAT, 'segments')?.map((each, index) => {
    const owner = ['segments', index];
    const segment = object(each, owner);
    if (segment === undefined) return undefined;
    const start = moment(segment.startTime, owner, 'startTime');
    const end = moment(segment.endTime, owner, 'endTime');
    const type = text(segment.type, owner, 'type');
    text(segment.howEnded, owner, 'howEnded');
    disconnection(segment.disconnectType, owner, 'disconnectType');
    if (absent(segment.startTime))
      add('error', 'missing', 'expected `startTime`: every segment has one', owner, 'startTime');
    follows(start, 'startTime', end, 'endTime', owner);
    return {
      index,
      start,
      end,
      isOpen: absent(segment.endTime),
      type: type === undefined ? '' : plain(type),
    };
  });
  const held = flag(found.held, CHAT, 'held');
  oneOf(DIRECTIONS, 'Direction', found.direction, CHAT, 'direction');
  const disconnectType = disconnection(found.disconnectType, CHAT, 'disconnectType');
  const hold = moment(found.startHoldTime, CHAT, 'startHoldTime');
  const alerting = moment(found.startAlertingTime, CHAT, 'startAlertingTime');
  const connected = moment(found.connectedTime, CHAT, 'connectedTime');
  const disconnected = moment(found.disconnectedTime, CHAT, 'disconnectedTime');
  const parked = moment(found.parkTime, CHAT, 'parkTime');
  moment(found.resumeTime, CHAT, 'resumeTime');
  text(found.provider, CHAT, 'provider');
  const script = text(found.scriptId, CHAT, 'scriptId');
  if (script !== undefined && !UUID.test(script))
    add('warning', 'uuid', 'expected a UUID', CHAT, 'scriptId');
  text(found.peerId, CHAT, 'peerId');
  const avatar = text(found.avatarImageUrl, CHAT, 'avatarImageUrl');
  if (avatar !== undefined && !isHttpUrl(avatar))
    add('error', 'uri', 'expected an absolute `http` or `https` URL', CHAT, 'avatarImageUrl');

  const context = object(found.journeyContext, CHAT, 'journeyContext');
  if (context !== undefined) {
    const require = (value, owner, name) => {
      if (absent(value))
        add('warning', 'missing', `expected \`${name}\`: the API requires it`, owner, name);
    };
    const required = (value, owner, name) => {
      text(value, owner, name);
      require(value, owner, name);
    };
    const customer = object(context.customer, CONTEXT, 'customer');
    require(context.customer, CONTEXT, 'customer');
    if (customer !== undefined) {
      required(customer.id, CUSTOMER, 'id');
      required(customer.idType, CUSTOMER, 'idType');
    }
    const session = object(context.customerSession, CONTEXT, 'customerSession');
    if (session !== undefined) {
      required(session.id, SESSION, 'id');
      required(session.type, SESSION, 'type');
    }
    const action = object(context.triggeringAction, CONTEXT, 'triggeringAction');
    if (action !== undefined) {
      required(action.id, ACTION, 'id');
      const map = object(action.actionMap, ACTION, 'actionMap');
      require(action.actionMap, ACTION, 'actionMap');
      if (map !== undefined) {
        required(map.id, ACTION_MAP, 'id');
        number(true, map.version, ACTION_MAP, 'version');
        require(map.version, ACTION_MAP, 'version');
      }
    }
  }

  const wrapup = object(found.wrapup, CHAT, 'wrapup');
  if (wrapup !== undefined) {
    text(wrapup.code, WRAPUP, 'code');
    text(wrapup.name, WRAPUP, 'name');
    text(wrapup.notes, WRAPUP, 'notes');
    list(wrapup.tags, WRAPUP, 'tags')?.forEach((tag, index) =>
      text(tag, ['wrapup', 'tags'], index),
    );
    number(true, wrapup.durationSeconds, WRAPUP, 'durationSeconds');
    moment(wrapup.endTime, WRAPUP, 'endTime');
    flag(wrapup.provisional, WRAPUP, 'provisional');
  }
  const work = object(found.afterCallWork, CHAT, 'afterCallWork');
  if (work !== undefined) {
    const start = moment(work.startTime, WORK, 'startTime');
    const end = moment(work.endTime, WORK, 'endTime');
    const workState = oneOf(WORK_STATES, 'AfterCallWorkState', work.state, WORK, 'state');
    follows(start, 'startTime', end, 'endTime', WORK);
    if (end !== undefined && workState === 'pending')
      add(
        'warning',
        'after-call-work',
        'expected no `endTime` while after-call work is pending',
        WORK,
        'endTime',
      );
    if (absent(work.endTime) && workState === 'complete')
      add(
        'warning',
        'after-call-work',
        'expected `endTime`, since after-call work is complete',
        WORK,
        'endTime',
      );
  }
  flag(found.afterCallWorkRequired, CHAT, 'afterCallWorkRequired');
  const settings = object(found.queueMediaSettings, CHAT, 'queueMediaSettings');
  if (settings !== undefined) {
    number(true, settings.alertingTimeoutSeconds, SETTINGS, 'alertingTimeoutSeconds');
    number(false, settings.autoAnswerAlertToneSeconds, SETTINGS, 'autoAnswerAlertToneSeconds');
    number(false, settings.manualAnswerAlertToneSeconds, SETTINGS, 'manualAnswerAlertToneSeconds');
    flag(settings.enableAutoAnswer, SETTINGS, 'enableAutoAnswer');
  }

  follows(alerting, 'startAlertingTime', connected, 'connectedTime', CHAT);
  if (connected === undefined)
    follows(alerting, 'startAlertingTime', disconnected, 'disconnectedTime', CHAT);
  else follows(connected, 'connectedTime', disconnected, 'disconnectedTime', CHAT);
  follows(connected, 'connectedTime', hold, 'startHoldTime', CHAT);
  follows(connected, 'connectedTime', parked, 'parkTime', CHAT);

  // What is of the wrong kind is neither there nor absent: it is reported once, and no rule speaks
  // of it.
  const openHold = () => segments?.some((segment) => segment?.type === 'hold' && segment.isOpen);
  if (held && absent(found.startHoldTime) && !openHold())
    add(
      'warning',
      'hold',
      'expected `startHoldTime` or an open hold segment while `held`',
      CHAT,
      'held',
    );
  if (hold !== undefined && (held === false || absent(found.held)))
    add('warning', 'hold', 'expected no `startHoldTime` while not `held`', CHAT, 'startHoldTime');

  const ended = ENDED.has(state);
  const live = STATES.has(state) && !ended && state !== 'none';
  if (ended && absent(found.disconnectedTime))
    add(
      'warning',
      'state',
      'expected `disconnectedTime`, since `state` is an ended one',
      CHAT,
      'disconnectedTime',
    );
  if (live && disconnected !== undefined)
    add(
      'warning',
      'state',
      'expected no `disconnectedTime`, since `state` is a live one',
      CHAT,
      'disconnectedTime',
    );
  if (live && disconnectType !== undefined)
    add(
      'warning',
      'state',
      'expected no `disconnectType`, since `state` is a live one',
      CHAT,
      'disconnectType',
    );

  if (segments !== undefined) {
    // The last segment of a chat may stay open after its end: it reaches no further. Of a malformed
    // end nobody knows when it was: nothing overlaps it.
    const openEnd = disconnected >= -Infinity ? disconnected : ended ? -Infinity : Infinity;
    const endOf = ({ start, end, isOpen }) => (isOpen ? openEnd : end >= -Infinity ? end : start);
    let latest = -Infinity;
    const started = segments.filter((segment) => segment?.start >= -Infinity);
    for (const segment of started.sort((a, b) => a.start - b.start)) {
      const end = endOf(segment);
      if (Math.min(latest, end) - segment.start > TOLERANCE_MS)
        add('warning', 'segments', 'expected the segment not to overlap an earlier one', [
          'segments',
          segment.index,
        ]);
      latest = Math.max(latest, end);
    }
  }
  return issues;
}
