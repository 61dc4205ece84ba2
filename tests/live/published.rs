//! Payloads that were published, each with what is true of it.

use std::fs;

use conversation_chat::{Basis, ChangeKind, Moment, PathSegment, Roster, RosterChange, RosterRow};
use serde_json::Value;

/// A payload, received by a roster of its own.
struct Received {
    roster: Roster,
    changes: Vec<RosterChange>,
    payload: Value,
    at: f64,
}

fn at(text: &str) -> f64 {
    chrono::DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis() as f64
}

fn receive(name: &str, at: f64) -> Received {
    let text = fs::read_to_string(format!("tests/fixtures/published/{name}.json")).unwrap();
    let mut roster = Roster::new();
    let changes = roster
        .receive(&text, Moment::new(at).unwrap(), None)
        .unwrap();
    Received {
        roster,
        changes,
        payload: serde_json::from_str(&text).unwrap(),
        at,
    }
}

impl Received {
    /// The row of a participant, of whom there is only one.
    #[track_caller]
    fn row(&self, participant: &str) -> Shown<'_> {
        let mut rows = self
            .roster
            .rows()
            .filter(|row| row.participant_id() == Some(participant));
        let row = rows
            .next()
            .unwrap_or_else(|| panic!("no row of {participant}"));
        assert!(rows.next().is_none(), "two rows of {participant}");
        Shown { row, now: self.at }
    }

    /// One row for each participant, added, without findings, from where the payload has it.
    #[track_caller]
    fn has(&self, media: &str, conversation: &str, participants: &[&str]) -> &Self {
        let mut shown: Vec<_> = self
            .roster
            .rows()
            .map(|row| row.participant_id().unwrap())
            .collect();
        shown.sort_unstable();
        assert_eq!(shown, participants);
        assert_eq!(self.changes.len(), participants.len());
        for change in &self.changes {
            assert_eq!(
                (change.kind, change.former_id.as_ref(), change.issues.len()),
                (ChangeKind::Added, None, 0),
                "{change:?}"
            );
            let row = self.roster.get(&change.communication_id).unwrap();
            assert_eq!(
                (row.media_type(), row.conversation_id()),
                (media, Some(conversation))
            );
            let found = change
                .path
                .iter()
                .fold(&self.payload, |value, step| match step {
                    PathSegment::Field(name) => &value[name.as_ref()],
                    PathSegment::Index(index) => &value[*index as usize],
                });
            let id = found["id"].as_str().unwrap();
            let is_flat = !change.path.iter().any(
                |step| matches!(step, PathSegment::Field(name) if *name == format!("{media}s")),
            );
            assert_eq!(
                Some(id),
                if is_flat {
                    row.participant_id()
                } else {
                    Some(row.communication_id())
                },
                "{change:?}"
            );
        }
        self
    }
}

/// A row at a moment.
struct Shown<'r> {
    row: &'r RosterRow,
    now: f64,
}

impl Shown<'_> {
    #[track_caller]
    fn is(&self, purpose: &str, user: Option<&str>, state: &str) -> &Self {
        let row = self.row;
        assert_eq!(
            (row.purpose(), row.user_id(), row.state()),
            (Some(purpose), user, Some(state))
        );
        assert!(!row.held() && !row.parked());
        assert_eq!(
            row.is_ended(),
            ["disconnected", "terminated"].contains(&state)
        );
        self
    }

    /// Talk, after-call work and handle, in ms, and which of talk and after-call work runs.
    #[track_caller]
    fn works(&self, talk: f64, after_call_work: f64, running: &str) -> &Self {
        let (timers, now) = (self.row.timers(), Moment::new(self.now).unwrap());
        let shown =
            [&timers.talk, &timers.after_call_work, &timers.handle].map(|timer| timer.elapsed(now));
        assert_eq!(shown, [talk, after_call_work, talk + after_call_work]);
        let runs = (
            timers.talk.since.is_some(),
            timers.after_call_work.since.is_some(),
            timers.handle.since.is_some(),
        );
        assert_eq!(
            runs,
            (
                running == "talk",
                running == "after-call work",
                !running.is_empty()
            )
        );
        let others = [
            &timers.contacting,
            &timers.dialing,
            &timers.hold,
            &timers.park,
        ]
        .map(|timer| timer.elapsed(now));
        assert_eq!(others, [0.0; 4]);
        self
    }

    #[track_caller]
    fn alerted(&self, ms: f64) -> &Self {
        let alert = &self.row.timers().alert;
        assert_eq!(
            (alert.elapsed(Moment::new(self.now).unwrap()), alert.since),
            (ms, None)
        );
        self
    }
}

const AGENT: Option<&str> = Some("u-agent");

