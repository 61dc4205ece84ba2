/* The types of conversation-chat. Generated: see src/wasm/package.d.ts and the models. */

// ---------------------------------------------------------------------------
// Starting
// ---------------------------------------------------------------------------

/**
 * Loads the module. It must be awaited once before anything else of the package is called, except
 * plain JavaScript (`elapsed`, `remaining`, `formatClock`, `formatIsoDuration`); calling it
 * again costs nothing. In Node the module is loaded by the import, and this does nothing.
 *
 * Without `source` it loads `conversation_chat_bg.wasm` from beside the script. Rejects with an
 * `Error` that names the address and what came from it; then it may be called again.
 *
 * @example
 * import init, { parseChat } from "conversation-chat";
 * await init();
 */
export default function init(source?: InitSource | Promise<InitSource>): Promise<void>;

/**
 * The sources of the module: an address, a request, a response, its bytes, or a compiled module.
 */
export type InitSource =
    | string
    | { readonly href: string }
    | { readonly url: string }
    | ArrayBufferView
    | ArrayBuffer
    | CompiledModule;

/** A `WebAssembly.Module`, also where the project's `lib` does not know WebAssembly. */
export type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
    ? Module
    : { readonly [Symbol.toStringTag]: "WebAssembly.Module" };

/**
 * Loads the module at once, from its bytes or from the module compiled before. Throws if it is
 * neither.
 */
export function initSync(source: ArrayBufferView | ArrayBuffer | CompiledModule): void;

// ---------------------------------------------------------------------------
// Checking
// ---------------------------------------------------------------------------

/**
 * Checks a chat as an object: everything that is wrong with it, in one pass. Never throws, whatever
 * it is given, and leaves the value as it is.
 *
 * @example
 * const { valid, issues } = validateChat(conversation.participants[0].chats[0]);
 * for (const { path, message } of issues) console.warn(path.join("."), message);
 */
export function validateChat(value: unknown): ChatReport;

/**
 * Reads a chat from JSON text, as a string or as UTF-8 bytes, and checks it. What is of the wrong
 * kind is reported and absent from `chat`, as is what is `null`; fields that the model does not
 * know are kept.
 *
 * Throws a {@link JsonSyntaxError} if the text is not JSON, a `TypeError` if it is neither string
 * nor bytes.
 *
 * @example
 * const { chat, valid, issues } = parseChat(await response.text());
 */
export function parseChat(json: string | Uint8Array): ParsedChat;

/**
 * The check as a Standard Schema (https://standardschema.dev), for libraries that take one: forms,
 * routers, clients. It fails on issues of severity `"error"`; otherwise it gives the chat without
 * what counts as absent: the value itself, if that is all of it.
 *
 * @example
 * const result = conversationChat["~standard"].validate(value);
 */
export const conversationChat: StandardSchemaV1<ConversationChatInput, ConversationChat>;

/** The findings about a chat. */
export interface ChatReport {
    /** Whether no issue is of severity `"error"`. */
    valid: boolean;
    /** The findings, by place in the model, then by code. */
    issues: Issue[];
}

/** A chat that was read from text, and the findings about it. */
export interface ParsedChat extends ChatReport {
    /**
     * The chat. What was of the wrong kind is absent; fields that the model does not know are kept.
     */
    chat: ConversationChat;
}

/** The error of text that is not JSON. */
export interface JsonSyntaxError extends SyntaxError {
    /** Counted from 1. */
    readonly line: number;
    /** In UTF-16 units, counted from 1. */
    readonly column: number;
    /** In bytes of UTF-8, counted from 0. */
    readonly offset: number;
}

/**
 * One finding of the check: what is wrong, and where.
 *
 * Messages say what was expected and what kind of thing was found, never the content: chats hold
 * personal data.
 */
export interface Issue {
    /**
     * The place in the chat: `["segments", 0, "startTime"]`. Empty for the chat itself.
     */
    path: (string | number)[];
    /**
     * The kind of finding. Codes are stable.
     */
    code: IssueCode;
    /**
     * Its severity.
     */
    severity: Severity;
    /**
     * What was expected and what was found, for people: lower case, without full stop.
     */
    message: string;
}

/**
 * The codes of issues, in the order of their names. docs/checking.md says when each is reported.
 */
export type IssueCode = "after-call-work" | "hold" | "missing" | "number" | "order" | "segments" | "state" | "timestamp" | "type" | "unknown-value" | "uri" | "uuid";

/**
 * The severity of a finding. A chat is valid if it has no error.
 */
export type Severity = "error" | "warning";

/**
 * A chat as it is on the wire: every field may be `null`, which means absent, and there may be more
 * fields.
 */
export type ConversationChatInput = OrNull<ConversationChat>;

/** The same with `null` allowed in every field. */
export type OrNull<T> = T extends string | number | boolean
    ? T
    : T extends readonly (infer Element)[]
      ? readonly OrNull<Element>[]
      : { [Key in keyof T]: OrNull<T[Key]> | null };

/** The part of the Standard Schema interface, version 1, that the package uses. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => StandardResult<Output>;
        readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    };
}

/** The result of a Standard Schema: the value, or its issues. */
export type StandardResult<Output> =
    | { readonly value: Output; readonly issues?: undefined }
    | { readonly issues: ReadonlyArray<{ readonly message: string; readonly path: ReadonlyArray<PropertyKey> }> };

// ---------------------------------------------------------------------------
// Time, of one communication
// ---------------------------------------------------------------------------

/**
 * The stopwatches of a communication: how long everything took, as data that does not change with
 * *now*. What begins in the future counts. Nothing runs of what is missing or malformed.
 *
 * Throws a `TypeError` that says what it is and what to do, if it is no communication.
 *
 * @example
 * const { hold } = stopwatches(chat);
 * setInterval(() => (clock.textContent = formatClock(elapsed(hold, now()))), 1000);
 */
