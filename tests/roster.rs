//! The roster, fed as a desk would be.

use conversation_chat::{Basis, ChangeKind, Roster};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Receive as _, at, event, ids, moment, only, payload, rows, time};

#[test]
fn every_payload_is_taken() {
    let now = at("2021-01-20T09:32:02.023Z");
    for (name, count) in [
        ("chat-live", 1),
        ("event-nested", 3),
        ("event-flat", 2),
        ("conversation", 2),
        ("list", 2),
    ] {
        let mut roster = Roster::new();
        let changes = roster.take(payload(name), now).unwrap();
        assert_eq!((changes.len(), roster.len()), (count, count), "{name}");
        assert!(
            changes
                .iter()
                .all(|change| change.kind == ChangeKind::Added),
            "{name}"
        );
        let issues: Vec<_> = changes
            .iter()
            .flat_map(|change| &change.issues)
            .map(ToString::to_string)
            .collect();
        assert_eq!(issues, Vec::<String>::new(), "{name}");
    }
    for name in ["heartbeat", "socket-closing", "date"] {
        let mut roster = Roster::new();
        assert_eq!(roster.take(payload(name), now).unwrap(), [], "{name}");
        assert!(roster.is_empty(), "{name}");
    }
}

#[test]
fn a_list_may_come_without_a_page_around_it() {
    let conversation = |id: &str| {
        json!({"id": id, "participants": [
            {"id": format!("{id}-customer"), "chats": []},
            {"id": format!("{id}-agent"), "chats": [{"id": format!("{id}-chat"), "held": 1}]},
        ]})
    };
    let list = json!([
        conversation("a"),
        conversation("b"),
        null,
        conversation("c")
    ])
    .to_string();
    let changes = Roster::new().take(list, 0.0).unwrap();
    assert_eq!(
        ids(&changes),
        [
            ("a-chat", "added"),
            ("b-chat", "added"),
            ("c-chat", "added")
        ]
    );
    for change in changes {
        assert_eq!(
            change.issues[0].to_string(),
            "held: expected a boolean, found a number"
        );
    }
    assert!(Roster::new().take("[]", 0.0).unwrap().is_empty());
}

#[test]
fn what_is_no_payload_changes_nothing() {
    let mut roster = Roster::new();
    for json in [
        "null",
        "5",
        "[]",
        "{}",
        "[5, null, {}]",
        r#"{"purpose": "ivr", "state": "terminated"}"#,
        r#"{"eventBody": 5, "topicName": null}"#,
    ] {
        assert_eq!(roster.take(json, 0.0).unwrap(), [], "{json}");
    }
    assert_eq!(
        roster.take("{\"id\": ", 0.0).unwrap_err().to_string(),
        "expected a value at line 1 column 8"
    );
    let whole = payload("event-nested");
    for trailing in ["}", "]", ",", "x", "{}", "\u{0}"] {
        let error = roster
            .take(whole.trim_end().to_owned() + trailing, 0.0)
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("expected the end of the text at line "),
            "{error}"
        );
    }
    for end in 0..whole.trim_end().len() {
        assert!(roster.take(&whole.as_bytes()[..end], 0.0).is_err(), "{end}");
    }
    assert!(roster.is_empty());
}

#[test]
fn rows_say_whose_they_are() {
    let mut roster = Roster::new();
    roster
        .take(payload("event-nested"), at("2021-01-20T09:31:12.023Z"))
        .unwrap();
    let all = rows(&roster, at("2021-01-20T09:31:12.023Z"));
    let agent = all
        .iter()
        .find(|row| row.purpose.as_deref() == Some("agent"))
        .unwrap();
    assert_eq!(agent.media_type, "chat");
    assert!(
        agent.conversation_id.is_some()
            && agent.participant_id.is_some()
            && agent.user_id.is_some()
    );
    assert_eq!(agent.state.as_deref().unwrap(), "connected");
    assert!(agent.held);
    assert_eq!(agent.durations.current_hold.unwrap().ms, 10_000.0);
    // Neither the queue nor the waiting customer talks.
    for row in all
        .iter()
        .filter(|row| row.purpose.as_deref() != Some("agent"))
    {
        assert_eq!(row.durations.talk.ms, 0.0, "{row:?}");
    }
}

