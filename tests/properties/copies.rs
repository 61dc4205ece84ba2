//! Property 2, copies: a payload twice is a payload once, also in another spelling, also seconds later with
//! the same `CorrelationId`.

use conversation_chat::{Roster, Timestamp};
use serde_json::Value;

use super::{ANY, Arrival, any_network, arrivals, garbage, last, rows, until};
use crate::live::{network::Cloud, random::Random, wire::Pen};

/// The same facts, with fields in another order, other white space and other zones.
fn respelled(text: &str, random: &mut Random) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    let mut pen = Pen {
        random,
        skew: 0,
        sparse: false,
    };
    respell_dates(&mut value, &mut pen);
    pen.text(&value)
}

fn respell_dates(value: &mut Value, pen: &mut Pen<'_>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| respell_dates(item, pen)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|item| respell_dates(item, pen)),
        Value::String(text) => {
            if let Some(ms) = Timestamp::new(text).epoch_ms() {
                *value = pen.date(ms).into();
            }
        }
        _ => {}
    }
}

/// Whether it is a notification that a copy can be recognised of.
fn has_mark(text: &str) -> bool {
    let value: Value = serde_json::from_str(text).unwrap();
    value["metadata"]["CorrelationId"].is_string()
}

fn rows_of(arrivals: &[Arrival], now: f64) -> Vec<String> {
    let mut roster = Roster::new();
    for arrival in arrivals {
        arrival.give(&mut roster);
    }
    rows::all(&mut roster, now)
}

fn once_and_twice(all: Vec<Arrival>, random: &mut Random) -> usize {
    let mut twice = Vec::new();
    for arrival in &all {
        twice.push(arrival.clone());
        if random.chance(40) {
            let mut copy = arrival.clone();
            if random.chance(50) {
                copy.text = respelled(&copy.text, random);
            }
            if has_mark(&copy.text) && random.chance(60) {
                copy.at += random.pick(&[1, 500, 5_000, 60_000]) as f64;
            }
            twice.push(copy);
        }
    }
    // Of what comes in one millisecond nothing says which one came first.
    twice.sort_by(|one, other| one.at.total_cmp(&other.at));
    let now = last(&twice) + 1_000.0;
    let once = rows_of(&all, now);
    rows::assert_same(&once, &rows_of(&twice, now), "in order");
    random.shuffle(&mut twice);
    rows::assert_same(&once, &rows_of(&twice, now), "shuffled");
    all.len() + 2 * twice.len()
}

fn copied(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let all = arrivals(&any_network(cloud, random));
    once_and_twice(all, random)
}

fn copied_garbage(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    for arrival in &mut all {
        arrival.is_sync = false;
        garbage::spoil(arrival, random, 10);
    }
    once_and_twice(all, random)
}

#[test]
fn a_payload_twice_is_a_payload_once() {
    until(1_500, ANY, copied);
}

#[test]
fn garbage_twice_is_garbage_once() {
    until(1_500, ANY, copied_garbage);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_twice() {
    until(500_000, ANY, copied);
    until(500_000, ANY, copied_garbage);
}
