/// <reference lib="esnext.disposable" />
/* tslint:disable */
/* eslint-disable */
/**
 * A stopwatch: the milliseconds that are over, and since when it runs. At `now` it shows `ms + max(0, now - since)`.
 */
export interface Stopwatch {
    /**
     * The milliseconds that are over; never negative.
     */
    ms: number;
    /**
     * Since when it runs, in epoch milliseconds in the cloud clock; absent while it stands.
     */
    since?: number;
    /**
     * Of how many stretches it is the sum.
     */
    count: number;
    /**
     * When the stretch that runs now runs out, in epoch milliseconds in the cloud clock; absent if it stands or no limit is known.
     */
    until?: number;
}

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
     * Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never park.
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
    /**
     * When it was parked, in the cloud clock; not reset when it comes back. Messages and emails only.
     */
    parkTime?: string;
    /**
     * When it will come back from being parked, in the cloud clock. Messages only.
     */
    resumeTime?: string;
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
     * Of how many spans it is the sum.
     */
    count: number;
    /**
     * How long until the limit of the stretch that runs now, in milliseconds: 0 when it is reached. Absent if it is not running or no limit is
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
 * The kinds of report, in the order of their names. README lists when each is reported.
 */
export type IssueCode = "after-call-work" | "hold" | "missing" | "number" | "order" | "segments" | "state" | "timestamp" | "type" | "unknown-value" | "uri" | "uuid";

/**
 * The kinds of spans that count.
 */
export type SpanKind = "alert" | "contacting" | "dialing" | "talk" | "hold" | "park" | "afterCallWork";

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
     * Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never park. One of its parts runs at a time.
     */
    handle: Stopwatch;
    /**
     * The hold that goes on now; absent while not on hold.
     */
    currentHold?: Stopwatch;
    /**
     * Since the customer's first message that no agent has answered; absent if all are answered, or unknown. Rosters only.
     */
    response?: Stopwatch;
    /**
     * Since the latest message. `until`: when the conversation counts as inactive. Absent if nothing tells. Rosters only.
     */
    inactivity?: Stopwatch;
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
    change: Change;
    /**
     * Where it is in the payload; empty for a payload that is the communication itself, and for what a list does not have.
     */
    path: (string | number)[];
    /**
     * What is wrong with the communication in this payload. Paths begin at the communication; in the flat layout, at
     * the participant.
     */
    issues: Issue[];
}

/**
 * What ended a communication: the union of what the REST model and the event topics list. Open: values that are
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
 * What happened to a communication of a roster.
 */
export type Change = "added" | "updated" | "ended" | "removed";

/**
 * What the durations rest on.
 */
export type Basis = "segments" | "timestamps";

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
 * Which side began a communication. Open: values that are not listed are kept as they were.
 */
export type Direction =
| "inbound"
| "outbound"
| (string & {});
