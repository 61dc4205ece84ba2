//! Analytics records: every published session equals the platform's metrics, or its difference is
//! explained; whatever is malformed, foreign, broken off or huge has a clear error.

use std::{fmt::Write as _, fs, io::Read};

use conversation_chat::{
    Basis, HistoryError, HistoryReader, HistorySession, MetricComparison, compare_metrics,
    durations, hold_duration, read_history, stopwatches, timeline,
};
use serde_json::{Value, json};

use crate::support::{at, moment, time};

fn fixture(name: &str) -> Vec<HistorySession> {
    let text = fs::read_to_string(format!("tests/fixtures/analytics/{name}.json")).unwrap();
    read_history(text).unwrap()
}

fn different(session: &HistorySession) -> Vec<(&'static str, f64, f64, Option<String>)> {
    compare_metrics(session)
        .into_iter()
        .filter(|metric| metric.difference_ms != 0.0)
        .map(|metric| (metric.metric, metric.ours, metric.platform, metric.why))
        .collect()
}

fn names(compared: &[MetricComparison]) -> Vec<&'static str> {
    compared.iter().map(|metric| metric.metric).collect()
}

/// One session of an agent, of a conversation that has ended.
fn session(session: &Value) -> HistorySession {
    let record = json!({
        "conversationId": "c", "conversationEnd": time(3_600_000),
        "participants": [{"participantId": "p", "purpose": "agent", "userId": "u", "sessions": [session]}],
    });
    let mut sessions = read_history(record.to_string()).unwrap();
    assert_eq!(sessions.len(), 1);
    sessions.remove(0)
}

fn segment(kind: &str, from: u32, to: u32) -> Value {
    json!({"segmentType": kind, "segmentStart": time(from), "segmentEnd": time(to)})
}

#[test]
fn voice_record() {
    let sessions = fixture("voice-declined-then-answered-2024");
    let purposes: Vec<_> = sessions
        .iter()
        .map(|session| session.purpose.clone().unwrap())
        .collect();
    assert_eq!(
        purposes.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["customer", "ivr", "acd", "agent", "agent"]
    );
    for other in &sessions[..3] {
        assert_eq!(
            (other.timers().talk.ms, other.timers().handle.ms),
            (0.0, 0.0)
        );
        assert!(compare_metrics(other).is_empty());
    }
    let [.., declined, answered] = &sessions[..] else {
        panic!()
    };
    let why = "the wrap-up was changed after its completion: `tAcw` was emitted 3837 ms before its segment ends";
    assert_eq!(
        different(declined),
        [
            ("tAcw", 61_000.0, 57_000.0, Some(why.to_owned())),
            (
                "tHandle",
                61_000.0,
                57_000.0,
                Some("the difference is that of `tAcw`".to_owned())
            ),
        ]
    );
    assert_eq!(different(answered), []);
    assert_eq!(
        names(&compare_metrics(answered)),
        ["tAlert", "tTalkComplete", "tAcw", "tHandle"]
    );
    assert_eq!(answered.media_type, Some("call".into()));
    assert_eq!(answered.user_id, Some("u2".into()));
    assert_eq!(answered.wrapup_code, Some("ININ-WRAP-UP-TIMEOUT".into()));
    assert_eq!(answered.queue_id, Some("q1".into()));
    assert_eq!(answered.started_at, Some(at("2024-04-29T17:31:57.716Z")));
    assert_eq!(answered.ended_at, Some(at("2024-04-29T17:38:14.974Z")));
    assert!(sessions.iter().all(|session| session.issues.is_empty()));
}

#[test]
fn message_record_with_six_sessions_of_one_agent() {
    let sessions = fixture("webmessaging-blind-transfers-2024");
    let agents: Vec<_> = sessions
        .iter()
        .filter(|session| session.purpose == Some("agent".into()))
        .collect();
    assert_eq!(agents.len(), 6);
    for agent in &agents {
        assert_eq!(different(agent), []);
        assert!(compare_metrics(agent).len() >= 3);
    }
    let last = agents[5].timers();
    assert_eq!(
        (last.hold.ms, last.hold.count, last.talk.count),
        (5_798_969.0, 20, 21)
    );
    assert_eq!(last.handle.ms, 7_904_112.0);
    assert_eq!(last.handle.bound, None);
}

