//! The boundary to JavaScript (`pkg/host.js`): a buffer for input, an array for output, and
//! functions that every JavaScript engine has built in.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use crate::read::{Document, Platform, json::SyntaxError};

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// Gives the memory to JavaScript, and the address of the output array.
    fn attach(memory: JsValue, output: *const f64, count: usize);
    /// Writes the message of a panic to the console.
    fn panicked(message: &str);
    /// The number that `text` spells.
    #[wasm_bindgen(js_name = parseNumber)]
    fn parse_number(text: &str) -> f64;
    /// Whether `text` is an absolute URL of the scheme `http` or `https`.
    #[wasm_bindgen(js_name = isHttpUrl)]
    fn is_http_url(text: &str) -> bool;
}

/// The allocator of the module: TLSF, small and of constant time.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The functions of JavaScript engines in place of Rust code, which would have to be downloaded.
pub(super) const PLATFORM: Platform = Platform {
    parse_number,
    is_http_url,
};

/// The length of the output array: of 12 stopwatches 5 each, and 12 more of a row.
pub(super) const OUTPUT_LENGTH: usize = 72;

thread_local! {
    static INPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static DOCUMENT: Cell<Document> = const { Cell::new(Document::new()) };
    static OUTPUT: RefCell<[f64; OUTPUT_LENGTH]> = const { RefCell::new([0.0; OUTPUT_LENGTH]) };
}

/// The memory of an input that is larger than this, in bytes, is released after use.
const MOST_KEPT: usize = 1 << 20;

#[wasm_bindgen(start, skip_typescript)]
pub(super) fn start() {
    // The lints deny what panics. If a panic happens all the same, it must be visible.
    std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
    let output = OUTPUT.with(RefCell::as_ptr).cast_const().cast();
    attach(wasm_bindgen::memory(), output, OUTPUT_LENGTH);
}

/// Makes room for `length` bytes of input, and returns the address.
#[wasm_bindgen(js_name = inputRoom, skip_typescript)]
pub fn input_room(capacity: usize) -> *mut u8 {
    let mut input = INPUT.take();
    if input.len() < capacity {
        input = vec![0; capacity];
    }
    let address = input.as_mut_ptr();
    INPUT.set(input);
    address
}

/// Lets `read` have the first `length` bytes of the input.
pub(super) fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    let input = INPUT.take();
    let bytes = input.get(..length);
    debug_assert!(bytes.is_some(), "room was made for all that was written");
    let result = read(bytes.unwrap_or_default());
    if input.len() <= MOST_KEPT {
        INPUT.set(input);
    }
    result
}

/// Lets `work` have a document.
pub(super) fn with_document<T>(work: impl FnOnce(&mut Document) -> T) -> T {
    let mut document = DOCUMENT.take();
    let result = work(&mut document);
    if document.is_small() {
        DOCUMENT.set(document);
    }
    result
}

/// Writes numbers to the output array, from its beginning.
pub(super) fn set_output(numbers: impl IntoIterator<Item = f64>) {
    OUTPUT.with_borrow_mut(|output| {
        for (place, number) in output.iter_mut().zip(numbers) {
            *place = number;
        }
    });
}

/// The message of an error; line, column and offset are written to the output array.
#[expect(
    clippy::cast_precision_loss,
    reason = "exact: texts are shorter than 2^53"
)]
pub(super) fn syntax_error(error: &SyntaxError) -> String {
    set_output([error.line(), error.column(), error.offset()].map(|number| number as f64));
    error.to_string()
}

pub(super) fn to_value<T: serde::Serialize + ?Sized>(value: &T) -> JsValue {
    let value = serde_wasm_bindgen::to_value(value);
    debug_assert!(
        value.is_ok(),
        "only custom `Serialize` code can fail, and none does"
    );
    value.unwrap_or(JsValue::UNDEFINED)
}
