//! What must hold for any input: asked by the fuzzer of what it makes up, and by the tests of what it once found worth keeping.

use conversation_chat::{
    Communication, ConversationChat, Durations, Roster, SpanKind, Step, TICK_WIDTH, Timer, durations, parse_chat,
    timeline,
};
use serde_json::Value;

/// One chat: reading it never panics, its issues have paths that exist, all ways of reading it agree, writing and reading again
/// is identity, and its durations are the sums of its spans.
pub(crate) fn chat(data: &[u8]) {
    let Ok(parsed) = parse_chat(data) else {
        return;
    };
    if let Ok(json) = serde_json::from_slice::<Value>(data) {
        for issue in &parsed.issues {
            let parent = issue.path.split_last().map_or(&[][..], |(_, parent)| parent);
            let found = parent.iter().try_fold(&json, |value, step| match step {
                Step::Field(name) => value.get(name),
                Step::Index(index) => value.get(*index as usize),
            });
            assert!(found.is_some(), "no place for {issue}");
        }
    }
    let written = serde_json::to_string(&parsed.chat).expect("a chat can be written");
    let again = parse_chat(&written).expect("what was written can be read");
    assert_eq!(again.chat, parsed.chat);
    // Text and tape: the second is what the walker in JavaScript writes too.
    assert_eq!(again.issues, parsed.chat.check());
    let by_serde: ConversationChat = serde_json::from_str(&written).expect("serde reads it too");
    assert_eq!(by_serde, parsed.chat);
    let communication: Communication = serde_json::from_str(&written).expect("a chat is a communication");

    for now in [0.0, 1.6e12, f64::NAN] {
        let (durations, spans) = (durations(&parsed.chat, now), timeline(&parsed.chat, now));
        assert_eq!(conversation_chat::durations(&communication, now), durations);
        let kinds = [
            SpanKind::Alert,
            SpanKind::Contacting,
            SpanKind::Dialing,
            SpanKind::Talk,
            SpanKind::Hold,
            SpanKind::AfterCallWork,
        ];
        let [parts @ .., handle] = timers(&durations);
        for (kind, timer) in kinds.into_iter().zip(parts) {
            let of_kind = || spans.iter().filter(|span| span.kind == kind);
            let sum: f64 = of_kind().map(|span| span.end_ms - span.start_ms).sum();
            assert!(timer.ms >= 0.0);
            assert!((sum - timer.ms).abs() <= 1.0, "{kind:?}: {sum} is not {}", timer.ms);
            assert_eq!(of_kind().count(), timer.count as usize);
            assert_eq!(of_kind().any(|span| span.running), timer.running);
        }
        let sum: f64 = parts[1..].iter().map(|timer| timer.ms).sum();
        assert_eq!(handle.ms, sum);
    }
}

/// A sequence of payloads, one a line: the roster never panics, refuses what is no JSON without harm, and stays consistent.
/// What comes bare says the same in a page.
pub(crate) fn roster(data: &[u8]) {
    let mut roster = Roster::new();
    let mut at = 1.6e12;
    for line in data.split(|byte| *byte == b'\n') {
        at += 1000.0;
        if line.first() == Some(&b'[') {
            let page = [br#"{"entities":"#, line, b"}"].concat();
            let [bare, paged] = [line, &page].map(|text| Roster::new().receive(text, at).ok());
            // Either may be no JSON where the other is: one level too deep, or a list with more behind it.
            assert!(bare == paged || bare.is_none() || paged.is_none());
        }
        let before = roster.len();
        match roster.receive(line, at) {
            Ok(changes) => assert!(roster.len() <= before + changes.len()),
            Err(_) => assert_eq!(roster.len(), before),
        }
    }
    let mut columns = Vec::new();
    roster.tick(at, &mut columns);
    let rows = roster.rows(at);
    assert_eq!(columns.len(), rows.len() * TICK_WIDTH);
    for (row, columns) in rows.iter().zip(columns.chunks(TICK_WIDTH)) {
        let durations = &row.durations;
        assert_eq!(timers(durations).map(|timer| timer.ms), columns[..7]);
        assert!(columns[..7].iter().all(|ms| *ms >= 0.0));
        assert_eq!(durations.current_hold.is_none(), columns[7].is_nan());
        assert_eq!(durations.alert.remaining_ms.is_none(), columns[8].is_nan());
    }
    if let Some(next) = roster.next_change(at) {
        assert!(next > at);
    }
    for row in rows {
        assert!(roster.remove(&row.communication_id), "{}", row.communication_id);
    }
    assert!(roster.is_empty());
    roster.tick(at, &mut columns);
    assert!(columns.is_empty());
}

/// The timers in the order of the columns of a tick.
fn timers(durations: &Durations) -> [Timer; 7] {
    let Durations { alert, contacting, dialing, talk, hold, after_call_work, handle, .. } = *durations;
    [alert, contacting, dialing, talk, hold, after_call_work, handle]
}
