//! Property 5, growth: what is kept of a communication, and with it the cost of a report, does not grow with
//! the hours; folding changes nothing.

use std::fmt::Write as _;

use conversation_chat::{ChangeKind, Moment, Roster};
use serde_json::{Value, json};

use super::{Arrival, last, rows};
use crate::{
    live::random::Random,
    support::{moment, time},
};

const HOLDS: u32 = 1_500;

/// 14 hours, in milliseconds.
const LENGTH: u32 = 14 * 3_600_000;

/// How late a notification is at most, in milliseconds.
const DELAY: i64 = 2_000;

fn event(number: usize, chat: &Value) -> String {
    json!({
        "topicName": "v2.users.u.conversations",
        "eventBody": {"id": "c0", "participants": [
            {"id": "c0-p0", "purpose": "agent", "userId": "u", "chats": [chat]},
        ]},
        "metadata": {"CorrelationId": number.to_string()},
    })
    .to_string()
}

/// A chat with a hold of 5 to 25 s in each of 1 500 equal parts of 14 hours; and its holds.
fn long_chat(random: &mut Random) -> (Vec<Arrival>, Vec<(u32, u32)>) {
    let (mut arrivals, mut holds) = (Vec::new(), Vec::new());
    let mut add = |at: u32, chat: &Value, random: &mut Random| {
        arrivals.push(Arrival {
            at: f64::from(at) + random.between(0, DELAY) as f64,
            asked_at: None,
            text: event(arrivals.len(), chat),
            is_sync: false,
        });
    };
    let chat = |held: bool, since: Option<u32>| {
        json!({
            "id": "c0-k0", "state": "connected", "connectedTime": time(1_000), "held": held,
            "startHoldTime": since.map(time),
        })
    };
    add(1_000, &chat(false, None), random);
    for hold in 0..HOLDS {
        let start = 10_000 + hold * (LENGTH / HOLDS);
        let end = start + u32::try_from(random.between(5_000, 25_000)).expect("it is positive");
        add(start, &chat(true, Some(start)), random);
        add(end, &chat(false, None), random);
        holds.push((start, end));
    }
    arrivals.sort_by(|one, other| one.at.total_cmp(&other.at));
    (arrivals, holds)
}

#[test]
fn a_chat_of_14_hours_with_1500_holds() {
    let mut random = Random::new(5);
    let (all, holds) = long_chat(&mut random);
    let mut roster = Roster::new();
    let (mut sizes, mut most) = (Vec::new(), 0);
    for (index, arrival) in all.iter().enumerate() {
        arrival.give(&mut roster);
        if index % 50 == 0 {
            let size = roster.save().len();
            most = most.max(size);
            sizes.push(size);
        }
    }
    // The reports that are kept are all that a new one is worked out from.
    let early = sizes[..sizes.len() / 5].iter().max().unwrap();
    assert!(
        most <= early * 5 / 4,
        "saved in {early} bytes at most in the first hours, in {most} later"
    );
    let now = last(&all);
    let timers = *roster.get("c0-k0").unwrap().timers();
    let truth: u32 = holds.iter().map(|(start, end)| end - start).sum();
    let off = timers.hold.elapsed(moment(now)) - f64::from(truth);
    let most_off = DELAY as f64 * f64::from(HOLDS);
    assert!((0.0..=most_off).contains(&off), "hold is off by {off} ms");
    assert_eq!(timers.hold.count, HOLDS);
    // The split between talk and hold is inexact, their sum is not.
    assert_eq!(timers.handle.elapsed(moment(now)), now - 1_000.0);

    // In another order, in which nothing is more than ten minutes late.
    let mut shuffled: Vec<(f64, &Arrival)> = all
        .iter()
        .map(|arrival| (arrival.at + random.between(0, 590_000) as f64, arrival))
        .collect();
    shuffled.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut other = Roster::new();
    for (_, arrival) in shuffled {
        arrival.give(&mut other);
    }
    let shown = rows::all(&mut roster, now);
    rows::assert_same(&shown, &rows::all(&mut other, now), "another order");
}

#[test]
fn all_at_once_or_with_reloads_it_is_the_same() {
    let mut random = Random::new(6);
    let (mut all, _) = long_chat(&mut random);
    all.truncate(400);
    let mut whole = Roster::new();
    let mut reloaded = Roster::new();
    for arrival in &all {
        arrival.give(&mut whole);
        arrival.give(&mut reloaded);
        let saved = reloaded.save();
        reloaded = Roster::restore(&saved, moment(arrival.at), Default::default()).unwrap();
    }
    let now = last(&all);
    let shown = rows::all(&mut whole, now);
    rows::assert_same(&shown, &rows::all(&mut reloaded, now), "reloaded");
}

#[test]
fn rows_that_have_ended_go_beyond_a_thousand_oldest_first() {
    let mut roster = Roster::new();
    let at = |number: u32| Moment::new(f64::from(number) * 1_000.0).unwrap();
    let mut removed = Vec::new();
    for number in 0..1_100_u32 {
        // Pairs end in the other order.
        let ended = number ^ 1;
        let chat = json!({
            "id": format!("x{number}"), "state": "disconnected",
            "connectedTime": time(0), "disconnectedTime": time(ended * 1_000),
        });
        for change in roster.receive(chat.to_string(), at(2_000), None).unwrap() {
            if change.kind == ChangeKind::Removed {
                removed.push(change.communication_id);
            }
        }
    }
    assert_eq!(roster.len(), 1_000);
    let first: Vec<String> = (0..100_u32)
        .map(|number| format!("x{}", number ^ 1))
        .collect();
    assert_eq!(removed, first);
}

/// A payload with one communication `count` times, each time with another hold.
fn named_often(count: u32) -> String {
    let mut chats = String::new();
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        write!(
            chats,
            r#"{comma}{{"id": "x", "state": "connected", "held": true, "startHoldTime": "{}"}}"#,
            time(number * 7 + 1_000)
        )
        .unwrap();
    }
    format!(
        r#"{{"id": "c", "participants": [{{"id": "p", "purpose": "agent", "chats": [{chats}]}}]}}"#
    )
}

#[test]
fn one_communication_9000_times_in_one_payload_is_one_report() {
    let mut roster = Roster::new();
    let changes = roster
        .receive(named_often(9_000), moment(9e6), None)
        .unwrap();
    assert_eq!(changes.len(), 1);
    let (often, mut once) = (roster.save().len(), Roster::new());
    once.receive(named_often(1), moment(9e6), None).unwrap();
    assert!(often <= once.save().len() + 100, "{often} bytes");
}

#[test]
fn one_participant_9000_times_in_one_payload_is_a_few_communications() {
    let person = |number: u32| {
        json!({
            "id": "p", "purpose": "agent", "state": "connected",
            "connectedTime": time(number * 700), "endTime": time(number * 700 + 500),
        })
    };
    let people: Vec<Value> = (0..9_000).map(person).collect();
    let payload = json!({
        "topicName": "v2.users.u.conversations.calls",
        "eventBody": {"id": "c", "participants": people},
    });
    let mut roster = Roster::new();
    roster
        .receive(payload.to_string(), moment(9e6), None)
        .unwrap();
    assert!(roster.len() <= 32, "{} rows", roster.len());
}
