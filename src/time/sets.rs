//! Intervals -> sets of time, one of each kind.

use super::{
    SAME_MS,
    interval::{DerivedInterval, EndRule},
    intervals::{Deriving, LIVE_KINDS},
    ranges::{Range, Ranges, union, without},
};
use crate::model::{ConnectionState as State, IntervalKind as Kind};

impl Deriving<'_> {
    pub(super) fn has_past_park(&self) -> bool {
        let derived = &self.derived;
        derived.heads.iter().any(|report| {
            let Some(park) = report.park.filter(|park| *park > derived.as_of) else {
                return false;
            };
            let is_it = |interval: &DerivedInterval| {
                interval.kind == Kind::Park && (interval.start - park).abs() <= SAME_MS
            };
            !report.state_is(State::Parked) && !derived.interrupts(self.now).any(is_it)
        })
    }

    /// Talk: since the connection; or as segments report it, and from each end that they do not
    /// know; less what interrupts it. All others as they are.
    pub(super) fn make_sets(&mut self, talk: &[DerivedInterval]) {
        let derived = &self.derived;
        let mut since = f64::INFINITY;
        for interval in &derived.intervals {
            let Some(end) = interval.end else { continue };
            let is_after_settled = !interval.segment
                && end.at > derived.as_of
                && (interval.again || interval.kind != Kind::Alert)
                && derived.has_begun;
            let is_open_segment = interval.segment
                && !interval.closed
                && end.rule != EndRule::End
                && (derived.connected.is_some() || derived.has_begun);
            if is_open_segment && interval.is_first() {
                // Talk begins with the connection, which another stage may come before.
                let connected = derived.connected.filter(|_| !derived.has_begun);
                since = since.min(connected.map_or(f64::INFINITY, |mark| end.at.max(mark.at)));
            } else if is_after_settled || is_open_segment {
                since = since.min(end.at);
            }
        }
        // The segments have the talk before them.
        let is_later = |at: f64| derived.snapshot.is_none() || at > derived.as_of;
        if let Some(connected) = derived.connected.filter(|_| !derived.has_begun)
            && is_later(connected.at)
        {
            since = since.min(connected.at);
        }
        let range = |interval: &DerivedInterval| Range::new(interval.start, interval.until());
        let interrupts = union(derived.interrupts(self.now).map(range).collect());
        let mut talk_ranges: Vec<Range> = talk.iter().map(range).collect();
        if since.is_finite() {
            let start = if derived.snapshot.is_some() {
                since
            } else {
                since.max(derived.as_of)
            };
            talk_ranges.push(Range::new(start, f64::INFINITY));
        }
        let mut sets: [Ranges; LIVE_KINDS.len()] = Default::default();
        for interval in &derived.intervals {
            if let Some(set) = sets.get_mut(interval.kind as usize) {
                set.push(range(interval));
            }
        }
        self.derived.sets = sets.map(union);
        if let Some(set) = self.derived.sets.get_mut(Kind::Talk as usize) {
            *set = without(union(talk_ranges), &interrupts);
        }
    }
}
