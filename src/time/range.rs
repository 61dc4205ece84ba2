//! Sets of time: unions and differences of intervals, of which the last may be open.

use crate::sort::sorted;

/// From `start` to `end`, both epoch milliseconds; an end that is infinite has not come yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Range {
    /// An end before the start is a matter of two clocks: the interval is then empty, never
    /// negative.
    pub(crate) fn new(start: f64, end: f64) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    pub(crate) const fn open(start: f64) -> Self {
        Self {
            start,
            end: f64::INFINITY,
        }
    }

    pub(crate) fn is_open(self) -> bool {
        self.end.is_infinite()
    }
}

/// All the time of one kind: intervals that do not overlap, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RangeSet {
    /// The intervals that have ended.
    pub(crate) closed: Vec<Range>,
    /// Their sum in milliseconds.
    pub(crate) closed_ms: f64,
    /// When the interval that goes on began, after all that have ended.
    pub(crate) open: Option<f64>,
}

impl RangeSet {
    /// The union of `intervals`: what overlaps counts once, what only touches stays apart.
    pub(crate) fn new(intervals: Vec<Range>) -> Self {
        let mut intervals = sorted(intervals, |a: &Range, b| {
            a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end))
        });
        intervals.dedup_by(|next, kept| {
            let overlap = next.start < kept.end;
            if overlap {
                kept.end = kept.end.max(next.end);
            }
            overlap
        });
        Self::of_disjoint(intervals)
    }

    fn of_disjoint(mut intervals: Vec<Range>) -> Self {
        let open = intervals
            .pop_if(|last| last.is_open())
            .map(|last| last.start);
        // Not `sum`, which makes -0 of nothing.
        let closed_ms = intervals
            .iter()
            .fold(0.0, |sum, interval| sum + (interval.end - interval.start));
        Self {
            closed: intervals,
            closed_ms,
            open,
        }
    }

    pub(crate) fn intervals(&self) -> impl Iterator<Item = Range> {
        self.closed
            .iter()
            .copied()
            .chain(self.open.map(Range::open))
    }

    pub(crate) fn count(&self) -> usize {
        self.closed.len() + usize::from(self.open.is_some())
    }

    /// Ends the interval that goes on at `end`, if it began before; else it never began.
    pub(crate) fn close(&mut self, end: f64) {
        if let Some(start) = self.open.take().filter(|start| *start < end) {
            self.closed.push(Range { start, end });
            self.closed_ms += end - start;
        }
    }

    /// The time of this set that is not in `taken`.
    pub(crate) fn without(self, taken: &Self) -> Self {
        if taken.count() == 0 {
            return self;
        }
        let mut left = Vec::new();
        let mut taken = taken.intervals().peekable();
        for mut interval in self.intervals() {
            // What is empty stays, unless it is within what is taken.
            let empty_at = Some(interval.start).filter(|start| *start == interval.end);
            while taken.next_if(|taken| taken.end <= interval.start).is_some() {}
            while let Some(hole) = taken.peek().filter(|taken| taken.start < interval.end) {
                if interval.start < hole.start {
                    left.push(Range {
                        start: interval.start,
                        end: hole.start,
                    });
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
        Self::of_disjoint(left)
    }
}
