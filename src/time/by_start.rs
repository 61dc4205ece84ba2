//! The intervals of a communication by their starts, so that a long history is not searched for
//! each of its reports.

use super::interval::DerivedInterval;

/// The starts of intervals in order of time, each with the place of its interval in their list.
/// Equal starts are in the order of the list.
#[derive(Default)]
pub(super) struct ByStart {
    /// Of those whose start is a reported moment.
    exact: Vec<(f64, usize)>,
    /// Of those that begin with a receipt.
    inexact: Vec<(f64, usize)>,
}

impl ByStart {
    pub(super) fn of(intervals: &[DerivedInterval]) -> Self {
        let mut by_start = Self::default();
        for (place, interval) in intervals.iter().enumerate() {
            by_start.add(interval, place);
        }
        by_start
    }

    /// Adds the interval at `place` of the list, behind all those that are known.
    pub(super) fn add(&mut self, interval: &DerivedInterval, place: usize) {
        let starts = if interval.exact {
            &mut self.exact
        } else {
            &mut self.inexact
        };
        let at = starts.partition_point(|(start, _)| *start <= interval.start);
        starts.insert(at, (interval.start, place));
    }

    /// The starts that are reported moments, from `moment` on.
    pub(super) fn exact_from(&self, moment: f64) -> &[(f64, usize)] {
        from(&self.exact, moment)
    }

    /// The starts that are receipts, from `moment` on.
    pub(super) fn inexact_from(&self, moment: f64) -> &[(f64, usize)] {
        from(&self.inexact, moment)
    }
}

fn from(starts: &[(f64, usize)], moment: f64) -> &[(f64, usize)] {
    let first = starts.partition_point(|(start, _)| *start < moment);
    starts.get(first..).unwrap_or_default()
}
