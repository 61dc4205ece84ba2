//! Sets of time: unions and differences of intervals, of which the last may be open.

use crate::sort::sorted;

/// From `start` to `end`, both epoch milliseconds; an end that is infinite has not come yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Interval {
    /// An end before the start is a matter of two clocks: the interval is then empty, never negative.
    pub(crate) fn new(start: f64, end: f64) -> Self {
        Self { start, end: end.max(start) }
    }
}

/// All the time of one kind: intervals that do not overlap, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lane {
    /// The intervals that have ended.
    pub(crate) closed: Vec<Interval>,
    /// Their sum in milliseconds.
    pub(crate) closed_ms: f64,
    /// When the interval that goes on began, after all that have ended.
    pub(crate) open: Option<f64>,
}

impl Lane {
    /// The union of `intervals`: what overlaps counts once, what only touches stays apart.
    pub(crate) fn new(intervals: Vec<Interval>) -> Self {
        let mut intervals = sorted(intervals, |a, b| a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end)));
        intervals.dedup_by(|next, kept| {
            let overlap = next.start < kept.end;
            if overlap {
                kept.end = kept.end.max(next.end);
            }
            overlap
        });
        Self::of_disjoint(intervals)
    }

    fn of_disjoint(mut intervals: Vec<Interval>) -> Self {
        let open = intervals.pop_if(|last| last.end.is_infinite()).map(|last| last.start);
        let closed_ms = intervals.iter().map(|interval| interval.end - interval.start).sum();
        Self { closed: intervals, closed_ms, open }
    }

    pub(crate) fn intervals(&self) -> impl Iterator<Item = Interval> {
        let open = self.open.map(|start| Interval { start, end: f64::INFINITY });
        self.closed.iter().copied().chain(open)
    }

    pub(crate) fn count(&self) -> usize {
        self.closed.len() + usize::from(self.open.is_some())
    }
}

/// The time of `lane` that is not in `taken`.
pub(crate) fn without(lane: Lane, taken: &Lane) -> Lane {
    if taken.count() == 0 {
        return lane;
    }
    let mut left = Vec::new();
    let mut taken = taken.intervals().peekable();
    for mut interval in lane.intervals() {
        // What is empty stays, unless it is within what is taken.
        let empty_at = Some(interval.start).filter(|start| *start == interval.end);
        while taken.next_if(|taken| taken.end <= interval.start).is_some() {}
        while let Some(hole) = taken.peek().filter(|taken| taken.start < interval.end) {
            if interval.start < hole.start {
                left.push(Interval { start: interval.start, end: hole.start });
            }
            interval.start = hole.end;
            if hole.end >= interval.end {
                break;
            }
            taken.next();
        }
        if interval.start < interval.end || empty_at == Some(interval.start) {
            left.push(interval);
        }
    }
    Lane::of_disjoint(left)
}
