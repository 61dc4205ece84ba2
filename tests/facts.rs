//! The roster keeps what is true of a communication, whatever tells it and in whichever order.

use conversation_chat::{ChangeKind, Moment, Roster, RosterOptions, Threshold, TimerName};
use serde_json::{Value, json};

use crate::support::{Receive as _, event, flat_event, ids, moment, only, rows, time};

fn connected(held_since: Option<u32>) -> Value {
    json!({"id": "x", "state": "connected", "connectedTime": time(1000), "held": held_since.is_some(), "startHoldTime": held_since.map(time)})
}

fn agent(fields: &Value) -> Value {
    let mut participant =
        json!({"id": "p", "purpose": "agent", "user": {"id": "u"}, "held": false});
    participant
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    json!([participant])
}

#[test]
fn a_participants_next_communication_is_a_new_row() {
    let mut roster = Roster::new();
    let mut send = |at, fields: Value| {
        roster
            .take(flat_event("calls", &agent(&fields)), at)
            .unwrap()
    };
    assert_eq!(
        ids(&send(
            1000.0,
            json!({"state": "connected", "connectedTime": time(1000)})
        )),
        [("p", "added")]
    );
    let ended =
        json!({"state": "disconnected", "connectedTime": time(1000), "endTime": time(5000)});
    assert_eq!(ids(&send(5000.0, ended.clone())), [("p", "ended")]);
    // The same participant again, by a transfer back.
    let again = json!({"state": "connected", "connectedTime": time(30_000)});
    assert_eq!(ids(&send(30_100.0, again)), [("p:call", "added")]);
    // A late copy of the first changes neither.
    assert_eq!(send(31_000.0, ended), []);
    let shown = rows(&roster, 40_000.0);
    assert_eq!(
        shown
            .iter()
            .map(|row| row.durations.talk.ms)
            .collect::<Vec<_>>(),
        [4000.0, 10_000.0]
    );
}

#[test]
fn an_id_goes_to_the_leg_whose_moments_it_has() {
    let mut roster = Roster::new();
    for (at, fields) in [
        (
            1000.0,
            json!({"state": "connected", "connectedTime": time(1000)}),
        ),
        (
            5000.0,
            json!({"state": "disconnected", "connectedTime": time(1000), "endTime": time(5000)}),
        ),
        (
            30_000.0,
            json!({"state": "connected", "connectedTime": time(30_000)}),
        ),
    ] {
        roster
            .take(flat_event("chats", &agent(&fields)), at)
            .unwrap();
    }
    let nested = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [
        {"id": "second", "state": "connected", "connectedTime": time(30_020)},
        {"id": "first", "state": "disconnected", "connectedTime": time(1007), "disconnectedTime": time(5000)},
    ]}]});
    let changes = roster.take(nested.to_string(), 31_000.0).unwrap();
    let named: Vec<_> = changes
        .iter()
        .map(|change| (&*change.communication_id, change.former_id.as_deref()))
        .collect();
    assert_eq!(named, [("second", Some("p:chat")), ("first", Some("p"))]);
    assert_eq!(roster.len(), 2);
}

#[test]
fn an_alert_that_nobody_answered_is_not_the_one_that_was() {
    let mut roster = Roster::new();
    let mut send = |at, fields: Value| {
        roster
            .take(flat_event("emails", &agent(&fields)), at)
            .unwrap()
    };
    let missed = json!({"state": "alerting", "startAlertingTime": time(1000)});
    assert_eq!(ids(&send(1000.0, missed.clone())), [("p", "added")]);
    // The end of the first alert, and the start of the second, were lost.
    let answered = json!({"state": "connected", "startAlertingTime": time(30_000), "connectedTime": time(32_000)});
    assert_eq!(ids(&send(32_000.0, answered)), [("p:email", "added")]);
    // One that comes back from a park alerts after it connected: it is the same.
    let mut roster = Roster::new();
    let mut send = |at, fields: Value| {
        roster
            .take(flat_event("emails", &agent(&fields)), at)
            .unwrap()
    };
    assert_eq!(ids(&send(1000.0, missed)), [("p", "added")]);
    let back = json!({"state": "connected", "startAlertingTime": time(30_000), "connectedTime": time(20_000)});
    assert_eq!(ids(&send(32_000.0, back)), [("p", "updated")]);
}