export function stopwatches<T extends Communication>(communication: T & CommunicationOnly<T>): Stopwatches;

/**
 * What a stopwatch shows at `now` (epoch milliseconds in the cloud clock), in milliseconds:
 * `ms + max(0, now - since)`. 0 of `undefined`.
 *
 * Throws a `RangeError` if `now` is not a finite number or lies before 1990, a `TypeError` if
 * `stopwatch` is something else.
 */
export function elapsed(stopwatch: Stopwatch | undefined, now: number): number;

/**
 * How many milliseconds are left until the interval of a stopwatch that runs now reaches its limit,
 * never negative; `undefined` if no limit is known. Errors as from `elapsed`.
 */
export function remaining(stopwatch: Stopwatch | undefined, now: number): number | undefined;

/**
 * How long everything took until `now` (epoch milliseconds in the cloud clock), as the platform's
 * own metrics count. What is missing or malformed counts as zero, what begins after `now` is left
 * out; `basis` is `"none"` if nothing in it can be timed.
 *
 * Throws a `RangeError` if `now` is not a finite number or lies before 1990, a `TypeError` if it is
 * no communication.
 *
 * @example
 * const { talk, hold, currentHold } = durations(chat, now);
 */
export function durations<T extends Communication>(
    communication: T & CommunicationOnly<T>,
    now: number,
): Durations;

/**
 * How long the current hold lasts at `now`, in milliseconds; `undefined` while not on hold, or when
 * nothing says since when. Errors as from `durations`.
 */
export function holdDuration<T extends Communication>(
    communication: T & CommunicationOnly<T>,
    now: number,
): number | undefined;

/**
 * What happened when, until `now`: by start, then by kind. The durations are the sums of these
 * intervals. Errors as from `durations`.
 *
 * @example
 * for (const { kind, startMs, endMs } of timeline(chat, now)) draw(kind, startMs, endMs);
 */
export function timeline<T extends Communication>(
    communication: T & CommunicationOnly<T>,
    now: number,
): Interval[];

/**
 * What timing asks of a communication of any medium: a chat, message, call, callback or email, or a
 * participant of the flat layout, also as the official SDK types them. Every field may be absent or
 * `null`. The fields of type `never` are those of other objects: of a conversation, a participant,
 * an event, a list, a segment, a user, a row of a roster.
 */
export type Communication = {
    readonly [Field in
        | "state"
        | "initialState"
        | "held"
        | "startHoldTime"
        | "startAlertingTime"
        | "connectedTime"
        | "disconnectedTime"
        | "parkTime"
        | "resumeTime"
        | "segments"
        | "wrapup"
        | "afterCallWork"
        | "queueMediaSettings"]?: OrNull<NonNullable<ConversationChat[Field]>> | null | undefined;
} & {
    readonly [Field in
        | "purpose"
        | "startTime"
        | "endTime"
        | "startAcwTime"
        | "endAcwTime"
        | "monitoredParticipantId"
        | "coachedParticipantId"
        | "bargedParticipantId"]?: string | null | undefined;
} & {
    readonly [Field in "alertingTimeoutMs" | "wrapupTimeoutMs"]?: number | null | undefined;
} & {
    readonly wrapupSkipped?: boolean | null | undefined;
} & {
    readonly [Field in
        | "participants"
        | "eventBody"
        | "topicName"
        | "entities"
        | "conversations"
        | "chats"
        | "calls"
        | "callbacks"
        | "emails"
        | "howEnded"
        | "username"
        | "timers"]?: never;
};

/**
 * Nothing more of a type that has a field which only communications have. Of any other type a text
 * that it does not match: many models of the official SDK have a state or a start, and all their
 * fields are optional.
 */
export type CommunicationOnly<T> = [
    Extract<
        keyof T,
        | "connectedTime"
        | "disconnectedTime"
        | "startHoldTime"
        | "startAlertingTime"
        | "parkTime"
        | "segments"
    >,
] extends [never]
    ? "expected a communication: a chat, a message, a call, ..."
    : unknown;

/**
 * The stopwatches of a communication.
 */
export interface Stopwatches {
    /**
     * Time in alert (tAlert). `until`: when the alert times out.
     */
    alert: Stopwatch;
    /**
     * Time in contacting (tContacting). Outbound only.
     */
    contacting: Stopwatch;
    /**
     * Time in dialing (tDialing). Outbound only.
     */
    dialing: Stopwatch;
    /**
     * Talk (tTalkComplete), without hold and park.
     */
    talk: Stopwatch;
    /**
     * All holds together (tHeldComplete).
     */
    hold: Stopwatch;
    /**
     * All time parked (tParkComplete); never part of handle. `until`: when it comes back.
     */
    park: Stopwatch;
    /**
     * After-call work (tAcw). `until`: when time-limited work ends.
     */
    afterCallWork: Stopwatch;
    /**
     * Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never
     * park. One of its parts runs at a time.
     */
    handle: Stopwatch;
    /**
     * The hold that goes on now; absent while not on hold.
     */
    currentHold?: Stopwatch;
    /**
     * Time in the queue: of the queue's own communication in the same conversation. Absent if
     * nothing reports one. Rosters only.
     */
    wait?: Stopwatch;
    /**
     * Since the customer's first message that no agent has answered; absent if all are answered,
     * or unknown. That somebody types, joins or has read (`messageMetadata.type` `Event` or
     * `Receipt`) is no message. Rosters only.
     */
    response?: Stopwatch;
    /**
     * Since the latest message. `until`: when the conversation counts as inactive. Absent if
     * nothing tells. Rosters only.
     */
    inactivity?: Stopwatch;
}

