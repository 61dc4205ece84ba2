//! What several tests need: moments, payloads, and rows at a moment.

use std::fs;

use conversation_chat::{
    Basis, Moment, Roster, RosterChange, RosterRow, Stopwatch, SyntaxError, Timer, Timestamp,
};
use serde_json::{Value, json};

pub(crate) fn payload(name: &str) -> String {
    fs::read_to_string(format!("tests/fixtures/payloads/{name}.json")).unwrap()
}

/// Epoch milliseconds of a timestamp.
pub(crate) fn at(text: &str) -> f64 {
    Timestamp::new(text).epoch_ms().unwrap() as f64
}

pub(crate) fn moment(ms: f64) -> Moment {
    Moment::new(ms).unwrap()
}

/// A moment of the first day of 1970, by its milliseconds.
pub(crate) fn time(ms: u32) -> String {
    format!(
        "1970-01-01T{:02}:{:02}:{:02}.{:03}Z",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        ms % 1000
    )
}

/// A notification about one chat of an agent; `mark` makes it one of its kind.
pub(crate) fn event(mark: u32, chat: &Value) -> String {
    json!({
        "topicName": "v2.users.u.conversations",
        "eventBody": {"id": "c", "participants": [{"id": "p", "purpose": "agent", "userId": "u", "chats": [chat], "wrapupTimeoutMs": 20_000, "alertingTimeoutMs": 8_000}]},
        "metadata": {"CorrelationId": mark.to_string()},
    })
    .to_string()
}

/// A notification in the flat layout, of one medium.
pub(crate) fn flat_event(media: &str, participants: &Value) -> String {
    json!({
        "topicName": format!("v2.users.u.conversations.{media}"),
        "eventBody": {"id": "c", "participants": participants},
    })
    .to_string()
}

pub(crate) trait Receive {
    fn take(&mut self, json: impl AsRef<[u8]>, at: f64) -> Result<Vec<RosterChange>, SyntaxError>;
    fn take_answer(&mut self, json: &Value, asked_at: f64, at: f64) -> Vec<RosterChange>;
}

impl Receive for Roster {
    fn take(&mut self, json: impl AsRef<[u8]>, at: f64) -> Result<Vec<RosterChange>, SyntaxError> {
        self.receive(json, moment(at), None)
    }

    fn take_answer(&mut self, json: &Value, asked_at: f64, at: f64) -> Vec<RosterChange> {
        self.receive(json.to_string(), moment(at), Some(moment(asked_at)))
            .unwrap()
    }
}

/// A row as it is shown at a moment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) communication_id: String,
    pub(crate) conversation_id: Option<String>,
    pub(crate) participant_id: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) purpose: Option<String>,
    pub(crate) media_type: String,
    pub(crate) state: Option<String>,
    pub(crate) held: bool,
    pub(crate) parked: bool,
    pub(crate) durations: Timers,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timers {
    pub(crate) alert: Timer,
    pub(crate) contacting: Timer,
    pub(crate) dialing: Timer,
    pub(crate) talk: Timer,
    pub(crate) hold: Timer,
    pub(crate) park: Timer,
    pub(crate) after_call_work: Timer,
    pub(crate) handle: Timer,
    pub(crate) current_hold: Option<Timer>,
    pub(crate) basis: Basis,
}

pub(crate) fn shown(row: &RosterRow, now: f64) -> Shown {
    let now = moment(now);
    let timer = |watch: Stopwatch| Timer {
        ms: watch.elapsed(now),
        running: watch.since.is_some(),
        count: watch.count,
        remaining_ms: watch.remaining(now),
        bound: None,
    };
    let watches = row.timers();
    Shown {
        communication_id: row.communication_id().to_owned(),
        conversation_id: row.conversation_id().map(str::to_owned),
        participant_id: row.participant_id().map(str::to_owned),
        user_id: row.user_id().map(str::to_owned),
        purpose: row.purpose().map(str::to_owned),
        media_type: row.media_type().to_owned(),
        state: row.state().map(str::to_owned),
        held: row.held(),
        parked: row.parked(),
        durations: Timers {
            alert: timer(watches.alert),
            contacting: timer(watches.contacting),
            dialing: timer(watches.dialing),
            talk: timer(watches.talk),
            hold: timer(watches.hold),
            park: timer(watches.park),
            after_call_work: timer(watches.after_call_work),
            handle: timer(watches.handle),
            current_hold: watches.current_hold.map(timer),
            basis: row.basis(),
        },
    }
}

pub(crate) fn rows(roster: &Roster, now: f64) -> Vec<Shown> {
    roster.rows().map(|row| shown(row, now)).collect()
}

#[track_caller]
pub(crate) fn only(roster: &Roster, now: f64) -> Shown {
    let rows: Vec<_> = roster.rows().collect();
    assert_eq!(rows.len(), 1, "{rows:?}");
    shown(rows[0], now)
}

pub(crate) fn ids(changes: &[RosterChange]) -> Vec<(&str, &str)> {
    changes
        .iter()
        .map(|change| (change.communication_id.as_str(), change.kind.as_str()))
        .collect()
}