#[test]
fn an_id_that_stands_twice_is_one_communication() {
    let participant =
        |id: &str, chats: Value| json!({"id": id, "purpose": "agent", "chats": chats});
    let chat = json!([{"id": "x", "state": "connected", "connectedTime": time(1000)}]);
    let twice =
        json!({"id": "c", "participants": [participant("p", chat.clone()), participant("q", chat)]}).to_string();
    let mut roster = Roster::new();
    roster.take(&twice, 2000.0).unwrap();
    assert_eq!(
        rows(&roster, 3000.0)
            .iter()
            .map(|row| &*row.communication_id)
            .collect::<Vec<_>>(),
        ["x"]
    );
    // Where both participants were known before, one of their rows is it.
    let mut roster = Roster::new();
    let flat = |id: &str| json!({"id": id, "purpose": "agent", "state": "connected", "connectedTime": time(1000)});
    roster
        .take(flat_event("chats", &json!([flat("p"), flat("q")])), 1000.0)
        .unwrap();
    roster.take(&twice, 2000.0).unwrap();
    assert_eq!(
        rows(&roster, 3000.0)
            .iter()
            .map(|row| &*row.communication_id)
            .collect::<Vec<_>>(),
        ["p", "x"]
    );
    assert_eq!(roster.get("x").unwrap().participant_id(), Some("q"));
}

#[test]
fn two_listings_of_one_participant_are_two_communications() {
    let mut roster = Roster::new();
    let twice = json!([
        {"id": "p", "purpose": "agent", "state": "connected", "connectedTime": time(1000)},
        {"id": "p", "purpose": "agent", "state": "alerting"},
    ]);
    assert_eq!(
        roster
            .take(flat_event("messages", &twice), 2000.0)
            .unwrap()
            .len(),
        2
    );
    assert_eq!(roster.len(), 2);
}

#[test]
fn only_layouts_make_rows() {
    let mut roster = Roster::new();
    for payload in [
        json!({"id": "u", "state": "active", "name": "x"}),
        json!({"id": "q", "name": "queue", "mediaSettings": {}}),
        json!({"id": "m", "direction": "outbound", "status": "queued", "conversationId": "c"}),
        json!({"id": "c", "selfUri": "/api/v2/conversations/messages/c"}),
        json!({"topicName": "v2.conversations.chats.c.members", "eventBody": {"conversation": {"id": "c"}, "member": {"id": "k", "state": "CONNECTED"}}}),
        json!({"topicName": "v2.something.new", "eventBody": {"id": "c", "participants": [{"id": "p", "chats": [{"id": "x", "state": "connected"}]}]}}),
        json!({"detail-type": "v2", "detail": {"topicName": "v2.detail.events.conversation.c.user.start", "eventBody": {"conversationId": "c"}}}),
        json!({"id": "c", "participants": [{"purpose": "ivr", "state": "terminated"}]}),
        json!({"state": "connected"}),
    ] {
        assert_eq!(
            roster.take(payload.to_string(), 0.0).unwrap(),
            [],
            "{payload}"
        );
    }
    assert!(roster.is_empty());
}

