//! The only files that know JavaScript: thin functions that delegate. What users call is `pkg/`,
//! whose JavaScript checks arguments, encodes objects, and gives bytes and numbers to these
//! functions, so that no code of a caller runs while the module works.
//!
//! Text and encoded values come in as bytes in one buffer. Numbers are returned in one array, the
//! *output*. Issues and intervals, which are rare, are returned by serde-wasm-bindgen.

#[cfg(feature = "js-all")]
mod history;
mod host;
#[cfg(feature = "js-all")]
mod roster;

use wasm_bindgen::prelude::*;

use crate::{
    check::{has_no_error, read_chat},
    model::Moment,
    read::{
        Field as _, Reader, Source as _,
        encoded::Encoded,
        json::{Json, JsonText},
        parse_epoch_ms,
    },
    time::{Basis, CloudClock, Stopwatch, Stopwatches, Timeline, TimerName, derivation::Handles},
    wire::{
        communication::{AnyCommunication, Single},
        report::Report,
    },
};
use host::{PLATFORM, set_output, to_value, with_document, with_input};

/// Checks the chat that is encoded in the first `length` bytes of the input. Returns its issues, or
/// `undefined` if there are none. Output: whether it has no error, and whether a value that is
/// present counts as absent.
#[wasm_bindgen(js_name = validate, skip_typescript)]
pub fn validate(length: usize) -> JsValue {
    let (issues, has_dropped_values) = with_input(length, |bytes| {
        with_document(|document| {
            let mut encoded = Encoded::new(bytes);
            let mut reader = Reader::new(&mut encoded, document, PLATFORM);
            let issues = read_chat(&mut reader).map(|(_, issues)| issues);
            debug_assert!(issues.is_ok(), "an encoded value has no syntax to be wrong");
            (issues.unwrap_or_default(), reader.has_dropped_values)
        })
    });
    set_output([has_no_error(&issues), has_dropped_values].map(|flag| f64::from(u8::from(flag))));
    if issues.is_empty() {
        JsValue::UNDEFINED
    } else {
        to_value(&issues)
    }
}

/// The reason why the text of the first `length` bytes of the input is not JSON; empty if it is
/// JSON. Output: line, column and offset.
#[wasm_bindgen(js_name = whyNoJson, skip_typescript)]
pub fn why_no_json(length: usize) -> String {
    let read = with_input(length, |bytes| {
        JsonText::read_all(
            Json {
                bytes,
                is_utf8: false,
                platform: PLATFORM,
            },
            |source| source.skip(),
        )
    });
    match read {
        Ok(()) => String::new(),
        Err(error) => host::syntax_error(&error),
    }
}

/// Bits of what [`stopwatches_of`] gives: the communication says its state; it has a known state,
/// or a field by which communications are timed.
const HAS_STATE: u8 = 4;
const CAN_BE_TIMED: u8 = 8;

/// The communication that is encoded in the first `length` bytes of the input, and these bits.
fn single_of(length: usize) -> (Timeline, u8) {
    let single = with_input(length, |bytes| {
        with_document(|document| {
            let mut encoded = Encoded::new(bytes);
            let mut reader = Reader::new(&mut encoded, document, PLATFORM);
            let value = reader.root(&AnyCommunication::SCHEMA).ok()?;
            AnyCommunication::view(document, value).map(Single::of)
        })
    });
    match single {
        Some(single) => {
            let has_state = HAS_STATE * u8::from(single.has_state);
            let can_be_timed = CAN_BE_TIMED * u8::from(single.can_be_timed);
            (Timeline::of(single), has_state | can_be_timed)
        }
        None => (Timeline::new(Report::default(), Handles::Yes), 0),
    }
}

/// Puts out the stopwatches of the communication that is encoded in the first `length` bytes of the
/// input; what begins after `now`, which may be infinite, is left out. Gives the number of its
/// basis, and bits of what it is.
#[wasm_bindgen(js_name = stopwatchesOf, skip_typescript)]
pub fn stopwatches_of(length: usize, now: f64) -> u8 {
    let (timeline, bits) = single_of(length);
    let derivation = timeline.derive(now);
    set_output(stopwatch_numbers(&derivation.stopwatches()));
    let basis = if derivation.is_timed {
        derivation.basis
    } else {
        Basis::None
    };
    basis as u8 | bits
}

/// The intervals of such a communication at `now`.
#[wasm_bindgen(js_name = intervalsOf, skip_typescript)]
pub fn intervals_of(length: usize, now: f64) -> JsValue {
    let (timeline, _) = single_of(length);
    Moment::new(now).map_or(JsValue::UNDEFINED, |now| to_value(&timeline.intervals(now)))
}

/// Five numbers for each stopwatch: `ms`, `since`, `count`, `until` and the number of its bound;
/// NaN for what is absent, and -1 as the count of a stopwatch that is absent.
fn stopwatch_numbers(stopwatches: &Stopwatches) -> impl IntoIterator<Item = f64> + use<> {
    let numbers = |stopwatch: Option<Stopwatch>| {
        let Some(stopwatch) = stopwatch else {
            return [f64::NAN, f64::NAN, -1.0, f64::NAN, 0.0];
        };
        let bound = stopwatch.bound.map_or(0, |bound| bound as u8 + 1);
        [
            stopwatch.ms,
            stopwatch.since.unwrap_or(f64::NAN),
            f64::from(stopwatch.count),
            stopwatch.until.unwrap_or(f64::NAN),
            f64::from(bound),
        ]
    };
    TimerName::ALL
        .map(|name| numbers(stopwatches.get(name)))
        .into_iter()
        .flatten()
}

/// The epoch milliseconds of the timestamp that is the first `length` bytes of the input; NaN if it
/// is none.
#[wasm_bindgen(js_name = parseTimestamp, skip_typescript)]
#[expect(
    clippy::cast_precision_loss,
    reason = "exact: milliseconds of the years 1 to 9999 are below 2^53"
)]
pub fn parse_timestamp(length: usize) -> f64 {
    with_input(length, parse_epoch_ms).map_or(f64::NAN, |ms| ms as f64)
}

/// The clock of the cloud, for `pkg/clock.js`.
#[wasm_bindgen(js_name = ClockCore, skip_typescript)]
#[derive(Default)]
pub struct ClockCore(CloudClock);

#[wasm_bindgen(js_class = ClockCore)]
impl ClockCore {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer. Returns the reason if it was refused.
    pub fn observe(&mut self, sent_at: f64, server_time: f64, received_at: f64) -> Option<String> {
        self.0
            .observe(sent_at, server_time, received_at)
            .err()
            .map(|error| error.to_string())
    }

    pub fn now(&mut self, local: f64) -> Option<f64> {
        self.0.now(local)
    }

    pub fn offset(&self) -> Option<f64> {
        self.0.offset()
    }

    pub fn uncertainty(&self) -> Option<f64> {
        self.0.uncertainty()
    }
}
