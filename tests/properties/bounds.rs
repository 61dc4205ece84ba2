//! With a network that loses nothing and keeps the order, a stopwatch with a `bound` shows a true
//! bound, and one without is exact, but for what two clocks differ.

use conversation_chat::{Bound, Moment, Roster, Stopwatch};

use super::{ANY, until};
use crate::live::{
    network::Cloud,
    oracle::{Expected, expect},
    random::Random,
};

fn check(name: &str, stopwatch: Stopwatch, truth: i64, now: Moment, clocks: i64, whose: &str) {
    let (shown, truth, clocks) = (stopwatch.elapsed(now), truth as f64, clocks as f64);
    let (least, most) = match stopwatch.bound {
        None => (truth - clocks, truth + clocks),
        Some(Bound::Least) => (f64::NEG_INFINITY, truth + clocks),
        Some(Bound::Most) => (truth - clocks, f64::INFINITY),
        Some(_) => return,
    };
    assert!(
        least <= shown && shown <= most,
        "{name} of {whose}: shows {shown}, is {truth} (clocks differ by {clocks}): {stopwatch:?}"
    );
}

fn compare(cloud: &Cloud<'_>, roster: &Roster, seen: i64, now: i64) {
    let moment = Moment::new(now as f64).unwrap();
    for conversation in &cloud.world.conversations {
        for (index, leg) in conversation.legs.iter().enumerate() {
            let Some(row) = roster.get(&leg.id).filter(|_| leg.start() <= seen) else {
                continue;
            };
            if !conversation.handles(index) {
                continue;
            }
            let truth: Expected = expect(conversation, index, seen, now);
            let clocks = cloud.skew * 2 * (truth.steps + 1);
            let timers = row.timers();
            let whose = format!("{} {:?}", leg.id, roster.explain(&leg.id));
            for (name, stopwatch, truth) in [
                ("alert", timers.alert, truth.alert),
                ("contacting", timers.contacting, truth.contacting),
                ("dialing", timers.dialing, truth.dialing),
                ("talk", timers.talk, truth.talk),
                ("hold", timers.hold, truth.hold),
                ("park", timers.park, truth.park),
                ("after-call work", timers.after_call_work, truth.acw),
                ("handle", timers.handle, truth.handle()),
            ] {
                check(name, stopwatch, truth, moment, clocks, &whose);
            }
        }
    }
}

/// Nothing new is on its way at `seen`: no notification of a moment before comes after `now`.
fn bounds(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    let delay = random.pick(&[0, 300, 2_000]);
    let packets = cloud.good(random, delay);
    let mut roster = Roster::new();
    let mut moments: Vec<i64> = Vec::new();
    for conversation in &cloud.world.conversations {
        moments.extend(conversation.moments());
    }
    moments.sort_unstable();
    for (index, packet) in packets.iter().enumerate() {
        let moment = |ms: i64| Moment::new(ms as f64).unwrap();
        roster
            .receive(&packet.text, moment(packet.at), packet.asked.map(moment))
            .unwrap();
        let next = packets.get(index + 1).map_or(i64::MAX, |next| next.at);
        let in_flight = packets[index + 1..]
            .iter()
            .any(|other| other.seen <= packet.at);
        let changes = moments
            .iter()
            .any(|change| packet.seen.max(packet.at - delay) < *change && *change <= packet.at);
        if next > packet.at && !in_flight && !changes {
            compare(cloud, &roster, packet.at, packet.at);
        }
    }
    packets.len()
}

fn in_nested_topics(cloud: &Cloud<'_>, random: &mut Random) -> usize {
    if cloud.topics.nested {
        bounds(cloud, random)
    } else {
        1
    }
}

#[test]
fn bounds_are_true() {
    until(1_500, ANY, in_nested_topics);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn bounds_of_a_million_payloads_are_true() {
    until(1_000_000, ANY, in_nested_topics);
}