#[test]
fn envelopes_are_opened() {
    let conversation = json!({"id": "c", "participants": [{"id": "p", "messages": [{"id": "x", "state": "connected"}]}]});
    let topic = "v2.users.u.conversations";
    let event = json!({"topicName": topic, "version": "2", "eventBody": conversation.clone()});
    for (payload, path) in [
        (
            json!({"topic": topic, "data": conversation.clone()}),
            "data",
        ),
        (json!({"topic": topic, "data": event}), "data.eventBody"),
        (
            json!({"topicName": "v2.routing.queues.q.conversations", "eventBody": conversation}),
            "eventBody",
        ),
    ] {
        let mut roster = Roster::new();
        let changes = roster.take(payload.to_string(), 0.0).unwrap();
        assert_eq!(ids(&changes), [("x", "added")]);
        let fields: Vec<_> = changes[0]
            .path
            .iter()
            .filter_map(|segment| match segment {
                conversation_chat::PathSegment::Field(name) => Some(&**name),
                conversation_chat::PathSegment::Index(_) => None,
            })
            .collect();
        assert_eq!(fields.join("."), format!("{path}.participants.messages"));
        assert_eq!(rows(&roster, 0.0)[0].media_type, "message");
    }
}

#[test]
fn only_agents_and_users_who_do_not_listen_in_talk() {
    let segments = json!([{"type": "Interact", "startTime": time(1000)}]);
    for (purpose, listens_in, talks) in [
        ("agent", false, true),
        ("USER", false, true),
        ("customer", false, false),
        ("ACD", false, false),
        ("agent", true, false),
    ] {
        for segments in [json!([]), segments.clone()] {
            let mut participant = json!({"id": "p", "purpose": purpose, "calls": [
                {"id": "x", "state": "connected", "connectedTime": time(1000), "segments": segments},
            ]});
            if listens_in {
                participant["coachedParticipantId"] = json!("q");
            }
            let mut roster = Roster::new();
            roster
                .take(
                    json!({"id": "c", "participants": [participant]}).to_string(),
                    2000.0,
                )
                .unwrap();
            let durations = only(&roster, 5000.0).durations;
            let expected = if talks { 4000.0 } else { 0.0 };
            assert_eq!(
                (durations.talk.ms, durations.handle.ms),
                (expected, expected),
                "{purpose} {listens_in}"
            );
        }
    }
}

#[test]
fn parked_time_is_no_handle_time() {
    let mut roster = Roster::new();
    let message = |state: &str, park: Option<u32>| json!({"id": "x", "state": state, "connectedTime": time(1000), "held": false, "parkTime": park.map(time), "resumeTime": park.map(|_| time(100_000))});
    roster
        .take(event(1, &message("connected", None)), 1000.0)
        .unwrap();
    roster
        .take(event(2, &message("parked", Some(11_000))), 11_100.0)
        .unwrap();
    let row = only(&roster, 31_000.0);
    assert!(row.parked && row.durations.handle.remaining_ms.is_none());
    assert_eq!(
        (row.durations.park.ms, row.durations.park.remaining_ms),
        (20_000.0, Some(69_000.0))
    );
    assert_eq!(
        (
            row.durations.talk.ms,
            row.durations.handle.ms,
            row.durations.handle.running
        ),
        (10_000.0, 10_000.0, false)
    );
    // It comes back, with the moment that it was parked.
    roster
        .take(event(3, &message("connected", Some(11_000))), 41_000.0)
        .unwrap();
    // A late copy does not park it again.
    assert_eq!(
        roster
            .take(event(4, &message("parked", Some(11_000))), 42_000.0)
            .unwrap(),
        []
    );
    let row = only(&roster, 51_000.0);
    assert_eq!(
        (row.parked, row.state.as_deref(), row.durations.park.ms),
        (false, Some("connected"), 30_000.0)
    );
    assert_eq!(row.durations.talk.ms, 20_000.0);
    // A new moment does.
    roster
        .take(event(5, &message("parked", Some(61_000))), 61_000.0)
        .unwrap();
    assert_eq!(
        (
            only(&roster, 62_000.0).parked,
            only(&roster, 62_000.0).durations.park.count
        ),
        (true, 2)
    );
}

