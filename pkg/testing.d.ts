// A simulated Genesys Cloud for tests and demos: REST, notifications, sign-in, and every fault of a
// network, deterministic by a seed.
//
// `createCloud` is the cloud itself, without IO. It runs in three places: in the same thread, in a
// worker (`hostCloud` inside, `connectCloud` outside), and as a Node server with real HTTP and
// WebSocket (`serveCloud` of `conversation-chat/testing/server`).

/** The answer to a request. Header names are lower case. */
export interface CloudAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Where time comes from. All moments are epoch milliseconds. */
export interface Time {
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The time of this machine. */
export const systemTime: Time;

/** Time that runs `rate` times as fast as the machine's, from `start` (default: now). */
export function acceleratedTime(rate: number, start?: number): Time;

/** Time that stands until it is advanced; timers run in order, and promises settle between them. */
export interface SimulatedTime extends Time {
  advance(ms: number): Promise<void>;
}
export function simulatedTime(start?: number): SimulatedTime;

/**
 * Tabs of one browser in one process, for tests of what several of them do: they share Web Locks and
 * BroadcastChannels, and a tab can hang.
 *
 * @example
 * const tab = simulatedTabs(time).open();
 * new Feed({
 *   tabs: tab.tabs,
 *   time: tab.time,
 *   api: tab.api(api),
 *   openSocket: tab.openSocket((uri) => cloud.openSocket(uri)),
 *   userId, roster, clock,
 * });
 */
export function simulatedTabs(time: Time): { open(): SimulatedTab };

export interface SimulatedTab {
  /** For the option `tabs` of a feed. */
  readonly tabs: {
    locks: { request(name: string, options: any, callback: () => any): Promise<any> };
    BroadcastChannel: new (
      name: string,
    ) => { onmessage: any; postMessage(message: any): void; close(): void };
  };
  /** The time of this tab: its timers wait while it hangs. */
  readonly time: Time;
  /** An `api` as this tab hears its answers. */
  api<Ask extends (...request: any[]) => Promise<any>>(ask: Ask): Ask;
  /** An `openSocket` as this tab hears its sockets. */
  openSocket(open: (uri: string) => CloudSocket): (uri: string) => CloudSocket;
  /** Nothing happens in this tab any more, as in a debugger; it keeps its locks. */
  hang(): void;
  /** What came while it hung happens now, in order. */
  wake(): void;
}

/**
 * What goes wrong, until it is changed. Shares are 0 to 1; ranges are [least, most] milliseconds.
 */
export interface Faults {
  /** The share of notifications that never arrive. */
  lose: number;
  /**
   * The share of notifications that arrive twice, the second up to 5 s later, half of them with
   * another `CorrelationId`.
   */
  double: number;
  /** Added to the way of every notification; order is kept. */
  delayMs: [number, number];
  /** The share of notifications that later ones overtake. */
  reorder: number;
  /** Notifications and heartbeats that no longer come, though the sockets stay open. */
  mute: boolean;
  /** Added to the way of every answer; the half of it after the answer was composed. */
  slowMs: [number, number];
  /** The share of requests that are never answered. */
  never: number;
  /** The share of requests that fail as if there were no network. */
  unreachable: number;
  /**
   * Statuses that requests are answered with instead: `{ status: 429, share: 1, retryAfterSeconds:
   * 5 }`; `path` limits it to paths that contain it.
   */
  refuse: { status: number; share: number; retryAfterSeconds?: number; path?: string }[];
  /** Sockets that cannot be opened. */
  refuseSockets: boolean;
  /**
   * A captive portal: every request is answered with this text and 200, and no socket opens. `''`,
   * the default, is none.
   */
  portal: string;
}

export type ScenarioName =
  | 'empty'
  | 'shift'
  | 'fourteen-chats'
  | 'outage'
  | 'throttled'
  | 'expired'
  | 'hostile';

export interface Scenario {
  name: ScenarioName;
  /** One sentence for a list of scenarios. */
  description: string;
}

/** All scenarios, in the order of a list. */
export const scenarios: readonly Scenario[];

export interface CloudOptions {
  /** Equal seeds and equal requests at equal times give equal clouds. Default 1. */
  seed?: number;
  /** Default `'shift'`. */
  scenario?: ScenarioName;
  /** Default `systemTime`. */
  time?: Time;
  /** How long a notification and an answer take, [least, most] milliseconds. Default [20, 80]. */
  latencyMs?: [number, number];
  /**
   * The signed-in agent's work is done by the cloud, too: answers, holds, parks, transfers, misses,
   * wraps up. Default false.
   */
  automatic?: boolean;
  /**
   * Requests need a token of the sign-in. Default false: they are the first agent's. The Node
   * server turns it on.
   */
  signIn?: boolean;
  /**
   * The share of communications of which REST never has segments, live or ended, as of many real
   * chats and messages: only their own moments tell how long what took. 0 to 1, default 0.5.
   */
  withoutSegments?: number;
  /** The origin of `connectUri`. Default `wss://cloud.invalid`. */
  socketOrigin?: string;
}

/** `AbortSignal` where there is one. */
type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : any;

export interface RequestOptions {
  /** As in the header `Authorization`: `Bearer ...`. */
  authorization?: string;
  signal?: Signal | undefined;
}

/** As much of a WebSocket as clients of the notification channel use. */
export interface CloudSocket {
  readonly url: string;
  readonly readyState: 0 | 1 | 2 | 3;
  onopen: ((event: { type: 'open' }) => void) | null;
  onmessage: ((event: { type: 'message'; data: string }) => void) | null;
  onclose:
    | ((event: { type: 'close'; code: number; reason: string; wasClean: boolean }) => void)
    | null;
  onerror: ((event: { type: 'error' }) => void) | null;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: any) => void,
  ): void;
  removeEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: any) => void,
  ): void;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface Agent {
  id: string;
  name: string;
  email: string;
}

