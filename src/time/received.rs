//! Intervals of which no report has the start: they begin with the first receipt.

use super::{
    interval::{DerivedInterval, End, EndRule, EvidenceField as Field, state_of},
    intervals::Deriving,
};
use crate::{model::IntervalKind as Kind, wire::report::Report};

impl<'a> Deriving<'a> {
    /// An interval without a reported start begins at the first receipt that asserts it.
    pub(super) fn add_received_starts(&mut self) {
        let kinds = [
            Kind::Contacting,
            Kind::Dialing,
            Kind::Alert,
            Kind::Hold,
            Kind::Park,
        ];
        for kind in kinds {
            for index in 0..self.heard().len() {
                let Some(report) = self.heard().get(index).copied() else {
                    continue;
                };
                if let Some(interval) = self.received_start(kind, report) {
                    self.push_received(interval);
                }
            }
        }
    }

    fn received_start(&mut self, kind: Kind, report: &'a Report) -> Option<DerivedInterval> {
        let derived = &self.derived;
        if report.ended
            || derived
                .snapshot
                .is_some_and(|own| std::ptr::eq(own, report))
        {
            return None;
        }
        let again = kind == Kind::Alert && self.truth.is_alert_again(report);
        let has_moment = match kind {
            Kind::Hold => report.hold.is_some(),
            Kind::Park => report.park.is_some(),
            Kind::Alert => !again && report.alerting == Some(self.first_alert),
            _ => false,
        };
        let is_first = !matches!(kind, Kind::Hold | Kind::Park) && !again;
        if has_moment || (is_first && derived.has_begun) {
            return None;
        }
        let asserts = match kind {
            Kind::Hold => report.held == Some(true),
            _ => state_of(kind).is_some_and(|state| report.state_is(state)),
        };
        if !asserts {
            return None;
        }
        let start = self.truth.until(report);
        if start <= derived.as_of {
            return None;
        }
        // A communication on its own has no receipt; or it had ended before the first report of it.
        let is_after_end = derived.ended.is_some_and(|ended| start >= ended.at);
        if report.receipt.received_at.is_none() || is_after_end {
            let before = (!is_first).then_some(Kind::Talk);
            self.derived.unplaced.add(before, Some(kind));
            return None;
        }
        let mut interval = DerivedInterval::new(kind, start, report, Field::Receipt);
        interval.asserted = self.truth.surely(report);
        interval.again = again;
        interval.park = report.park.filter(|_| again);
        let covers = |other: &DerivedInterval| {
            other.kind == kind
                // One alert, one contacting and one dialing come before the connection.
                && (is_first
                    || (other.again == again && other.start <= start && start <= other.until()))
        };
        // An interval without a reported start ended before an interval that surely went on at
        // that moment, and before a hold that began after the return from the same park.
        let excludes = |other: &DerivedInterval| {
            let surely = start <= other.asserted
                || (again && other.after_park.is_some() && other.after_park == interval.park);
            other.exact && !other.is_first() && other.start <= start && surely
        };
        let intervals = &derived.intervals;
        let is_known = intervals
            .iter()
            .any(|other| covers(other) || excludes(other));
        (!is_known).then_some(interval)
    }

    /// Adds an interval that begins by receipt, and ends with it what cannot go on beside it.
    fn push_received(&mut self, mut interval: DerivedInterval) {
        interval.end = self.end_of(&interval);
        if interval.start <= self.now {
            for other in &mut self.derived.intervals {
                let begins_later = interval.start > other.start;
                if other.closed || !begins_later || interval.start < other.asserted {
                    continue;
                }
                let is_earlier = other.end.is_none_or(|end| {
                    interval.start < end.at
                        || (interval.start == end.at && end.rule == EndRule::End)
                });
                if is_earlier {
                    other.end = Some(End {
                        at: interval.start,
                        rule: EndRule::Denial,
                        exact: false,
                        evidence: interval.start_evidence,
                    });
                }
            }
        }
        self.push(interval);
    }
}