#[test]
fn every_state_may_follow_connected() {
    let mut roster = Roster::new();
    roster.take(event(1, &connected(None)), 1000.0).unwrap();
    for (mark, state) in [
        (2, "transmitting"),
        (3, "scheduled"),
        (4, "pondering"),
        (5, "connected"),
    ] {
        let mut chat = connected(None);
        chat["state"] = json!(state);
        let at = 2000.0 + f64::from(mark);
        assert_eq!(
            roster.take(event(mark, &chat), at).unwrap().len(),
            1,
            "{state}"
        );
        assert_eq!(only(&roster, 3000.0).state.as_deref(), Some(state));
    }
    // A state from before the connection does not, unless the report knows of the connection.
    let late = event(6, &json!({"id": "x", "state": "alerting"}));
    roster.take(late, 4000.0).unwrap();
    assert_eq!(only(&roster, 5000.0).state.as_deref(), Some("connected"));
}

#[test]
fn dialing_and_contacting_are_timed_from_events() {
    let mut roster = Roster::new();
    for (mark, at, state) in [(1, 1000.0, "contacting"), (2, 4000.0, "dialing")] {
        roster
            .take(event(mark, &json!({"id": "x", "state": state})), at)
            .unwrap();
    }
    roster
        .take(
            event(
                3,
                &json!({"id": "x", "state": "connected", "connectedTime": time(9000)}),
            ),
            9200.0,
        )
        .unwrap();
    let durations = only(&roster, 10_000.0).durations;
    assert_eq!(
        (
            durations.contacting.ms,
            durations.dialing.ms,
            durations.talk.ms
        ),
        (3000.0, 5000.0, 1000.0)
    );
    assert_eq!(durations.handle.ms, 9000.0);
}

#[test]
fn a_hold_that_began_before_a_late_resume_arrived_counts() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(2000))), 2100.0)
        .unwrap();
    // Resumed at 5000 and held again at 5300, before that is known.
    roster.take(event(2, &connected(None)), 6000.0).unwrap();
    roster
        .take(event(3, &connected(Some(5300))), 6100.0)
        .unwrap();
    let row = only(&roster, 8300.0);
    assert_eq!(
        (row.held, row.durations.hold.ms, row.durations.hold.count),
        (true, 3300.0 + 3000.0, 2)
    );
    assert_eq!(row.durations.current_hold.unwrap().ms, 3000.0);
}

#[test]
fn an_absent_held_ends_nothing() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    roster
        .take(event(2, &json!({"id": "x", "state": "connected"})), 3000.0)
        .unwrap();
    assert_eq!(
        only(&roster, 6000.0).durations.current_hold.unwrap().ms,
        4000.0
    );
}

#[test]
fn a_late_copy_of_a_hold_that_is_over_changes_nothing() {
    let mut roster = Roster::new();
    let flat = flat_event(
        "chats",
        &agent(
            &json!({"state": "connected", "connectedTime": time(1000), "held": true, "startHoldTime": time(2000)}),
        ),
    );
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    roster.take(event(2, &connected(None)), 5000.0).unwrap();
    for number in 0..300 {
        let other = json!({"id": format!("other{number}"), "state": "connected"});
        roster
            .take(
                json!({"id": "d", "participants": [{"id": "q", "chats": [other]}]}).to_string(),
                6000.0,
            )
            .unwrap();
    }
    assert_eq!(roster.take(flat, 14_000.0).unwrap(), []);
    let row = roster.get("x").unwrap();
    assert!(!row.held());
    assert_eq!(
        (row.timers().hold.ms, row.timers().hold.since),
        (3000.0, None)
    );
}