#[test]
fn records_without_metrics_have_figures_and_nothing_to_compare() {
    let sessions = fixture("records-2016-no-metrics");
    let agents: Vec<_> = sessions
        .iter()
        .filter(|session| {
            session
                .purpose
                .as_ref()
                .is_some_and(|purpose| ["agent", "user"].contains(&purpose.as_str()))
        })
        .collect();
    assert_eq!(agents.len(), 29);
    for agent in agents {
        assert!(compare_metrics(agent).is_empty());
        assert!(agent.timers().handle.since.is_none());
        assert!(agent.ended_at.is_some());
    }
}

/// Sessions that were published as figures only.
#[test]
fn published_figures() {
    let text = fs::read_to_string("tests/fixtures/handled-sessions.json").unwrap();
    let figures: Value = serde_json::from_str(&text).unwrap();
    for published in figures["sessions"].as_array().unwrap() {
        let segments = published["segments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|segment_of| {
                let ms = |name: &str| u32::try_from(segment_of[name].as_u64().unwrap()).unwrap();
                segment(
                    segment_of["type"].as_str().unwrap(),
                    ms("startMs"),
                    ms("endMs"),
                )
            });
        let metrics = published["metrics"].as_object().unwrap().iter();
        let metrics: Vec<_> = metrics
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let count = metrics.len();
        let session =
            session(&json!({"segments": segments.collect::<Vec<_>>(), "metrics": metrics}));
        assert_eq!(different(&session), [], "{}", published["what"]);
        assert_eq!(
            compare_metrics(&session).len(),
            count,
            "{}",
            published["what"]
        );
    }
}

#[test]
fn a_session_is_a_communication() {
    let session = session(
        &json!({"segments": [segment("alert", 0, 1_000), segment("interact", 1_000, 4_000), segment("hold", 4_000, 9_000)]}),
    );
    let now = moment(10_000.0);
    assert_eq!(stopwatches(&session), session.timers());
    let all = durations(&session, now);
    assert_eq!(
        (all.alert.ms, all.talk.ms, all.hold.ms, all.handle.ms),
        (1_000.0, 3_000.0, 5_000.0, 8_000.0)
    );
    assert_eq!(all.basis, Basis::Segments);
    assert_eq!(hold_duration(&session, now), None);
    assert_eq!(timeline(&session, now).len(), 3);
}

#[test]
fn what_goes_on_runs_and_what_has_ended_does_not() {
    let record = |end: Option<&str>, segments: Value| {
        let record = json!({
            "conversationId": "c", "conversationEnd": end,
            "participants": [{"purpose": "agent", "sessions": [{"segments": segments}]}],
        });
        read_history(record.to_string()).unwrap().remove(0)
    };
    let open = |kind: &str, from| json!({"segmentType": kind, "segmentStart": time(from)});

    let held = record(
        None,
        json!([segment("interact", 0, 1_000), open("hold", 1_000)]),
    );
    assert_eq!(held.ended_at, None);
    assert_eq!(hold_duration(&held, moment(3_000.0)), Some(2_000.0));
    assert_eq!(held.timers().handle.since, Some(1_000.0));

    let working = record(
        None,
        json!([segment("interact", 0, 1_000), open("wrapup", 1_000)]),
    );
    assert_eq!(working.ended_at, Some(1_000.0));
    assert_eq!(working.timers().after_call_work.since, Some(1_000.0));

    // What the conversation's end bounds.
    let ended = record(
        Some(&time(9_000)),
        json!([segment("interact", 0, 1_000), open("hold", 1_000)]),
    );
    assert_eq!(
        (ended.timers().hold.ms, ended.ended_at),
        (8_000.0, Some(9_000.0))
    );
    let ended = record(
        Some(&time(9_000)),
        json!([open("interact", 0), open("wrapup", 5_000)]),
    );
    assert_eq!(ended.ended_at, Some(5_000.0));
    assert_eq!(
        (ended.timers().talk.ms, ended.timers().after_call_work.ms),
        (5_000.0, 4_000.0)
    );
}

