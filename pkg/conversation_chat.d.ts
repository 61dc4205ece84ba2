/// <reference lib="esnext.disposable" />
/* tslint:disable */
/* eslint-disable */
/**
 * A stretch of time of one kind.
 */
export interface Span {
    /**
     * What was going on.
     */
    kind: SpanKind;
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
     * Where it stands.
     */
    state?: AfterCallWorkState;
}

/**
 * How bad a finding is. A chat is valid when it has no error.
 */
export type Severity = "error" | "warning";

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
     * Talk (tTalkComplete): all that was neither alert nor hold.
     */
    talk: Timer;
    /**
     * All holds together (tHeldComplete).
     */
    hold: Timer;
    /**
     * After-call work (tAcw).
     */
    afterCallWork: Timer;
    /**
     * Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert.
     */
    handle: Timer;
    /**
     * The hold that goes on now; absent while not on hold.
     */
    currentHold?: Timer;
    /**
     * What all this rests on.
     */
    basis: Basis;
}

/**
 * Loads the module. Must be awaited once before anything else in the package is called; calling it again costs nothing. In Node the module is
 * loaded by the import, and this does nothing.
 *
 * Without `source` it loads `conversation_chat_bg.wasm` from beside the script.
 *
 * @example
 * import init, { parseChat } from "conversation-chat";
 * await init();
 */
export default function init(source?: InitSource | Promise<InitSource>): Promise<void>;

/** What the module can be loaded from: an address, a response, its bytes, or the module compiled before. */
export type InitSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Loads the module at once, from its bytes or from the module compiled before. */
export function initSync(source: BufferSource | WebAssembly.Module): void;

/** The findings about a chat. */
export interface ChatReport {
    /** Whether no issue is an error. */
    valid: boolean;
    /** The findings, by place in the model, then by code. */
    issues: Issue[];
}

/** A chat that was read from text, and the findings about it. */
export interface ParsedChat extends ChatReport {
    /** The chat. What was of the wrong kind is absent; fields that the model does not know are kept. */
    chat: ConversationChat;
}

/**
 * The check as a Standard Schema (https://standardschema.dev), for libraries that take one: forms, routers, clients. It fails on issues of
 * severity "error", and gives the value as it is otherwise.
 *
 * @example
 * const result = conversationChat["~standard"].validate(value);
 */
export const conversationChat: StandardSchemaV1<unknown, ConversationChat>;

/** What the package uses of the Standard Schema interface, version 1. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => StandardResult<Output>;
        readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    };
}

/** The answer of a Standard Schema: the value, or what is wrong with it. */
export type StandardResult<Output> =
| { readonly value: Output; readonly issues?: undefined }
| { readonly issues: ReadonlyArray<{ readonly message: string; readonly path: ReadonlyArray<PropertyKey> }> };

/**
 * The columns of a row of `Roster.tick`. Milliseconds: `alert`, `contacting`, `dialing`, `talk`, `hold`, `afterCallWork`, `handle`. Milliseconds, or
 * NaN: `currentHold` while on hold, `alertRemaining` and `afterCallWorkRemaining` while they run and have a limit. `running`: which timers run, the sum
 * of 2 to the power of their columns (bit `TickColumn.talk` for talk). `width`: how many columns a row has.
 */
export const TickColumn: {
    readonly alert: 0;
    readonly contacting: 1;
    readonly dialing: 2;
    readonly talk: 3;
    readonly hold: 4;
    readonly afterCallWork: 5;
    readonly handle: 6;
    readonly currentHold: 7;
    readonly alertRemaining: 8;
    readonly afterCallWorkRemaining: 9;
    readonly running: 10;
    readonly width: 11;
};


/**
 * One activity on the time line of a communication: alerting, talk, a hold, ...
 */
export interface Segment {
    /**
     * When it began, in the cloud clock. The only field that every segment has.
     */
    startTime?: string;
    /**
     * When it ended, in the cloud clock. Absent while it goes on, although the official SDK types say otherwise.
     */
    endTime?: string;
    /**
     * What was going on. A free text; seen: Alert, Interact, Hold, Wrapup, Dial, Contacting, Scheduled, System,
     * IVR, Delay, in any letter case.
     */
    type?: string;
    /**
     * How it ended. A free text; seen: Interact, Hold, Disconnect. May be there before the end is.
     */
    howEnded?: string;
    /**
     * What ended the communication, on its last segment.
     */
    disconnectType?: DisconnectType;
}

