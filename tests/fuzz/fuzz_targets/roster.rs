//! A sequence of payloads, one a line: the roster never panics, refuses what is no JSON without harm, and stays consistent.
#![no_main]

use conversation_chat::{Roster, TICK_WIDTH};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut roster = Roster::new();
    let mut at = 1.6e12;
    for line in data.split(|byte| *byte == b'\n') {
        at += 1000.0;
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
        assert_eq!(row.durations.handle.ms, columns[6]);
        assert!(columns[..7].iter().all(|ms| *ms >= 0.0));
    }
    if let Some(next) = roster.next_change(at) {
        assert!(next > at);
    }
    for row in rows {
        assert!(roster.remove(&row.communication_id), "{}", row.communication_id);
    }
    assert!(roster.is_empty());
});