#[test]
fn who_listens_in_does_not_handle() {
    let interact = segment("interact", 0, 5_000);
    let listening = session(&json!({"monitoredParticipantId": "other", "segments": [interact]}));
    assert_eq!(listening.timers().handle.ms, 0.0);
    // A supervisor who took over: the segments tell the two apart.
    let took_over = session(&json!({
        "monitoredParticipantId": "other",
        "segments": [segment("monitoring", 0, 5_000), segment("interact", 5_000, 7_000)],
    }));
    assert_eq!(took_over.timers().handle.ms, 2_000.0);
    let screen = session(&json!({"mediaType": "screenmonitoring", "segments": [interact]}));
    assert_eq!(screen.timers().handle.ms, 0.0);
    assert_eq!(screen.media_type, Some("screenMonitoring".into()));
}

/// Each reason for a difference, with a session that has it.
#[test]
fn reasons() {
    let metric = |name: &str, value: u32| json!({"name": name, "value": value});
    let talk = segment("interact", 0, 5_000);
    let cases = [
        (
            "`tTalkComplete` was emitted 2 times",
            json!([talk]),
            json!([
                metric("tTalkComplete", 5_000),
                metric("tTalkComplete", 5_000)
            ]),
        ),
        (
            "the record has no `hold` segment",
            json!([talk]),
            json!([metric("tTalkComplete", 5_000), metric("tHeldComplete", 800)]),
        ),
        (
            "the record has no `tTalkComplete`",
            json!([talk]),
            json!([metric("tHandle", 5_000)]),
        ),
        (
            "the platform counts `tAcw` in whole seconds",
            json!([talk, segment("wrapup", 5_000, 7_400)]),
            json!([metric("tAcw", 2_000)]),
        ),
        (
            "a `interact` segment overlaps another one: the platform counts that time twice",
            json!([talk, segment("interact", 4_000, 6_000)]),
            json!([metric("tTalkComplete", 7_000)]),
        ),
        (
            "the platform contradicts itself: the sum of `tTalk` is 5000, as ours",
            json!([talk]),
            json!([
                metric("tTalk", 2_000),
                metric("tTalk", 3_000),
                metric("tTalkComplete", 4_000)
            ]),
        ),
        (
            "the platform contradicts itself: the sum of the parts of `tHandle` is 5000",
            json!([talk]),
            json!([metric("tTalkComplete", 5_000), metric("tHandle", 9_000)]),
        ),
        (
            "the wrap-up began before the session ended: that time is no after-call work",
            json!([talk, segment("wrapup", 2_000, 9_000)]),
            json!([metric("tTalkComplete", 5_000), metric("tAcw", 7_000)]),
        ),
    ];
    for (why, segments, metrics) in cases {
        let session = session(&json!({"segments": segments, "metrics": metrics}));
        let different = different(&session);
        let whys: Vec<_> = different.iter().map(|(.., why)| why.as_deref()).collect();
        assert_eq!(whys.first(), Some(&Some(why)), "{different:?}");
    }
    // Pieces alone are compared by their sum.
    let pieces = session(
        &json!({"segments": [talk], "metrics": [metric("tTalk", 2_000), metric("tTalk", 3_000)]}),
    );
    assert_eq!(names(&compare_metrics(&pieces)), ["tTalkComplete"]);
    assert_eq!(different(&pieces), []);
    // What nobody can explain has no reason.
    let odd = session(&json!({"segments": [talk], "metrics": [metric("tTalkComplete", 4_321)]}));
    assert_eq!(different(&odd), [("tTalkComplete", 5_000.0, 4_321.0, None)]);
}

