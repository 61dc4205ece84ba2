//! A real session of twenty holds, told by notifications and polled every 20 s.

use std::{fs, panic::AssertUnwindSafe};

use serde_json::Value;

use super::{
    follower::{Follower, moment},
    network::{Cloud, Letter, Packet, Topics},
    random::Random,
    truth::{Acw, Conversation, Kind, Leg, Medium, Participant, Role, START, Step, World},
    wire::Layout,
};

/// How late notifications are at most, and how old answers are, in ms.
const DELAY: i64 = 300;

fn session() -> World {
    let text = fs::read_to_string("tests/fixtures/handled-sessions.json").unwrap();
    let sessions: Value = serde_json::from_str(&text).unwrap();
    let segments = |session: &Value| session["segments"].as_array().unwrap().clone();
    let holds = |session: &&Value| {
        segments(session)
            .iter()
            .filter(|segment| segment["type"] == "hold")
            .count()
            == 20
    };
    let session = sessions["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .find(holds)
        .expect("the session of twenty holds");
    let mut steps = Vec::new();
    let mut acw = None;
    for segment in segments(session) {
        let at = |name: &str| START + segment[name].as_i64().unwrap();
        let (start, end) = (at("startMs"), at("endMs"));
        let kind = match segment["type"].as_str().unwrap() {
            "interact" => Kind::Talk,
            "hold" => Kind::Hold,
            "wrapup" => {
                acw = Some(Acw {
                    start,
                    end,
                    skipped: false,
                    end_told: true,
                    at_participant: false,
                });
                continue;
            }
            other => panic!("{other}"),
        };
        steps.push(Step {
            kind,
            start,
            resume: None,
        });
    }
    if steps[0].kind == Kind::Hold {
        // It connects before it is held.
        steps.insert(
            0,
            Step {
                kind: Kind::Talk,
                start: START - 1,
                resume: None,
            },
        );
    }
    let acw = acw.expect("it was worked on after");
    let person = |id: &str, role, user: Option<&str>| Participant {
        id: id.to_owned(),
        role,
        user: user.map(str::to_owned),
        queue: None,
        alert_limit: None,
        acw_limit: None,
    };
    let leg = |id: &str, participant, steps, acw| Leg {
        id: id.to_owned(),
        participant,
        medium: Medium::Message,
        direction: "inbound",
        steps,
        end: START + 7_903_158,
        disconnect_type: "client",
        acw,
    };
    let customer = vec![Step {
        kind: Kind::Talk,
        start: START - 1000,
        resume: None,
    }];
    World {
        conversations: vec![Conversation {
            id: "c".to_owned(),
            participants: vec![
                person("c-p0", Role::Customer, None),
                person("c-p1", Role::Agent, Some("u1")),
            ],
            legs: vec![
                leg("c-k0", 0, customer, None),
                leg("c-k1", 1, steps, Some(acw)),
            ],
            texts: Vec::new(),
        }],
    }
}

fn packets(cloud: &Cloud<'_>, random: &mut Random, layout: Layout, asks: bool) -> Vec<Packet> {
    let mut packets = Vec::new();
    let mut last = 0;
    for letter in cloud.notifications(random, false) {
        last = (letter.seen + random.between(0, DELAY)).max(last);
        packets.push(cloud.packet(random, &letter, last));
    }
    let polls = (START + 5000..last).step_by(20_000);
    packets.extend(polls.map(|at| {
        let seen = at - DELAY;
        let letter = Letter {
            seen,
            conversation: 0,
            layout,
            sparse: false,
        };
        Packet {
            asked: asks.then_some(seen),
            ..cloud.packet(random, &letter, at)
        }
    }));
    packets.sort_by_key(|packet| packet.at);
    packets
}

fn poll(layout: Layout, asks: bool, seed: u64) {
    let world = session();
    let mut random = Random::new(seed);
    let topics = Topics {
        nested: seed != 2,
        flat: seed != 0,
    };
    let cloud = Cloud {
        world: &world,
        topics,
        skew: 0,
    };
    let mut desk = Follower::new(&world, DELAY, 0);
    let packets = packets(&cloud, &mut random, layout, asks);
    assert!(packets.len() > 400);
    let mut corrected = START;
    for (index, packet) in packets.iter().enumerate() {
        let changes = desk.deliver(packet);
        desk.follow(packet, &changes);
        if packet.layout == Layout::Rest {
            corrected = packet.seen;
        }
        let next = packets
            .get(index + 1)
            .map_or(packet.at + 5000, |next| next.at);
        for now in (packet.at..next).step_by(5000) {
            let shown = std::panic::catch_unwind(AssertUnwindSafe(|| {
                shows_the_holds(&desk, corrected, now)
            }));
            shown.unwrap_or_else(|panic| {
                eprintln!(
                    "{layout:?}, asked {asks}, seed {seed}; last came at {}: {}",
                    packet.at, packet.text
                );
                std::panic::resume_unwind(panic)
            });
        }
    }
    desk.compare(START + 8_000_000);
}

/// Every hold that is shown is right to the delay; the holds until `corrected` exactly, since
/// segments told them.
fn shows_the_holds(desk: &Follower<'_>, corrected: i64, now: i64) {
    let leg = &desk.world.conversations[0].legs[1];
    let Some(row) = desk
        .roster
        .rows()
        .find(|row| row.participant_id() == Some("c-p1"))
    else {
        assert!(now < START + DELAY, "no row at {now}");
        return;
    };
    let holds = || leg.past(now).filter(|(step, _)| step.kind == Kind::Hold);
    let total: i64 = holds()
        .map(|(step, end)| end.unwrap_or(now) - step.start)
        .sum();
    let inexact = holds()
        .filter(|(_, end)| end.is_none_or(|end| corrected < end))
        .count();
    let (least, most) = (
        total - DELAY,
        total + DELAY * (i64::try_from(inexact).unwrap() + 1),
    );
    let shown = row.timers().hold.elapsed(moment(now));
    assert!(
        (least as f64..=most as f64).contains(&shown),
        "hold is {shown}, not {total}: at {now}, {row:?}"
    );

    // The current hold is one that was true within the delay.
    let current = row
        .timers()
        .current_hold
        .as_ref()
        .map(|watch| now as f64 - watch.elapsed(moment(now)));
    let late = leg
        .past(now)
        .filter(|(_, end)| end.is_none_or(|end| now - DELAY <= end));
    let starts = late.map(|(step, _)| (step.kind == Kind::Hold).then_some(step.start as f64));
    let mut true_of_late = starts.chain(leg.has_ended(now).then_some(None));
    assert!(
        true_of_late.any(|start| start == current),
        "the current hold began at {current:?}: at {now}, {row:?}"
    );
}

#[test]
fn with_segments() {
    for seed in 0..3 {
        poll(Layout::Rest, true, seed);
    }
}

/// When it was asked is not told: segments show by their own moments that they are older than an
/// event.
#[test]
fn with_segments_of_an_unknown_moment() {
    for seed in 0..3 {
        poll(Layout::Rest, false, seed);
    }
}

#[test]
fn without_segments() {
    for seed in 0..3 {
        poll(Layout::RestBare, true, seed);
    }
}

#[test]
fn in_the_flat_layout() {
    for seed in 0..3 {
        poll(Layout::RestFlat(Medium::Message), true, seed);
    }
}
