//! The JavaScript face of the crate, and with its parts the only place that knows JavaScript: thin functions that delegate.
//!
//! How values cross. Text and objects come in through `pkg/host.js`: text by `TextEncoder.encodeInto`, objects as a tape
//! that a walker writes, made from the models' own tables. Numbers go out through one fixed array. What is rare (findings,
//! spans) goes out by serde. One crossing a call, where it counts.

mod host;
mod roster;

use js_sys::{RangeError, SyntaxError as JsSyntaxError};
use wasm_bindgen::prelude::*;

use crate::{
    Basis, ConversationChat, Durations, Issue, Timeline, Timer,
    facts::Facts,
    outline::Seen as _,
    parse::{is_valid, read_chat},
    reader::{JsonText, Source},
};
use host::{
    CHAT, COMMUNICATION, NUMBERS, OUTPUT, durations_of, issues_value, parse_json, parsed_chat, report, to_value,
    with_tape, with_text,
};

fn finite(now: f64) -> Result<f64, JsValue> {
    if now.is_finite() {
        return Ok(now);
    }
    Err(RangeError::new("expected `now` to be a finite number of epoch milliseconds").into())
}

/// Checks a chat as an object: everything that is wrong with it, in one pass. Never throws, whatever it is given, and leaves the
/// value as it is. Finding nothing takes a few microseconds.
///
/// @example
/// const { valid, issues } = validateChat(conversation.participants[0].chats[0]);
/// for (const { path, message } of issues) console.warn(path.join("."), message);
#[wasm_bindgen(js_name = validateChat, unchecked_return_type = "ChatReport")]
pub fn validate_chat(#[wasm_bindgen(unchecked_param_type = "unknown")] value: &JsValue) -> JsValue {
    let (issues, _) = check(value);
    report(is_valid(&issues), issues_value(&issues))
}

/// What is wrong with a value, and whether some of it counts as absent.
fn check(value: &JsValue) -> (Vec<Issue>, bool) {
    with_tape(value, CHAT, |reader| {
        // A tape has no syntax to be wrong.
        let issues = read_chat(reader).map(|(_, issues)| issues).unwrap_or_default();
        (issues, reader.left_out)
    })
}

/// Reads a chat from JSON text, as a string or as UTF-8 bytes, and checks it. What is of the wrong kind is reported and absent from
/// `chat`, as is what is `null`; fields that the model does not know are kept.
///
/// Throws a `SyntaxError` with line and column if the text is not JSON, a `TypeError` if it is neither string nor bytes.
///
/// @example
/// const { chat, valid, issues } = parseChat(await response.text());
#[wasm_bindgen(js_name = parseChat, unchecked_return_type = "ParsedChat")]
pub fn parse_chat(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] json: &JsValue,
) -> Result<JsValue, JsValue> {
    // `JSON.parse` makes the chat in any case, and what it made is read faster than the text.
    let value = parse_json(json);
    if value.is_undefined() {
        return Err(why_no_json(json));
    }
    let (issues, left_out) = check(&value);
    Ok(parsed_chat(value, left_out, is_valid(&issues), issues_value(&issues)))
}

/// The error of what `JSON.parse` refuses.
#[cold]
fn why_no_json(json: &JsValue) -> JsValue {
    let read = with_text(json, |json| {
        JsonText::read_all(json, Source::skip).map_err(|error| JsSyntaxError::new(&error.to_string()).into())
    });
    read.err().unwrap_or_else(|| JsSyntaxError::new("expected JSON that `JSON.parse` can read").into())
}

fn timeline_of(communication: &JsValue) -> Option<Timeline> {
    with_tape(communication, COMMUNICATION, |reader| {
        let cell = reader.value(&ConversationChat::SHAPE).ok()?.into();
        Some(Timeline::new(&Facts::from(ConversationChat::seen(reader.outline, cell)?)))
    })
}

/// How long everything took until `now` (epoch milliseconds in the cloud clock), as the platform's own metrics count: of a chat, message,
/// call, callback or email. What is missing or malformed counts as zero.
///
/// Throws a `RangeError` if `now` is not finite.
///
/// @example
/// const { talk, hold, currentHold } = durations(chat, cloud.now(performance.now()));
#[wasm_bindgen(unchecked_return_type = "Durations")]
pub fn durations(
    #[wasm_bindgen(unchecked_param_type = "Communication")] communication: &JsValue,
    now: f64,
) -> Result<JsValue, JsValue> {
    let now = finite(now)?;
    let timeline = timeline_of(communication).unwrap_or_else(Timeline::empty);
    OUTPUT.with_borrow_mut(|output| put(&timeline.durations(now), output));
    Ok(durations_of())
}

fn put(durations: &Durations, output: &mut [f64; NUMBERS]) {
    let absent = Timer { ms: f64::NAN, ..Timer::default() };
    let Durations { alert, contacting, dialing, talk, hold, after_call_work, handle, current_hold, basis } = *durations;
    let timers = [alert, contacting, dialing, talk, hold, after_call_work, handle, current_hold.unwrap_or(absent)];
    let (cells, rest) = output.as_chunks_mut::<4>();
    for (cell, timer) in cells.iter_mut().zip(timers) {
        let running = f64::from(u8::from(timer.running));
        *cell = [timer.ms, running, f64::from(timer.count), timer.remaining_ms.unwrap_or(f64::NAN)];
    }
    if let [last] = rest {
        *last = f64::from(u8::from(basis == Basis::Segments));
    }
}