#[test]
fn both_layouts_are_one_communication() {
    let mut roster = Roster::new();
    roster
        .take(payload("event-nested"), at("2021-01-20T09:31:12.023Z"))
        .unwrap();
    let changes = roster
        .take(payload("event-flat"), at("2021-01-20T09:40:01.000Z"))
        .unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(
        changes.iter().map(|change| change.kind).collect::<Vec<_>>(),
        [ChangeKind::Updated, ChangeKind::Ended]
    );
    let now = at("2021-01-20T09:40:10.042Z");
    let all = rows(&roster, now);
    assert_eq!(all.len(), 3);
    let agent = all
        .iter()
        .find(|row| row.purpose.as_deref() == Some("agent"))
        .unwrap();
    assert_eq!(agent.state.as_deref().unwrap(), "disconnected");
    // The hold was never seen to end, so it lasted until the chat ended.
    assert_eq!(
        agent.durations.hold.ms,
        at("2021-01-20T09:40:00.000Z") - at("2021-01-20T09:31:02.023Z")
    );
    let work = agent.durations.after_call_work;
    assert_eq!(
        (work.ms, work.running, work.remaining_ms),
        (10_000.0, true, Some(50_000.0))
    );
}

#[test]
fn a_participant_known_by_the_flat_layout_gets_its_id_later() {
    let mut roster = Roster::new();
    let flat = json!({"topicName": "v2.users.u.conversations.chats", "eventBody": {"id": "c", "participants": [
        {"id": "p", "purpose": "agent", "state": "connected", "held": true, "startHoldTime": time(2000), "connectedTime": time(1000)},
    ]}});
    assert_eq!(
        ids(&roster.take(flat.to_string(), 3000.0).unwrap()),
        [("p", "added")]
    );
    let nested = event(
        1,
        &json!({"id": "x", "state": "connected", "held": false, "connectedTime": time(1000)}),
    );
    assert_eq!(
        ids(&roster.take(nested, 5000.0).unwrap()),
        [("x", "updated")]
    );
    let row = only(&roster, 7000.0);
    assert_eq!(
        (
            row.communication_id.as_str(),
            row.durations.hold.ms,
            row.durations.talk.ms
        ),
        ("x", 3000.0, 3000.0)
    );
    assert_eq!(
        roster.take(flat.to_string(), 8000.0).unwrap(),
        [],
        "a late copy tells nothing new"
    );
    assert!(roster.remove("x") && !roster.remove("x") && roster.is_empty());
}

#[test]
fn communications_of_one_participant_stay_apart() {
    let mut roster = Roster::new();
    let flat = |media: &str, state: &str| {
        json!({"topicName": format!("v2.users.u.conversations.{media}"), "eventBody": {"participants": [{"id": "p", "purpose": "agent", "state": state}]}}).to_string()
    };
    assert_eq!(
        ids(&roster.take(flat("chats", "alerting"), 0.0).unwrap()),
        [("p", "added")]
    );
    assert_eq!(
        ids(&roster.take(flat("calls", "alerting"), 0.0).unwrap()),
        [("p:call", "added")]
    );
    assert_eq!(
        ids(&roster.take(flat("chats", "connected"), 0.0).unwrap()),
        [("p", "updated")]
    );
    // The call tells its own id; the chat keeps what it has.
    let call = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "calls": [{"id": "x", "state": "connected"}]}]});
    assert_eq!(
        ids(&roster.take(call.to_string(), 0.0).unwrap()),
        [("x", "updated")]
    );
    assert_eq!(
        ids(&roster.take(flat("calls", "disconnected"), 0.0).unwrap()),
        [("x", "ended")]
    );
    for id in ["p", "x"] {
        assert!(roster.remove(id), "{id}");
    }
    assert!(roster.is_empty());
}

#[test]
fn findings_have_paths_from_the_communication() {
    let mut roster = Roster::new();
    let nested = event(
        1,
        &json!({"id": "x", "held": "yes", "segments": [null, {}]}),
    );
    let changes = roster.take(nested, 0.0).unwrap();
    let issues: Vec<_> = changes[0].issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        issues,
        [
            "segments[1].startTime: expected `startTime`: every segment has one",
            "held: expected a boolean, found a string"
        ]
    );

    let flat = json!({"topicName": "v2.users.u.conversations.emails", "eventBody": {"participants": [
        {"id": "p", "state": "connected", "held": "no", "endTime": time(0), "connectedTime": "noon"},
    ]}});
    let changes = roster.take(flat.to_string(), 0.0).unwrap();
    let issues: Vec<_> = changes[0]
        .issues
        .iter()
        .map(|issue| issue.to_string().split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(issues, ["held", "connectedTime", "endTime"]);
    assert_eq!(rows(&roster, 0.0)[1].media_type, "email");

    let flat = json!({"topicName": "v2.users.u.conversations.chats", "eventBody": {"participants": [
        {"id": "q", "state": "disconnected", "startAcwTime": time(9_000), "endAcwTime": time(5_000)},
        {"id": "r", "state": "connected", "connectedTime": time(9_000), "endTime": time(0)},
    ]}});
    let changes = roster.take(flat.to_string(), 0.0).unwrap();
    let issues: Vec<_> = changes
        .iter()
        .flat_map(|change| &change.issues)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        issues,
        [
            "endTime: expected `endTime`, since `state` is an ended one",
            "endAcwTime: expected `endAcwTime` not to be before `startAcwTime`",
            "endTime: expected `endTime` not to be before `connectedTime`",
            "endTime: expected no `endTime`, since `state` is a live one",
        ]
    );
}