/**
 * One communication (one leg) of one participant in a conversation: the chat of the customer, or of the agent.
 *
 * All fields are optional; `null` on the wire means absent. Moments are ISO-8601 texts. A participant may hold
 * several communications: never assume `chats[0]`.
 */
export interface ConversationChat {
    /**
     * Where the communication stands now.
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
     * The time line of the participant's chat, cut into activities. Not in notifications; often empty for chats,
     * even after they end.
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
     * When it connected, in the cloud clock. May differ by some milliseconds from the start of its segment.
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
}

/**
 * One communication of the roster, at one moment.
 */
export interface RosterRow {
    /**
     * The id of the communication; in the flat layout, until something tells it, the id of the participant.
     */
    communicationId: string;
    /**
     * The id of the conversation that it belongs to.
     */
    conversationId?: string;
    /**
     * The id of the participant that it belongs to.
     */
    participantId?: string;
    /**
     * The medium: `chat`, `message`, `call`, `callback`, `email`, ...; `unknown` where the payload does not tell.
     */
    mediaType: string;
    /**
     * What the participant is there for: `agent`, `customer`, `acd`, ...
     */
    purpose?: string;
    /**
     * The user, if the participant is one.
     */
    userId?: string;
    /**
     * Where the communication stands.
     */
    state?: ConnectionState;
    /**
     * Whether it is on hold.
     */
    held: boolean;
    /**
     * How long everything took.
     */
    durations: Durations;
}

/**
 * One finding of the check: what is wrong, and where.
 *
 * Messages say what was expected and what kind of thing was found, never the content: chats hold personal data.
 */
export interface Issue {
    /**
     * Where it is, from the chat down: `["segments", 0, "startTime"]`. Empty for the chat itself.
     */
    path: (string | number)[];
    /**
     * What kind of finding it is. Codes are stable.
     */
    code: IssueCode;
    /**
     * How bad it is.
     */
    severity: Severity;
    /**
     * What was expected and what was found, for people: lower case, without full stop.
     */
    message: string;
}

/**
 * One timer.
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
     * Of how many spans it is the sum.
     */
    count: number;
    /**
     * How long until the known limit, in milliseconds: 0 when it is reached. Absent if it is not running or no limit is
     * known.
     */
    remainingMs?: number;
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
     * What the agent noted down. Personal data.
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
 * The kinds of findings, in the order of their names. README lists when each is reported.
 */
export type IssueCode = "after-call-work" | "hold" | "missing" | "number" | "order" | "segments" | "state" | "timestamp" | "type" | "unknown-value" | "uri" | "uuid";

/**
 * The kinds of spans that count.
 */
export type SpanKind = "alert" | "contacting" | "dialing" | "talk" | "hold" | "afterCallWork";

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
 * What a payload changed.
 */
export interface RosterChange {
    /**
     * The communication.
     */
    communicationId: string;
    /**
     * Whether it is new in the roster.
     */
    change: Change;
    /**
     * What is wrong with the communication in this payload. Paths begin at the communication; in the flat layout, at
     * the participant.
     */
    issues: Issue[];
}

/**
 * What ended a communication: the union of what the REST models and the event topics list. Open: values that are
 * not listed are kept as they were.
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
 * What the durations rest on.
 */
export type Basis = "segments" | "timestamps";

/**
 * What timing needs of a communication of any media: a chat, message, call, callback or email has these fields.
 *
 * Every field may be absent or `null`.
 */
export interface Communication {
    /**
     * Where the communication stands now.
     */
    state?: ConnectionState | null | undefined;
    /**
     * The time line, cut into activities.
     */
    segments?: readonly Segment[] | null | undefined;
    /**
     * True while held.
     */
    held?: boolean | null | undefined;
    /**
     * When it was put on hold, in the cloud clock, if it is on hold now.
     */
    startHoldTime?: string | null | undefined;
    /**
     * When it first began to alert, in the cloud clock.
     */
    startAlertingTime?: string | null | undefined;
    /**
     * When it connected, in the cloud clock.
     */
    connectedTime?: string | null | undefined;
    /**
     * When it ended, in the provider clock; absent until it ends.
     */
    disconnectedTime?: string | null | undefined;
    /**
     * The agent's wrap-up.
     */
    wrapup?: Wrapup | null | undefined;
    /**
     * After-call work.
     */
    afterCallWork?: AfterCallWork | null | undefined;
    /**
     * The alerting settings of the queue.
     */
    queueMediaSettings?: QueueMediaSettings | null | undefined;
}

/**
 * Where a communication stands. Open: values that are not listed are kept as they were.
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
 * Where after-call work stands. Open: values that are not listed are kept as they were.
 */
export type AfterCallWorkState =
| "unknown"
| "notApplicable"
| "skipped"
| "pending"
| "complete"
| (string & {});


/**
 * Whether a communication is new in the roster.
 */
export type Change = "added" | "updated";

/**
 * Which side began a communication. Open: values that are not listed are kept as they were.
 */
export type Direction =
| "inbound"
| "outbound"
| (string & {});



/**
 * Tells the time of the cloud from a local clock, as NTP does.
 *
 * Feed it now and then with the answer of `GET /api/v2/date` and the local moments of asking and answering. Of the samples of the last ten
 * minutes it trusts the one with the shortest round trip. Take `performance.now()` as the local clock, not `Date.now()`: then a PC clock
 * that somebody sets does not matter.
 *
 * @example
 * const clock = new CloudClock();
 * const sentAt = performance.now();
 * const answer = await (await fetch(`${api}/api/v2/date`)).text();
 * clock.observe(sentAt, answer, performance.now());
 * const now = clock.now(performance.now());
 */
export class CloudClock {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * A clock that has seen no sample: the local clock as it is.
     */
    constructor();
    /**
     * The time of the cloud in epoch milliseconds at the local moment `local`; `local` itself until there is a sample.
     */
    now(local: number): number;
    /**
     * Takes a sample. `sentAt`, `receivedAt`: milliseconds of the local clock when the question went and when the answer was there.
     * `serverTime`: epoch milliseconds, a timestamp, or the answer of `GET /api/v2/date` as it is.
     *
     * Throws a `RangeError`, and ignores the sample, if a time is not finite, the answer is before the question, or there is no timestamp.
     */
    observe(sentAt: number, serverTime: number | string | { currentDate?: string }, receivedAt: number): void;
    /**
     * What to add to the local clock, in milliseconds; `undefined` until there is a sample.
     */
    readonly offset: number | undefined;
    /**
     * How far off the offset may be, in milliseconds: half the round trip of the best sample. `undefined` until there is one.
     */
    readonly uncertainty: number | undefined;
}

/**
 * The live communications of a desk: fed with whatever the platform sends, it knows how long everything took.
 *
 * Notifications carry no segments, so it remembers holds from one to the next; a payload with segments replaces what was guessed. Duplicates
 * and late payloads do no harm. A communication that has ended stays until it is removed.
 *
 * Call `free()` when done with it (or declare it with `using`); if that is forgotten, the garbage collector does it some day.
 *
 * @example
 * const roster = new Roster();
 * socket.onmessage = ({ data }) => roster.receive(data, clock.now(performance.now()));
 */
export class Roster {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * An empty roster.
     */
    constructor();
    /**
     * When the next displayed second changes after `now`, both in epoch milliseconds in the cloud clock: until then a page may sleep. `undefined` if
     * nothing runs.
     *
     * Throws a `RangeError` if `now` is not finite.
     */
    nextChange(now: number): number | undefined;
    /**
     * Takes a payload of the platform that came at `at` (epoch milliseconds in the cloud clock): a notification in the nested or the flat layout, a
     * conversation, a list of them, or a single chat. Tells of every communication in it what changed and what is wrong. Payloads
     * without communications (heartbeats and the like), duplicates and late ones change nothing and give `[]`. Bytes are faster than a
     * string, which must become bytes first: give them where you have them.
     *
     * Throws a `SyntaxError` with line and column if the text is not JSON, a `TypeError` if it is neither string nor bytes, a
     * `RangeError` if `at` is not finite. Then nothing has changed.
     *
     * @example
     * const list = await fetch(`${api}/api/v2/conversations/chats`, { headers });
     * roster.receive(new Uint8Array(await list.arrayBuffer()), now);
     */
    receive(json: string | Uint8Array, at: number): RosterChange[];
    /**
     * Forgets a communication; `false` if it was not there.
     */
    remove(communicationId: string): boolean;
    /**
     * All communications at `now` (epoch milliseconds in the cloud clock). Removing one moves the last into its place; otherwise the order stays.
     *
     * Throws a `RangeError` if `now` is not finite.
     */
    rows(now: number): RosterRow[];
    /**
     * The timers of all rows at `now` (epoch milliseconds in the cloud clock), in the order of `rows`: `TickColumn.width` numbers a row, which
     * `TickColumn` names. One call a frame is enough for all. The array is the same from call to call while the number of rows
     * stays, and is written anew by each.
     *
     * Throws a `RangeError` if `now` is not finite.
     *
     * @example
     * const columns = roster.tick(now);
     * const talk = columns[index * TickColumn.width + TickColumn.talk];
     */
    tick(now: number): Float64Array;
    /**
     * How many communications there are.
     */
    readonly size: number;
}

/**
 * How long everything took until `now` (epoch milliseconds in the cloud clock), as the platform's own metrics count: of a chat, message,
 * call, callback or email. What is missing or malformed counts as zero.
 *
 * Throws a `RangeError` if `now` is not finite.
 *
 * @example
 * const { talk, hold, currentHold } = durations(chat, cloud.now(performance.now()));
 */
export function durations(communication: Communication, now: number): Durations;

/**
 * A duration in milliseconds for eyes: `"0:00"`, `"2:05"`, `"1:02:05"`. Cut to whole seconds; what is negative or not a number shows as
 * `"0:00"`.
 *
 * @example
 * formatClock(125_999); // "2:05"
 */
export function formatClock(ms: number): string;

/**
 * A duration in milliseconds as ISO 8601 writes it, for `<time datetime>`: `"PT0S"`, `"PT2M5S"`. Cut to whole seconds.
 *
 * @example
 * time.dateTime = formatIsoDuration(125_999); // "PT2M5S"
 */
export function formatIsoDuration(ms: number): string;

/**
 * How long the current hold lasts at `now` (epoch milliseconds in the cloud clock), in milliseconds; `undefined` while not on hold, or when
 * nothing tells since when.
 *
 * Throws a `RangeError` if `now` is not finite.
 *
 * @example
 * clock.textContent = formatClock(holdDuration(chat, Date.now()) ?? 0);
 */
export function holdDuration(communication: Communication, now: number): number | undefined;

/**
 * Reads a chat from JSON text, as a string or as UTF-8 bytes, and checks it. What is of the wrong kind is reported and absent from
 * `chat`, as is what is `null`; fields that the model does not know are kept.
 *
 * Throws a `SyntaxError` with line and column if the text is not JSON, a `TypeError` if it is neither string nor bytes.
 *
 * @example
 * const { chat, valid, issues } = parseChat(await response.text());
 */
export function parseChat(json: string | Uint8Array): ParsedChat;

/**
 * What happened when, until `now` (epoch milliseconds in the cloud clock): by start, then by kind. The durations are the sums of these spans.
 *
 * Throws a `RangeError` if `now` is not finite.
 *
 * @example
 * for (const { kind, startMs, endMs } of timeline(chat, Date.now())) draw(kind, startMs, endMs);
 */
export function timeline(communication: Communication, now: number): Span[];

/**
 * Checks a chat as an object: everything that is wrong with it, in one pass. Never throws, whatever it is given, and leaves the
 * value as it is. Finding nothing takes a few microseconds.
 *
 * @example
 * const { valid, issues } = validateChat(conversation.participants[0].chats[0]);
 * for (const { path, message } of issues) console.warn(path.join("."), message);
 */
export function validateChat(value: unknown): ChatReport;
