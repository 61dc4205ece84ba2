//! Property 7, explained: for each interval of a row the evidence is of a report that was received, a
//! reported moment is in the field that is named, and the intervals are those of the timers.

use std::collections::BTreeMap;

use conversation_chat::{Evidence, IntervalKind, Roster, RosterRow, TimerName, Timestamp};
use serde_json::Value;

use super::{ANY, Arrival, any_network, arrivals, garbage, until};
use crate::live::{network::Cloud, random::Random};

const KINDS: [(IntervalKind, TimerName); 7] = [
    (IntervalKind::Alert, TimerName::Alert),
    (IntervalKind::Contacting, TimerName::Contacting),
    (IntervalKind::Dialing, TimerName::Dialing),
    (IntervalKind::Talk, TimerName::Talk),
    (IntervalKind::Hold, TimerName::Hold),
    (IntervalKind::Park, TimerName::Park),
    (IntervalKind::AfterCallWork, TimerName::AfterCallWork),
];

/// The fields of a payload that have the moments of a field of an `Evidence`.
fn fields_of(field: &str) -> Vec<&str> {
    match field {
        "segments" => vec!["startTime", "endTime"],
        "afterCallWork" => vec!["startTime", "endTime", "startAcwTime", "endAcwTime"],
        "disconnectedTime" => vec!["disconnectedTime", "endTime"],
        own => vec![own],
    }
}

fn has_moment(value: &Value, names: &[&str], ms: f64) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has_moment(item, names, ms)),
        Value::Object(fields) => fields.iter().any(|(name, item)| {
            let moment = item
                .as_str()
                .and_then(|text| Timestamp::new(text).epoch_ms());
            let is_it = moment == Some(ms as i64);
            (names.contains(&&**name) && is_it) || has_moment(item, names, ms)
        }),
        _ => false,
    }
}

type Received = BTreeMap<u64, Vec<(Option<f64>, Value)>>;

fn check_evidence(received: &Received, evidence: &Evidence, at: f64, whose: &str) {
    let own = received.get(&evidence.received_at.to_bits());
    let own = own.unwrap_or_else(|| panic!("{whose} at {at}: nothing came then: {evidence:?}"));
    let mut own = own
        .iter()
        .filter(|(asked_at, _)| *asked_at == evidence.asked_at)
        .peekable();
    assert!(own.peek().is_some(), "{whose} at {at}: {evidence:?}");
    assert_eq!(evidence.reported, evidence.field.is_some());
    let Some(field) = evidence.field.as_deref() else {
        return;
    };
    if matches!(field, "wrapup" | "wrapupTimeoutMs") {
        return; // A duration, not a moment.
    }
    let names = fields_of(field);
    assert!(
        own.any(|(_, payload)| has_moment(payload, &names, at)),
        "{whose}: {at} is not in {field}: {evidence:?}"
    );
}

fn check_row(roster: &Roster, row: &RosterRow, received: &Received, is_whole: bool) {
    let id = row.communication_id();
    let explanation = roster.explain(id).unwrap();
    for (kind, timer) in KINDS {
        let (mut ms, mut since, mut count) = (0.0, None, 0);
        let own = explanation.intervals.iter().filter(|own| own.kind == kind);
        for interval in own {
            let whose = format!("{kind:?} of {id}");
            let whose = format!("{whose} {:?}", explanation.intervals);
            check_evidence(received, &interval.start, interval.start_ms, &whose);
            match (interval.end_ms, &interval.end) {
                (Some(end_ms), Some(end)) => {
                    ms += end_ms - interval.start_ms;
                    count += u32::from(end_ms > interval.start_ms);
                    check_evidence(received, end, end_ms, &whose);
                }
                (None, None) => {
                    since = Some(interval.start_ms);
                    count += 1;
                }
                other => panic!("{whose}: {other:?}"),
            }
        }
        let shown = row.timers().get(timer).unwrap();
        assert_eq!(shown.since, since, "{kind:?} of {id}");
        if is_whole {
            assert_eq!((shown.ms, shown.count), (ms, count), "{kind:?} of {id}");
        } else {
            assert!(shown.ms >= ms && shown.count >= count, "{kind:?} of {id}");
        }
    }
}

fn explains(mut all: Vec<Arrival>, random: &mut Random) -> usize {
    if random.chance(30) {
        random.shuffle(&mut all);
    }
    let mut roster = Roster::new();
    let mut received = Received::new();
    let mut moments = (f64::INFINITY, f64::NEG_INFINITY);
    for arrival in &all {
        arrival.give(&mut roster);
        let payload = serde_json::from_str(&arrival.text).unwrap();
        let same = received.entry(arrival.at.to_bits()).or_default();
        same.push((arrival.asked_at, payload));
        moments = (moments.0.min(arrival.at), moments.1.max(arrival.at));
        if random.chance(15) {
            // What was settled is in no interval any more.
            let is_whole = moments.1 - moments.0 < 600_000.0;
            for row in roster.rows() {
                check_row(&roster, row, &received, is_whole);
            }
        }
    }
    all.len()
}

fn explained(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    explains(arrivals(&any_network(cloud, random)), random)
}

fn garbage_explained(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    for arrival in &mut all {
        garbage::spoil(arrival, random, 15);
    }
    explains(all, random)
}

#[test]
fn each_interval_is_explained() {
    until(1_200, ANY, explained);
}

#[test]
fn each_interval_of_garbage_is_explained() {
    until(1_200, ANY, garbage_explained);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_are_explained() {
    until(500_000, ANY, explained);
    until(500_000, ANY, garbage_explained);
}
