//! Faults that rosters once had, each by its smallest example; `time(0)` is second 0.

use conversation_chat::{
    Bound, Moment, Roster, RosterOptions, RosterRow, Stopwatch, durations, parse_chat, stopwatches,
};
use serde_json::{Value, json};

use crate::support::{flat_event, moment, time};

/// A timestamp of a second.
fn s(seconds: f64) -> String {
    let milliseconds = std::time::Duration::from_secs_f64(seconds).as_millis();
    time(u32::try_from(milliseconds).expect("it is within a day"))
}

fn conversation(person: Value, chat: Value) -> Value {
    let mut participant = json!({"id": "p", "purpose": "agent", "userId": "u", "messages": [chat]});
    for (name, value) in person.as_object().unwrap() {
        participant[name] = value.clone();
    }
    json!({"id": "c", "participants": [participant]})
}

/// What is received: when it was asked for, when it was received, both in seconds; its participant
/// and its chat.
type Received = (Option<f64>, f64, Value, Value);

fn event(at: f64, chat: Value) -> Received {
    (None, at, json!({}), chat)
}

fn answer(asked: f64, at: f64, chat: Value) -> Received {
    (Some(asked), at, json!({}), chat)
}

/// The row of what was received, in both orders.
#[track_caller]
fn row(received: &[Received]) -> RosterRow {
    let roster = |all: &mut dyn Iterator<Item = &Received>| {
        let mut roster = Roster::new();
        for (asked, at, person, chat) in all {
            let mut chat = chat.clone();
            chat["id"] = json!("x");
            let body = conversation(person.clone(), chat);
            let text = match asked {
                Some(_) => body,
                None => json!({"topicName": "v2.users.u.conversations", "eventBody": body}),
            };
            let moment = |seconds: f64| moment(seconds * 1_000.0);
            roster
                .receive(text.to_string(), moment(*at), asked.map(moment))
                .unwrap();
        }
        let rows: Vec<RosterRow> = roster.rows().cloned().collect();
        assert_eq!(rows.len(), 1);
        rows.into_iter().next().unwrap()
    };
    let shown = roster(&mut received.iter());
    let reversed = roster(&mut received.iter().rev());
    assert_eq!(shown.timers(), reversed.timers());
    assert_eq!(shown.queue_id(), reversed.queue_id());
    shown
}

fn at(stopwatch: Stopwatch, seconds: f64) -> f64 {
    stopwatch.elapsed(moment(seconds * 1_000.0)) / 1_000.0
}

/// The timers of a chat on its own.
fn alone(chat: &Value, seconds: f64) -> conversation_chat::Durations {
    let chat = parse_chat(chat.to_string()).unwrap().chat;
    durations(&chat, moment(seconds * 1_000.0))
}

#[test]
fn a_denial_knows_when_it_was_true() {
    let connected = json!({"state": "connected", "connectedTime": s(1.0), "held": false});
    let held = json!({
        "state": "connected", "connectedTime": s(1.0), "held": true, "startHoldTime": s(27.0),
    });
    let alert = json!({"state": "alerting", "startAlertingTime": s(0.2)});
    let row = row(&[
        event(0.5, alert),
        answer(28.2, 28.5, connected),
        event(29.0, held),
    ]);
    assert!(!row.held(), "it was over when the answer was asked for");
    assert_eq!(row.timers().hold.bound, Some(Bound::Most));
}

#[test]
fn an_older_answer_overwrites_no_newer_fact() {
    let chat = || json!({"state": "connected", "connectedTime": s(1.0)});
    let older = (
        Some(10.0),
        20.0,
        json!({"queueId": "old", "wrapupTimeoutMs": 1_000}),
        chat(),
    );
    let newer = (
        None,
        15.0,
        json!({"queueId": "new", "wrapupTimeoutMs": 2_000}),
        chat(),
    );
    assert_eq!(row(&[newer, older]).queue_id(), Some("new"));
}

#[test]
fn a_connection_just_before_the_alert_is_two_clocks() {
    for ms in [1.0, 42.0] {
        let chat = json!({
            "state": "connected", "startAlertingTime": s(10.0),
            "connectedTime": s(10.0 - ms / 1_000.0),
        });
        let row = row(&[event(10.5, chat.clone())]);
        assert_eq!(
            (at(row.timers().alert, 99.0), row.timers().alert.since),
            (0.0, None)
        );
        assert!((at(row.timers().talk, 20.0) - 10.0).abs() < 0.1);
        assert_eq!(alone(&chat, 20.0).alert.ms, 0.0);
    }
}

