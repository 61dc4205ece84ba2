//! The JavaScript face of the crate, and with its `host` the only place that knows JavaScript: thin functions that delegate.
//!
//! How values cross. Text and objects come in through `pkg/host.js`: text by `TextEncoder.encodeInto`, objects as a tape
//! that a walker writes, made from the models' own tables. Numbers go out through one fixed array. What is rare (findings,
//! spans) goes out by serde. One crossing a call, where it counts.

mod host;

use js_sys::{RangeError, SyntaxError as JsSyntaxError};
use wasm_bindgen::prelude::*;

use crate::{
    Basis, Change, ConversationChat, Durations, Issue, RosterChange, Timeline, Timer,
    facts::Facts,
    outline::Seen as _,
    parse::{is_valid, read_chat},
    reader::{JsonText, Source},
};
use host::{
    CHAT, COMMUNICATION, NUMBERS, OUTPUT, append_change, copy_numbers, durations_of, issues_value, parse_json,
    parsed_chat, report, to_value, with_outline, with_tape, with_text,
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

/// The live communications of a desk: fed with whatever the platform sends, it knows how long everything took.
///
/// Notifications carry no segments, so it remembers holds from one to the next; a payload with segments replaces what was guessed. Duplicates
/// and late payloads do no harm. A communication that has ended stays until it is removed.
///
/// Call `free()` when done with it (or declare it with `using`); if that is forgotten, the garbage collector does it some day.
///
/// @example
/// const roster = new Roster();
/// socket.onmessage = ({ data }) => roster.receive(data, clock.now(performance.now()));
#[wasm_bindgen(js_name = Roster)]
#[derive(Default)]
pub struct JsRoster {
    roster: crate::Roster,
    columns: Vec<f64>,
    /// The `Float64Array` of the last tick.
    answer: JsValue,
}

#[wasm_bindgen(js_class = Roster)]
impl JsRoster {
    /// An empty roster.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a payload of the platform that came at `at` (epoch milliseconds in the cloud clock): a notification in the nested or the flat layout, a
    /// conversation, a list of them, or a single chat. Tells of every communication in it what changed and what is wrong. Payloads
    /// without communications (heartbeats and the like), duplicates and late ones change nothing and give `[]`. Bytes are faster than a
    /// string, which must become bytes first: give them where you have them.
    ///
    /// Throws a `SyntaxError` with line and column if the text is not JSON, a `TypeError` if it is neither string nor bytes, a
    /// `RangeError` if `at` is not finite. Then nothing has changed.
    ///
    /// @example
    /// const list = await fetch(`${api}/api/v2/conversations/chats`, { headers });
    /// roster.receive(new Uint8Array(await list.arrayBuffer()), now);
    #[wasm_bindgen(unchecked_return_type = "RosterChange[]")]
    pub fn receive(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] json: &JsValue,
        at: f64,
    ) -> Result<JsValue, JsValue> {
        if !at.is_finite() {
            return Err(RangeError::new("expected `at` to be a finite number of epoch milliseconds").into());
        }
        let changes = with_text(json, |json| {
            let received = with_outline(|outline| self.roster.receive_with(outline, json, at));
            received.map_err(|error| JsSyntaxError::new(&error.to_string()).into())
        })?;
        let list = js_sys::Array::new();
        for RosterChange { communication_id, change, issues } in &changes {
            append_change(&list, communication_id, *change == Change::Added, issues_value(issues));
        }
        Ok(list.into())
    }

    /// All communications at `now` (epoch milliseconds in the cloud clock). Removing one moves the last into its place; otherwise the order stays.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    #[wasm_bindgen(unchecked_return_type = "RosterRow[]")]
    pub fn rows(&self, now: f64) -> Result<JsValue, JsValue> {
        Ok(to_value(&self.roster.rows(finite(now)?)))
    }

    /// The timers of all rows at `now` (epoch milliseconds in the cloud clock), in the order of `rows`: `TickColumn.width` numbers a row, which
    /// `TickColumn` names. One call a frame is enough for all. The array is the same from call to call while the number of rows
    /// stays, and is written anew by each.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    ///
    /// @example
    /// const columns = roster.tick(now);
    /// const talk = columns[index * TickColumn.width + TickColumn.talk];
    #[wasm_bindgen(unchecked_return_type = "Float64Array")]
    pub fn tick(&mut self, now: f64) -> Result<JsValue, JsValue> {
        self.roster.tick(finite(now)?, &mut self.columns);
        self.answer = copy_numbers(&self.answer, self.columns.as_ptr(), self.columns.len());
        Ok(self.answer.clone())
    }

    /// When the next displayed second changes after `now`, both in epoch milliseconds in the cloud clock: until then a page may sleep. `undefined` if
    /// nothing runs.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    #[wasm_bindgen(js_name = nextChange)]
    pub fn next_change(&self, now: f64) -> Result<Option<f64>, JsValue> {
        Ok(self.roster.next_change(finite(now)?))
    }

    /// Forgets a communication; `false` if it was not there.
    pub fn remove(
        &mut self,
        #[wasm_bindgen(js_name = communicationId, unchecked_param_type = "string")] communication_id: &JsValue,
    ) -> bool {
        communication_id.as_string().is_some_and(|id| self.roster.remove(&id))
    }

    /// How many communications there are.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.roster.len()
    }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("wasm.d.ts");