#[test]
fn an_answer_may_be_older_than_events() {
    let rest = |segments: Value, held: Option<u32>| {
        let mut chat = connected(held);
        chat["segments"] = segments;
        json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [chat]}]})
    };
    let talk = json!([{"type": "Interact", "startTime": time(1000)}]);
    let mut roster = Roster::new();
    roster.take(event(1, &connected(None)), 1000.0).unwrap();
    roster
        .take(event(2, &connected(Some(20_000))), 20_100.0)
        .unwrap();
    // Asked before, answered after the hold began: the event stays.
    roster.take_answer(&rest(talk.clone(), None), 19_900.0, 20_300.0);
    assert_eq!(only(&roster, 30_000.0).durations.hold.ms, 10_000.0);
    // The same without `askedAt` counts as a notification that came after the hold began.
    roster
        .take(rest(talk.clone(), None).to_string(), 20_350.0)
        .unwrap();
    assert_eq!(only(&roster, 30_000.0).durations.hold.ms, 350.0);
    // A fresh one wins.
    let segments = json!([
        {"type": "Interact", "startTime": time(1000), "endTime": time(20_000)},
        {"type": "Hold", "startTime": time(20_000), "endTime": time(24_000)},
        {"type": "Interact", "startTime": time(24_000)},
    ]);
    roster.take_answer(&rest(segments, None), 40_000.0, 40_300.0);
    let row = only(&roster, 50_000.0);
    assert_eq!(
        (row.durations.hold.ms, row.durations.talk.ms, row.held),
        (4000.0, 45_000.0, false)
    );
}

#[test]
fn sync_ends_what_a_complete_list_lacks() {
    let conversation = |id: &str| json!({"id": id, "participants": [{"id": format!("p{id}"), "chats": [{"id": id, "state": "connected", "connectedTime": time(1000)}]}]});
    let mut roster = Roster::new();
    for id in ["a", "b", "c"] {
        roster
            .take(
                conversation(id).to_string(),
                if id == "c" { 9_500.0 } else { 2000.0 },
            )
            .unwrap();
    }
    let page = |entities: Value, total: u32| {
        json!({"entities": entities, "total": total, "pageSize": 25, "pageNumber": 1}).to_string()
    };
    let asked = Some(moment(9000.0));
    assert_eq!(
        roster
            .sync(
                page(json!([conversation("a")]), 30),
                moment(10_000.0),
                asked
            )
            .unwrap(),
        [],
        "a page"
    );
    let calls =
        json!({"entities": [], "total": 0, "selfUri": "/api/v2/conversations/calls"}).to_string();
    assert_eq!(
        roster.sync(calls, moment(10_000.0), asked).unwrap(),
        [],
        "another medium"
    );
    let changes = roster
        .sync(page(json!([conversation("a")]), 1), moment(10_000.0), asked)
        .unwrap();
    // `c` was heard of after the list was asked for.
    assert_eq!(ids(&changes), [("b", "ended")]);
    let b = roster.get("b").unwrap();
    assert_eq!(
        (b.state(), b.timers().talk.ms, b.timers().talk.since),
        (Some("disconnected"), 9000.0, None)
    );
}

#[test]
fn time_limited_work_whose_end_was_missed_is_over_at_its_limit() {
    let mut roster = Roster::new();
    let ended = json!({"id": "x", "state": "disconnected", "disconnectedTime": time(9000), "afterCallWork": {"state": "pending", "startTime": time(9000)}});
    roster.take(event(1, &ended), 9000.0).unwrap();
    assert_eq!(
        roster.advance(moment(28_999.5), None),
        Some(moment(29_000.0))
    );
    roster.advance(moment(60_000.0), None);
    let work = only(&roster, 60_000.0).durations.after_call_work;
    assert_eq!((work.ms, work.running), (20_000.0, false));
}

#[test]
fn work_that_was_skipped_or_is_complete_is_over_at_receipt() {
    for state in ["skipped", "complete"] {
        let mut roster = Roster::new();
        let chat = |state: &str| json!({"id": "x", "state": "disconnected", "disconnectedTime": time(9000), "afterCallWork": {"state": state, "startTime": time(9000)}});
        roster.take(event(1, &chat("pending")), 9000.0).unwrap();
        roster.take(event(2, &chat(state)), 14_000.0).unwrap();
        roster.take(event(3, &chat("pending")), 15_000.0).unwrap();
        let work = only(&roster, 60_000.0).durations.after_call_work;
        assert_eq!((work.ms, work.running), (5000.0, false), "{state}");
    }
}

