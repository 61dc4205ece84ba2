// The feed: a connection to the notifications of Genesys Cloud that heals its gaps, for a `Roster`
// and a `CloudClock` of `conversation-chat`.

/** As much of a roster as the feed uses. */
export interface FeedRoster<Change> {
  receive(payload: string, at: number, askedAt?: number): Change[];
  sync(list: string, at: number, askedAt?: number): Change[];
  save(): string;
  /**
   * Another array when a row is another one. Without it nothing is settled, and
   * `status.unsettled` stays empty.
   */
  readonly rows?: readonly FeedRow[];
  /** Without it limits end and thresholds fire only with the next payload. */
  advance?(now: number, stepMs?: number): number | undefined;
}

/** As much of a row as the feed uses: whether it has ended, its after-call work included. */
export interface FeedRow {
  readonly communicationId: string;
  readonly conversationId?: string | undefined;
  readonly endedAt?: number | undefined;
  readonly timers: { readonly afterCallWork: { readonly since?: number | undefined } };
}

/** As much of a clock as the feed uses. */
export interface FeedClock {
  observe(sentAt: number, serverTime: string, receivedAt: number): void;
  now(local: number): number | undefined;
}

/** A `WebSocket`, or what behaves like one. */
export interface FeedSocket {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(): void;
}

/** `Headers`, or an object of them. */
export type FeedHeaders = { get(name: string): string | null } | Record<string, unknown>;

/** `AbortSignal` where there is one. */
type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : any;

/**
 * Asks the platform: `fetch` with a token, or the official SDK's client. `path` begins with `/api/v2/`; `body` is to be sent as JSON. It resolves whatever
 * the status, and rejects when there is no answer.
 */
export type FeedApi = (
  method: string,
  path: string,
  body?: unknown,
  signal?: Signal,
) => Promise<{ status: number; headers?: FeedHeaders; text: string }>;

/** Whose conversations, or which one. */
export type FeedSubject =
  | {
      /** Whose conversations: the `id` of `GET /users/me`. */
      userId: string;
      conversationId?: undefined;
    }
  | {
      /**
       * The one conversation to follow, where a page is not told of a user, as in a widget: all its
       * participants. It is read by REST every 15 s, and at once when a notification says that
       * somebody came, left or finished after-call work.
       */
      conversationId: string;
      userId?: undefined;
    };

export type FeedOptions<Change> = FeedSubject & FeedParts<Change>;

export interface FeedParts<Change> {
  api: FeedApi;
  roster: FeedRoster<Change>;
  /**
   * Compared by the feed. Its local time is `performance.now()`: ask it
   * `clock.now(performance.now())`.
   */
  clock: FeedClock;
  /**
   * More topics, besides `v2.users.{userId}.conversations`, `.routingStatus` and `.presence`: 997 at
   * most. Those that the cloud rejects are named in `status.rejected`.
   */
  topics?: readonly string[];
  /** Default: `new WebSocket(uri)`. */
  openSocket?: (uri: string) => FeedSocket;
  /**
   * Called when the cloud refuses (401 or 403). When it resolves the feed goes on, and `api` should
   * send the new token.
   */
  renewToken?: (error: FeedError) => unknown;
  /**
   * Where `save` puts the roster when the page goes. Default: `localStorage`; `null` for nowhere.
   */
  storage?: {
    getItem(name: string): string | null;
    setItem(name: string, text: string): void;
  } | null;
  /** How tabs find each other. Default: the browser's; `{}` makes each tab one for itself. */
  tabs?: {
    locks?: { request(name: string, options: any, callback: () => any): Promise<any> };
    BroadcastChannel?: new (
      name: string,
    ) => { onmessage: any; postMessage(message: any): void; close(): void };
  };
  /**
   * For tests that run faster than time: local monotonic milliseconds, timers, and the PC's clock.
   */
  time?: {
    now(): number;
    wall?(): number;
    setTimeout(callback: () => void, ms: number): any;
    clearTimeout(timer: any): void;
  };
}

/**
 * - `idle`: not started.
 * - `connecting`: the first connection is being made; nothing is known yet.
 * - `live`: the roster tells what is true, to the delay of the network.
 * - `silent`: nothing came for 40 s, not even a heartbeat; the cloud is being asked. 10 s later it is live or reconnecting.
 * - `reconnecting`: the connection is gone, or for three minutes nobody could read the list; what the roster says was true at `since`. Attempts go on.
 *   So it is, for a moment, in a tab that takes over from one that hangs.
 * - `refused`: the cloud wants another token, or a permission is missing, for the topic of the conversations, too: see `error` and `rejected`. Nothing
 *   is tried until `renewToken` resolves or `start` is called.
 * - `offline`: the browser says that there is no network. It goes on by itself.
 * - `stopped`: by `stop`.
 */
export type FeedState =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'silent'
  | 'reconnecting'
  | 'refused'
  | 'offline'
  | 'stopped';

/**
 * What led to the state, or last went wrong in it: `started`, `took over` (from another tab), `online`, `token` (a new one); `synced` (live); `closed` (the
 * socket), `silence`, `woke` (from sleep), `expired` (the channel), `network`, `timeout`, `server` (5xx), `throttled` (429), `malformed` (an answer that
 * is not the cloud's, as of a captive portal); `unauthorized`, `forbidden`, `rejected` (refused); `offline`, `stopped`, `new`.
 */
