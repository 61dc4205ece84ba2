//! Durations that equal the platform's own metrics, live and afterwards, and that are never wrong
//! in the familiar ways.

use std::fs;

use conversation_chat::{
    Basis, Communication as _, ConversationChat, Durations, Interval, IntervalKind, Open, Segment,
    SegmentKind, Timestamp, parse_chat,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    invariants::timers,
    support::{self, at, moment, time},
};

/// The chat as the fixture or the test tells it.
fn chat(json: &Value) -> ConversationChat {
    parse_chat(json.to_string()).unwrap().chat
}

fn payload(name: &str) -> Value {
    serde_json::from_str(&support::payload(name)).unwrap()
}

fn durations(chat: &ConversationChat, now: f64) -> Durations {
    conversation_chat::durations(chat, moment(now))
}

fn hold_duration(chat: &ConversationChat, now: f64) -> Option<f64> {
    conversation_chat::hold_duration(chat, moment(now))
}

fn timeline(chat: &ConversationChat, now: f64) -> Vec<Interval> {
    conversation_chat::timeline(chat, moment(now))
}

/// ms of alert, talk, hold, after-call work.
fn figures(durations: &Durations) -> [f64; 4] {
    [
        durations.alert.ms,
        durations.talk.ms,
        durations.hold.ms,
        durations.after_call_work.ms,
    ]
}