#[test]
fn holds_may_be_closer_than_notifications_are_delayed() {
    let segments = |third: Value| {
        json!({"state": "connected", "connectedTime": s(10.0), "held": false, "segments": [
            {"type": "Interact", "startTime": s(10.0), "endTime": s(10.03)},
            {"type": "Hold", "startTime": s(10.03), "endTime": s(10.08)}, third,
        ]})
    };
    let held = json!({
        "state": "connected", "connectedTime": s(10.0), "held": true, "startHoldTime": s(10.03),
        "segments": [
            {"type": "Interact", "startTime": s(10.0), "endTime": s(10.03)},
            {"type": "Hold", "startTime": s(10.03)},
        ],
    });
    let talks = segments(json!({"type": "Interact", "startTime": s(10.08)}));
    let healed = row(&[answer(10.04, 10.05, held), answer(11.0, 11.1, talks)]);
    assert_eq!(healed.timers().talk.since, Some(10_080.0));

    let hold = |since: f64| {
        json!({
            "state": "connected", "connectedTime": s(1.0), "held": true,
            "startHoldTime": s(since),
        })
    };
    let open = json!({"state": "connected", "connectedTime": s(1.0), "held": false});
    let twice = row(&[
        event(10.05, hold(10.0)),
        event(10.08, open),
        event(10.15, hold(10.08)),
    ]);
    assert!(twice.held(), "the second hold, 80 ms after the first one");
    assert_eq!(twice.timers().hold.since, Some(10_080.0));
}

#[test]
fn zero_is_no_limit() {
    let person = json!({"wrapupTimeoutMs": 0, "alertingTimeoutMs": 0});
    let ended = json!({
        "state": "disconnected", "connectedTime": s(1.0), "disconnectedTime": s(20.0),
        "afterCallWork": {"state": "pending", "startTime": s(20.0)},
    });
    let works = row(&[(None, 25.0, person.clone(), ended)]);
    assert_eq!(works.timers().after_call_work.since, Some(20_000.0));
    assert_eq!(works.timers().after_call_work.until, None);
    let alert = json!({
        "state": "alerting", "startAlertingTime": s(1.0),
        "queueMediaSettings": {"alertingTimeoutSeconds": 0},
    });
    assert_eq!(
        row(&[(None, 2.0, person, alert)]).timers().alert.until,
        None
    );
}

#[test]
fn no_after_call_work_counts_while_it_lives_nor_before_its_end() {
    let live = json!({
        "state": "connected", "connectedTime": s(0.0),
        "wrapup": {"durationSeconds": 25, "provisional": true},
    });
    assert_eq!(alone(&live, 60.0).handle.ms, 60_000.0);
    let mut ended = live;
    ended["state"] = json!("disconnected");
    ended["disconnectedTime"] = json!(s(60.0));
    assert_eq!(
        alone(&ended, 99.0).after_call_work.ms,
        0.0,
        "it is provisional"
    );

    for state in ["skipped", "complete"] {
        let over = json!({
            "state": "disconnected", "connectedTime": s(0.0), "disconnectedTime": s(60.0),
            "afterCallWork": {"state": state, "startTime": s(60.0)},
        });
        let row = row(&[event(200.0, over)]);
        assert_eq!(row.timers().after_call_work, Stopwatch::default());
    }
    let early = json!({
        "state": "disconnected", "connectedTime": s(0.0), "disconnectedTime": s(60.0),
        "afterCallWork": {"state": "complete", "startTime": s(50.0), "endTime": s(70.0)},
    });
    let early = alone(&early, 99.0);
    assert_eq!(
        (early.after_call_work.ms, early.handle.ms),
        (10_000.0, 70_000.0)
    );
}

