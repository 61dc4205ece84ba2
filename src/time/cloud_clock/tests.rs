use super::{ClockError, CloudClock, answers::DRIFT};

const EPOCH_MS: f64 = 1_790_000_000_000.0;

/// A clock, and the moments of its answers: the offset is 0 at first, and the local clock has no
/// drift.
fn clock(answers: &[(f64, f64, f64)]) -> CloudClock {
    let mut clock = CloudClock::new();
    for (sent_at, server_time, received_at) in answers {
        clock.observe(*sent_at, *server_time, *received_at).unwrap();
    }
    clock
}

/// Whether the truth is within the uncertainty at a local moment.
fn holds(clock: &mut CloudClock, local: f64, truth: f64) -> bool {
    (clock.now(local).unwrap() - truth).abs() <= clock.uncertainty().unwrap()
}

#[test]
fn nothing_is_known_before_an_answer() {
    let mut clock = CloudClock::new();
    assert_eq!(
        (clock.now(5.0), clock.offset(), clock.uncertainty()),
        (None, None, None)
    );
    for (sent_at, server_time, received_at, error) in [
        (f64::NAN, 0.0, 1.0, ClockError::NotFinite),
        (0.0, f64::INFINITY, 1.0, ClockError::NotFinite),
        (0.0, 0.0, f64::NEG_INFINITY, ClockError::NotFinite),
        (-f64::MAX, 0.0, f64::MAX, ClockError::NotFinite),
        (2.0, 0.0, 1.0, ClockError::Order),
    ] {
        assert_eq!(clock.observe(sent_at, server_time, received_at), Err(error));
    }
    assert_eq!(
        (clock.now(5.0), clock.offset(), clock.uncertainty()),
        (None, None, None)
    );
}

#[test]
fn one_answer_is_half_a_round_trip_uncertain() {
    let mut clock = clock(&[(1000.0, EPOCH_MS, 1040.0)]);
    assert_eq!(clock.offset(), Some(EPOCH_MS - 1020.0));
    assert!((clock.uncertainty().unwrap() - 22.0).abs() < 0.1);
    assert_eq!(clock.now(2020.0), Some(EPOCH_MS + 1000.0));
}

#[test]
fn uncertainty_grows_with_age() {
    let mut clock = clock(&[(0.0, 20.0, 40.0)]);
    let fresh = clock.uncertainty().unwrap();
    for hours in [1.0, 24.0, 1000.0] {
        let pause = hours * 3_600_000.0;
        clock.now(40.0 + pause);
        assert!((clock.uncertainty().unwrap() - fresh - DRIFT * pause).abs() < 1e-6);
    }
}

#[test]
fn a_local_moment_that_is_not_finite_has_no_time_and_does_no_harm() {
    let mut clock = clock(&[(0.0, 20.0, 40.0)]);
    assert_eq!(
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(|local| clock.now(local)),
        [None; 3]
    );
    assert_eq!(clock.now(50.0), Some(50.0));
}

#[test]
fn moments_far_from_the_present_do_not_lock_the_clock() {
    for far in [f64::MAX, -f64::MAX, 1e18, 1e9] {
        let mut clock = clock(&[(0.0, 20.0, 40.0)]);
        clock.now(40.0);
        clock.now(far);
        for second in 1_u32..10 {
            let local = f64::from(second) * 100_000.0;
            clock.observe(local, local + 50.0, local + 40.0).unwrap();
        }
        // The cloud is now 30 ms ahead: the clock has followed.
        assert_eq!(
            clock.now(1_000_000.0).map(f64::round),
            Some(1_000_030.0),
            "{far}"
        );
    }
}

#[test]
fn a_slow_answer_does_not_move_the_time() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (1000.0, 6000.0, 6000.0)]);
    assert!(holds(&mut clock, 6000.0, 6000.0));
    assert!(clock.offset().unwrap().abs() < 12.0);
    assert!(
        clock.uncertainty().unwrap() > 1000.0,
        "the only other answer may be the one from a cache"
    );
    clock.observe(7000.0, 7020.0, 7040.0).unwrap();
    assert!(clock.uncertainty().unwrap() < 30.0);
}