/**
 * A stopwatch: the milliseconds of the intervals that have ended, and since when it runs. At `now` it shows `ms +
 * max(0, now - since)`.
 */
export interface Stopwatch {
    /**
     * The milliseconds of the intervals that have ended; never negative.
     */
    ms: number;
    /**
     * Since when it runs, in epoch milliseconds in the cloud clock; absent while it stands.
     */
    since?: number;
    /**
     * Of how many intervals longer than 0 it is the sum.
     */
    count: number;
    /**
     * When the interval that runs now reaches its limit, in epoch milliseconds in the cloud clock;
     * absent if none runs or no limit is known.
     */
    until?: number;
    /**
     * Whether what it shows is a lower bound, an upper bound, or neither. Absent if it is exact,
     * provided that no notification was lost.
     */
    bound?: Bound;
}

/**
 * What an inexact stopwatch shows.
 */
export type Bound = "least" | "most" | "about";

/**
 * How long things took, at one moment, as the platform's own metrics count.
 */
export interface Durations {
    /**
     * Time in alert (tAlert).
     */
    alert: Timer;
    /**
     * Time in contacting (tContacting). Outbound only.
     */
    contacting: Timer;
    /**
     * Time in dialing (tDialing). Outbound only.
     */
    dialing: Timer;
    /**
     * Talk (tTalkComplete), without hold and park.
     */
    talk: Timer;
    /**
     * All holds together (tHeldComplete).
     */
    hold: Timer;
    /**
     * All time parked (tParkComplete); never part of handle.
     */
    park: Timer;
    /**
     * After-call work (tAcw).
     */
    afterCallWork: Timer;
    /**
     * Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never
     * park.
     */
    handle: Timer;
    /**
     * The hold that goes on now; absent while not on hold.
     */
    currentHold?: Timer;
    /**
     * Time in the queue. Rosters only.
     */
    wait?: Timer;
    /**
     * Since the customer's first message that no agent has answered. Rosters only.
     */
    response?: Timer;
    /**
     * Since the latest message. Rosters only.
     */
    inactivity?: Timer;
    /**
     * What all this rests on.
     */
    basis: Basis;
}

/**
 * One timer, at one moment.
 */
export interface Timer {
    /**
     * How long, in milliseconds; never negative.
     */
    ms: number;
    /**
     * Whether it grows with *now*.
     */
    running: boolean;
    /**
     * Of how many intervals it is the sum.
     */
    count: number;
    /**
     * How long until the limit of the stretch that runs now, in milliseconds: 0 when it is
     * reached. Absent if it is not running or no limit is known.
     */
    remainingMs?: number;
    /**
     * Whether it is a lower bound, an upper bound, or neither; absent if it is exact.
     */
    bound?: Bound;
}

/**
 * A stretch of time of one kind.
 */
export interface Interval {
    /**
     * What was going on.
     */
    kind: IntervalKind;
    /**
     * When it began, in epoch milliseconds in the cloud clock.
     */
    startMs: number;
    /**
     * When it ended, or *now* while it goes on, in epoch milliseconds in the cloud clock.
     */
    endMs: number;
    /**
     * Whether it goes on.
     */
    running: boolean;
}

/**
 * The kinds of intervals that count.
 */
export type IntervalKind = "alert" | "contacting" | "dialing" | "talk" | "hold" | "park" | "afterCallWork";

/**
 * What the durations rest on.
 */
export type Basis = "none" | "timestamps" | "segments";

// ---------------------------------------------------------------------------
// Afterwards
// ---------------------------------------------------------------------------

/**
 * The sessions of one record of the analytics API, in its order: of an answer of a query or a job,
 * of a list of conversations, or of one conversation, as text, as UTF-8 bytes or as an object. A
 * session is one communication; only those of purpose `agent` and `user` have talk and handle. An
 * answer that found nothing has no sessions. What is of the wrong kind is an issue of its session,
 * and counts as absent.
 *
 * Throws a {@link JsonSyntaxError} if the text is not JSON, a `TypeError` that says what it is if
 * it is no record of the analytics API.
 *
 * @example
 * for (const session of readHistory(await response.text()))
 *     console.log(session.userId, formatClock(elapsed(session.timers.handle, Date.now())));
 */
export function readHistory(record: object | string | Uint8Array): HistorySession[];

/**
 * Our figures beside the platform's own metrics of a session: one that `readHistory` gave, or one
 * of a participant of a record. Compared are `tAlert`, `tContacting`, `tDialing`, `tTalkComplete`,
 * `tHeldComplete`, `tParkComplete`, `tAcw` and `tHandle`, as far as the record has them; what the
 * platform emitted in pieces alone (`tTalk`, `tHeld`, `tPark`) is compared by its sum. Metrics that
 * other participants or settings of the queue decide (`tWait`, `tAcd`, `tAnswered`, ...) are left
 * out. Empty for a session that does not handle, or without metrics.
 *
 * Throws a `TypeError` if it is no session.
 *
 * @example
 * const different = compareMetrics(session).filter(({ differenceMs }) => differenceMs !== 0);
 */
export function compareMetrics(session: HistorySession | object): MetricComparison[];

