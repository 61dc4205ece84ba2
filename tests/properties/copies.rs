//! Property 2, copies: a payload twice is a payload once, also in another spelling, also seconds later with
//! the same `CorrelationId`.

use conversation_chat::{Roster, Timestamp};
use serde_json::Value;

use super::{
    ANY, Arrival, any_network, arrivals, garbage, needless_participants, replays, rows, shrink,
    until,
};
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
    for (number, arrival) in all.iter().enumerate() {
        twice.push((number, false, arrival.clone()));
        if random.chance(40) {
            let mut copy = arrival.clone();
            if random.chance(50) {
                copy.text = respelled(&copy.text, random);
            }
            if has_mark(&copy.text) && random.chance(60) {
                copy.at += random.pick(&[1, 500, 5_000, 60_000]) as f64;
            }
            twice.push((number, true, copy));
        }
    }
    // Of what comes in one millisecond nothing says which one came first.
    twice.sort_by(|one, other| one.2.at.total_cmp(&other.2.at));
    let moments = twice.iter().map(|(.., arrival)| arrival.at);
    let now = moments.fold(f64::NEG_INFINITY, f64::max) + 1_000.0;
    for what in ["in order", "shuffled"] {
        let (once, both) = once_and_both(&twice, now);
        if replays() && once != both {
            explain(&twice, now);
        }
        rows::assert_same(&once, &both, what);
        random.shuffle(&mut twice);
    }
    all.len() + 2 * twice.len()
}

/// Prints the fewest payloads whose rows depend on their copies.
fn explain(twice: &[(usize, bool, Arrival)], now: f64) {
    let differs = |part: &[(usize, bool, Arrival)]| {
        let (once, both) = once_and_both(part, now);
        once != both
    };
    let least = shrink(twice, |part| {
        let is_there = |number| part.iter().any(|own| own.0 == number && !own.1);
        part.iter().all(|own| is_there(own.0)) && differs(part)
    });
    let without = |ids: &[String]| -> Vec<(usize, bool, Arrival)> {
        let shorter = least.iter().map(|(number, is_copy, arrival)| {
            (*number, *is_copy, arrival.without_participants(ids))
        });
        shorter.collect()
    };
    let least = without(&needless_participants(|ids| differs(&without(ids))));
    for own in &least {
        eprintln!("{own:?}");
    }
    let (once, both) = once_and_both(&least, now);
    rows::assert_same(&once, &both, "the fewest");
}

/// The rows without copies, and those with them.
fn once_and_both(twice: &[(usize, bool, Arrival)], now: f64) -> (Vec<String>, Vec<String>) {
    let mut originals: Vec<_> = twice.iter().filter(|own| !own.1).collect();
    originals.sort_by_key(|own| own.0);
    let arrivals = |all: &[&(usize, bool, Arrival)]| -> Vec<Arrival> {
        all.iter().map(|own| own.2.clone()).collect()
    };
    let all: Vec<_> = twice.iter().collect();
    (
        rows_of(&arrivals(&originals), now),
        rows_of(&arrivals(&all), now),
    )
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