export type FeedReason =
  | 'new'
  | 'started'
  | 'took over'
  | 'online'
  | 'token'
  | 'synced'
  | 'closed'
  | 'silence'
  | 'woke'
  | 'expired'
  | 'network'
  | 'timeout'
  | 'server'
  | 'throttled'
  | 'malformed'
  | 'unauthorized'
  | 'forbidden'
  | 'rejected'
  | 'offline'
  | 'stopped';

/** Frozen; another object whenever it says something else. */
export interface FeedStatus {
  readonly state: FeedState;
  readonly why: FeedReason;
  /** Epoch milliseconds in the cloud's clock; in the PC's until the clocks were compared. */
  readonly since: number;
  /** When the next attempt is, if one is being waited for. */
  readonly retryAt?: number;
  /** Why the cloud refuses. */
  readonly error?: FeedError;
  /** Whether this tab holds the channel, hears from one that does, or knows of no other. */
  readonly tab: 'alone' | 'leading' | 'following';
  /** The topics that the cloud does not permit. */
  readonly rejected: readonly RejectedTopic[];
  /**
   * The ids of conversations of which something has ended, after-call work included, and that were
   * not read since: their figures may still lack what a lost notification would have said. Each is
   * read once, within seconds if the cloud answers, and tried again for as long as it does not.
   */
  readonly unsettled: readonly string[];
}

/** A topic as the cloud rejects it: `ChannelTopic` of the official SDK. */
export interface RejectedTopic {
  readonly id: string;
  readonly rejectionReason?: string;
  readonly missingPermissions?: readonly string[];
}

/**
 * The routing status and the presence of the user, each with the moment at which it began, in epoch
 * milliseconds of the cloud's clock. Frozen; another object when it changes. What is not known yet,
 * or may not be read, is absent.
 */
export interface FeedAgent {
  readonly routingStatus?:
    | 'OFF_QUEUE'
    | 'IDLE'
    | 'INTERACTING'
    | 'NOT_RESPONDING'
    | 'COMMUNICATING'
    | (string & {});
  readonly since?: number;
  /** The system presence: `Available`, `Busy`, `On Queue`, ... */
  readonly presence?: string;
  readonly presenceSince?: number;
}

export type FeedEvent<Change> =
  | { type: 'status'; status: FeedStatus }
  /** A notification, once the roster has it. `changes` is what that changed. */
  | { type: 'event'; topic: string; text: string; changes: Change[] }
  /** The list of conversations was read: the text of the answer, and what it changed. */
  | { type: 'synced'; text: string; changes: Change[] }
  /** A conversation of which something has ended was read. */
  | { type: 'settled'; conversationId: string; text: string; changes: Change[] }
  | { type: 'agent'; agent: FeedAgent };

export class FeedError extends Error {
  name: 'FeedError';
  /** `option` and `topics` are thrown by the constructor; the others are a status' `error`. */
  readonly code: 'option' | 'topics' | 'unauthorized' | 'forbidden' | 'rejected';
}

export class Feed<Change = unknown> {
  constructor(options: FeedOptions<Change>);
  /** Starts. Of a feed that runs: tries at once what waits, as after a new token. */
  start(): void;
  /** Closes everything; `start` begins anew. */
  stop(): void;
  /**
   * Reads the list of conversations at once; if it was wished for less than 2 s ago, within 2 s.
   * One is under way at a time. Call it when another request was answered by 401: the feed meets
   * the same, and calls `renewToken`.
   */
  refresh(): void;
  readonly status: FeedStatus;
  readonly agent: FeedAgent;
  /**
   * Calls `listener` for every event until the function that it gives is called; in a tab that
   * follows, for all that the leading one hears. `topics`: more of them, for good. Throws a
   * `FeedError` if a channel does not take so many. Bound.
   */
  readonly subscribe: (
    listener: (event: FeedEvent<Change>) => void,
    options?: { topics?: readonly string[] },
  ) => () => void;
  /** `status`, for `useSyncExternalStore` and its like. Bound. */
  readonly getSnapshot: () => FeedStatus;
  /**
   * What the roster of this user saved when the last page went: for `Roster.restore`, with a moment
   * of the cloud's clock. `restore` does both.
   */
  static saved(
    userId: string,
    storage?: { getItem(name: string): string | null } | null,
  ): string | undefined;
  /**
   * The roster that the last page of this user saved, or a new one where nothing was saved or it is of no use. Compares the clocks once if something was
   * saved. Never rejects.
   */
  static restore<R>(options: {
    Roster: {
      new (options: { userId: string; purposes?: readonly string[] }): R;
      restore(
        saved: string,
        at: number,
        options: { userId: string; purposes?: readonly string[] },
      ): R;
    };
    api: FeedApi;
    userId: string;
    clock: FeedClock;
    purposes?: readonly string[];
    storage?: { getItem(name: string): string | null } | null;
    time?: { now(): number };
  }): Promise<R>;
}