#[test]
fn one_bad_field_costs_no_other_and_is_reported_with_its_path() {
    let record = json!({"conversations": [{
        "conversationId": 7, "participants": [
            {"purpose": "agent", "userId": {}, "sessions": [{
                "segments": [
                    {"segmentType": "alert", "segmentStart": "noon", "segmentEnd": time(1_000)},
                    {"segmentType": "interact", "segmentStart": time(1_000), "segmentEnd": "later", "disconnectType": "thunder"},
                    {"segmentType": "hold", "segmentStart": time(4_000), "segmentEnd": time(6_000)},
                    {"segmentEnd": time(6_000)},
                    {"segmentType": "wrapup", "segmentStart": time(9_000), "segmentEnd": time(6_000)},
                    "segment",
                ],
                "metrics": [{"name": "tAcw", "value": "1"}],
            }]},
            {"purpose": "agent", "sessions": "none"},
        ],
    }]});
    let sessions = read_history(record.to_string()).unwrap();
    assert_eq!(sessions.len(), 1);
    let timers = sessions[0].timers();
    assert_eq!((timers.talk.ms, timers.hold.ms), (3_000.0, 2_000.0));
    let issues: Vec<_> = sessions[0].issues.iter().map(ToString::to_string).collect();
    let own = "conversations[0].participants[0].sessions[0]";
    assert_eq!(
        issues,
        [
            "conversations[0].conversationId: expected a string, found a number".to_owned(),
            "conversations[0].participants[0].userId: expected a string, found an object"
                .to_owned(),
            format!("{own}.metrics[0].value: expected a number, found a string"),
            format!(
                "{own}.segments[0].segmentStart: expected a timestamp such as `2021-01-20T09:25:34.532Z`"
            ),
            format!(
                "{own}.segments[1].disconnectType: expected a known `DisconnectType`, found another value"
            ),
            format!(
                "{own}.segments[1].segmentEnd: expected a timestamp such as `2021-01-20T09:25:34.532Z`"
            ),
            format!(
                "{own}.segments[3].segmentStart: expected `segmentStart`: every segment has one"
            ),
            format!(
                "{own}.segments[4].segmentEnd: expected `segmentEnd` not to be before `segmentStart`"
            ),
            format!("{own}.segments[5]: expected an object, found a string"),
            "conversations[0].participants[1].sessions: expected an array, found a string"
                .to_owned(),
        ]
    );
}

#[test]
fn what_is_no_record_is_an_error() {
    let cases = [
        (
            "5",
            "expected an object, found a number: a record of the analytics API",
        ),
        (
            "null",
            "expected an object, found null: a record of the analytics API",
        ),
        (
            "\"text\"",
            "expected an object, found a string: a record of the analytics API",
        ),
        (
            r#"{"id": "c"}"#,
            "expected an analytics record, found an object without `conversations` and `participants`",
        ),
        (
            r#"{"entities": []}"#,
            "expected an analytics record, found an event or a list of the live API: those are for a roster",
        ),
        (
            r#"{"userDetails": []}"#,
            "expected an analytics record, found details of users: their records have no sessions of conversations",
        ),
        (
            r#"{"id": "c", "participants": [{"purpose": "agent", "chats": []}]}"#,
            "expected an analytics record, found a conversation without `conversationId` and `sessions`: those of the live API are for a roster",
        ),
        (
            r#"[{"conversationId": "c", "participants": []}, {"id": "d"}]"#,
            "expected an analytics record, found a conversation without `conversationId` and `sessions`: those of the live API are for a roster",
        ),
        (
            r#"{"conversations": 5}"#,
            "expected an analytics record, found conversations: expected an array, found a number",
        ),
        (
            r#"{"conversations": [5]}"#,
            "expected an analytics record, found conversations[0]: expected an object, found a number",
        ),
        (
            "{\"conversations\": [",
            "expected a value at line 1 column 20",
        ),
    ];
    for (record, message) in cases {
        assert_eq!(
            read_history(record).unwrap_err().to_string(),
            message,
            "{record}"
        );
    }
    for empty in [
        "{}",
        "[]",
        r#"{"totalHits": 0}"#,
        r#"{"conversations": [], "cursor": "x"}"#,
        r#"{"conversationId": "c"}"#,
    ] {
        assert_eq!(read_history(empty).unwrap(), [], "{empty}");
    }
}

/// Gives a few bytes at a time.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn stream(text: &str, step: usize) -> Vec<Result<String, String>> {
    HistoryReader::new(Trickle(text.as_bytes(), step))
        .map(|session| match session {
            Ok(session) => Ok(session.session_id.unwrap().as_str().to_owned()),
            Err(error) => Err(error.to_string()),
        })
        .collect()
}

