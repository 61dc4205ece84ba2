//! What the module asks of JavaScript (`pkg/host.js`): to bring text and objects into its memory, and to make objects of its answers.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use crate::{
    ConversationChat, Issue,
    outline::{Outline, Seen as _},
    reader::{MOST_ITEMS, Reader, Tape, schema},
};

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// Hands over the memory, the shapes to walk by, and where numbers go out.
    fn attach(memory: JsValue, shapes: &str, most_items: u32, numbers: *const f64, count: usize);
    /// Tells the console of a panic.
    fn panicked(message: &str);
    /// Writes what `value` holds at the places of a shape to `address`; gives the length, which may be more than `capacity`: then
    /// nothing was written.
    fn walk(value: &JsValue, shape: u32, address: *mut u8, capacity: usize) -> usize;
    /// The length of `json` in UTF-16 units or bytes; throws a `TypeError` if it is neither string nor bytes.
    #[wasm_bindgen(catch, js_name = textLength)]
    fn text_length(json: &JsValue) -> Result<usize, JsValue>;
    /// Writes `json` from the unit `from` on to `address` as UTF-8; gives the bytes written.
    #[wasm_bindgen(js_name = copyText)]
    fn copy_text(json: &JsValue, from: usize, address: *mut u8, capacity: usize) -> usize;
    /// How many units the last `copyText` read.
    #[wasm_bindgen(js_name = unitsRead)]
    fn units_read() -> usize;
    /// The value of `json`, after it was read without error. `mend`: it has half surrogate pairs. `prune`: some values count
    /// as absent.
    #[wasm_bindgen(js_name = parseText)]
    pub(super) fn parse_text(json: &JsValue, mend: bool, prune: bool) -> JsValue;
    /// The number that `text` spells.
    #[wasm_bindgen(js_name = parseNumber)]
    pub(super) fn parse_number(text: &str) -> f64;
    /// A `ChatReport`, with `chat` if it is not `undefined`.
    pub(super) fn report(valid: bool, issues: JsValue, chat: JsValue) -> JsValue;
    /// A `Float64Array` with the numbers at `address`: `target` if that is one of this length.
    #[wasm_bindgen(js_name = copyNumbers)]
    pub(super) fn copy_numbers(target: &JsValue, address: *const f64, count: usize) -> JsValue;
    /// A `RosterChange`.
    #[wasm_bindgen(js_name = rosterChange)]
    pub(super) fn roster_change(communication_id: &str, added: bool, issues: JsValue) -> JsValue;
    /// `Durations` of the numbers that went out.
    #[wasm_bindgen(js_name = durationsOf)]
    pub(super) fn durations_of() -> JsValue;
}

/// A small allocator in constant time (TLSF).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The shapes that the walker knows, by index.
pub(super) const CHAT: u32 = 0;
pub(super) const COMMUNICATION: u32 = 1;

/// What the walker brings of a communication, at any depth: all that `Facts` look at.
const TIMING_FIELDS: [&str; 15] = [
    "state",
    "segments",
    "startTime",
    "endTime",
    "type",
    "held",
    "startHoldTime",
    "startAlertingTime",
    "connectedTime",
    "disconnectedTime",
    "wrapup",
    "durationSeconds",
    "afterCallWork",
    "queueMediaSettings",
    "alertingTimeoutSeconds",
];

/// Of a timer: ms, running, count, remaining. Eight timers, then the basis.
pub(super) const NUMBERS: usize = 8 * 4 + 1;

thread_local! {
    /// Where input lands. Taken while in use, so that a getter that calls back finds it empty rather than busy.
    static INPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    /// What is read. Taken while in use, too.
    static OUTLINE: Cell<Outline> = const { Cell::new(Outline::new()) };
    /// Where numbers go out.
    pub(super) static OUTPUT: RefCell<[f64; NUMBERS]> = const { RefCell::new([0.0; NUMBERS]) };
}

/// An input larger than this gives its memory back.
const MOST_KEPT: usize = 1 << 20;

#[wasm_bindgen(start, skip_typescript)]
pub(super) fn start() {
    // The lints deny what panics; should it happen all the same, it must not happen in silence.
    std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
    // A communication is read as a chat of which only the timing fields are there: one model less in the module.
    let shapes = [schema(&ConversationChat::SHAPE, None), schema(&ConversationChat::SHAPE, Some(&TIMING_FIELDS))];
    let shapes = ["[", &shapes.join(","), "]"].concat();
    let numbers = OUTPUT.with(RefCell::as_ptr).cast_const().cast();
    attach(wasm_bindgen::memory(), &shapes, MOST_ITEMS, numbers, NUMBERS);
}

/// Lets `work` have the input buffer.
pub(super) fn with_input<T>(work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    let mut input = INPUT.take();
    let result = work(&mut input);
    if input.capacity() <= MOST_KEPT {
        INPUT.set(input);
    }
    result
}

/// Lets `work` have an outline.
pub(super) fn with_outline<T>(work: impl FnOnce(&mut Outline) -> T) -> T {
    let mut outline = OUTLINE.take();
    let result = work(&mut outline);
    if outline.is_small() {
        OUTLINE.set(outline);
    }
    result
}

/// Runs `read` over what `value` holds at the places of `shape`.
pub(super) fn with_tape<T>(value: &JsValue, shape: u32, read: impl FnOnce(&mut Reader<'_, Tape<'_>>) -> T) -> T {
    with_input(|input| {
        input.resize(input.capacity().max(1024), 0);
        let mut length = walk(value, shape, input.as_mut_ptr(), input.len());
        while length > input.len() {
            input.resize(length, 0);
            length = walk(value, shape, input.as_mut_ptr(), input.len());
        }
        let mut tape = Tape::new(input.get(..length).unwrap_or_default());
        with_outline(|outline| read(&mut Reader::new(&mut tape, outline)))
    })
}

/// Runs `read` over the text of `json` in UTF-8.
pub(super) fn with_text<T>(json: &JsValue, read: impl FnOnce(&[u8]) -> Result<T, JsValue>) -> Result<T, JsValue> {
    let length = text_length(json)?;
    with_input(|input| {
        // Mostly every unit is one byte; where not, three bytes hold any.
        let (mut units, mut bytes) = (0, 0);
        input.resize(length, 0);
        while units < length {
            input.resize(input.len().max(bytes + (length - units)), 0);
            let room = input.get_mut(bytes..).unwrap_or_default();
            let written = copy_text(json, units, room.as_mut_ptr(), room.len());
            units += units_read();
            bytes += written;
            if units < length {
                input.resize(bytes + 3 * (length - units), 0);
            }
        }
        read(input.get(..bytes).unwrap_or_default())
    })
}

pub(super) fn issues_value(issues: &[Issue]) -> JsValue {
    if issues.is_empty() {
        return JsValue::UNDEFINED;
    }
    to_value(issues)
}

pub(super) fn to_value<T: serde::Serialize + ?Sized>(value: &T) -> JsValue {
    // Only custom `Serialize` code can fail here, and none does.
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
}