#[test]
fn payloads_without_communications_give_nothing() {
    for name in [
        "event-chat-members",
        "event-chat-message",
        "event-conversationsummary",
        "eventbridge-customer-start",
        "eventbridge-customer-end",
        "rest-channel",
        "rest-message-sent",
        "rest-post-answer-email",
        "rest-post-answer-message",
        "rest-user-me",
    ] {
        let received = receive(name, at("2022-03-08T15:50:30Z"));
        assert!(
            received.changes.is_empty() && received.roster.rows().next().is_none(),
            "{name}"
        );
    }
}

#[test]
fn a_flat_call_that_is_worked_on_and_then_is_done() {
    let mut received = receive("event-flat-calls-acw", at("2022-04-20T14:48:00Z"));
    received.has("call", "c-r7", &["p1", "p4"]);
    received
        .row("p1")
        .is("customer", None, "terminated")
        .works(0.0, 0.0, "");
    let agent = received.row("p4");
    agent
        .is("agent", AGENT, "terminated")
        .works(3312.0, 5328.0, "after-call work");
    assert_eq!(
        (agent.row.queue_id(), agent.row.direction()),
        (Some("q1"), Some("inbound"))
    );
    assert_eq!(agent.row.timers().after_call_work.until, None);

    let done = receive("event-flat-calls-done", at("2022-04-20T14:50:00Z"));
    done.has("call", "c-r7", &["p1", "p4"])
        .row("p4")
        .is("agent", AGENT, "terminated")
        .works(3312.0, 38_954.0, "");
    // One after the other it is the same.
    received.at = done.at;
    let text = done.payload.to_string();
    let changes = received
        .roster
        .receive(text, Moment::new(done.at).unwrap(), None)
        .unwrap();
    assert!(
        changes
            .iter()
            .all(|change| change.kind != ChangeKind::Added),
        "{changes:?}"
    );
    received.row("p4").works(3312.0, 38_954.0, "");
}

#[test]
fn flat_chats() {
    let received = receive("event-flat-chats", at("2022-03-08T15:50:31.611Z"));
    received.has("chat", "c-r4", &["p1", "p2", "p3", "p4", "p5"]);
    received
        .row("p1")
        .is("customer", None, "connected")
        .works(0.0, 0.0, "");
    received
        .row("p2")
        .is("acd", None, "disconnected")
        .works(0.0, 0.0, "");
    for unanswered in ["p3", "p4"] {
        received
            .row(unanswered)
            .is("agent", AGENT, "disconnected")
            .works(0.0, 0.0, "");
    }
    let agent = received.row("p5");
    agent
        .is("agent", AGENT, "disconnected")
        .works(85_337.0, 2000.0, "after-call work");
    assert_eq!(
        agent.row.timers().after_call_work.until,
        Some(at("2022-03-08T15:52:29.611Z"))
    );
    assert_eq!(agent.row.basis(), Basis::Timestamps);
}

#[test]
fn a_flat_chat_of_rest() {
    let received = receive("rest-flat-chat", at("2022-03-08T15:49:14.274Z"));
    received.has("chat", "c-r4", &["p1", "p2", "p3", "p4", "p5"]);
    received
        .row("p5")
        .is("agent", AGENT, "connected")
        .works(10_000.0, 0.0, "talk");
    received
        .row("p4")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "");

    let list = receive("rest-flat-chats-list", at("2022-03-09T06:19:34.478Z"));
    list.has("chat", "c-r3", &["p1", "p2", "p3"])
        .row("p3")
        .is("agent", AGENT, "connected")
        .works(1000.0, 0.0, "talk");
    list.row("p1").works(0.0, 0.0, "");
}

#[test]
fn flat_calls_of_rest() {
    let received = receive("rest-flat-call", at("2022-12-13T14:00:00Z"));
    received.has("call", "c-r1", &["p1", "p2", "p3", "p4", "p5", "p6"]);
    received
        .row("p2")
        .is("ivr", None, "terminated")
        .works(0.0, 0.0, "");
    received
        .row("p5")
        .is("agent", AGENT, "terminated")
        .works(0.0, 0.0, "");
    let agent = received.row("p6");
    agent
        .is("agent", AGENT, "terminated")
        .works(23_901.0, 14_220.0, "");
    assert_eq!(
        (agent.row.queue_id(), agent.row.customer_name()),
        (Some("q1"), Some("x"))
    );

    let list = receive("rest-flat-calls-list", at("2022-04-22T08:30:11.437Z"));
    list.has("call", "c-r2", &["p1", "p2", "p3", "p4"]);
    list.row("p4")
        .is("agent", AGENT, "connected")
        .works(10_000.0, 0.0, "talk");
    assert_eq!(list.row("p4").row.customer_name(), Some("x"));
    list.row("p1")
        .is("customer", None, "connected")
        .works(0.0, 0.0, "");
}

