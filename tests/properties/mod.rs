//! The seven properties of a roster, over random truths, payloads of every layout and networks:
//! each quickly at every run, and once over a million payloads.

mod bounds;
mod classes;
mod copies;
mod explained;
mod garbage;
mod growth;
mod healing;
mod one_function;
mod order;
mod reload;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use conversation_chat::Roster;

use crate::invariants::rows;
use crate::live::{
    network::{Cloud, Packet, Topics},
    random::Random,
    story::{Style, world},
};

/// A payload with its moments.
#[derive(Clone, Debug)]
struct Arrival {
    at: f64,
    asked_at: Option<f64>,
    text: String,
    /// Whether it is given to the roster as the list of all that is live.
    is_sync: bool,
}

impl Arrival {
    fn of(packet: &Packet) -> Self {
        Self {
            at: packet.at as f64,
            asked_at: packet.asked.map(|asked| asked as f64),
            text: packet.text.clone(),
            is_sync: packet.sync,
        }
    }

    /// The same without the participants that have one of these ids, in whatever layout.
    fn without_participants(&self, ids: &[String]) -> Self {
        let mut value = serde_json::from_str(&self.text).expect("a payload is JSON");
        remove(&mut value, ids);
        Self {
            text: value.to_string(),
            ..self.clone()
        }
    }

    fn give(&self, roster: &mut Roster) {
        let moment = |ms: f64| conversation_chat::Moment::new(ms).unwrap();
        let (at, asked_at) = (moment(self.at), self.asked_at.map(moment));
        if self.is_sync {
            roster.sync(&self.text, at, asked_at).unwrap();
        } else {
            roster.receive(&self.text, at, asked_at).unwrap();
        }
    }
}

/// The moment after which nothing is received.
fn last(arrivals: &[Arrival]) -> f64 {
    let moments = arrivals.iter().map(|arrival| arrival.at);
    moments.fold(f64::NEG_INFINITY, f64::max)
}

const ANY: Style = Style {
    conversations: 2,
    overlaps: true,
    returns: true,
    others: true,
    untold_ends: true,
};

/// Plays worlds until so many payloads have been given; only that of `PROPERTY_SEED`, if that is
/// set. `play` gives how many payloads there were. With `PROPERTY_SURVEY` it goes on after a
/// failure, and says in the end how many there were.
fn until(payloads: usize, style: Style, play: impl Fn(&Cloud<'_>, &mut Random) -> usize) {
    let only = std::env::var("PROPERTY_SEED")
        .ok()
        .map(|seed| seed.parse().expect("a number"));
    let surveys = std::env::var_os("PROPERTY_SURVEY").is_some();
    let (mut played, mut seed, mut failed) = (0, only.unwrap_or(0), 0);
    while played < payloads {
        let mut random = Random::new(seed);
        let topics = random.pick(&Topics::ALL);
        let truth = world(&mut random, style);
        let cloud = Cloud {
            world: &truth,
            topics,
            skew: random.pick(&[0, 0, 7, 23, 42]),
        };
        let result = catch_unwind(AssertUnwindSafe(|| play(&cloud, &mut random)));
        played += result.unwrap_or_else(|panic| {
            eprintln!("PROPERTY_SEED={seed}");
            if !surveys {
                resume_unwind(panic);
            }
            failed += 1;
            100
        });
        seed += 1;
        if only.is_some() {
            break;
        }
    }
    assert_eq!(failed, 0, "of {seed} worlds");
}

/// What one of several networks delivers.
fn any_network(cloud: &Cloud<'_>, random: &mut Random) -> Vec<Packet> {
    match random.between(0, 4) {
        0 => cloud.good(random, 300),
        1 => cloud.good(random, 9_000),
        2 => cloud.copied(random),
        _ => {
            let (lost, returns) = (random.pick(&[5, 15, 50]), random.chance(50));
            cloud.bad(random, lost, returns)
        }
    }
}

/// Whether one world is played again: then what fails is made smaller.
fn replays() -> bool {
    std::env::var_os("PROPERTY_SEED").is_some()
}

/// The least part of some items of which `fails` is still true, as far as leaving out single items
/// and runs of them finds it.
fn shrink<T: Clone>(items: &[T], fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut least = items.to_vec();
    let mut length = least.len() / 2;
    while length > 0 {
        let mut first = 0;
        while first < least.len() {
            let mut fewer = least.clone();
            fewer.drain(first..(first + length).min(least.len()));
            if fails(&fewer) {
                least = fewer;
            } else {
                first += length;
            }
        }
        length /= 2;
    }
    least
}

/// Removes the objects in lists that have one of these ids.
fn remove(value: &mut serde_json::Value, ids: &[String]) {
    match value {
        serde_json::Value::Array(items) => {
            items.retain(|item| !ids.iter().any(|id| item["id"] == **id));
            items.iter_mut().for_each(|item| remove(item, ids));
        }
        serde_json::Value::Object(fields) => {
            fields.values_mut().for_each(|item| remove(item, ids));
        }
        _ => {}
    }
}

/// The participants that can be left out of payloads that still fail.
fn needless_participants(fails: impl Fn(&[String]) -> bool) -> Vec<String> {
    let mut needless = Vec::new();
    for id in (0..2).flat_map(|one| (0..30).map(move |other| format!("c{one}-p{other}"))) {
        needless.push(id);
        if !fails(&needless) {
            needless.pop();
        }
    }
    needless
}

fn arrivals(packets: &[Packet]) -> Vec<Arrival> {
    packets.iter().map(Arrival::of).collect()
}