#[test]
fn corrections_are_slewed() {
    // The first answer was slow on its way out, so that the clock is 2.5 s ahead at first.
    for (server_time, ahead) in [(0.0, -2500.0), (5000.0, 2500.0)] {
        let mut clock = clock(&[(0.0, server_time, 5000.0)]);
        let truth = server_time - 2500.0 - ahead;
        assert_eq!(clock.now(5000.0), Some(5000.0 + truth + ahead));
        clock.observe(5000.0, 5020.0 + truth, 5040.0).unwrap();
        let mut before = clock.now(5040.0).unwrap();
        for tenth in 1_u32..400 {
            let local = 5040.0 + f64::from(tenth) * 100.0;
            assert!(holds(&mut clock, local, local + truth));
            let now = clock.now(local).unwrap();
            assert!((now - before) > 89.99 && (now - before) < 110.01);
            before = now;
        }
        assert!((before - 44_940.0 - truth).abs() < 12.0);
    }
}

#[test]
fn a_small_jump_is_slewed() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)]);
    clock.now(1000.0);
    clock.observe(1000.0, 1120.0, 1040.0).unwrap(); // it stood still for 100 ms
    assert!(holds(&mut clock, 1040.0, 1140.0));
    assert!(clock.now(1040.0).unwrap() < 1050.0);
    assert!(holds(&mut clock, 3000.0, 3100.0));
    assert!(clock.uncertainty().unwrap() < 25.0);
}

#[test]
fn what_nobody_was_told_needs_no_slewing() {
    let clock = clock(&[
        (0.0, 5000.0, 5000.0),
        (5000.0, 5020.0, 5040.0),
        (5050.0, 5070.0, 5090.0),
    ]);
    assert!(clock.offset().unwrap().abs() < 12.0);
    assert!(clock.uncertainty().unwrap() < 25.0);
    // Nor after sleep.
    let slept = [
        (0.0, 20.0, 40.0),
        (100.0, 1_005_000.0, 5000.0),
        (5100.0, 1_005_120.0, 5140.0),
    ];
    assert!((self::clock(&slept).offset().unwrap() - 1_000_000.0).abs() < 12.0);
}

#[test]
fn time_does_not_go_back_by_the_last_digit_of_a_double() {
    let mut clock = clock(&[(0.0, EPOCH_MS + 5000.0, 5000.0)]);
    let mut before = clock.now(5000.0).unwrap();
    clock.observe(5000.0, EPOCH_MS + 5020.0, 5040.0).unwrap();
    for step in 1_u32..100_000 {
        let now = clock.now(5040.0 + f64::from(step) * 1e-5).unwrap();
        assert!(now >= before);
        before = now;
    }
}

#[test]
fn an_answer_is_the_latest_moment_until_the_clock_is_read() {
    let mut clock = clock(&[(0.0, 20.0, 40.0)]);
    clock.now(40.0);
    clock.observe(10_000.0, 10_030.0, 10_040.0).unwrap();
    let known = (clock.offset(), clock.uncertainty());
    clock.now(10_040.0);
    assert_eq!(known, (clock.offset(), clock.uncertainty()));
}

#[test]
fn the_same_answer_again_from_a_cache_is_no_answer() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)]);
    for local in [60_000.0, 60_002.0, 120_000.0] {
        clock.observe(local, 70.0, local + 1.0).unwrap();
        assert!(holds(&mut clock, local + 1.0, local + 1.0));
        assert!(clock.uncertainty().unwrap() < 90.0);
    }
}

#[test]
fn an_answer_older_than_one_before_is_surely_from_a_cache() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)]);
    clock.observe(60_000.0, 30.0, 60_001.0).unwrap();
    assert!(holds(&mut clock, 60_001.0, 60_001.0));
    assert!(clock.uncertainty().unwrap() < 90.0);
}

#[test]
fn the_same_doubt_twice_proves_nothing() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)]);
    let before = clock.now(60_000.0).unwrap();
    for local in [60_000.0, 60_001.0] {
        clock.observe(local, 50_000.0, local + 1.0).unwrap();
    }
    assert!(clock.now(60_002.0).unwrap() > before);
}

#[test]
fn a_doubt_within_what_drift_leaves_open_proves_nothing() {
    let mut clock = clock(&[
        (0.0, 20.0, 40.0),
        (50.0, 70.0, 90.0),
        (20_000.0, 10_020.0, 20_040.0),
    ]);
    let hours = 36_000_000.0; // at 500 parts per million: 18 s
    let before = clock.now(hours).unwrap();
    clock
        .observe(hours, hours - 25_000.0, hours + 40.0)
        .unwrap();
    assert!(clock.now(hours + 40.0).unwrap() > before);
}