/** One session of an analytics record. */
export interface HistorySession {
    /** The conversation. */
    conversationId?: string;
    /** The session: the id of the communication. */
    sessionId?: string;
    /** The participant. */
    participantId?: string;
    /** The purpose of the participant: `agent`, `user`, `customer`, `acd`, ... */
    purpose?: string;
    /** The user, of an agent's session. */
    userId?: string;
    /** The queue of its latest segment that has one. */
    queueId?: string;
    /** The medium, as rows of a roster name it: an analytics record's `voice` is `call`. */
    mediaType?: string;
    /** The direction of the session, else of the conversation. */
    direction?: string;
    /** The wrap-up code of its latest segment that has one. */
    wrapupCode?: string;
    /** When its first segment began, in epoch milliseconds in the cloud clock. */
    startedAt?: number;
    /** When it ended, after-call work apart, in epoch milliseconds; absent while it goes on. */
    endedAt?: number;
    /** When its conversation ended, in epoch milliseconds; absent while that goes on. */
    conversationEndedAt?: number;
    /** Its stopwatches, as a live communication has them. */
    timers: Stopwatches;
    /** The issues of the session. Their paths begin at the record. */
    issues: Issue[];
    /** The session as it is in the record. */
    record: object;
}

/** One metric of a session: ours beside the platform's. */
export interface MetricComparison {
    /** The name of the metric. */
    metric: string;
    /** Our figure, in milliseconds; of a session that goes on, that of its ended intervals. */
    ours: number;
    /**
     * The platform's, in milliseconds: the sum of all that it emitted; 0 if it emitted none, though
     * it emitted `tHandle`.
     */
    platform: number;
    /** Ours less the platform's, in milliseconds. */
    differenceMs: number;
    /** Why they differ, where that can be known. */
    why?: string;
}

// ---------------------------------------------------------------------------
// Showing
// ---------------------------------------------------------------------------

/**
 * A duration in milliseconds as a clock: `"0:00"`, `"2:05"`, `"1:02:05"`. Cut to whole seconds;
 * what is negative, infinite or not a number shows as `"0:00"`.
 *
 * @example
 * formatClock(125_999); // "2:05"
 */
export function formatClock(ms: number): string;

/**
 * A duration in milliseconds as ISO 8601 writes it, for `<time datetime>`: `"PT0S"`, `"PT2M5S"`.
 * Cut to whole seconds; what is no duration is `"PT0S"`.
 *
 * @example
 * time.dateTime = formatIsoDuration(125_999); // "PT2M5S"
 */
export function formatIsoDuration(ms: number): string;

// ---------------------------------------------------------------------------
// Live
// ---------------------------------------------------------------------------

/**
 * The time of the cloud from a local clock, as NTP computes it.
 *
 * Give it from time to time, and after every pause, the answer of `GET /api/v2/date` and the local
 * moments of the request and of the answer. Use `performance.now()` as the local clock, not
 * `Date.now()`: then it does not matter if somebody sets the clock of the PC.
 *
 * Call `free()` when done with it (or declare it with `using`); if that is forgotten, the garbage
 * collector does it some day.
 *
 * @example
 * const clock = new CloudClock();
 * const sentAt = performance.now();
 * const answer = await (await fetch(`${api}/api/v2/date`, { cache: "no-store" })).json();
 * clock.observe(sentAt, answer, performance.now());
 * const now = clock.now(performance.now());
 */
export class CloudClock {
    /** A clock without an answer: it does not know the time. */
    constructor();
    /**
     * Adds an answer. `sentAt`, `receivedAt`: the local moments, in milliseconds, at which the
     * request was sent and the answer was received. `serverTime`: epoch milliseconds, a timestamp,
     * a `Date`, or the answer of `GET /api/v2/date` as text or object.
     *
     * Throws a `RangeError`, and ignores the answer, if a time is not a finite number, the answer
     * is before the question, or there is no timestamp.
     */
    observe(sentAt: number, serverTime: number | string | Date | object, receivedAt: number): void;
    /**
     * The time of the cloud in epoch milliseconds at the local moment `local`; `undefined` before
     * the first answer. It never goes back while `local` does not: a better answer is followed
     * at 10 % of the speed of time, unless the answers prove that the local clock jumped.
     *
     * Throws a `RangeError` if `local` is not a finite number.
     */
    now(local: number): number | undefined;
    /**
     * What `now` adds to the local clock, in milliseconds; `undefined` before the first answer.
     */
    readonly offset: number | undefined;
    /**
     * How far the time of the cloud can be from `now`, in milliseconds: half a round trip, 2 ms for
     * times that are cut to whole milliseconds, 0.5 ms for each second since (RFC 5905's bound of a
     * clock's drift), and what `now` has still to catch up. `undefined` before the first answer.
     */
    readonly uncertainty: number | undefined;
    /**
     * Releases its memory; a second call does nothing. Every other call afterwards throws an
     * `Error`.
     */
    free(): void;
}
export interface CloudClock extends MaybeDisposable {}

/**
 * The live communications of a desktop, from any payload of the platform, with the time of each.
 *
 * A payload *reports* on communications. The roster keeps the reports, and what a row shows is a
 * function of the set of its reports: the order in which they come, copies of them and their
 * lateness do not matter. Notifications may come up to 10 s late; beyond that, the next answer of
 * the REST API that has segments makes the figures right. A communication that has ended stays
 * until it is removed, or until 1000 others have ended after it.
 *
 * Moments are epoch milliseconds in the cloud clock; one that is not a finite number, or lies
 * before 1990, throws a `RangeError` before anything is done.
 *
 * Call `free()` when done with it (or declare it with `using`); if that is forgotten, the garbage
 * collector does it some day.
 *
 * @example
 * const roster = new Roster({ userId: me.id });
 * socket.onmessage = ({ data }) => roster.receive(data, clock.now(performance.now()));
 */
