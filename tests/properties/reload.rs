//! 6. Reload: to save and restore a roster at any moment changes nothing that is shown afterwards.

use conversation_chat::{Moment, Roster, RosterOptions, Threshold, TimerName};

use super::{ANY, Arrival, any_network, arrivals, garbage, rows, until};
use crate::live::{network::Cloud, random::Random};

fn moment(ms: f64) -> Moment {
    Moment::new(ms).unwrap()
}

const THRESHOLDS: [(TimerName, f64); 4] = [
    (TimerName::Hold, 20_000.0),
    (TimerName::CurrentHold, 3_000.0),
    (TimerName::Talk, 30_000.0),
    (TimerName::Response, 5_000.0),
];

fn add_thresholds(roster: &mut Roster) {
    for (timer, after_ms) in THRESHOLDS {
        roster.add_threshold(Threshold { timer, after_ms });
    }
}

fn due(roster: &mut Roster, now: f64) -> Vec<String> {
    let due = roster.due(moment(now)).into_iter();
    due.map(|(id, row)| format!("{id:?} {row}")).collect()
}

/// The ids in the order of the rows.
fn ids(roster: &Roster) -> Vec<String> {
    roster
        .rows()
        .map(|row| row.communication_id().into())
        .collect()
}

fn options(random: &mut Random) -> RosterOptions {
    let user = random.pick(&[None, None, Some("u1"), Some("u2")]);
    let purposes = random
        .chance(40)
        .then(|| vec!["agent".into(), "user".into()]);
    RosterOptions {
        user_id: user.map(String::from),
        purposes,
    }
}

fn both(mut all: Vec<Arrival>, random: &mut Random) -> usize {
    if random.chance(30) {
        random.shuffle(&mut all);
    }
    let options = options(random);
    let mut whole = Roster::with_options(options.clone());
    let mut reloaded = Roster::with_options(options.clone());
    add_thresholds(&mut whole);
    add_thresholds(&mut reloaded);
    let mut latest = f64::NEG_INFINITY;
    for arrival in &all {
        arrival.give(&mut whole);
        arrival.give(&mut reloaded);
        latest = latest.max(arrival.at) + random.pick(&[0, 0, 0, 5_000, 40_000]) as f64;
        if random.chance(20) {
            let saved = reloaded.save();
            reloaded = Roster::restore(&saved, moment(latest), options.clone()).unwrap();
            add_thresholds(&mut reloaded);
        }
        assert_eq!(due(&mut whole, latest), due(&mut reloaded, latest), "due");
        let shown = rows::saved(&mut whole, latest);
        rows::assert_same(&shown, &rows::saved(&mut reloaded, latest), "rows");
        assert_eq!(ids(&whole), ids(&reloaded), "the order of the rows");
        let next = |roster: &mut Roster| roster.advance(moment(latest), None);
        assert_eq!(next(&mut whole), next(&mut reloaded), "the next change");
        if random.chance(5)
            && let Some(id) = ids(&whole).first()
        {
            assert!(whole.remove(id) && reloaded.remove(id));
        }
    }
    all.len()
}

fn reloads(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    both(arrivals(&any_network(cloud, random)), random)
}

fn reloads_garbage(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let mut all = arrivals(&any_network(cloud, random));
    for arrival in &mut all {
        garbage::spoil(arrival, random, 20);
    }
    both(all, random)
}

#[test]
fn a_reload_changes_nothing() {
    until(500, ANY, reloads);
}

#[test]
fn a_reload_of_garbage_changes_nothing() {
    until(500, ANY, reloads_garbage);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads_with_reloads() {
    until(500_000, ANY, reloads);
    until(500_000, ANY, reloads_garbage);
}
