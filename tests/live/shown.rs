//! What a row shows, beside what is true.

use conversation_chat::RosterRow;

use super::{follower::moment, oracle::Expected};

/// A row beside what it must show, and by how much it may differ, in ms.
pub(super) struct Watch<'a> {
    pub(super) row: &'a RosterRow,
    pub(super) expected: &'a Expected,
    pub(super) now: i64,
    pub(super) blur: i64,
}

impl Watch<'_> {
    pub(super) fn state(&self) {
        let (row, expected) = (self.row, self.expected);
        // What is not known is kept as it was written.
        let state = row.state().map(|state| {
            if state == "PONDERING" {
                "pondering"
            } else {
                state
            }
        });
        assert_eq!(state, Some(expected.state), "{self}");
        assert_eq!(
            (row.is_ended(), row.held(), row.parked()),
            (expected.ended, expected.held, expected.parked),
            "ended, held, parked: {self}"
        );
    }

    pub(super) fn timers(&self, handles: bool) {
        let (timers, expected) = (self.row.timers(), self.expected);
        let now = moment(self.now);
        self.near("talk", timers.talk.elapsed(now), expected.talk);
        if !handles {
            assert_eq!(
                (timers.talk.elapsed(now), timers.handle.elapsed(now)),
                (0.0, 0.0),
                "{self}"
            );
            return;
        }
        self.near("alert", timers.alert.elapsed(now), expected.alert);
        self.near(
            "contacting",
            timers.contacting.elapsed(now),
            expected.contacting,
        );
        self.near("dialing", timers.dialing.elapsed(now), expected.dialing);
        self.near("hold", timers.hold.elapsed(now), expected.hold);
        self.near("park", timers.park.elapsed(now), expected.park);
        self.near(
            "after-call work",
            timers.after_call_work.elapsed(now),
            expected.acw,
        );
        self.near("handle", timers.handle.elapsed(now), expected.handle());
        assert_eq!(timers.hold.count, expected.holds, "holds: {self}");
        let current = timers.current_hold.as_ref().map(|watch| watch.elapsed(now));
        assert_eq!(
            current.is_some(),
            expected.current_hold.is_some(),
            "current hold: {self}"
        );
        if let (Some(shown), Some(expected)) = (current, expected.current_hold) {
            self.near("current hold", shown, expected);
        }
        let runs = [
            ("alert", &timers.alert, expected.state == "alerting"),
            (
                "contacting",
                &timers.contacting,
                expected.state == "contacting",
            ),
            ("dialing", &timers.dialing, expected.state == "dialing"),
            ("hold", &timers.hold, expected.held),
            ("park", &timers.park, expected.parked),
            (
                "after-call work",
                &timers.after_call_work,
                expected.acw_runs,
            ),
        ];
        for (name, timer, expected) in runs {
            assert_eq!(
                timer.since.is_some(),
                expected,
                "whether {name} runs: {self}"
            );
        }
        self.until("alert", timers.alert.until, expected.alert_until);
        self.until("park", timers.park.until, expected.park_until);
        self.until(
            "after-call work",
            timers.after_call_work.until,
            expected.acw_until,
        );
    }

    fn near(&self, name: &str, shown: f64, expected: i64) {
        assert!(
            (shown - expected as f64).abs() <= self.blur as f64,
            "{name} is {shown}, not {expected}: {self}"
        );
    }

    fn until(&self, name: &str, shown: Option<f64>, expected: Option<i64>) {
        assert_eq!(
            shown.is_some(),
            expected.is_some(),
            "whether {name} runs out: {self}"
        );
        if let (Some(shown), Some(expected)) = (shown, expected) {
            self.near(name, shown, expected);
        }
    }
}

impl std::fmt::Display for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "at {}, within {} ms\n  shown {:?}\n  true {:?}",
            self.now, self.blur, self.row, self.expected
        )
    }
}