export class Roster {
    /** An empty roster. Throws a `TypeError` if an option is unknown or of the wrong kind. */
    constructor(options?: RosterOptions);
    /**
     * Reads a payload that was received at `at`: a notification in the nested or the flat layout, a
     * conversation, a list of them, or a single communication; as text, bytes or object. `askedAt`:
     * when it was asked for, if it is an answer of the REST API, which may be older than a
     * notification that came first. Gives what changed of every communication in it, and what is
     * wrong with it; payloads without communications (heartbeats and the like), and those that say
     * nothing new, give `[]`.
     *
     * Throws a {@link JsonSyntaxError} if the text is not JSON, a `TypeError` if it is neither
     * text, bytes nor object. Then nothing has changed.
     */
    receive(payload: string | Uint8Array | object, at: number, askedAt?: number): RosterChange[];
    /**
     * Reads the answer of `GET /api/v2/conversations`, everything that is live: what is not in it
     * has ended, unless a report of it came after `askedAt`. A page of a larger list ends nothing,
     * and a list of one medium nothing of another. Errors as from `receive`, and a `TypeError` if
     * it is no list of conversations.
     */
    sync(list: string | Uint8Array | object, at: number, askedAt?: number): RosterChange[];
    /**
     * All rows, in the order in which they came. Frozen; the same array, and the same rows, until
     * something other than time changes.
     */
    readonly rows: readonly RosterRow[];
    /** The row of a communication; `undefined` if there is none. */
    get(communicationId: string): RosterRow | undefined;
    /**
     * Brings the roster to `now`: limits of after-call work end, thresholds are reached. Gives when
     * what is displayed changes next: a second of any stopwatch that runs, a limit, a threshold;
     * `undefined` if nothing runs. `stepMs`: seconds are rounded up to whole steps, so that 1000
     * gives at most one change of seconds a second. `startRendering`, the adapters and the feed
     * call it.
     */
    advance(now: number, stepMs?: number): number | undefined;
    /**
     * Removes a row; `false` if there was none. It does not come back unless something new
     * happens to its communication. The latest 1000 are remembered.
     */
    remove(communicationId: string): boolean;
    /**
     * Calls `listener` when an interval of a stopwatch has lasted `afterMs`: once in each interval,
     * also after a reload; at the right moment if somebody calls `advance`, and in any case after
     * the next payload. Gives a function that ends it. Throws a `RangeError` if there is no such
     * timer, or `afterMs` is not a finite number of at least 0.
     *
     * @example
     * const stop = roster.onThreshold({ timer: "currentHold", afterMs: 120_000 }, (row) => warn(row.customerName));
     */
    onThreshold(
        threshold: { timer: keyof Stopwatches; afterMs: number },
        listener: (row: RosterRow) => void,
    ): () => void;
    /**
     * Calls `listener` when `rows` is another array; gives a function that ends it. Bound, as
     * `useSyncExternalStore` wants it.
     */
    readonly subscribe: (listener: () => void) => () => void;
    /** The same as `rows`. Bound. */
    readonly getSnapshot: () => readonly RosterRow[];
    /**
     * Which reports gave the start and the end of each interval of a row, and what is inferred;
     * `undefined` if there is no such row.
     */
    explain(communicationId: string): Explanation | undefined;
    /** The roster as JSON, for `restore`: ids, moments and reports; no personal data. */
    save(): string;
    /**
     * The roster that was saved, at `at`: its numbers go on as before. What has ended since then,
     * the next `sync` says. Of a subclass, one that its constructor makes of `options`.
     *
     * Throws an `Error` if `saved` is damaged, of another version, or was saved more than 24 hours
     * before `at`.
     */
    static restore<Self extends Roster>(
        this: new (options?: RosterOptions) => Self,
        saved: string,
        at: number,
        options?: RosterOptions,
    ): Self;
    /**
     * Gives its memory back; again and again does nothing. Whatever is called afterwards throws an
     * `Error`; what draws it ends with that error, once.
     */
    free(): void;
}
export interface Roster extends MaybeDisposable {}

/**
 * Whose communications get a row; everybody's, if an option is left out. What gets no row still
 * gives the customer's name, the messages and the time in the queue.
 */
export interface RosterOptions {
    /**
     * Only this user's own: of participants of the purpose `agent` or `user`. Absent, not
     * `undefined`: then everybody's communications would get a row.
     */
    userId?: string;
    /** Only those of participants of these purposes, in any letter case. */
    purposes?: readonly string[] | undefined;
}

/** One communication of a roster. Frozen: another object as soon as anything but time changes. */
export interface RosterRow {
    /**
     * The id of the communication; in the flat layout, until a payload has it, one made of the id
     * of the participant.
     */
    readonly communicationId: string;
    readonly conversationId?: string;
    readonly participantId?: string;
    /** `"unknown"` where no payload says it. */
    readonly mediaType: MediaType;
    /** The role of the participant: `agent`, `customer`, `acd`, ... */
    readonly purpose?: string;
    readonly userId?: string;
    readonly queueId?: string;
    readonly queueName?: string;
    readonly direction?: Direction;
    /** The name of the customer of the same conversation. Personal data. */
    readonly customerName?: string;
    /**
     * The address of the customer of the same conversation: a number, an email address. Personal
     * data.
     */
    readonly customerAddress?: string;
    /** Its state, in today's spelling if it is a known one. */
    readonly state?: ConnectionState;
    readonly held: boolean;
    readonly parked: boolean;
    /** The timer that runs now. */
    readonly current?: "alert" | "contacting" | "dialing" | "talk" | "hold" | "park" | "afterCallWork";
    /** When it began, in epoch milliseconds in the cloud clock, as far as anybody knows. */
    readonly startedAt?: number;
    /** When it first connected, in epoch milliseconds in the cloud clock. */
    readonly connectedAt?: number;
    /** When it ended, in epoch milliseconds in the cloud clock; absent while it lives. */
    readonly endedAt?: number;
    readonly disconnectType?: DisconnectType;
    /** The agent's wrap-up, without its notes. */
    readonly wrapup?: { readonly code?: string; readonly name?: string; readonly provisional?: boolean };
    /** Whether the participant must enter a wrap-up; absent if no payload says it. */
    readonly wrapupRequired?: boolean;
    /** Whether the participant is part of a consult. */
    readonly isConsult?: boolean;
    /** The texts of the conversation that have an id, in order of time: no content. The latest 1000. */
    readonly messages?: readonly { readonly id: string; readonly at: number; readonly inbound: boolean }[];
    readonly timers: { readonly [Name in keyof Stopwatches]: Readonly<Stopwatches[Name]> };
    /** The basis of the stopwatches. `bound` of each one says whether it is inexact. */
    readonly basis: "segments" | "timestamps";
}

