//! Analytics records: what `pkg/history.js` makes sessions and comparisons of.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::{
    host::{PLATFORM, set_output, to_value, with_document, with_input},
    stopwatch_numbers,
};
use crate::{
    history::{Place, SessionView, comparisons, each_session, read_record},
    issue::Issue,
    model::Moment,
    read::{Document, encoded::Encoded},
    time::{Basis, Timeline},
    wire::media,
};

/// The sessions of the record that was read last: their numbers one behind the other, and what is
/// wrong with each.
#[derive(Default)]
struct Sessions {
    numbers: Vec<f64>,
    issues: Vec<Vec<Issue>>,
}

thread_local! {
    static SESSIONS: RefCell<Sessions> = RefCell::default();
}

/// Gives every session of the record encoded in the first `length` bytes of the input to `take`.
/// The error says why it is no record.
fn with_sessions(
    length: usize,
    take: &mut dyn FnMut(Place, SessionView<'_>, Vec<Issue>),
) -> Option<String> {
    with_input(length, |bytes| {
        with_document(|document: &mut Document| {
            let record = read_record(&mut Encoded::new(bytes), document, PLATFORM);
            debug_assert!(record.is_ok(), "an encoded value has no syntax to be wrong");
            match record.ok()? {
                Ok(record) => {
                    each_session(&record, document, take);
                    None
                }
                Err(why) => Some(why),
            }
        })
    })
}

/// Reads the record encoded in the first `length` bytes of the input. Gives why it is none, or
/// nothing: then the numbers have its sessions.
///
/// Of each session: the index of its conversation, of its participant and its own; the number of its
/// medium; the indexes of the segments that have its queue and its wrap-up code; when it started,
/// when it ended, when its conversation ended; how many issues it has; and the numbers of its
/// stopwatches. Indexes and the medium are -1, moments NaN, if they are absent.
#[wasm_bindgen(js_name = readRecord, skip_typescript)]
pub fn read_record_of(length: usize) -> Option<String> {
    let mut sessions = Sessions::default();
    let index = |index: Option<u32>| index.map_or(-1.0, f64::from);
    let refused = with_sessions(length, &mut |place, session, issues| {
        let timeline = session.timeline();
        let queue = session.latest_with(|segment| segment.queue_id());
        let wrapup = session.latest_with(|segment| segment.wrap_up_code());
        let moment = |moment: Option<f64>| moment.unwrap_or(f64::NAN);
        let count = u32::try_from(issues.len()).unwrap_or(u32::MAX);
        sessions.numbers.extend([
            index(place.0),
            f64::from(place.1),
            f64::from(place.2),
            index(session.medium().and_then(media::number)),
            index(queue.map(|(index, _)| index)),
            index(wrapup.map(|(index, _)| index)),
            moment(session.started_at()),
            moment(timeline.report().disconnected),
            moment(session.conversation_ended_at()),
            f64::from(count),
        ]);
        sessions
            .numbers
            .extend(stopwatch_numbers(&timeline.stopwatches()));
        sessions.issues.push(issues);
    });
    SESSIONS.set(sessions);
    refused
}

#[wasm_bindgen(js_name = sessionNumbers, skip_typescript)]
pub fn session_numbers() -> *const f64 {
    SESSIONS.with_borrow(|sessions| sessions.numbers.as_ptr())
}

#[wasm_bindgen(js_name = sessionNumbersLength, skip_typescript)]
pub fn session_numbers_length() -> usize {
    SESSIONS.with_borrow(|sessions| sessions.numbers.len())
}

/// What is wrong with a session of the record that was read last.
#[wasm_bindgen(js_name = sessionIssues, skip_typescript)]
pub fn session_issues(index: usize) -> JsValue {
    SESSIONS
        .with_borrow(|sessions| to_value(sessions.issues.get(index).map_or(&[][..], Vec::as_slice)))
}

/// The first session of a record compared with the platform's metrics; `undefined` if there is none.
#[wasm_bindgen(js_name = comparisonsOf, skip_typescript)]
pub fn comparisons_of(length: usize) -> JsValue {
    let mut compared = None;
    with_sessions(length, &mut |_, session, _| {
        compared.get_or_insert_with(|| comparisons(session));
    });
    compared.map_or(JsValue::UNDEFINED, |compared| to_value(&compared))
}

fn timeline_of(length: usize) -> Option<Timeline> {
    let mut timeline = None;
    with_sessions(length, &mut |_, session, _| {
        timeline.get_or_insert_with(|| session.timeline());
    });
    timeline
}

/// Puts out the stopwatches of the first session of a record; what begins after `now`, which may be
/// infinite, is left out. Gives the number of its basis.
#[wasm_bindgen(js_name = sessionStopwatches, skip_typescript)]
pub fn session_stopwatches(length: usize, now: f64) -> u8 {
    let Some(timeline) = timeline_of(length) else {
        return Basis::None as u8;
    };
    let derivation = timeline.derive(now);
    set_output(stopwatch_numbers(&derivation.stopwatches()));
    if derivation.is_timed {
        derivation.basis as u8
    } else {
        Basis::None as u8
    }
}

/// The intervals of the first session of a record at `now`.
#[wasm_bindgen(js_name = sessionIntervals, skip_typescript)]
pub fn session_intervals(length: usize, now: f64) -> JsValue {
    let timeline = timeline_of(length).zip(Moment::new(now));
    timeline.map_or(JsValue::UNDEFINED, |(timeline, now)| {
        to_value(&timeline.intervals(now))
    })
}