export interface Queue {
  id: string;
  name: string;
}

/**
 * What is true of one communication of an agent, told by the cloud's own book-keeping and not by
 * its payloads. Durations are milliseconds at `now()`.
 */
export interface CommunicationTruth {
  communicationId: string;
  conversationId: string;
  participantId: string;
  userId: string;
  queueId: string;
  /** Whether REST has segments of it. */
  hasSegments: boolean;
  customerName: string;
  state: 'alerting' | 'connected' | 'parked' | 'disconnected';
  held: boolean;
  /** `undefined` before it ended; then whether its after-call work still runs. */
  afterCallWorkPending?: boolean;
  alert: number;
  talk: number;
  hold: number;
  holds: number;
  park: number;
  afterCallWork: number;
  handle: number;
}

/** What can be done to a running cloud, from any host. */
export interface CloudControl {
  /** Changes some faults; gives all of them. */
  setFaults(faults: Partial<Faults>): Faults;
  /** No more faults. */
  clearFaults(): void;
  /** Closes the open sockets, as the platform does with 1001 (the default). */
  closeSockets(code?: number, reason?: string): number;
  /** The sockets stay open for their owners, but nothing comes or goes any more. */
  dropSockets(): number;
  /** Sends `v2.system.socket_closing` and closes the sockets afterwards. Default 60 000 ms. */
  announceClosing(afterMs?: number): void;
  /** The channels are gone, as after 24 hours; their sockets are closed. */
  expireChannels(): void;
  /** The tokens are no longer accepted, until somebody signs in or `acceptTokens` is called. */
  expireTokens(): void;
  acceptTokens(): void;
  /**
   * The next text of a customer: takes the place of the simulated answers, once. `more` is of a
   * message that is more than a text: the `type` and the `content` of its `normalizedMessage`.
   */
  customerSays(
    conversationId: string,
    text?: string,
    more?: { type?: string; content?: object[] },
  ): void;
  /**
   * From now on the user may not subscribe to these topics (`{id}` stands for any id), for lack of
   * the permissions that are named: `{ 'v2.users.{id}.presence': ['presence:userPresence:view'] }`.
   */
  rejectTopics(rejected: Record<string, string[]>): void;
  /**
   * What an agent who talks with a customer is told while the customer types, once: it holds for 5
   * s.
   */
  customerTypes(conversationId: string): void;
  customerLeaves(conversationId: string): void;
  /** A new customer, at once. Gives the conversation's id. */
  customerArrives(customer?: {
    name?: string;
    text?: string;
    queueId?: string;
    waitedMs?: number;
    /** Default `message`; what is said and done in the others is up to the caller. */
    medium?: 'message' | 'call' | 'callback' | 'email' | 'chat';
  }): string;
  /** What a queue asks of a wrap-up: whether one is required, and how long it may take. */
  changeQueue(
    queueId: string,
    change: { wrapupRequired?: boolean; wrapupLimitMs?: number | undefined },
  ): void;
  /**
   * What is true now of an agent's communications: those that live, are wrapped up, or have ended.
   */
  truth(userId?: string): CommunicationTruth[];
  /** How many requests came since the cloud was made, and how many of them in the last minute. */
  requests(): {
    total: number;
    lastMinute: number;
    byPath: Record<string, number>;
    mostPerMinute: number;
  };
  /** Open sockets, as the cloud sees them. */
  sockets(): { channelId: string; userId: string; openedAt: number }[];
}

export interface Cloud extends CloudControl {
  readonly agents: readonly Agent[];
  readonly queues: readonly Queue[];
  /** The cloud's time. */
  now(): number;
  /** A request as the platform's API defines it. Rejects with a TypeError where `fetch` would. */
  request(
    method: string,
    path: string,
    body?: unknown,
    options?: RequestOptions,
  ): Promise<CloudAnswer>;
  /** Opens `connectUri` of a channel. */
  openSocket(url: string): CloudSocket;
  /**
   * All that would reach a channel of the first agent that has the topics of a desk (see
   * `deskTopics`), with the faults; without channel and socket.
   */
  subscribe(listener: (text: string) => void): () => void;
  /** Stops all timers. */
  stop(): void;
}

/**
 * `v2.users.{id}.conversations`, its flat twin for messages, who types in them
 * (`.conversations.messages.typing`), `.routingStatus`, `.presence`, `.conversationsummary`.
 */
export function deskTopics(userId: string): string[];

export function createCloud(options?: CloudOptions): Cloud;

/** What a worker, or one end of a MessageChannel, is here. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: any }) => void): void;
  start?(): void;
}

/**
 * In the worker: `hostCloud(self)`. The other end makes the cloud by its options; `make` may
 * prepare it first. Default `createCloud`.
 */
export function hostCloud(
  port: Port,
  make?: (options: CloudOptions) => Cloud | Promise<Cloud>,
): void;

/** Outside: a cloud in a worker. `time` cannot be handed over; `rate` and `start` can. */
export function connectCloud(
  port: Port,
  options?: Omit<CloudOptions, 'time'> & { rate?: number; start?: number },
): Promise<RemoteCloud>;

export interface RemoteCloud
  extends Pick<Cloud, 'agents' | 'queues' | 'request' | 'openSocket' | 'subscribe'> {
  /** Stops the cloud's timers; wait for it before you close the port. */
  stop(): Promise<void>;
  /** Any call of `CloudControl`: `control('setFaults', { lose: 0.1 })`. */
  control<Name extends keyof CloudControl>(
    name: Name,
    ...values: Parameters<CloudControl[Name]>
  ): Promise<ReturnType<CloudControl[Name]>>;
}
