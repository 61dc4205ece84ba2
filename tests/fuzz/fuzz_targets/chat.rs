//! One chat: reading it never panics, its issues have paths that exist, writing and reading again is identity, and its
//! durations are the sums of its spans.
#![no_main]

use conversation_chat::{ConversationChat, SpanKind, Step, durations, parse_chat, timeline};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
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
    assert_eq!(again.chat.check(), parsed.chat.check());
    let by_serde: ConversationChat = serde_json::from_str(&written).expect("serde reads it too");
    assert_eq!(by_serde, parsed.chat);

    for now in [0.0, 1.6e12, f64::NAN] {
        let (durations, spans) = (durations(&parsed.chat, now), timeline(&parsed.chat, now));
        let sum = |kind| spans.iter().filter(|span| span.kind == kind).map(|span| span.end_ms - span.start_ms).sum::<f64>();
        for (kind, timer) in [(SpanKind::Talk, durations.talk), (SpanKind::Hold, durations.hold), (SpanKind::AfterCallWork, durations.after_call_work)] {
            assert!(timer.ms >= 0.0);
            assert!((sum(kind) - timer.ms).abs() <= 1.0, "{kind:?}: {} is not {}", sum(kind), timer.ms);
        }
    }
});