#[test]
fn one_part_of_handle_runs_at_a_time() {
    let segments = |list: &[(&str, f64, Option<f64>)]| {
        let own = list.iter().map(|(kind, start, end)| {
            json!({"type": kind, "startTime": s(*start), "endTime": end.map(s)})
        });
        json!({"state": "connected", "segments": own.collect::<Vec<_>>()})
    };
    let dials = [
        ("Contacting", 0.0, None),
        ("Dialing", 5.0, None),
        ("Interact", 10.0, None),
    ];
    assert_eq!(alone(&segments(&dials), 300.0).handle.ms, 300_000.0);
    let holds = [
        ("Interact", 0.0, None),
        ("Contacting", 10.0, None),
        ("Hold", 80.0, Some(80.0)),
    ];
    assert_eq!(alone(&segments(&holds), 200.0).handle.ms, 200_000.0);
    let future = json!({
        "state": "connected", "connectedTime": s(0.0), "held": true, "startHoldTime": s(100.0),
    });
    assert_eq!(alone(&future, 50.0).handle.ms, 50_000.0);
    let parked = json!({
        "state": "parked", "connectedTime": s(0.0), "parkTime": s(20.0), "held": true,
        "startHoldTime": s(10.0),
    });
    let row = row(&[event(30.0, parked)]);
    assert!(row.parked() && !row.held());
    assert_eq!(row.timers().handle.since, None);
}

#[test]
fn the_latest_moment_that_is_known_is_any_moment() {
    let held = json!({
        "state": "disconnected", "connectedTime": s(11.0), "startHoldTime": s(89.5),
    });
    assert_eq!(alone(&held, 999.0).talk.ms, 78_500.0);
    let screen = json!({
        "state": "disconnected", "connectedTime": s(11.0),
        "segments": [
            {"type": "Interact", "startTime": s(11.0)},
            {"type": "Sharing", "startTime": s(20.0), "endTime": s(71.0)},
        ],
    });
    assert_eq!(alone(&screen, 999.0).talk.ms, 60_000.0);
}

#[test]
fn a_flat_participant_began_at_its_start_time() {
    let person = json!([{
        "id": "p", "purpose": "agent", "state": "alerting", "startTime": s(1.0),
        "alertingTimeoutMs": 8_000,
    }]);
    let mut roster = Roster::new();
    roster
        .receive(flat_event("calls", &person), moment(5_000.0), None)
        .unwrap();
    let alert = roster.get("p").unwrap().timers().alert;
    assert_eq!((alert.since, alert.until), (Some(1_000.0), Some(9_000.0)));
}

#[test]
fn the_published_flat_call_alerted() {
    let mut roster = Roster::new();
    let at = Moment::new(1.8e12).unwrap();
    let list = std::fs::read("tests/fixtures/published/rest-flat-calls-list.json").unwrap();
    roster.receive(list, at, Some(at)).unwrap();
    let alerts: Vec<f64> = roster.rows().map(|row| row.timers().alert.ms).collect();
    assert!(alerts.contains(&2_711.0), "{alerts:?}");
}

#[test]
fn what_comes_back_counts_from_its_moment() {
    let chat = |state: &str, connected: f64| json!({"state": state, "connectedTime": s(connected), "parkTime": s(700.0)});
    let before = json!({"state": "connected", "connectedTime": s(0.0)});
    let row = row(&[
        event(0.1, before),
        event(700.2, chat("parked", 0.0)),
        answer(870.0, 870.2, chat("connected", 810.0)),
    ]);
    assert_eq!(at(row.timers().talk, 910.0), 800.0);
    assert_eq!(at(row.timers().park, 910.0), 110.0);
}

#[test]
fn a_voicemail_of_a_user_is_no_row_of_theirs() {
    let mut roster = Roster::with_options(RosterOptions {
        user_id: Some("u".into()),
        ..RosterOptions::default()
    });
    let chat = json!({"id": "x", "state": "connected", "connectedTime": s(1.0)});
    for (purpose, rows) in [("voicemail", 0), ("agent", 1)] {
        let body = conversation(json!({"purpose": purpose, "id": purpose}), chat.clone());
        roster
            .receive(body.to_string(), moment(2_000.0), None)
            .unwrap();
        assert_eq!(roster.len(), rows, "{purpose}");
        roster = Roster::with_options(RosterOptions {
            user_id: Some("u".into()),
            ..RosterOptions::default()
        });
    }
}

#[test]
fn screen_monitoring_is_no_talk() {
    let body = json!({"id": "c", "participants": [{
        "id": "p", "purpose": "agent",
        "screenMonitorings": [{"id": "x", "state": "connected", "connectedTime": s(1.0)}],
    }]});
    let mut roster = Roster::new();
    let answered = moment(60_000.0);
    roster
        .receive(body.to_string(), answered, Some(answered))
        .unwrap();
    let timers = roster.get("x").unwrap().timers();
    assert_eq!((timers.talk.since, timers.handle.since), (None, None));
}

