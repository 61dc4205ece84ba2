//! Analytics records natively: `cargo bench --bench history`. Ours beside `serde_json` into typed
//! structs and `chrono`, with the same sums. Best of nine rounds, in turn.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a measurement"
)]

use std::{fs, hint::black_box, time::Instant};

use chrono::DateTime;
use conversation_chat::HistoryReader;
use serde::Deserialize;

const ROUNDS: usize = 9;
/// How many voice records come for each message record of six sessions.
const VOICE: usize = 5;
const BYTES: usize = 64 << 20;

/// Milliseconds of talk, hold, after-call work and handle, and how many sessions of agents.
type Sums = [f64; 5];

type Lane = fn(&[u8]) -> Sums;

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(borrow)]
    participants: Vec<Participant<'a>>,
}

#[derive(Deserialize)]
struct Participant<'a> {
    purpose: &'a str,
    #[serde(borrow)]
    sessions: Vec<Session<'a>>,
}

#[derive(Deserialize)]
struct Session<'a> {
    #[serde(borrow)]
    segments: Vec<Segment<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Segment<'a> {
    segment_start: &'a str,
    segment_end: Option<&'a str>,
    segment_type: &'a str,
}

fn ms(text: &str) -> f64 {
    let moment = DateTime::parse_from_rfc3339(text).expect("the records are well-formed");
    moment.timestamp_millis() as f64
}

fn by_serde(lines: &[u8]) -> Sums {
    let mut sums = Sums::default();
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let record: Conversation<'_> = serde_json::from_slice(line).expect("it is JSON");
        let agents = record
            .participants
            .iter()
            .filter(|participant| participant.purpose == "agent");
        for session in agents.flat_map(|agent| &agent.sessions) {
            for segment in &session.segments {
                let Some(end) = segment.segment_end else {
                    continue;
                };
                let length = ms(end) - ms(segment.segment_start);
                let place = match segment.segment_type {
                    "interact" => 0,
                    "hold" => 1,
                    "wrapup" => 2,
                    _ => continue,
                };
                if let Some(sum) = sums.get_mut(place) {
                    *sum += length;
                }
                sums[3] += length;
            }
            sums[4] += 1.0;
        }
    }
    sums
}

fn by_us(lines: &[u8]) -> Sums {
    let mut sums = Sums::default();
    for session in HistoryReader::new(lines) {
        let session = session.expect("the records are well-formed");
        if session
            .purpose
            .as_ref()
            .is_none_or(|purpose| purpose.as_str() != "agent")
        {
            continue;
        }
        let timers = session.timers();
        let own = [
            timers.talk.ms,
            timers.hold.ms,
            timers.after_call_work.ms,
            timers.handle.ms,
            1.0,
        ];
        for (sum, own) in sums.iter_mut().zip(own) {
            *sum += own;
        }
    }
    sums
}

fn main() {
    let record = |name: &str| {
        let text = fs::read_to_string(format!("tests/fixtures/analytics/{name}.json"));
        let value: serde_json::Value =
            serde_json::from_str(&text.expect("the fixture is there")).expect("it is JSON");
        format!("{value}\n")
    };
    let block = record("voice-declined-then-answered-2024").repeat(VOICE)
        + &record("webmessaging-blind-transfers-2024");
    let blocks = BYTES / block.len();
    let lines = block.repeat(blocks);
    let records = blocks * (VOICE + 1);
    let lanes: [(&str, Lane); 2] = [("this crate", by_us), ("serde_json, chrono", by_serde)];
    assert_eq!(by_us(lines.as_bytes()), by_serde(lines.as_bytes()));
    let mut best = [f64::INFINITY; 2];
    for _ in 0..ROUNDS {
        for ((_, lane), best) in lanes.iter().zip(&mut best) {
            let start = Instant::now();
            black_box(lane(black_box(lines.as_bytes())));
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    for ((name, _), seconds) in lanes.iter().zip(best) {
        let (megabytes, rate) = (lines.len() as f64 / 1e6 / seconds, records as f64 / seconds);
        println!("{name:>20}: {rate:>9.0} records/s  {megabytes:>6.0} MB/s");
    }
}