#[test]
fn what_was_removed_stays_away_until_something_new_happens() {
    let mut roster = Roster::new();
    roster.take(event(1, &connected(None)), 1000.0).unwrap();
    assert!(roster.remove("x"));
    assert_eq!(roster.take(event(2, &connected(None)), 2000.0).unwrap(), []);
    assert!(roster.is_empty() && !roster.remove("x"));
    assert_eq!(
        ids(&roster
            .take(event(3, &connected(Some(3000))), 3000.0)
            .unwrap()),
        [("x", "added")]
    );
    assert_eq!(only(&roster, 5000.0).durations.talk.ms, 2000.0);
}

#[test]
fn the_customer_tells_name_address_and_since_when_an_answer_is_due() {
    let conversation = |agent_said: &[u32]| {
        let texts = |times: &[u32]| {
            times
                .iter()
                .map(|ms| json!({"messageId": ms.to_string(), "messageTime": time(*ms)}))
                .collect::<Vec<_>>()
        };
        json!({"topicName": "v2.users.u.conversations", "eventBody": {"id": "c", "inactivityTimeout": time(600_000), "participants": [
            {"id": "k", "purpose": "customer", "name": "Ann", "messages": [{"id": "y", "state": "connected", "fromAddress": {"addressNormalized": "+1"}, "messages": texts(&[5000, 8000])}]},
            {"id": "p", "purpose": "agent", "userId": "u", "queueId": "q", "messages": [{"id": "x", "state": "connected", "direction": "inbound", "connectedTime": time(6000), "messages": texts(agent_said)}]},
        ]}}).to_string()
    };
    let mut roster = Roster::with_options(RosterOptions {
        user_id: Some("u".into()),
        ..RosterOptions::default()
    });
    roster.take(conversation(&[]), 9000.0).unwrap();
    let row = roster.get("x").unwrap();
    assert_eq!(
        (
            row.customer_name(),
            row.customer_address(),
            row.queue_id(),
            row.direction()
        ),
        (Some("Ann"), Some("+1"), Some("q"), Some("inbound"))
    );
    assert_eq!(row.timers().response.unwrap().since, Some(5000.0));
    let inactivity = row.timers().inactivity.unwrap();
    assert_eq!(
        (inactivity.since, inactivity.until),
        (Some(8000.0), Some(600_000.0))
    );
    assert_eq!(roster.len(), 1, "others get no row");
    roster.take(conversation(&[7000]), 9000.0).unwrap();
    assert_eq!(
        roster.get("x").unwrap().timers().response.unwrap().since,
        Some(8000.0)
    );
    roster.take(conversation(&[7000, 9000]), 9100.0).unwrap();
    let response = roster.get("x").unwrap().timers().response.unwrap();
    assert_eq!(
        (response.ms, response.since),
        (0.0, None),
        "all are answered"
    );
}

#[test]
fn what_is_parked_is_on_hold_no_longer() {
    let parked = |held: Option<bool>| json!({"id": "x", "state": "parked", "connectedTime": time(1000), "parkTime": time(9000), "held": held});
    let answer = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [parked(Some(false))]}]});
    // An event that does not tell of holds; and an answer that was asked for before the hold, and
    // shows by its park that it is newer.
    for asked_at in [None, Some(3000.0)] {
        let mut roster = Roster::new();
        roster
            .take(event(1, &connected(Some(4000))), 4000.0)
            .unwrap();
        match asked_at {
            None => drop(roster.take(event(2, &parked(None)), 9500.0).unwrap()),
            Some(asked_at) => drop(roster.take_answer(&answer, asked_at, 9500.0)),
        }
        let row = only(&roster, 20_000.0);
        assert_eq!(
            (row.held, row.parked),
            (false, true),
            "asked at {asked_at:?}"
        );
        assert_eq!(
            (row.durations.hold.ms, row.durations.park.ms),
            (5000.0, 11_000.0),
            "asked at {asked_at:?}"
        );
    }
}