/**
 * Why a row shows what it shows.
 */
export interface Explanation {
    /**
     * The intervals, by start, then by kind. Those that were folded into sums long ago are left
     * out.
     */
    intervals: ExplainedInterval[];
}

/**
 * One interval, with the evidence for it.
 */
export interface ExplainedInterval {
    /**
     * What was going on.
     */
    kind: IntervalKind;
    /**
     * When it began, in epoch milliseconds in the cloud clock.
     */
    startMs: number;
    /**
     * When it ended; absent while it goes on.
     */
    endMs?: number;
    /**
     * Why it begins there.
     */
    start: Evidence;
    /**
     * Why it ends there; absent while it goes on.
     */
    end?: Evidence;
}

/**
 * Where a start or an end comes from.
 */
export interface Evidence {
    /**
     * Whether a report has the moment; otherwise it is inferred, and counts from receipt.
     */
    reported: boolean;
    /**
     * When the report was received, in epoch milliseconds in the cloud clock.
     */
    receivedAt: number;
    /**
     * When it was asked for, if it is an answer.
     */
    askedAt?: number;
    /**
     * The field that has the moment.
     */
    field?: string;
}

/** The media. Open: the platform may add others. */
export type MediaType =
    | "chat"
    | "message"
    | "call"
    | "callback"
    | "email"
    | "cobrowse"
    | "screenshare"
    | "socialExpression"
    | "video"
    | "internalMessage"
    | "screenMonitoring"
    | "unknown"
    | (string & {});

/**
 * What a payload changed.
 */
export interface RosterChange {
    /**
     * The communication.
     */
    communicationId: string;
    /**
     * The id that it had until now, if its own was told only now.
     */
    formerId?: string;
    /**
     * What happened to it.
     */
    type: ChangeKind;
    /**
     * Where it is in the payload; empty for a payload that is the communication itself, and for
     * what a list does not have.
     */
    path: (string | number)[];
    /**
     * What is wrong with the communication in this payload. Paths begin at the communication; in
     * the flat layout, at the participant.
     */
    issues: Issue[];
}

/**
 * What happened to a communication of a roster.
 */
export type ChangeKind = "added" | "updated" | "ended" | "removed";

/**
 * Draws a roster: calls `render` with its rows and one moment, at once when the roster changes, and
 * when a displayed second changes; what is drawn and when it changes next come from that one
 * moment. Gives a function that ends it.
 *
 * `now`: the moment in the cloud clock; `undefined` as long as it is not known, then nothing is
 * drawn. `stepMs`: as for `advance`; 1000 draws the passing of time at most once a second.
 *
 * @example
 * const stop = startRendering({ roster, now: () => clock.now(performance.now()), render: (rows,
 * now) => show(rows, now) });
 */
export function startRendering(options: {
    roster: Roster;
    now: () => number | undefined;
    render: (rows: readonly RosterRow[], now: number) => void;
    stepMs?: number | undefined;
}): () => void;

// ---------------------------------------------------------------------------
// Afterwards
// ---------------------------------------------------------------------------

/**
 * What was handled, and how long it took: the sums of rows of a roster, or of sessions of
 * `readHistory`, by medium and in all. Plain JavaScript.
 *
 * A communication was handled if its handle time is above 0, and belongs to the moment at which its
 * after-call work was over, as the platform's AHT does. What still lives, or is wrapped up, is not
 * handled yet. Each communication counts once; a session of `readHistory` counts before a row.
 *
 * The rows of a roster are what it still has: it lets go of ended ones beyond 1000, and a desk
 * removes some. `startShift` keeps them.
 *
 * Throws a `RangeError` if `now`, `from` or `to` is no moment, a `TypeError` if `rows` is no list,
 * or an option is unknown.
 *
 * @example
 * const { handled, average } = summary(roster.rows, now, { from: startOfShift });
 * const aht = average.handle;
 */
export function summary(rows: Iterable<SummaryRow>, now: number, options?: SummaryOptions): Summary;

/** As much of a `RosterRow` or a session of `readHistory` as `summary` uses. */
export interface SummaryRow {
    readonly communicationId?: string | undefined;
    readonly sessionId?: string | undefined;
    readonly conversationId?: string | undefined;
    readonly mediaType?: MediaType | undefined;
    /** When it ended, before its after-call work. A row without it is live. */
    readonly endedAt?: number | undefined;
    readonly timers: {
        readonly [Name in "talk" | "hold" | "contacting" | "dialing" | "afterCallWork" | "handle"]: Readonly<Stopwatch>;
    };
    /** The platform's own record. */
    readonly record?: object | undefined;
}

/** The options of {@link summary}: its span of time, and further inputs. */
export interface SummaryOptions {
    /** From this moment, inclusive. Default: the beginning. */
    from?: number | undefined;
    /** To this moment, exclusive. Default: `now`, inclusive. */
    to?: number | undefined;
    /** Conversations whose figures may still change: `feed.status.unsettled`. */
    unsettled?: Iterable<string> | undefined;
    /** The agent's routing statuses, for `occupancy`: `states` of `startShift`. */
    states?: Iterable<AgentState> | undefined;
}

