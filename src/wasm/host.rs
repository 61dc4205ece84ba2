//! What the module asks of JavaScript (`pkg/host.js`): to bring text and objects into its memory, and to make objects of its answers.

use std::cell::{Cell, RefCell};

use js_sys::TypeError;
use wasm_bindgen::prelude::*;

use crate::{
    Issue,
    outline::Outline,
    reader::{Json, MOST_ITEMS, Reader, Tape},
};

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// Hands over the memory, the most items of a list, and where numbers go out.
    fn attach(memory: JsValue, most_items: u32, numbers: *const f64, count: usize);
    /// Tells the console of a panic.
    fn panicked(message: &str);
    /// Writes the tape of what a walker finds in `value` to `address`; gives its length, which may be more than `capacity`: then nothing
    /// was written.
    fn walk(value: &JsValue, walker: u32, address: *mut u8, capacity: usize) -> usize;
    /// Writes `json` to `address` as UTF-8 and gives its length; if that is more than `capacity`, the room that it may need. Of bytes,
    /// which may not be UTF-8, it gives -1 - length; NaN of what is neither string nor bytes.
    #[wasm_bindgen(js_name = bringText)]
    fn bring_text(json: &JsValue, address: *mut u8, capacity: usize) -> f64;
    /// The value of JSON text; `undefined` if it is none.
    #[wasm_bindgen(js_name = parseJson)]
    pub(super) fn parse_json(json: &JsValue) -> JsValue;
    /// The number that `text` spells.
    #[wasm_bindgen(js_name = parseNumber)]
    fn parse_number(text: &str) -> f64;
    /// A `ChatReport`.
    pub(super) fn report(valid: bool, issues: JsValue) -> JsValue;
    /// A `ParsedChat` of the value that was walked last. `left_out`: some of it counts as absent.
    #[wasm_bindgen(js_name = parsedChat)]
    pub(super) fn parsed_chat(value: JsValue, left_out: bool, valid: bool, issues: JsValue) -> JsValue;
    /// A `Float64Array` with the numbers at `address`: `target` if that is one of this length.
    #[wasm_bindgen(js_name = copyNumbers)]
    pub(super) fn copy_numbers(target: &JsValue, address: *const f64, count: usize) -> JsValue;
    /// Adds a `RosterChange` to `list`.
    #[wasm_bindgen(js_name = appendChange)]
    pub(super) fn append_change(list: &JsValue, communication_id: &str, added: bool, issues: JsValue);
    /// `Durations` of the numbers that went out.
    #[wasm_bindgen(js_name = durationsOf)]
    pub(super) fn durations_of() -> JsValue;
}

/// A small allocator in constant time (TLSF).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The walkers of `pkg/walk.js`, by place. A communication is read as a chat of which only the timing fields are there.
pub(super) const CHAT: u32 = 0;
pub(super) const COMMUNICATION: u32 = 1;

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
    let numbers = OUTPUT.with(RefCell::as_ptr).cast_const().cast();
    attach(wasm_bindgen::memory(), MOST_ITEMS, numbers, NUMBERS);
}

/// Lets `read` have what `bring` brings: to an address, up to a capacity. It gives the length, and is asked again with room for
/// it if that is more.
fn with_input<T>(
    mut bring: impl FnMut(*mut u8, usize) -> Result<usize, JsValue>,
    read: impl FnOnce(&[u8]) -> T,
) -> Result<T, JsValue> {
    let mut input = INPUT.take();
    input.resize(input.len().max(1024), 0);
    let mut length = bring(input.as_mut_ptr(), input.len())?;
    while length > input.len() {
        input = vec![0; length];
        length = bring(input.as_mut_ptr(), input.len())?;
    }
    let result = read(input.get(..length).unwrap_or_default());
    if input.len() <= MOST_KEPT {
        INPUT.set(input);
    }
    Ok(result)
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

/// Runs `read` over what the walker finds in `value`; never fails.
pub(super) fn with_tape<T: Default>(
    value: &JsValue,
    walker: u32,
    read: impl FnOnce(&mut Reader<'_, Tape<'_>>) -> T,
) -> T {
    let bring = |address, capacity| Ok(walk(value, walker, address, capacity));
    let read = |bytes: &[u8]| with_outline(|outline| read(&mut Reader::new(&mut Tape::new(bytes), outline)));
    with_input(bring, read).unwrap_or_default()
}

/// Runs `read` over the text of `json`.
pub(super) fn with_text<T>(json: &JsValue, read: impl FnOnce(Json<'_>) -> Result<T, JsValue>) -> Result<T, JsValue> {
    let is_utf8 = Cell::new(true);
    let bring = |address, capacity| {
        let length = bring_text(json, address, capacity);
        // A string was made UTF-8 on its way.
        is_utf8.set(length >= 0.0);
        match length {
            0.0.. => Ok(length as usize),
            ..0.0 => Ok((-1.0 - length) as usize),
            _ => Err(TypeError::new("expected JSON as a string or as a `Uint8Array`").into()),
        }
    };
    with_input(bring, |bytes| read(Json { bytes, is_utf8: is_utf8.get(), number: parse_number }))?
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
