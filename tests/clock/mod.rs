//! The time of the cloud is within the uncertainty of what the clock says: on any network, with
//! drift, sleep and caches.

mod world;

use proptest::{prelude::*, test_runner::TestCaseError};

use world::{DRIFT, KEPT, Step, World};

fn wait(most: f64) -> impl Strategy<Value = Step> {
    (0.0..most, -DRIFT..DRIFT).prop_map(|(ms, drift)| Step::Wait {
        ms,
        rate: 1.0 + drift,
    })
}

/// A delay of the network: mostly short, sometimes seconds.
fn delay() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(0.0), 6 => 5.0..50.0, 2 => 50.0..1_000.0, 1 => 1_000.0..8_000.0]
}

fn ask() -> impl Strategy<Value = Step> {
    let late = prop_oneof![Just(0.0), 0.0..300.0];
    let age = prop_oneof![1.0..100.0, 100.0..10_000.0, 10_000.0..10_000_000.0];
    (delay(), delay(), late, proptest::option::weighted(0.2, age)).prop_map(
        |(out, back, late, stale)| Step::Ask {
            out,
            back,
            late,
            stale,
        },
    )
}

fn jump() -> impl Strategy<Value = Step> {
    jump_of(prop_oneof![
        50.0..2_000.0,
        2_000.0..100_000.0,
        100_000.0..40_000_000.0
    ])
}

fn jump_of(ms: impl Strategy<Value = f64>) -> impl Strategy<Value = Step> {
    (ms, 0..3).prop_map(|(ms, kind)| match kind {
        0 => Step::Sleep { ms },
        1 => Step::Set { by: ms },
        _ => Step::Set { by: -ms },
    })
}

/// Any network, pauses of any length, caches, and jumps of the local clock if they are wanted.
fn steps(jumps: u32) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        20 => ask(),
        20 => wait(2_000.0),
        6 => wait(300_000.0),
        1 => wait(100_000_000.0),
        jumps => jump(),
    ];
    proptest::collection::vec(step, 1..120)
}

fn play(steps: &[Step], cut: bool) -> Result<World, TestCaseError> {
    let mut world = World::new(cut, 12_345.678);
    world.read()?;
    for step in steps {
        world.run(*step)?;
    }
    Ok(world)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn the_truth_is_within_the_uncertainty_on_any_network(steps in steps(0), cut: bool) {
        let world = play(&steps, cut)?;
        prop_assert_eq!(world.exempt, 0);
    }

    #[test]
    fn jumps_of_the_local_clock_show_with_the_next_answer_that_can_tell(steps in steps(2), cut: bool) {
        play(&steps, cut)?;
    }

    #[test]
    fn quick_answers_heal_everything(steps in steps(2), cut: bool) {
        let mut world = play(&steps, cut)?;
        world.advance(20_000.0)?;
        for _ in 0..2 * KEPT {
            world.run(Step::Ask { out: 10.0, back: 10.0, late: 0.0, stale: None })?;
            world.run(Step::Wait { ms: 1_000.0, rate: 1.0 })?;
        }
        prop_assert!(world.hidden.is_none());
        // Slewing takes ten times what it corrects.
        world.run(Step::Wait { ms: 2_000_000.0, rate: 1.0 })?;
        for _ in 0..2 {
            world.run(Step::Ask { out: 10.0, back: 10.0, late: 0.0, stale: None })?;
            world.run(Step::Wait { ms: 30.0, rate: 1.0 })?;
        }
        prop_assert!(world.clock.uncertainty().is_some_and(|uncertainty| uncertainty < 14.0));
    }

    #[test]
    fn on_a_good_network_the_uncertainty_is_about_half_the_round_trip(
        rounds in proptest::collection::vec((20.0..80.0, 0.9..1.1, 0.9..1.1, -DRIFT..DRIFT), 1..40),
    ) {
        let mut world = World::new(false, 0.0);
        for (trip, skew, other_skew, drift) in rounds {
            for skew in [skew, other_skew] {
                let out = skew * trip / 2.0;
                world.run(Step::Ask { out, back: trip - out, late: 0.0, stale: None })?;
                world.run(Step::Wait { ms: 1_000.0, rate: 1.0 + drift })?;
            }
            let uncertainty = world.clock.uncertainty().unwrap_or(f64::NAN);
            prop_assert!(uncertainty <= 0.65 * trip + 3.0, "{uncertainty} ms for a round trip of {trip} ms");
            world.run(Step::Wait { ms: 60_000.0, rate: 1.0 + drift })?;
        }
        prop_assert_eq!((world.exempt, world.steps), (0, 0));
    }

    #[test]
    fn on_a_good_network_a_jump_shows_with_the_first_answer(
        rounds in proptest::collection::vec((jump_of(1_000.0..40_000_000.0), 0.0..40.0, 0.0..40.0), 1..20),
        cut: bool,
    ) {
        let mut world = World::new(cut, 0.0);
        for (jump, out, back) in rounds {
            for _ in 0..2 {
                world.run(Step::Ask { out, back, late: 0.0, stale: None })?;
                world.advance(1_000.0)?;
                prop_assert!(world.hidden.is_none());
                world.read()?;
            }
            world.run(jump)?;
        }
        prop_assert_eq!(world.exempt, 0);
    }
}