#[test]
fn holds_are_remembered_from_event_to_event() {
    let mut roster = Roster::new();
    let mut send = |mark, at, chat: Value| roster.take(event(mark, &chat), at).unwrap().len();
    send(1, 500.0, json!({"id": "x", "state": "alerting"}));
    send(
        2,
        2000.0,
        json!({"id": "x", "state": "connected", "connectedTime": time(2000), "held": false}),
    );
    send(
        3,
        5010.0,
        json!({"id": "x", "state": "connected", "connectedTime": time(2000), "held": true, "startHoldTime": time(5000)}),
    );
    send(
        4,
        8000.0,
        json!({"id": "x", "state": "connected", "connectedTime": time(2000), "held": false}),
    );
    send(
        5,
        9010.0,
        json!({"id": "x", "state": "connected", "connectedTime": time(2000), "held": true, "startHoldTime": time(9000)}),
    );
    // Nobody said that the second hold ended: it ended at the latest when the third began.
    send(
        6,
        20_000.0,
        json!({"id": "x", "state": "connected", "connectedTime": time(2000), "held": true, "startHoldTime": time(12_000)}),
    );
    let row = only(&roster, 21_000.0);
    assert_eq!(row.durations.basis, Basis::Timestamps);
    assert_eq!(
        (row.durations.alert.ms, row.durations.alert.running),
        (1500.0, false)
    );
    assert_eq!(
        (row.durations.hold.ms, row.durations.hold.count),
        (3000.0 + 3000.0 + 9000.0, 3)
    );
    assert_eq!(row.durations.current_hold.unwrap().ms, 9000.0);
    assert_eq!(row.durations.talk.ms, 19_000.0 - 15_000.0);
}