#[test]
fn who_takes_over_handles_from_then() {
    let chat = || {
        json!({"state": "connected", "connectedTime": s(0.0), "segments": [
            {"type": "Monitoring", "startTime": s(0.0), "endTime": s(50.0)},
            {"type": "Interact", "startTime": s(50.0)},
        ]})
    };
    let listens = (
        Some(10.0),
        10.1,
        json!({"monitoredParticipantId": "q"}),
        json!({
            "state": "connected", "connectedTime": s(0.0),
            "segments": [{"type": "Monitoring", "startTime": s(0.0)}],
        }),
    );
    let row = row(&[listens, (Some(60.0), 60.1, json!({}), chat())]);
    assert_eq!(at(row.timers().handle, 80.0), 30.0);
}

#[test]
fn what_a_participant_knows_is_of_its_leg() {
    let person = json!({
        "endTime": s(38.0), "startAcwTime": s(38.0), "endAcwTime": s(50.0),
    });
    let chat = json!({
        "state": "disconnected", "connectedTime": s(0.0),
        "segments": [{"type": "Interact", "startTime": s(0.0)}],
    });
    let ended = row(&[(Some(1_700.0), 1_700.1, person, chat.clone())]);
    assert_eq!(ended.timers().talk.ms, 38_000.0);
    assert_eq!(ended.timers().after_call_work.ms, 12_000.0);
    let wrapup = json!({"endTime": s(38.0), "wrapup": {"code": "w", "durationSeconds": 12}});
    let wrapped = row(&[(Some(1_700.0), 1_700.1, wrapup, chat)]);
    assert_eq!(wrapped.timers().after_call_work.ms, 12_000.0);
}

#[test]
fn what_is_inexact_says_so() {
    let chat = json!({
        "state": "connected", "startAlertingTime": s(0.0), "connectedTime": s(1.0),
        "held": false, "segments": [],
    });
    let opened = row(&[answer(100.0, 100.1, chat.clone())]);
    assert_eq!(opened.timers().hold.bound, Some(Bound::Least));
    assert_eq!(opened.timers().talk.bound, Some(Bound::Most));
    assert_eq!(
        opened.timers().handle.bound,
        None,
        "only the split is unknown"
    );
    let chat = parse_chat(chat.to_string()).unwrap().chat;
    assert_eq!(stopwatches(&chat).hold.bound, Some(Bound::Least));
}

#[test]
fn inactivity_stands_while_parked() {
    let mut roster = Roster::new();
    let body = |chat: Value| {
        let mut body = conversation(json!({}), chat);
        body["inactivityTimeout"] = json!(s(600.0));
        body.to_string()
    };
    let parked = json!({
        "id": "x", "state": "parked", "connectedTime": s(0.0), "parkTime": s(30.0),
        "messages": [{"messageId": "m", "messageTime": s(10.0), "messageStatus": "sent"}],
    });
    roster
        .receive(body(parked), moment(31_000.0), None)
        .unwrap();
    let inactivity = roster.get("x").unwrap().timers().inactivity.unwrap();
    assert_eq!((at(inactivity, 500.0), inactivity.until), (20.0, None));
}

#[test]
fn a_list_that_lacked_what_lives_ends_no_work_of_it() {
    let mut roster = Roster::new();
    let give = |roster: &mut Roster, at: f64, chat: Value| {
        let body = conversation(json!({}), chat).to_string();
        roster.receive(body, moment(at * 1_000.0), None).unwrap();
    };
    let live = json!({"id": "x", "state": "connected", "connectedTime": s(1.0)});
    give(&mut roster, 2.0, live.clone());
    roster
        .sync(r#"{"entities": [], "total": 0}"#, moment(10_000.0), None)
        .unwrap();
    give(&mut roster, 20.0, live);
    give(
        &mut roster,
        30.1,
        json!({
            "id": "x", "state": "disconnected", "connectedTime": s(1.0), "disconnectedTime": s(30.0),
            "afterCallWork": {"state": "pending", "startTime": s(30.0)},
        }),
    );
    let work = roster.get("x").unwrap().timers().after_call_work;
    assert_eq!((work.since, work.bound), (Some(30_000.0), None));
}