/** Since when the agent has had a routing status; it lasts until the next one. */
export interface AgentState {
    readonly routingStatus: string;
    readonly since: number;
}

/** Durations are milliseconds. */
export interface SummaryFigures {
    /** How many communications were handled. */
    handled: number;
    talk: number;
    hold: number;
    contacting: number;
    dialing: number;
    afterCallWork: number;
    /** Talk, hold, contacting, dialing and after-call work. */
    handle: number;
    /** How many holds. */
    holds: number;
    /** The longest time that one communication was on hold, all its holds together. */
    longestHold: number;
    /**
     * Of how many the figures are not final: `options.unsettled` names their conversation, or a
     * stopwatch says by `bound` that it is not exact. `handled - unsettled` are settled.
     */
    unsettled: number;
    /** For each that was handled; `average.handle` is the AHT. `undefined` if none was. */
    average: { [Name in "talk" | "hold" | "afterCallWork" | "handle"]: number | undefined };
}

/** What {@link summary} gives: the figures of all media, and of each. */
export interface Summary extends SummaryFigures {
    /** The same by medium; only media of which one was handled. */
    byMedium: { [Medium in MediaType]?: SummaryFigures };
    /**
     * Interacting / (Interacting + Communicating + Idle) of the routing status in the span, 0 to 1;
     * `undefined` without `states`, or where the agent had none of the three.
     */
    occupancy: number | undefined;
}

/**
 * Keeps what `summary` needs of a whole shift: the rows that the roster lets go or that are removed
 * after their end, for a day, and what the agent did. Personal data is not kept. A row that is
 * removed while its after-call work runs is not handled, and does not count.
 *
 * `saved`: what `save` gave on the page before. Throws a `TypeError` if `roster` is none, a
 * `SyntaxError` if `saved` is no JSON.
 *
 * @example
 * const shift = startShift({ roster });
 * feed.subscribe(({ type, agent }) => type === "agent" && shift.note(agent));
 * const { handled, occupancy } = summary(shift.rows, now, { states: shift.states });
 */
export function startShift(options: {
    roster: Pick<Roster, "rows" | "subscribe">;
    saved?: string | undefined;
}): Shift;

/** The rows and states of a shift, as {@link startShift} keeps them. */
export interface Shift {
    /** The rows of the roster, and the figures of those that it has let go. */
    readonly rows: readonly SummaryRow[];
    /** The routing statuses in order. Those of times without an open page are unknown. */
    readonly states: readonly AgentState[];
    /** Adds the agent's routing status: call it with `feed.agent` whenever that changes. */
    note(agent: { readonly routingStatus?: string | undefined; readonly since?: number | undefined }): void;
    /** The shift as text for the next `startShift`: ids and figures; no names, no content. */
    save(): string;
    /** Ends the subscription to the roster. */
    stop(): void;
}

/** `[Symbol.dispose]`, where the project's `lib` knows it. */
export type MaybeDisposable = SymbolConstructor extends { readonly dispose: infer Key extends symbol } ? { [Name in Key]: () => void } : {};

// ---------------------------------------------------------------------------
// The models
// ---------------------------------------------------------------------------

/**
 * One communication (one leg) of one participant in a conversation: the chat of the customer,
 * or of the agent.
 *
 * All fields are optional; `null` on the wire means absent. Moments are ISO-8601 texts. A
 * participant may hold several communications: never assume `chats[0]`.
 */
export interface ConversationChat {
    /**
     * The state of the communication.
     */
    state?: ConnectionState;
    /**
     * The state it began in. Absent from payloads recorded before 2022.
     */
    initialState?: ConnectionState;
    /**
     * The unique id of this communication.
     */
    id?: string;
    /**
     * The room of the chat.
     */
    roomId?: string;
    /**
     * The unique id of the recording. Not in notifications.
     */
    recordingId?: string;
    /**
     * The time line of the participant's chat, cut into activities. Not in notifications;
     * often empty for chats, even after they end.
     */
    segments?: Segment[];
    /**
     * True while held: the other side hears nothing from this one.
     */
    held?: boolean;
    /**
     * Which side began it. Not in notifications.
     */
    direction?: Direction;
    /**
     * What ended it; absent until it ends.
     */
    disconnectType?: DisconnectType;
    /**
     * When it was put on hold, in the cloud clock, if it is on hold now.
     */
    startHoldTime?: string;
    /**
     * When it first began to alert, in the cloud clock. Not in notifications.
     */
    startAlertingTime?: string;
    /**
     * When it connected, in the cloud clock. May differ by some milliseconds from the start of
     * its segment.
     */
    connectedTime?: string;
    /**
     * When it ended, in the *provider* clock; absent until it ends.
     */
    disconnectedTime?: string;
    /**
     * The source provider, such as `PureCloud Webchat v2`.
     */
    provider?: string;
    /**
     * The script to show to the agent: a UUID.
     */
    scriptId?: string;
    /**
     * The matching leg on the other side.
     */
    peerId?: string;
    /**
     * The avatar image of the customer: an absolute http(s) URL. Check it before you show it.
     */
    avatarImageUrl?: string;
    /**
     * The web journey that led here.
     */
    journeyContext?: JourneyContext;
    /**
     * The agent's wrap-up; absent until there is one.
     */
    wrapup?: Wrapup;
    /**
     * After-call work (ACW): `{}` occurs.
     */
    afterCallWork?: AfterCallWork;
    /**
     * Whether after-call work is required. Only where agents request it.
     */
    afterCallWorkRequired?: boolean;
    /**
     * The alerting settings of the queue. Absent from payloads recorded before 2023.
     */
    queueMediaSettings?: QueueMediaSettings;
    /**
     * When it was parked, in the cloud clock; not reset when it comes back. Messages and
     * emails only.
     */
    parkTime?: string;
    /**
     * When it will come back from being parked, in the cloud clock. Messages only.
     */
    resumeTime?: string;
}