#[test]
fn a_hold_never_ends_after_the_chat() {
    let mut roster = Roster::new();
    roster.take(event(1, &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": true, "startHoldTime": time(1000)})), 1000.0).unwrap();
    roster.take(event(2, &json!({"id": "x", "state": "disconnected", "connectedTime": time(0), "disconnectedTime": time(4000), "held": false})), 9000.0).unwrap();
    let row = only(&roster, 60_000.0);
    assert_eq!(
        (row.durations.hold.ms, row.durations.talk.ms, row.held),
        (3000.0, 1000.0, false)
    );
}

#[test]
fn an_alert_that_was_seen_late_was_over_when_it_connected() {
    let alerting = event(1, &json!({"id": "x", "state": "alerting"}));
    let connected = |text: &str| {
        event(
            2,
            &json!({"id": "x", "state": text, "connectedTime": time(1000), "held": false}),
        )
    };
    for text in ["connected", "transmitting"] {
        let mut roster = Roster::new();
        roster.take(&alerting, 4000.0).unwrap();
        roster.take(connected(text), 9000.0).unwrap();
        let durations = only(&roster, 11_000.0).durations;
        assert_eq!(
            (durations.alert.ms, durations.talk.ms),
            (0.0, 10_000.0),
            "{text}"
        );
    }
    // And so where the connection was known from its receipt alone.
    let mut roster = Roster::new();
    roster.take(&alerting, 4000.0).unwrap();
    roster
        .take(
            event(2, &json!({"id": "x", "state": "connected", "held": false})),
            9000.0,
        )
        .unwrap();
    assert_eq!(only(&roster, 9000.0).durations.alert.ms, 5000.0);
    roster.take(connected("connected"), 10_000.0).unwrap();
    let durations = only(&roster, 11_000.0).durations;
    assert_eq!((durations.alert.ms, durations.talk.ms), (0.0, 10_000.0));
}

#[test]
fn contacting_is_over_when_it_dials_whichever_is_seen_first() {
    let dialing = event(1, &json!({"id": "x", "state": "dialing"}));
    let contacting = event(
        2,
        &json!({"id": "x", "segments": [{"type": "contacting", "startTime": time(1000)}]}),
    );
    let ended = event(
        3,
        &json!({"id": "x", "state": "terminated", "disconnectedTime": time(9000)}),
    );
    for payloads in [
        [&dialing, &contacting, &ended],
        [&contacting, &dialing, &ended],
    ] {
        let mut roster = Roster::new();
        for payload in payloads {
            roster.take(payload, 4000.0).unwrap();
        }
        let durations = only(&roster, 11_000.0).durations;
        assert_eq!(
            (
                durations.contacting.ms,
                durations.dialing.ms,
                durations.handle.ms
            ),
            (3000.0, 5000.0, 8000.0)
        );
    }
}

#[test]
fn what_was_seen_during_a_hold_was_over_before_it() {
    let chat = |state: &str, more: Value| {
        let mut chat = json!({"id": "x", "state": state, "connectedTime": time(0), "held": false});
        chat.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        chat
    };
    let parked = json!({"parkTime": time(2000)});
    let held = json!({"held": true, "startHoldTime": time(5000), "parkTime": time(2000)});
    // An alert that comes back, of which no payload has the start.
    {
        let (before, seen_late) = (
            chat("parked", parked.clone()),
            chat("alerting", parked.clone()),
        );
        let (hold, after) = (held, parked);
        let mut roster = Roster::new();
        roster.take(event(1, &before), 2000.0).unwrap();
        roster.take(event(2, &seen_late), 6000.0).unwrap();
        roster
            .take(event(3, &chat("connected", hold)), 8000.0)
            .unwrap();
        roster
            .take(event(4, &chat("connected", after)), 9000.0)
            .unwrap();
        let durations = only(&roster, 10_000.0).durations;
        assert_eq!(durations.hold.ms, 4000.0, "{seen_late}");
        let all = [
            durations.alert,
            durations.park,
            durations.talk,
            durations.hold,
        ]
        .map(|timer| timer.ms);
        assert!(all.iter().sum::<f64>() <= 10_000.0, "{seen_late}: {all:?}");
    }
}

#[test]
fn an_alert_that_was_seen_during_a_park_was_over_before_it() {
    let chat = |mark: u32, state: &str, parked_at: Option<u32>| {
        event(
            mark,
            &json!({"id": "x", "state": state, "connectedTime": time(0), "parkTime": parked_at.map(time), "held": false}),
        )
    };
    let mut roster = Roster::new();
    roster.take(chat(1, "connected", None), 0.0).unwrap();
    roster
        .take(chat(2, "alerting", Some(2000)), 6000.0)
        .unwrap();
    roster
        .take(chat(3, "connected", Some(2000)), 7000.0)
        .unwrap();
    // It was parked again before the alert was seen.
    roster.take(chat(4, "parked", Some(5500)), 8000.0).unwrap();
    let durations = only(&roster, 10_000.0).durations;
    assert_eq!(
        (
            durations.alert.ms,
            durations.park.ms,
            durations.park.running
        ),
        (0.0, 4500.0, true)
    );
    assert!(durations.talk.ms <= 5500.0, "{durations:?}");
}

#[test]
fn duplicates_and_late_events_do_no_harm() {
    let mut roster = Roster::new();
    let connected = event(
        1,
        &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": false}),
    );
    let held = event(
        2,
        &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": true, "startHoldTime": time(1000)}),
    );
    let resumed = event(
        3,
        &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": false}),
    );
    let ended = event(
        4,
        &json!({"id": "x", "state": "disconnected", "connectedTime": time(0), "disconnectedTime": time(9000), "held": false}),
    );
    roster.take(&connected, 0.0).unwrap();
    roster.take(&held, 1000.0).unwrap();
    assert_eq!(roster.take(&connected, 1500.0).unwrap(), []);
    assert!(only(&roster, 2000.0).held);
    roster.take(&resumed, 3000.0).unwrap();
    assert_eq!(roster.take(&held, 4000.0).unwrap(), []);
    assert_eq!(only(&roster, 5000.0).durations.hold.ms, 2000.0);
    roster.take(&ended, 9000.0).unwrap();
    for late in [&connected, &held, &resumed, &ended] {
        assert_eq!(roster.take(late, 20_000.0).unwrap(), []);
    }
    // One that was never seen tells of a hold that lasted at most to the end.
    let late = event(
        5,
        &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": true, "startHoldTime": time(8000)}),
    );
    assert_eq!(
        ids(&roster.take(late, 20_000.0).unwrap()),
        [("x", "updated")]
    );
    let row = only(&roster, 30_000.0);
    assert_eq!(
        (
            row.durations.hold.ms,
            row.durations.talk.ms,
            row.durations.handle.running
        ),
        (3000.0, 6000.0, false)
    );
}

#[test]
fn unmarked_late_holds_do_not_come_back() {
    let mut roster = Roster::new();
    let chat = |held: Value| {
        json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": !held.is_null(), "startHoldTime": held}).to_string()
    };
    roster.take(chat(json!(time(1000))), 1000.0).unwrap();
    roster.take(chat(Value::Null), 3000.0).unwrap();
    roster.take(chat(json!(time(1000))), 4000.0).unwrap();
    let row = only(&roster, 5000.0);
    assert_eq!(
        (row.durations.hold.ms, row.held, row.durations.current_hold),
        (2000.0, false, None)
    );
}

#[test]
fn a_payload_with_segments_replaces_guesses_and_is_carried_on() {
    let mut roster = Roster::new();
    let event_of = |mark, held: Value| {
        event(
            mark,
            &json!({"id": "x", "state": "connected", "connectedTime": time(0), "held": !held.is_null(), "startHoldTime": held}),
        )
    };
    roster.take(event_of(1, json!(time(1000))), 1000.0).unwrap();
    roster.take(event_of(2, Value::Null), 3500.0).unwrap();
    let rest = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [{"id": "x", "state": "connected", "connectedTime": time(0), "held": true, "startHoldTime": time(6000), "segments": [
        {"type": "Interact", "startTime": time(0), "endTime": time(1000)},
        {"type": "Hold", "startTime": time(1000), "endTime": time(3000)},
        {"type": "Interact", "startTime": time(3000), "endTime": time(6000)},
        {"type": "Hold", "startTime": time(6000)},
    ]}]}]});
    roster.take(rest.to_string(), 7000.0).unwrap();
    let row = only(&roster, 8000.0);
    assert_eq!(
        (row.durations.hold.ms, row.durations.basis),
        (4000.0, Basis::Segments)
    );
    // The hold that the segments left open ends by an event; then it is talk again.
    roster.take(event_of(3, Value::Null), 9000.0).unwrap();
    let row = only(&roster, 11_000.0);
    assert_eq!(
        (
            row.durations.hold.ms,
            row.durations.talk.ms,
            row.durations.talk.running
        ),
        (5000.0, 6000.0, true)
    );
    // And a new hold after that.
    roster
        .take(event_of(4, json!(time(12_000))), 12_000.0)
        .unwrap();
    let row = only(&roster, 14_000.0);
    assert_eq!(
        (
            row.durations.hold.ms,
            row.durations.talk.ms,
            row.durations.basis
        ),
        (7000.0, 7000.0, Basis::Segments)
    );
}