#[test]
fn the_published_sessions_to_the_millisecond() {
    let facts: Value =
        serde_json::from_str(&fs::read_to_string("tests/fixtures/handled-sessions.json").unwrap())
            .unwrap();
    for session in facts["sessions"].as_array().unwrap() {
        let moment = |value: &Value| json!(time(u32::try_from(value.as_u64().unwrap()).unwrap()));
        let segments: Vec<_> = session["segments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|segment| json!({"type": segment["type"], "startTime": moment(&segment["startMs"]), "endTime": moment(&segment["endMs"])}))
            .collect();
        let durations = durations(
            &chat(&json!({"state": "disconnected", "segments": segments})),
            1e12,
        );
        let metrics = [
            ("tAlert", durations.alert),
            ("tTalkComplete", durations.talk),
            ("tHeldComplete", durations.hold),
            ("tAcw", durations.after_call_work),
            ("tContacting", durations.contacting),
            ("tDialing", durations.dialing),
            ("tHandle", durations.handle),
        ];
        for (metric, timer) in metrics {
            let expected = session["metrics"]
                .get(metric)
                .map_or(0.0, |ms| ms.as_f64().unwrap());
            assert_eq!(
                (timer.ms, timer.running),
                (expected, false),
                "{}: {metric}",
                session["what"]
            );
        }
    }
}

#[test]
fn a_live_chat_on_hold() {
    let chat = chat(&payload("chat-live"));
    let now = at("2021-01-20T09:32:02.023Z");
    let durations = durations(&chat, now);
    assert_eq!(durations.basis, Basis::Segments);
    assert_eq!(figures(&durations), [11_050.0, 315_261.0, 92_508.0, 0.0]);
    assert_eq!(
        (
            durations.talk.running,
            durations.hold.running,
            durations.hold.count
        ),
        (false, true, 2)
    );
    assert_eq!(durations.current_hold.unwrap().ms, 60_000.0);
    assert_eq!(hold_duration(&chat, now + 1.0), Some(60_001.0));
}

#[test]
fn case_1_open_segments_run_to_now() {
    let open = chat(
        &json!({"state": "connected", "segments": [{"type": "Interact", "startTime": time(1000), "howEnded": "Disconnect"}]}),
    );
    let durations = durations(&open, 5000.0);
    assert_eq!((durations.talk.ms, durations.talk.running), (4000.0, true));
}

#[test]
fn case_2_a_leg_that_ended_closes_its_open_segment() {
    let ended = json!({"state": "disconnected", "disconnectedTime": time(3000), "segments": [{"type": "Interact", "startTime": time(1000)}]});
    let durations = durations(&chat(&ended), 5000.0);
    assert_eq!((durations.talk.ms, durations.talk.running), (2000.0, false));
}

#[test]
fn case_2_a_leg_that_ended_nobody_knows_when_stops_at_what_is_known() {
    let ended = json!({"state": "disconnected", "segments": [
        {"type": "Interact", "startTime": time(1000)}, {"type": "Hold", "startTime": time(2500), "endTime": time(4000)},
    ]});
    assert_eq!(
        figures(&durations(&chat(&ended), 9000.0)),
        [0.0, 1500.0, 1500.0, 0.0]
    );
}

#[test]
fn case_3_without_segments_the_timestamps_tell() {
    let live = json!({"segments": [], "state": "connected", "startAlertingTime": time(0), "connectedTime": time(2000), "held": true, "startHoldTime": time(5000)});
    let live = durations(&chat(&live), 6000.0);
    assert_eq!(live.basis, Basis::Timestamps);
    assert_eq!(figures(&live), [2000.0, 3000.0, 1000.0, 0.0]);
    assert_eq!(
        (live.talk.running, live.handle.running, live.handle.ms),
        (false, true, 4000.0)
    );
}

#[test]
fn case_4_a_notification_without_segments_times_the_current_hold() {
    let event = &payload("event-nested")["eventBody"]["participants"][2]["chats"][0];
    let durations = durations(&chat(event), at("2021-01-20T09:31:12.023Z"));
    assert_eq!(durations.current_hold.unwrap().ms, 10_000.0);
    assert_eq!(
        durations.talk.ms,
        at("2021-01-20T09:31:02.023Z") - at("2021-01-20T09:25:14.261Z")
    );
}

#[test]
fn case_5_empty_and_skipped_after_call_work_are_zero() {
    assert_eq!(
        durations(&chat(&json!({"afterCallWork": {}})), 9.0)
            .after_call_work
            .count,
        0
    );
    let skipped =
        json!({"afterCallWork": {"state": "skipped", "startTime": time(5), "endTime": time(5)}});
    let skipped = durations(&chat(&skipped), 9.0).after_call_work;
    assert_eq!(
        (skipped.ms, skipped.running, skipped.count),
        (0.0, false, 0)
    );
}

#[test]
fn case_6_two_clocks_never_make_a_duration_negative() {
    let skewed = json!({"state": "connected", "startAlertingTime": time(1042), "connectedTime": time(1000), "held": true, "startHoldTime": time(993)});
    let skewed = durations(&chat(&skewed), 990.0);
    assert_eq!(figures(&skewed), [0.0; 4]);
    assert!(skewed.current_hold.is_none(), "it begins after `now`");
}

#[test]
fn case_7_all_spellings_of_time_are_one() {
    let chat = chat(&payload("chat-2016"));
    assert_eq!(durations(&chat, 1e13).alert.ms, 30_000.0);
    let malformed = parse_chat(r#"{"connectedTime": "2021-04-2T15:30:51.418Z"}"#)
        .unwrap()
        .chat;
    assert_eq!(durations(&malformed, 1e13).talk.ms, 0.0);
}

#[test]
fn case_8_after_call_work_by_its_own_times_else_by_segments_else_by_seconds() {
    let ended = payload("chat-ended");
    let measure = |change: fn(&mut Value)| {
        let mut changed = ended.clone();
        change(&mut changed);
        durations(&chat(&changed), 1e13).after_call_work.ms
    };
    assert_eq!(measure(|_| {}), 38_954.0);
    assert_eq!(
        measure(|chat| chat["afterCallWork"]["endTime"] = json!("2021-01-20T09:40:40.042Z")),
        40_000.0
    );
    assert_eq!(measure(|chat| chat["afterCallWork"] = json!({})), 38_954.0);
    let without = |chat: &mut Value| {
        chat["afterCallWork"] = json!({});
        chat["segments"].as_array_mut().unwrap().pop();
    };
    assert_eq!(measure(without), 39_000.0);
}

#[test]
fn case_9_automatic_holds_add_up() {
    // 21 pieces of talk and 20 of hold, as in a published messaging session.
    let segments: Vec<_> = (0..41)
        .map(|index| json!({"type": if index % 2 == 0 { "interact" } else { "hold" }, "startTime": time(index * 1000), "endTime": time(index * 1000 + 1000)}))
        .collect();
    let durations = durations(
        &chat(&json!({"state": "disconnected", "segments": segments})),
        50_000.0,
    );
    assert_eq!(
        (
            durations.talk.count,
            durations.hold.count,
            durations.handle.count
        ),
        (21, 20, 41)
    );
    assert_eq!(durations.handle.ms, 41_000.0);
}

#[test]
fn a_newer_hold_than_the_segments_know_counts() {
    let stale = json!({"state": "connected", "held": true, "startHoldTime": time(8000), "segments": [
        {"type": "Interact", "startTime": time(0), "endTime": time(2000)},
        {"type": "Hold", "startTime": time(2000), "endTime": time(3000)},
        {"type": "Interact", "startTime": time(3000)},
    ]});
    let durations = durations(&chat(&stale), 10_000.0);
    assert_eq!(figures(&durations), [0.0, 7000.0, 3000.0, 0.0]);
    assert_eq!(
        (durations.hold.count, durations.current_hold.unwrap().ms),
        (2, 2000.0)
    );
}

#[test]
fn a_hold_that_lasted_to_the_end_is_no_current_hold() {
    let ended = json!({"state": "disconnected", "held": true, "startHoldTime": time(5000), "connectedTime": time(1000), "disconnectedTime": time(9000)});
    let durations = durations(&chat(&ended), 20_000.0);
    assert_eq!(figures(&durations), [0.0, 4000.0, 4000.0, 0.0]);
    assert_eq!(durations.current_hold, None);
}

#[test]
fn pending_after_call_work_runs_after_the_end() {
    let pending = json!({"state": "disconnected", "connectedTime": time(0), "disconnectedTime": time(5000), "afterCallWork": {"state": "pending", "startTime": time(5000)}});
    let pending = durations(&chat(&pending), 8000.0);
    assert_eq!(
        (
            pending.after_call_work.ms,
            pending.after_call_work.running,
            pending.handle.ms
        ),
        (3000.0, true, 8000.0)
    );
    let by_segment = json!({"state": "disconnected", "disconnectedTime": time(5000), "afterCallWork": {"state": "pending"}, "segments": [{"type": "Wrapup", "startTime": time(5000)}]});
    assert_eq!(
        durations(&chat(&by_segment), 8000.0).after_call_work.ms,
        3000.0
    );
}

#[test]
fn the_alert_counts_down_to_its_limit_and_not_beyond() {
    let alerting = json!({"state": "alerting", "startAlertingTime": time(0), "queueMediaSettings": {"alertingTimeoutSeconds": 30}});
    let alerting = chat(&alerting);
    let remaining = |now| durations(&alerting, now).alert.remaining_ms;
    assert_eq!(
        [remaining(10_000.0), remaining(31_000.0)],
        [Some(20_000.0), Some(0.0)]
    );
    let answered = json!({"state": "connected", "startAlertingTime": time(0), "connectedTime": time(5000), "queueMediaSettings": {"alertingTimeoutSeconds": 30}});
    assert_eq!(durations(&chat(&answered), 6000.0).alert.remaining_ms, None);
}

#[test]
fn queue_time_is_never_talk() {
    let queue = json!({"state": "connected", "connectedTime": time(0), "segments": [{"type": "Delay", "startTime": time(0)}]});
    assert_eq!(durations(&chat(&queue), 60_000.0).talk.ms, 0.0);
}

fn any_segment() -> impl Strategy<Value = Segment> {
    let kinds = prop::sample::select(vec![
        "alert",
        "Interact",
        "INTERACT",
        "Hold",
        "hold",
        "Wrapup",
        "dialing",
        "Contacting",
    ]);
    (kinds, 0..100_000_u32, prop::option::of(0..100_000_u32))
        .prop_map(|(kind, start, end)| segment(kind, start, end))
}

fn segment(kind: &str, start: u32, end: Option<u32>) -> Segment {
    Segment {
        kind: Some(conversation_chat::Open::<SegmentKind>::new(kind)),
        start_time: Some(Timestamp::new(&time(start))),
        end_time: end.map(|end| Timestamp::new(&time(end))),
        ..Segment::default()
    }
}

prop_compose! {
    fn any_chat()(
        segments in prop::collection::vec(any_segment(), 0..12),
        held in any::<Option<bool>>(),
        moments in prop::array::uniform4(prop::option::of(0..100_000_u32)),
        state in prop::sample::select(vec!["alerting", "connected", "disconnected", "terminated", "none", "tomorrow"]),
        work in prop::option::of((0..100_000_u32, prop::option::of(0..100_000_u32), prop::sample::select(vec!["pending", "complete", "skipped"]))),
        seconds in prop::option::of(0..100_u32),
    ) -> ConversationChat {
        let moment = |ms: Option<u32>| ms.map(time);
        let mut json = json!({
            "state": state, "held": held, "startAlertingTime": moment(moments[0]), "connectedTime": moment(moments[1]),
            "startHoldTime": moment(moments[2]), "disconnectedTime": moment(moments[3]), "wrapup": {"durationSeconds": seconds},
        });
        if let Some((start, end, state)) = work {
            json["afterCallWork"] = json!({"startTime": time(start), "endTime": moment(end), "state": state});
        }
        ConversationChat { segments: Some(segments), ..chat(&json) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_durations_are_the_sums_of_the_spans(chat in any_chat(), now in 0.0..200_000.0_f64) {
        let durations = durations(&chat, now);
        let intervals = timeline(&chat, now);
        let kinds = [IntervalKind::Alert, IntervalKind::Contacting, IntervalKind::Dialing, IntervalKind::Talk, IntervalKind::Hold, IntervalKind::Park, IntervalKind::AfterCallWork];
        for (kind, timer) in kinds.into_iter().zip(timers(&durations)) {
            let of_kind: Vec<_> = intervals.iter().filter(|span| span.kind == kind).collect();
            let sum: f64 = of_kind.iter().map(|span| span.end_ms - span.start_ms).sum();
            prop_assert!((sum - timer.ms).abs() < 1e-6);
            prop_assert_eq!(of_kind.len(), timer.count as usize);
            prop_assert_eq!(of_kind.iter().any(|span| span.running), timer.running);
            prop_assert!(of_kind.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms || pair[0].running));
        }
        prop_assert!(intervals.windows(2).all(|pair| pair[0].start_ms <= pair[1].start_ms));
        prop_assert!(intervals.iter().all(|span| span.start_ms <= span.end_ms));
        let [_, contacting, dialing, talk, hold, _, work, handle] = timers(&durations);
        let parts: f64 = [contacting, dialing, talk, hold, work].iter().map(|timer| timer.ms).sum();
        prop_assert!((parts - handle.ms).abs() < 1e-6);
    }

    #[test]
    fn talk_and_hold_never_overlap(chat in any_chat(), now in 0.0..200_000.0_f64) {
        let intervals = timeline(&chat, now);
        for talk in intervals.iter().filter(|span| span.kind == IntervalKind::Talk) {
            for hold in intervals.iter().filter(|span| span.kind == IntervalKind::Hold) {
                prop_assert!(talk.end_ms <= hold.start_ms || hold.end_ms <= talk.start_ms, "{:?} {:?}", talk, hold);
            }
        }
    }

    #[test]
    fn time_only_adds_and_is_never_negative(chat in any_chat(), now in 0.0..200_000.0_f64, later in 0.0..50_000.0_f64) {
        let timeline = chat.timeline();
        let (before, after) = (timeline.durations(moment(now)), timeline.durations(moment(now + later)));
        for (before, after) in timers(&before).into_iter().zip(timers(&after)) {
            prop_assert!(before.ms >= 0.0);
            // What begins between the two moments is left out of the first.
            let text = serde_json::to_string(&chat).unwrap();
            let moments = text.split('"').filter_map(|word| Timestamp::new(word).moment());
            let begins = moments.into_iter().any(|other| other > moment(now));
            prop_assert!(before.ms <= after.ms || begins);
            prop_assert!(before.running || before.ms == after.ms || begins);
        }
    }

    #[test]
    fn the_order_of_segments_and_unknown_kinds_do_not_matter(chat in any_chat(), now in 0.0..200_000.0_f64, swaps in prop::collection::vec((0..12_usize, 0..12_usize), 12)) {
        let mut other = chat.clone();
        let segments = other.segments.as_mut().unwrap();
        for (a, b) in swaps {
            if a < segments.len() && b < segments.len() {
                segments.swap(a, b);
            }
        }
        if !segments.is_empty() {
            // The moments of all kinds are moments of the communication, so these have none of their own.
            let start = segments[0].start_time.clone();
            for (kind, end) in [("IVR", start.clone()), ("Daydream", None)] {
                segments.insert(0, Segment { start_time: start.clone(), end_time: end, kind: Some(Open::new(kind)), ..Segment::default() });
            }
        }
        prop_assert_eq!(durations(&other, now), durations(&chat, now));
    }
}