/**
 * One activity on the time line of a communication: alerting, talk, a hold, ...
 */
export interface Segment {
    /**
     * When it began, in the cloud clock. The only field that every segment has.
     */
    startTime?: string;
    /**
     * When it ended, in the cloud clock. Absent while it goes on, although the official SDK
     * types say otherwise.
     */
    endTime?: string;
    /**
     * What was going on. A free text; seen: Alert, Interact, Hold, Wrapup, Dial, Contacting,
     * Scheduled, System, IVR, Delay, in any letter case.
     */
    type?: string;
    /**
     * How it ended. A free text; seen: Interact, Hold, Disconnect. It may be present before
     * `endTime` is.
     */
    howEnded?: string;
    /**
     * What ended the communication, on its last segment.
     */
    disconnectType?: DisconnectType;
}

/**
 * The web journey that led to a chat.
 */
export interface JourneyContext {
    /**
     * The customer. The API requires it.
     */
    customer?: JourneyCustomer;
    /**
     * The customer's visit to the web site.
     */
    customerSession?: JourneyCustomerSession;
    /**
     * The action that offered the chat.
     */
    triggeringAction?: JourneyAction;
}

/**
 * The customer of a web journey.
 */
export interface JourneyCustomer {
    /**
     * The id of the customer, of the kind that `idType` says. The API requires it.
     */
    id?: string;
    /**
     * What kind of id it is, such as `cookie`. The API requires it.
     */
    idType?: string;
}

/**
 * One visit of a customer to the web site.
 */
export interface JourneyCustomerSession {
    /**
     * The id of the session. The API requires it.
     */
    id?: string;
    /**
     * The kind of session, such as `web`. The API requires it.
     */
    type?: string;
}

/**
 * The action of the platform that offered the chat.
 */
export interface JourneyAction {
    /**
     * The id of the action. The API requires it.
     */
    id?: string;
    /**
     * The action map that it belongs to. The API requires it.
     */
    actionMap?: JourneyActionMap;
}
/**
 * The action map that an action belongs to.
 */
export interface JourneyActionMap {
    /**
     * The id of the action map. The API requires it.
     */
    id?: string;
    /**
     * The version of the action map: an integer. The API requires it.
     */
    version?: number;
}

/**
 * The agent's wrap-up of a communication.
 */
export interface Wrapup {
    /**
     * The id of the wrap-up code.
     */
    code?: string;
    /**
     * The name of the wrap-up code.
     */
    name?: string;
    /**
     * The notes of the agent. Personal data.
     */
    notes?: string;
    /**
     * The agent's tags.
     */
    tags?: string[];
    /**
     * How long it took, in whole seconds: rounded by the platform (39 for 38.954 s).
     */
    durationSeconds?: number;
    /**
     * When it was done, in the cloud clock; absent until then.
     */
    endTime?: string;
    /**
     * Whether it may still change.
     */
    provisional?: boolean;
}

/**
 * After-call work (ACW): what the agent does for a communication after it ended. `{}` occurs.
 */
export interface AfterCallWork {
    /**
     * When it began, in the cloud clock.
     */
    startTime?: string;
    /**
     * When it ended, in the cloud clock; absent until then.
     */
    endTime?: string;
    /**
     * Its state.
     */
    state?: AfterCallWorkState;
}

/**
 * The alerting settings of the queue that a communication came through.
 */
export interface QueueMediaSettings {
    /**
     * How long it alerts before the agent counts as not responding, in whole seconds.
     */
    alertingTimeoutSeconds?: number;
    /**
     * How long the tone plays where the platform answers, in seconds.
     */
    autoAnswerAlertToneSeconds?: number;
    /**
     * How long the tone plays where the agent answers, in seconds.
     */
    manualAnswerAlertToneSeconds?: number;
    /**
     * Whether the platform answers for the agent.
     */
    enableAutoAnswer?: boolean;
}

/**
 * The state of a communication. Open: values that are not listed are kept.
 */
export type ConnectionState =
| "alerting"
| "dialing"
| "contacting"
| "offering"
| "connected"
| "disconnected"
| "terminated"
| "none"
| "converting"
| "uploading"
| "transmitting"
| "scheduled"
| "parked"
| (string & {});

/**
 * Which side began a communication. Open: values that are not listed are kept as they were.
 */
export type Direction =
| "inbound"
| "outbound"
| (string & {});
/**
 * What ended a communication: the union of what the REST model and the event topics list.
 * Open: values that are not listed are kept as they were.
 */
export type DisconnectType =
| "endpoint"
| "endpoint.dnd"
| "endpoint.donotdisturb"
| "client"
| "system"
| "timeout"
| "transfer"
| "transfer.conference"
| "transfer.consult"
| "transfer.donotdisturb"
| "transfer.dnd"
| "transfer.forward"
| "transfer.noanswer"
| "transfer.notavailable"
| "transport.failure"
| "error"
| "peer"
| "other"
| "spam"
| "uncallable"
| "inactivity"
| "session.expired"
| "takeover"
| (string & {});

/**
 * The state of after-call work. Open: values that are not listed are kept.
 */
export type AfterCallWorkState =
| "unknown"
| "notApplicable"
| "skipped"
| "pending"
| "complete"
| (string & {});