#[test]
fn alert_and_after_call_work_count_down() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &json!({"id": "x", "state": "alerting"})), 1000.0)
        .unwrap();
    assert_eq!(
        only(&roster, 3000.0).durations.alert.remaining_ms,
        Some(6000.0)
    );
    let ended = json!({"id": "x", "state": "disconnected", "connectedTime": time(3000), "disconnectedTime": time(9000), "afterCallWork": {"state": "pending", "startTime": time(9000)}});
    roster.take(event(2, &ended), 9000.0).unwrap();
    let row = only(&roster, 12_000.0);
    assert_eq!(
        (
            row.durations.after_call_work.remaining_ms,
            row.durations.alert.remaining_ms
        ),
        (Some(17_000.0), None)
    );
    let done = json!({"id": "x", "state": "disconnected", "disconnectedTime": time(9000), "afterCallWork": {"state": "complete", "startTime": time(9000), "endTime": time(14_000)}});
    roster.take(event(3, &done), 14_000.0).unwrap();
    assert_eq!(roster.take(event(4, &ended), 14_500.0).unwrap(), []);
    let work = only(&roster, 20_000.0).durations.after_call_work;
    assert_eq!((work.ms, work.running), (5000.0, false));
}

#[test]
fn the_next_change_is_when_a_displayed_second_changes() {
    let mut roster = Roster::new();
    roster
        .take(
            event(
                1,
                &json!({"id": "x", "state": "alerting", "startAlertingTime": time(1300)}),
            ),
            2000.0,
        )
        .unwrap();
    let advance =
        |roster: &mut Roster, now: f64| roster.advance(moment(now), None).unwrap().epoch_ms();
    let shown = |roster: &Roster, now: f64| {
        let alert = only(roster, now).durations.alert;
        (
            conversation_chat::format_clock(alert.ms),
            conversation_chat::format_clock(alert.remaining_ms.unwrap()),
        )
    };
    let mut now = 2000.0;
    for _ in 0..10 {
        let next = advance(&mut roster, now);
        assert!(next > now);
        assert_eq!(
            shown(&roster, (now + next) / 2.0),
            shown(&roster, next - 0.001),
            "between {now} and {next}"
        );
        assert_ne!(shown(&roster, next - 1.001), shown(&roster, next));
        now = next;
    }
}