/// The cases that `pkg/history/splitter.js` is held to as well.
#[test]
fn streams() {
    let text = fs::read_to_string("tests/fixtures/analytics-streams.json").unwrap();
    let cases: Value = serde_json::from_str(&text).unwrap();
    for case in cases.as_array().unwrap() {
        let input = case["input"].as_str().unwrap();
        let expected: Vec<_> = case["gives"]
            .as_array()
            .unwrap()
            .iter()
            .map(|given| match &given["error"] {
                Value::String(error) => Err(error.clone()),
                _ => Ok(given["session"].as_str().unwrap().to_owned()),
            })
            .collect();
        for step in [1, 2, 3, 7, 64, 1 << 20] {
            assert_eq!(stream(input, step), expected, "{} by {step}", case["what"]);
        }
    }
    assert!(cases.as_array().unwrap().len() > 15);
}

/// Whatever lies between records, and however they are laid out: the sessions are the same.
#[test]
fn layouts_of_one_set_of_records_give_the_same_sessions() {
    let records: Vec<Value> = [
        "voice-declined-then-answered-2024",
        "webmessaging-blind-transfers-2024",
    ]
    .map(|name| fs::read_to_string(format!("tests/fixtures/analytics/{name}.json")).unwrap())
    .iter()
    .map(|text| serde_json::from_str(text).unwrap())
    .collect();
    let lines = records
        .iter()
        .map(|record| format!("{record}\n"))
        .collect::<String>();
    let pretty = records
        .iter()
        .map(|record| format!("{record:#}\n"))
        .collect::<String>();
    let layouts = [
        lines.replace('\n', "\r\n"),
        lines,
        pretty,
        Value::from(records.clone()).to_string(),
        format!("{:#}", Value::from(records.clone())),
        json!({"conversations": records, "totalHits": 2}).to_string(),
        format!(
            "{:#}",
            json!({"aggregations": [{"a": "]}\\\""}], "conversations": records, "totalHits": 2})
        ),
    ];
    let ids = |layout: &str, step| {
        stream(layout, step)
            .into_iter()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
    };
    let expected = ids(&layouts[1], 1 << 20);
    assert_eq!(expected.len(), 5 + 14);
    for layout in &layouts {
        for step in [13, 4_096, 1 << 20] {
            assert_eq!(ids(layout, step), expected, "{}", &layout[..40]);
        }
    }
}

#[test]
fn the_memory_of_a_stream_is_that_of_one_record() {
    /// An answer of many conversations that never is in memory as a whole.
    #[derive(Debug)]
    struct Endless {
        left: usize,
        record: Vec<u8>,
        rest: Vec<u8>,
    }
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.rest.is_empty() && self.left > 0 {
                self.left -= 1;
                self.rest = if self.left == 0 {
                    b"]}".to_vec()
                } else {
                    self.record.clone()
                };
            }
            let count = self.rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&self.rest[..count]);
            self.rest.drain(..count);
            Ok(count)
        }
    }
    let mut record = String::from(",");
    let _ = write!(
        record,
        "{}",
        json!({"conversationId": "c", "participants": [{"sessions": [{"sessionId": "s"}]}]})
    );
    let input = Endless {
        left: 20_000,
        record: record.into_bytes(),
        rest: br#"{"conversations": [{"conversationId": "c"}"#.to_vec(),
    };
    let mut reader = HistoryReader::new(input);
    assert_eq!(reader.by_ref().filter(Result::is_ok).count(), 19_999);
    assert_eq!(reader.records(), 20_000);
    // One chunk, and what is left of the one before.
    let debug = format!("{reader:?}");
    assert!(debug.len() < 4 << 20, "{}", debug.len());
}

#[test]
fn an_input_that_fails_is_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let mut reader = HistoryReader::new(Broken);
    let error = reader.next().unwrap().unwrap_err();
    assert!(matches!(error, HistoryError::Io(_)));
    assert_eq!(
        error.to_string(),
        "the input could not be read: the disk is gone"
    );
    assert!(reader.next().is_none(), "it ends there");
}