#[test]
fn a_flat_message_is_one_communication() {
    let received = receive("rest-flat-message", at("2024-09-27T10:00:05.050Z"));
    received.has("message", "c-r13", &["p1", "p2"]);
    let agent = received.row("p1");
    agent
        .is("agent", AGENT, "connected")
        .works(5000.0, 0.0, "talk");
    assert_eq!(agent.row.direction(), Some("outbound"));
    assert!(
        agent
            .row
            .timers()
            .response
            .is_some_and(|response| response.since.is_none()),
        "the agent wrote last"
    );
    received
        .row("p2")
        .is("customer", None, "connected")
        .works(0.0, 0.0, "");
}

#[test]
fn nested_chats_without_segments() {
    let received = receive("rest-nested-list-chat", at("2022-03-08T15:49:14.274Z"));
    received.has("chat", "c-r4", &["p1", "p2", "p3", "p4", "p5"]);
    received
        .row("p3")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "")
        .alerted(30_177.0);
    received
        .row("p4")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "")
        .alerted(30_138.0);
    let agent = received.row("p5");
    agent
        .is("agent", AGENT, "connected")
        .works(10_000.0, 0.0, "talk")
        .alerted(3182.0);
    assert_eq!(
        (agent.row.communication_id(), agent.row.basis()),
        ("k5", Basis::Timestamps)
    );
    received
        .row("p1")
        .is("customer", None, "connected")
        .works(0.0, 0.0, "");
}

#[test]
fn a_message_that_connected_at_no_moment_counts_from_receipt() {
    let mut received = receive("rest-nested-message", at("2022-03-08T15:49:14Z"));
    received.has("message", "c-r8", &["p1", "p2"]);
    received.at += 7000.0;
    let agent = received.row("p1");
    agent
        .is("agent", AGENT, "connected")
        .works(7000.0, 0.0, "talk");
    assert_eq!(
        (agent.row.communication_id(), agent.row.direction()),
        ("k1", Some("outbound"))
    );
    received
        .row("p2")
        .is("customer", None, "connected")
        .works(0.0, 0.0, "");
}

#[test]
fn callbacks() {
    let event = receive("event-nested-callback", at("2022-07-04T20:08:35.397Z"));
    event.has("callback", "c-r10", &["p1", "p2", "p3", "p5"]);
    event
        .row("p3")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "");
    event
        .row("p5")
        .is("agent", AGENT, "disconnected")
        .works(64_869.0, 10_000.0, "after-call work");
    event
        .row("p2")
        .is("acd", None, "disconnected")
        .works(0.0, 0.0, "");

    let received = receive("rest-nested-callback", at("2022-07-04T12:11:45.412Z"));
    received.has("callback", "c-r9", &["p1", "p2", "p3", "p4", "p5"]);
    for other in [("p1", "customer"), ("p2", "acd")] {
        received
            .row(other.0)
            .is(other.1, None, "connected")
            .works(0.0, 0.0, "");
    }
    received
        .row("p3")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "")
        .alerted(30_136.0);
    // Its segment stayed open.
    received
        .row("p4")
        .is("agent", AGENT, "disconnected")
        .works(0.0, 0.0, "")
        .alerted(30_128.0);
    let agent = received.row("p5");
    agent.is("agent", AGENT, "alerting").works(0.0, 0.0, "");
    let alert = &agent.row.timers().alert;
    assert_eq!(
        (alert.since, alert.ms, alert.until),
        (
            Some(received.at - 10_000.0),
            0.0,
            Some(received.at + 20_000.0)
        )
    );
    assert_eq!(
        alert.remaining(Moment::new(received.at).unwrap()),
        Some(20_000.0)
    );
}

#[test]
fn a_call_with_segments() {
    let received = receive("rest-nested-voice-2025", at("2025-04-10T14:00:00Z"));
    received.has("call", "id-1", &["id-11", "id-2", "id-6", "id-8"]);
    for other in [("id-2", "customer"), ("id-6", "ivr"), ("id-8", "acd")] {
        received
            .row(other.0)
            .is(other.1, None, "terminated")
            .works(0.0, 0.0, "");
    }
    let agent = received.row("id-11");
    agent
        .is("agent", Some("id-12"), "terminated")
        .works(38_478.0, 0.0, "")
        .alerted(4392.0);
    assert_eq!(
        (agent.row.communication_id(), agent.row.basis()),
        ("id-13", Basis::Segments)
    );
}