#[test]
fn rows_come_and_go() {
    let mut roster = Roster::new();
    for round in 0..50_000_u32 {
        let chat =
            json!({"id": format!("x{round}"), "state": "connected", "connectedTime": time(0)});
        roster.take(chat.to_string(), 0.0).unwrap();
        if round >= 10 {
            assert!(roster.remove(&format!("x{}", round - 10)));
        }
    }
    assert_eq!(roster.len(), 10);
    for row in rows(&roster, 0.0) {
        assert!(roster.remove(&row.communication_id));
    }
    assert!(roster.is_empty());
}

/// A history: the pieces of talk and hold of a chat, in milliseconds from its connection.
fn any_history() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(1000..20_000_u32, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Events replayed one by one, each of them maybe again later, end in the durations of the
    /// final REST payload.
    #[test]
    fn events_end_in_what_the_final_payload_says(pieces in any_history(), delay in 0..400_u32, again in prop::collection::vec(any::<prop::sample::Index>(), 0..6), acw in 0..9000_u32) {
        let start = 10_000;
        let mut segments = Vec::new();
        let mut events = vec![(start, event(0, &json!({"id": "x", "state": "connected", "held": false, "connectedTime": time(start)})))];
        let mut moment = start;
        for (index, length) in pieces.iter().enumerate() {
            let hold = index % 2 == 1;
            segments.push(json!({"type": if hold { "Hold" } else { "Interact" }, "startTime": time(moment), "endTime": time(moment + length)}));
            if index > 0 {
                let since = if hold { json!(time(moment)) } else { Value::Null };
                let chat = json!({"id": "x", "state": "connected", "held": hold, "startHoldTime": since, "connectedTime": time(start)});
                events.push((moment, event(u32::try_from(index).unwrap(), &chat)));
            }
            moment += length;
        }
        let work = json!({"startTime": time(moment), "endTime": time(moment + acw), "state": "complete"});
        let ended = json!({"id": "x", "state": "disconnected", "held": false, "connectedTime": time(start), "disconnectedTime": time(moment), "afterCallWork": work});
        events.push((moment + acw, event(99, &ended)));

        let mut live = Roster::new();
        for (index, (moment, event)) in events.iter().enumerate() {
            live.take(event, f64::from(moment + delay)).unwrap();
            if let Some(again) = again.get(index) {
                live.take(&events[again.index(index + 1)].1, f64::from(moment + delay)).unwrap();
            }
        }
        let mut rest = ended;
        rest["segments"] = json!(segments);
        let mut afterwards = Roster::new();
        afterwards.take(event(100, &rest), f64::from(moment)).unwrap();

        let now = f64::from(moment + 100_000);
        let (live_row, final_row) = (only(&live, now).durations, only(&afterwards, now).durations);
        // Each hold that ended before the chat may seem longer by the time that the event took to
        // come.
        let ends = f64::from(u32::try_from(pieces.len() / 2).unwrap() * delay);
        prop_assert!((live_row.hold.ms - final_row.hold.ms).abs() <= ends, "{} {}", live_row.hold.ms, final_row.hold.ms);
        prop_assert!((live_row.talk.ms - final_row.talk.ms).abs() <= ends);
        prop_assert_eq!(live_row.hold.count, final_row.hold.count);
        prop_assert_eq!(live_row.after_call_work, final_row.after_call_work);
        prop_assert!((live_row.handle.ms - final_row.handle.ms).abs() < 1e-6);

        // And the final payload over the events is the final payload.
        live.take(event(100, &rest), now).unwrap();
        prop_assert_eq!(only(&live, now).durations, final_row);
    }
}
