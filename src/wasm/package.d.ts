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