/// How long the current hold lasts at `now` (epoch milliseconds in the cloud clock), in milliseconds; `undefined` while not on hold, or when
/// nothing tells since when.
///
/// Throws a `RangeError` if `now` is not finite.
///
/// @example
/// clock.textContent = formatClock(holdDuration(chat, Date.now()) ?? 0);
#[wasm_bindgen(js_name = holdDuration)]
pub fn hold_duration(
    #[wasm_bindgen(unchecked_param_type = "Communication")] communication: &JsValue,
    now: f64,
) -> Result<Option<f64>, JsValue> {
    let now = finite(now)?;
    Ok(timeline_of(communication).and_then(|timeline| timeline.durations(now).current_hold).map(|hold| hold.ms))
}

/// What happened when, until `now` (epoch milliseconds in the cloud clock): by start, then by kind. The durations are the sums of these spans.
///
/// Throws a `RangeError` if `now` is not finite.
///
/// @example
/// for (const { kind, startMs, endMs } of timeline(chat, Date.now())) draw(kind, startMs, endMs);
#[wasm_bindgen(unchecked_return_type = "Span[]")]
pub fn timeline(
    #[wasm_bindgen(unchecked_param_type = "Communication")] communication: &JsValue,
    now: f64,
) -> Result<JsValue, JsValue> {
    let now = finite(now)?;
    Ok(to_value(&timeline_of(communication).map(|timeline| timeline.spans(now)).unwrap_or_default()))
}

/// A duration in milliseconds for eyes: `"0:00"`, `"2:05"`, `"1:02:05"`. Cut to whole seconds; what is negative or not a number shows as
/// `"0:00"`.
///
/// @example
/// formatClock(125_999); // "2:05"
#[wasm_bindgen(js_name = formatClock)]
pub fn format_clock(ms: f64) -> String {
    crate::format_clock(ms)
}

/// A duration in milliseconds as ISO 8601 writes it, for `<time datetime>`: `"PT0S"`, `"PT2M5S"`. Cut to whole seconds.
///
/// @example
/// time.dateTime = formatIsoDuration(125_999); // "PT2M5S"
#[wasm_bindgen(js_name = formatIsoDuration)]
pub fn format_iso_duration(ms: f64) -> String {
    crate::format_iso_duration(ms)
}

/// Tells the time of the cloud from a local clock, as NTP does.
///
/// Feed it now and then with the answer of `GET /api/v2/date` and the local moments of asking and answering. Of the samples of the last ten
/// minutes it trusts the one with the shortest round trip. Take `performance.now()` as the local clock, not `Date.now()`: then a PC clock
/// that somebody sets does not matter.
///
/// @example
/// const clock = new CloudClock();
/// const sentAt = performance.now();
/// const answer = await (await fetch(`${api}/api/v2/date`)).text();
/// clock.observe(sentAt, answer, performance.now());
/// const now = clock.now(performance.now());
#[wasm_bindgen(js_name = CloudClock)]
#[derive(Default)]
pub struct JsCloudClock(crate::CloudClock);

#[wasm_bindgen(js_class = CloudClock)]
impl JsCloudClock {
    /// A clock that has seen no sample: the local clock as it is.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a sample. `sentAt`, `receivedAt`: milliseconds of the local clock when the question went and when the answer was there.
    /// `serverTime`: epoch milliseconds, a timestamp, or the answer of `GET /api/v2/date` as it is.
    ///
    /// Throws a `RangeError`, and ignores the sample, if a time is not finite, the answer is before the question, or there is no timestamp.
    pub fn observe(
        &mut self,
        #[wasm_bindgen(js_name = sentAt)] sent_at: f64,
        #[wasm_bindgen(js_name = serverTime, unchecked_param_type = "number | string | { currentDate?: string }")]
        server_time: &JsValue,
        #[wasm_bindgen(js_name = receivedAt)] received_at: f64,
    ) -> Result<(), JsValue> {
        let answer = || {
            let date = js_sys::Reflect::get(server_time, &"currentDate".into()).ok();
            server_time.as_string().or_else(|| date?.as_string())
        };
        let observed = match server_time.as_f64() {
            Some(time) => self.0.observe(sent_at, time, received_at),
            None => self.0.observe_answer(sent_at, &answer().unwrap_or_default(), received_at),
        };
        observed.map_err(|error| RangeError::new(error.message()).into())
    }

    /// The time of the cloud in epoch milliseconds at the local moment `local`; `local` itself until there is a sample.
    pub fn now(&self, local: f64) -> f64 {
        self.0.now(local)
    }

    /// What to add to the local clock, in milliseconds; `undefined` until there is a sample.
    #[wasm_bindgen(getter)]
    pub fn offset(&self) -> Option<f64> {
        self.0.offset()
    }

    /// How far off the offset may be, in milliseconds: half the round trip of the best sample. `undefined` until there is one.
    #[wasm_bindgen(getter)]
    pub fn uncertainty(&self) -> Option<f64> {
        self.0.uncertainty()
    }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("wasm.d.ts");