#[test]
fn an_answer_that_is_a_little_old_may_be_the_quickest() {
    // 300 ms old, within what the slow answers before it leave open.
    let slow = [(0.0, 1000.0, 2000.0), (3000.0, 4000.0, 5000.0)];
    let mut clock = clock(&slow);
    for again in 1_u32..3 {
        // The second time it is the same one.
        clock
            .observe(6000.0, 5701.0, 6000.0 + f64::from(again))
            .unwrap();
        assert!(holds(&mut clock, 6010.0, 6010.0));
    }
}

#[test]
fn a_doubtful_answer_changes_only_the_uncertainty_until_the_next() {
    let good = [(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)];
    let mut clock = clock(&good);
    clock.now(100.0);
    // From a cache that another computer has filled 10 s ago; or the local clock was set ahead by
    // 10 s.
    clock.observe(60_000.0, 50_020.0, 60_040.0).unwrap();
    assert!(holds(&mut clock.clone(), 60_040.0, 60_040.0));
    assert!(holds(&mut clock.clone(), 60_040.0, 50_040.0));
    let mut cached = clock.clone();
    cached.observe(61_000.0, 61_020.0, 61_040.0).unwrap();
    assert!(holds(&mut cached, 61_040.0, 61_040.0));
    assert!(cached.uncertainty().unwrap() < 60.0);
    let mut set = clock;
    set.observe(61_000.0, 51_020.0, 61_040.0).unwrap();
    assert!(holds(&mut set, 61_040.0, 51_040.0));
    assert!(set.uncertainty().unwrap() < 30.0);
}

#[test]
fn after_sleep_the_first_answer_counts() {
    let hour = 3_600_000.0;
    for (sent_at, received_at) in [(1000.0, 1040.0), (-hour, 40.0 - hour)] {
        // The local clock stood still; or it was set back.
        let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 70.0, 90.0)]);
        let before = clock.now(900.0).unwrap();
        let truth = if sent_at > 0.0 { 1000.0 + hour } else { 1000.0 };
        clock.observe(sent_at, truth + 20.0, received_at).unwrap();
        assert!(holds(&mut clock, received_at, truth + 40.0));
        assert!(clock.uncertainty().unwrap() < 30.0);
        assert!(clock.now(received_at).unwrap() > before);
    }
}

#[test]
fn an_answer_that_was_slept_through_is_put_right_by_the_next() {
    let mut clock = clock(&[(0.0, 20.0, 40.0)]);
    clock.now(100.0);
    clock.observe(1000.0, 1020.0, 1040.0).unwrap(); // received an hour later, in which the local clock stood still
    clock.observe(1100.0, 3_601_120.0, 1140.0).unwrap();
    assert!(holds(&mut clock, 1140.0, 3_601_140.0));
}

#[test]
fn a_first_answer_from_a_cache_is_put_right_by_the_next() {
    let mut clock = clock(&[(0.0, -30_000.0, 1.0)]);
    assert_eq!(clock.now(1.0).map(f64::round), Some(-30_000.0));
    clock.observe(10.0, 30.0, 50.0).unwrap();
    assert!(holds(&mut clock, 50.0, 50.0));
}

#[test]
fn a_time_of_the_far_future_is_forgotten() {
    let mut clock = clock(&[(0.0, 20.0, 40.0), (50.0, 1e12, 90.0)]);
    clock.now(90.0);
    for local in [1000.0, 2000.0] {
        clock.observe(local, local + 20.0, local + 40.0).unwrap();
    }
    assert!(holds(&mut clock, 2040.0, 2040.0));
    assert!(clock.uncertainty().unwrap() < 30.0);
}

#[test]
fn a_jump_that_hides_in_the_uncertainty_is_forgotten_with_the_eighth_answer() {
    // The local clock is set ahead by 100 ms, and every way back takes 200 ms from then on.
    let mut clock = clock(&[(0.0, 100.0, 200.0)]);
    for answer in 1_u32..=8 {
        let local = f64::from(answer) * 1000.0;
        clock.observe(local, local - 100.0, local + 200.0).unwrap();
    }
    assert!(holds(&mut clock, 8200.0, 8100.0));
}
