//! Payloads that no platform would send, made of those that it does: fields that change from one
//! payload to the next, that are missing, malformed or of another moment.

use serde_json::{Value, json};

use super::Arrival;
use crate::live::random::Random;

/// Fields of communications and of flat participants that have a moment.
const MOMENTS: [&str; 10] = [
    "startTime",
    "startAlertingTime",
    "connectedTime",
    "startHoldTime",
    "parkTime",
    "resumeTime",
    "disconnectedTime",
    "endTime",
    "startAcwTime",
    "endAcwTime",
];

const STATES: [&str; 9] = [
    "none",
    "offering",
    "contacting",
    "dialing",
    "alerting",
    "connected",
    "parked",
    "disconnected",
    "whatever",
];

fn timestamp(ms: f64) -> String {
    let moment = chrono::DateTime::from_timestamp_millis(ms as i64).unwrap();
    moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Changes some fields of every participant and communication of a payload.
pub(super) fn spoil(arrival: &mut Arrival, random: &mut Random, percent: i64) {
    let mut payload: Value = serde_json::from_str(&arrival.text).unwrap();
    spoil_value(&mut payload, random, percent, arrival.at);
    arrival.text = payload.to_string();
}

fn spoil_value(value: &mut Value, random: &mut Random, percent: i64, at: f64) {
    match value {
        Value::Array(items) => {
            for item in items {
                spoil_value(item, random, percent, at);
            }
        }
        Value::Object(fields) => {
            let is_person = fields.contains_key("purpose");
            let is_one = fields.contains_key("state") && fields.contains_key("provider");
            for (name, value) in fields.iter_mut() {
                if name != "attributes" {
                    spoil_value(value, random, percent, at);
                }
            }
            if is_person && random.chance(percent) {
                vary_person(value, random);
            }
            if is_one && random.chance(percent) {
                vary_times(value, random, at);
            }
        }
        _ => {}
    }
}

/// What the newest report has: names, limits, roles.
fn vary_person(person: &mut Value, random: &mut Random) {
    let number = random.between(1, 4);
    match random.between(0, 7) {
        0 => person["queueName"] = json!(format!("queue {number}")),
        1 => person["queueId"] = json!(format!("q{number}")),
        2 => person["wrapupTimeoutMs"] = json!(random.pick(&[0, 1_000, 20_000, 3_600_000])),
        3 => person["alertingTimeoutMs"] = json!(random.pick(&[0, 1_000, 20_000])),
        4 => person["wrapupRequired"] = json!(number > 2),
        5 => person["consultParticipantId"] = json!("someone"),
        6 => {
            let field = random.pick(&["monitoredParticipantId", "bargedParticipantId"]);
            person[field] = if number > 2 {
                json!("someone")
            } else {
                Value::Null
            };
        }
        _ => {
            person["wrapup"] = json!({
                "code": format!("w{number}"), "name": "Solved", "provisional": number == 1,
                "durationSeconds": number * 10,
            });
        }
    }
}

fn vary_times(fields: &mut Value, random: &mut Random, at: f64) {
    let near = at + random.between(-60_000, 5_000) as f64;
    match random.between(0, 6) {
        0 => fields["state"] = json!(random.pick(&STATES)),
        1 => fields["held"] = json!(random.chance(50)),
        2 => fields["initialState"] = json!(random.pick(&STATES)),
        3 => fields[random.pick(&MOMENTS)] = json!("2026-13-01T00:00:00Z"),
        4 => fields[random.pick(&MOMENTS)] = Value::Null,
        5 => {
            let end = random.chance(50).then(|| timestamp(near + 9_000.0));
            fields["afterCallWork"] = json!({
                "state": random.pick(&["pending", "complete", "skipped", "unknown"]),
                "startTime": timestamp(near), "endTime": end,
            });
        }
        _ => fields[random.pick(&MOMENTS)] = json!(timestamp(near)),
    }
}