#[test]
fn after_call_work_of_a_participant_is_of_what_ended_when_it_began() {
    let chat = |id: &str, end: u32, connected: Option<u32>| json!({"id": id, "state": "disconnected", "connectedTime": connected.map(time), "disconnectedTime": time(end)});
    // The second one alerted, and was declined, shortly after the work of the first began.
    let chats = json!([
        chat("worked", 30_000, Some(1000)),
        chat("declined", 31_000, None)
    ]);
    let participant = json!({"id": "p", "purpose": "agent", "startAcwTime": time(30_000), "endAcwTime": time(50_000), "chats": chats});
    let mut roster = Roster::new();
    roster
        .take(
            json!({"id": "c", "participants": [participant]}).to_string(),
            60_000.0,
        )
        .unwrap();
    let work: Vec<_> = rows(&roster, 60_000.0)
        .iter()
        .map(|row| row.durations.after_call_work.ms)
        .collect();
    assert_eq!(work, [20_000.0, 0.0]);
}

#[test]
fn an_old_answer_does_not_answer_an_alert_after_a_park() {
    let chat = |state: &str, parked_at: Option<u32>| json!({"id": "x", "state": state, "connectedTime": time(0), "parkTime": parked_at.map(time), "held": false});
    for (knows_park, state) in [(None, "alerting"), (Some(2000), "connected")] {
        let mut roster = Roster::new();
        roster
            .take(event(1, &chat("connected", None)), 0.0)
            .unwrap();
        roster
            .take(event(2, &chat("parked", Some(2000))), 2000.0)
            .unwrap();
        roster
            .take(event(3, &chat("alerting", Some(2000))), 3000.0)
            .unwrap();
        let mut answer = chat("connected", knows_park);
        answer["segments"] = json!([{"type": "interact", "startTime": time(0)}]);
        let answer = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [answer]}]});
        roster.take_answer(&answer, 1500.0, 3100.0);
        assert_eq!(
            only(&roster, 4000.0).state.as_deref(),
            Some(state),
            "parkTime {knows_park:?}"
        );
    }
}

#[test]
fn a_hold_that_went_on_after_a_late_denial_ended_with_the_next_denial() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    // A late copy ends the hold, which goes on: an answer tells so, but only after the hold is
    // over.
    roster.take(event(2, &connected(None)), 5000.0).unwrap();
    roster.take(event(3, &connected(None)), 20_000.0).unwrap();
    roster
        .take(event(4, &connected(Some(30_000))), 30_000.0)
        .unwrap();
    let answer = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [connected(Some(2000))]}]});
    roster.take_answer(&answer, 12_000.0, 31_000.0);
    let hold = only(&roster, 40_000.0).durations.hold;
    assert_eq!(
        (hold.ms, hold.count, hold.running),
        (18_000.0 + 10_000.0, 2, true)
    );
    // Where nothing denied it, it ended where the next one began.
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    roster.take(event(2, &connected(None)), 5000.0).unwrap();
    roster
        .take(event(4, &connected(Some(30_000))), 30_000.0)
        .unwrap();
    roster.take_answer(&answer, 12_000.0, 31_000.0);
    let hold = only(&roster, 40_000.0).durations.hold;
    assert_eq!((hold.ms, hold.count, hold.running), (38_000.0, 2, true));
}

