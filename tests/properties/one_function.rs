//! Property 4, one function: a roster that received one payload of a chat shows what `stopwatches` of that
//! chat shows, but for what counts from receipt.

use conversation_chat::{
    Explanation, Moment, Roster, TimerName, Timestamp, parse_chat, stopwatches,
};
use serde_json::Value;

use super::{ANY, Arrival, any_network, arrivals, garbage, until};
use crate::live::{network::Cloud, random::Random};

const KINDS: [(&str, TimerName); 7] = [
    ("alert", TimerName::Alert),
    ("contacting", TimerName::Contacting),
    ("dialing", TimerName::Dialing),
    ("talk", TimerName::Talk),
    ("hold", TimerName::Hold),
    ("park", TimerName::Park),
    ("afterCallWork", TimerName::AfterCallWork),
];

/// Whether any boundary counts from receipt or from *now*.
fn counts_from_receipt(explanation: &Explanation) -> bool {
    let inexact = |evidence: &conversation_chat::Evidence| {
        !evidence.reported || evidence.field.as_deref() == Some("wrapupTimeoutMs")
    };
    explanation
        .intervals
        .iter()
        .any(|own| inexact(&own.start) || own.end.as_ref().is_some_and(inexact))
}

/// All objects in a payload that are a communication of its own.
fn chats(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| chats(item, found)),
        Value::Object(fields) => {
            if fields.contains_key("provider") && !fields.contains_key("purpose") {
                found.push(value.clone());
            }
            fields.values().for_each(|item| chats(item, found));
        }
        _ => {}
    }
}

fn compare(chat: &Value, at: f64) -> bool {
    let text = chat.to_string();
    let mut roster = Roster::new();
    let moment = Moment::new(at).unwrap();
    roster.receive(&text, moment, None).unwrap();
    let Some(row) = roster.rows().next() else {
        return false;
    };
    let explanation = roster.explain(row.communication_id()).unwrap();
    // Without a receipt the end of what has ended is the latest moment that is known of it.
    let ends_by_receipt = row.is_ended()
        && chat["disconnectedTime"]
            .as_str()
            .is_none_or(|text| Timestamp::new(text).epoch_ms().is_none());
    // Of one whose `connectedTime` is malformed the connection counts from receipt.
    let is_malformed = chat["connectedTime"]
        .as_str()
        .is_some_and(|text| Timestamp::new(text).epoch_ms().is_none());
    // A state from before the connection was true before it, at a moment that no field has.
    let is_early = matches!(chat["state"].as_str(), Some("contacting" | "dialing"))
        && chat["connectedTime"].is_string();
    let ends_by_receipt = ends_by_receipt || is_malformed || is_early;
    let alone = stopwatches(&parse_chat(&text).unwrap().chat);
    if ends_by_receipt || counts_from_receipt(&explanation) {
        return false;
    }
    for (name, timer) in KINDS.into_iter().chain([("handle", TimerName::Handle)]) {
        let (shown, expected) = (row.timers().get(timer), alone.get(timer));
        assert_eq!(shown, expected, "{name} at {at}: {chat}\n{explanation:#?}");
    }
    assert_eq!(row.timers().current_hold, alone.current_hold, "{chat}");
    true
}

fn equal(cloud: &Cloud<'_>, random: &mut Random, percent: i64) -> usize {
    let mut all: Vec<Arrival> = arrivals(&any_network(cloud, random));
    random.shuffle(&mut all);
    let (mut count, mut compared) = (0, 0);
    for arrival in all.iter_mut().take(40) {
        garbage::spoil(arrival, random, percent);
        let mut found = Vec::new();
        chats(&serde_json::from_str(&arrival.text).unwrap(), &mut found);
        for chat in found {
            count += 1;
            // Nobody listened before: so nothing is known to be complete.
            let late = arrival.at + 20_000.0 + random.between(0, 900_000) as f64;
            compared += usize::from(compare(&chat, late));
        }
    }
    assert!(
        count < 200 || compared > count / 10,
        "only {compared} of {count} chats were compared"
    );
    count.max(1)
}

#[test]
fn a_roster_that_received_one_payload_equals_the_chat_alone() {
    until(2_500, ANY, |cloud, random| equal(cloud, random, 0));
    until(2_500, ANY, |cloud, random| equal(cloud, random, 15));
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_equal_their_chats() {
    until(500_000, ANY, |cloud, random| equal(cloud, random, 0));
    until(500_000, ANY, |cloud, random| equal(cloud, random, 15));
}
