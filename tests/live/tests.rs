//! The roster beside the truth, over good and bad networks.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use conversation_chat::RosterOptions;

use super::{
    follower::Follower,
    invariants::{self, Memory},
    network::{Cloud, Packet, Topics},
    random::Random,
    story::{Style, world},
    wire::Layout,
};

const ANY: Style = Style {
    conversations: 4,
    overlaps: true,
    returns: true,
    others: true,
    untold_ends: true,
};

/// Plays a world, and says which one it was if something is wrong.
fn play(seed: u64, style: Style, play: impl Fn(&Cloud<'_>, &mut Random) -> usize) -> usize {
    let mut random = Random::new(seed);
    let topics = random.pick(&Topics::ALL);
    let style = Style {
        overlaps: style.overlaps && !topics.flat,
        ..style
    };
    let truth = world(&mut random, style);
    let skew = random.pick(&[0, 0, 7, 23, 42]);
    let cloud = Cloud {
        world: &truth,
        topics,
        skew,
    };
    let played = catch_unwind(AssertUnwindSafe(|| play(&cloud, &mut random)));
    played.unwrap_or_else(|panic| {
        eprintln!("seed {seed}, {topics:?}, skew {skew} ms");
        resume_unwind(panic)
    })
}

/// Plays worlds until so many payloads have come; only that of `LIVE_SEED`, if that is set (and
/// with `LIVE_TRACE` shows every change).
fn until(payloads: usize, play: impl Fn(u64) -> usize) {
    let first = std::env::var("LIVE_SEED")
        .ok()
        .map(|seed| seed.parse().expect("a number"));
    let mut played = 0;
    let mut seed = first.unwrap_or(0);
    while played < payloads {
        played += play(seed);
        seed += 1;
        if first.is_some() {
            break;
        }
    }
}

/// Whose communications a desk wants: mostly all.
fn options(random: &mut Random) -> RosterOptions {
    let user = random.pick(&[None, None, Some("u1"), Some("u2")]);
    let purposes = random
        .chance(40)
        .then(|| ["agent", "user"].map(String::from).to_vec());
    RosterOptions {
        user_id: user.map(String::from),
        purposes,
    }
}

/// The roster equals the truth after every payload and between any two.
fn equals(
    cloud: &Cloud<'_>,
    random: &mut Random,
    delay: i64,
    packets: &[Packet],
    removes: bool,
) -> usize {
    let mut desk = Follower::with_options(cloud.world, options(random), delay, cloud.skew);
    let mut memory = Memory::default();
    for (index, packet) in packets.iter().enumerate() {
        let changes = desk.deliver(packet);
        desk.follow(packet, &changes);
        if random.chance(3) {
            desk.reload(packet.at);
        }
        let next = packets
            .get(index + 1)
            .map_or(packet.at + 60_000, |next| next.at);
        if next > packet.at || random.chance(10) {
            let moments = [
                packet.at,
                random.between(packet.at, next.max(packet.at + 1) - 1),
            ];
            for now in moments {
                let compared = catch_unwind(AssertUnwindSafe(|| {
                    desk.compare(now);
                    invariants::check(&mut desk, &mut memory, now);
                }));
                compared.unwrap_or_else(|panic| explain(packets, index, panic));
            }
        }
        if removes {
            desk.remove_some(packet.at, |(conversation, leg)| {
                (conversation + leg) % 3 == 0
            });
        }
    }
    packets.len()
}

/// Shows what came last.
fn explain(packets: &[Packet], index: usize, panic: Box<dyn std::any::Any + Send>) {
    for packet in &packets[index.saturating_sub(3)..=index] {
        eprintln!(
            "at {} asked {:?} seen {} sync {}: {}",
            packet.at, packet.asked, packet.seen, packet.sync, packet.text
        );
    }
    resume_unwind(panic)
}

fn at_once(seed: u64) -> usize {
    play(seed, ANY, |cloud, random| {
        let packets = cloud.good(random, 0);
        equals(cloud, random, 0, &packets, false)
    })
}

fn delayed(seed: u64) -> usize {
    play(seed, ANY, |cloud, random| {
        let packets = cloud.good(random, 300);
        equals(cloud, random, 300, &packets, false)
    })
}

fn copied(seed: u64) -> usize {
    play(seed, ANY, |cloud, random| {
        let packets = cloud.copied(random);
        equals(cloud, random, 0, &packets, true)
    })
}

/// A desk that starts in the middle, with the list of all that is live.
fn joined(seed: u64) -> usize {
    play(
        seed,
        Style {
            others: false,
            untold_ends: false,
            ..ANY
        },
        |cloud, random| {
            let mut packets = cloud.good(random, 0);
            let middle = packets[packets.len() / 2].at;
            let goes_on =
                |conversation: &usize| cloud.world.conversations[*conversation].done() > middle;
            packets.retain(|packet| {
                packet.at > middle && !packet.layout.is_rest() && packet.carries.iter().all(goes_on)
            });
            packets.insert(
                0,
                cloud.complete(random, middle, middle, middle, Layout::Rest),
            );
            equals(cloud, random, 0, &packets, false)
        },
    )
}

fn broken(seed: u64) -> usize {
    let returns = seed.is_multiple_of(2);
    play(
        seed,
        Style {
            returns,
            others: false,
            untold_ends: false,
            ..ANY
        },
        |cloud, random| {
            let lost = random.pick(&[5, 15, 50]);
            let packets = cloud.bad(random, lost, returns);
            let mut desk = Follower::with_options(cloud.world, options(random), 0, cloud.skew);
            let mut memory = Memory::default();
            for (index, packet) in packets.iter().enumerate() {
                desk.deliver(packet);
                if random.chance(3) {
                    desk.reload(packet.at);
                }
                let later = packet.at + random.between(0, 90_000);
                let checked = catch_unwind(AssertUnwindSafe(|| {
                    if packet.heals {
                        desk.is_healed(packet);
                        desk.compare(packet.at);
                    }
                    let next = packets
                        .get(index + 1)
                        .map_or(later, |next| next.at.min(later));
                    for now in [packet.at, next] {
                        invariants::check(&mut desk, &mut memory, now);
                    }
                }));
                checked.unwrap_or_else(|panic| explain(&packets, index, panic));
            }
            packets.len()
        },
    )
}

#[test]
fn what_comes_at_once_is_the_truth() {
    until(3000, at_once);
}

#[test]
fn what_comes_in_order_is_the_truth_to_its_delay() {
    until(2000, delayed);
}

#[test]
fn copies_that_show_their_age_change_nothing() {
    until(3000, copied);
}

#[test]
fn a_desk_may_start_in_the_middle() {
    until(1500, joined);
}

#[test]
fn a_broken_network_harms_no_invariant_and_an_answer_heals_it() {
    until(3000, broken);
}

/// Takes some minutes with `--release`.
#[test]
#[ignore = "a million payloads take minutes"]
fn a_million_payloads() {
    until(250_000, at_once);
    until(250_000, delayed);
    until(250_000, copied);
    until(50_000, joined);
    until(300_000, broken);
}