#[test]
fn who_types_or_has_read_says_nothing() {
    let said = |kind: Option<&str>| json!([{"messageId": "m", "messageTime": time(5000), "messageStatus": "received", "messageMetadata": {"type": kind}}]);
    let customer = |kind, is_flat: bool| {
        let state = is_flat.then_some("connected");
        let texts = if is_flat {
            said(kind)
        } else {
            json!([{"id": "y", "messages": said(kind)}])
        };
        json!({"id": "k", "purpose": "customer", "state": state, "connectedTime": time(1000), "messages": texts})
    };
    for is_flat in [false, true] {
        for (kind, since) in [
            (Some("Event"), None),
            (Some("receipt"), None),
            (Some("Text"), Some(5000.0)),
            (Some("Structured"), Some(5000.0)),
            (Some("tomorrow"), Some(5000.0)),
            (None, Some(5000.0)),
        ] {
            let mut agent = json!({"id": "p", "purpose": "agent", "state": "connected", "connectedTime": time(1000)});
            if !is_flat {
                agent = json!({"id": "p", "purpose": "agent", "messages": [{"id": "x", "state": "connected", "connectedTime": time(1000)}]});
            }
            let mut roster = Roster::new();
            roster
                .take(
                    flat_event("messages", &json!([customer(kind, is_flat), agent])),
                    9000.0,
                )
                .unwrap();
            let row = roster
                .rows()
                .find(|row| row.purpose() == Some("agent"))
                .unwrap();
            assert_eq!(
                row.timers().response.map(|watch| watch.since.unwrap()),
                since,
                "{kind:?}, flat: {is_flat}"
            );
        }
    }
}

#[test]
fn holds_survive_a_reload() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    roster.take(event(2, &connected(None)), 5000.0).unwrap();
    let mut restored =
        Roster::restore(&roster.save(), moment(9000.0), RosterOptions::default()).unwrap();
    let mut rest = connected(None);
    rest["segments"] = json!([]);
    let rest = json!({"id": "c", "participants": [{"id": "p", "purpose": "agent", "userId": "u", "chats": [rest]}]});
    for roster in [&mut roster, &mut restored] {
        roster.take_answer(&rest, 9000.0, 9100.0);
        assert_eq!(only(roster, 20_000.0).durations.hold.ms, 3000.0);
    }
    assert_eq!(rows(&roster, 20_000.0), rows(&restored, 20_000.0));
}

#[test]
fn a_threshold_is_reached_once_a_stretch() {
    let mut roster = Roster::new();
    let threshold = roster.add_threshold(Threshold {
        timer: TimerName::CurrentHold,
        after_ms: 4000.0,
    });
    roster
        .take(event(1, &connected(Some(2000))), 2000.0)
        .unwrap();
    assert_eq!(
        roster.advance(moment(5500.5), Some(1000.0)),
        Some(moment(6000.0))
    );
    assert!(roster.due(moment(5999.0)).is_empty());
    assert_eq!(
        roster.due(moment(90_000.0)),
        [(threshold, "x".to_owned())],
        "late, after a sleep"
    );
    assert!(roster.due(moment(91_000.0)).is_empty());
    roster.take(event(2, &connected(None)), 92_000.0).unwrap();
    roster
        .take(event(3, &connected(Some(95_000))), 95_000.0)
        .unwrap();
    assert_eq!(roster.due(moment(99_000.0)).len(), 1, "the next stretch");
}

#[test]
fn the_next_change_is_never_the_past() {
    let mut roster = Roster::new();
    roster
        .take(event(1, &connected(Some(50_000))), 2000.0)
        .unwrap();
    for now in [0.0, 999.9, 1000.0, 49_999.0, 50_000.0, 1e12, 1e15] {
        let now = moment(now);
        assert!(
            roster.advance(now, None).is_none_or(|next| next > now),
            "{now:?}"
        );
        let grid = roster.advance(now, Some(1000.0)).map(Moment::epoch_ms);
        assert!(
            grid.is_none_or(|next| next > now.epoch_ms()),
            "{now:?} {grid:?}"
        );
    }
}

#[test]
fn a_communication_that_turns_out_to_be_of_another_is_removed() {
    let mut roster = Roster::with_options(RosterOptions {
        purposes: Some(vec!["agent".into()]),
        user_id: None,
    });
    roster.take(event(1, &connected(None)), 1000.0).unwrap();
    let other = json!({"id": "c", "participants": [{"id": "p", "purpose": "customer", "chats": [connected(None)]}]});
    let changes = roster.take(other.to_string(), 2000.0).unwrap();
    assert_eq!((changes[0].kind, roster.len()), (ChangeKind::Removed, 0));
}
