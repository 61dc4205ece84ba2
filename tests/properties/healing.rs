//! Property 3, healing: after an answer with segments that was asked for later than every receipt, `ms`,
//! `since` and `count` of all timers are those of that answer alone.

use conversation_chat::{Moment, Roster, Stopwatch, TimerName, parse_chat, stopwatches};
use serde_json::Value;

use super::{ANY, any_network, arrivals, garbage, until};
use crate::live::{
    network::{Cloud, Letter},
    random::Random,
    truth::Role,
    wire::Layout,
};

/// The timers of a row that only the communication itself decides.
const OWN: [TimerName; 9] = [
    TimerName::Alert,
    TimerName::Contacting,
    TimerName::Dialing,
    TimerName::Talk,
    TimerName::Hold,
    TimerName::Park,
    TimerName::AfterCallWork,
    TimerName::Handle,
    TimerName::CurrentHold,
];

fn figures(stopwatch: Option<Stopwatch>) -> Option<(f64, Option<f64>, u32)> {
    stopwatch.map(|own| (own.ms, own.since, own.count))
}

/// Compares each communication of an answer with its row. `skips` are the communications of whose
/// after-call work only their participant has the moments.
fn compare(roster: &Roster, answer: &Value, skips: &[&str]) {
    for participant in answer["participants"].as_array().unwrap() {
        let lists = participant.as_object().unwrap().values();
        let lists = lists.filter_map(Value::as_array).flatten();
        for chat in lists.filter(|chat| chat["segments"].is_array()) {
            let id = chat["id"].as_str().unwrap();
            if chat["segments"].as_array().unwrap().is_empty() {
                continue;
            }
            let row = roster.get(id).expect("the answer has it");
            let alone = stopwatches(&parse_chat(chat.to_string()).unwrap().chat);
            for name in OWN {
                let of_work = matches!(name, TimerName::AfterCallWork | TimerName::Handle);
                if of_work && skips.contains(&id) {
                    continue;
                }
                let (shown, expected) = (row.timers().get(name), alone.get(name));
                assert_eq!(
                    figures(shown),
                    figures(expected),
                    "{} of {id}: {chat}\n{:#?}",
                    name.as_str(),
                    roster.explain(id)
                );
            }
        }
    }
}

fn heals(cloud: &Cloud<'_>, random: &mut Random, percent: i64) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    let length = random.index(1, all.len());
    all.truncate(length);
    let mut roster = Roster::new();
    for arrival in &mut all {
        garbage::spoil(arrival, random, percent);
        arrival.give(&mut roster);
    }
    let last = super::last(&all) as i64;
    let asked = last + random.pick(&[1, 300, 60_000, 1_300_000]);
    let (seen, at) = (asked + random.between(0, 200), asked + 200);
    for (index, conversation) in cloud.world.conversations.iter().enumerate() {
        if conversation.start() > seen {
            continue;
        }
        let letter = Letter {
            seen,
            conversation: index,
            layout: Layout::Rest,
            sparse: false,
        };
        let packet = cloud.packet(random, &letter, at);
        let moment = |ms: i64| Moment::new(ms as f64).unwrap();
        roster
            .receive(&packet.text, moment(at), Some(moment(asked)))
            .unwrap();
        let participants = &conversation.participants;
        let is_skipped = |leg: &&crate::live::truth::Leg| {
            let limit = participants[leg.participant].acw_limit;
            let expires = |start: i64| limit.is_some_and(|limit| start + limit <= at);
            leg.acw.is_some_and(|acw| {
                acw.at_participant || expires(acw.start.min(leg.end)) || percent > 0
            })
        };
        let skips = conversation.legs.iter().filter(is_skipped);
        let skips: Vec<&str> = skips.map(|leg| &*leg.id).collect();
        let mut answer: Value = serde_json::from_str(&packet.text).unwrap();
        let handles = |participant: &Value| {
            participants
                .iter()
                .any(|own| participant["id"] == *own.id && own.role == Role::Agent)
        };
        answer["participants"]
            .as_array_mut()
            .unwrap()
            .retain(|participant| handles(participant));
        compare(&roster, &answer, &skips);
    }
    all.len()
}

#[test]
fn an_answer_with_segments_heals_a_row() {
    until(1_500, ANY, |cloud, random| heals(cloud, random, 0));
}

#[test]
fn an_answer_with_segments_heals_a_row_of_garbage() {
    until(1_500, ANY, |cloud, random| heals(cloud, random, 10));
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_are_healed() {
    until(500_000, ANY, |cloud, random| heals(cloud, random, 0));
    until(500_000, ANY, |cloud, random| heals(cloud, random, 10));
}
