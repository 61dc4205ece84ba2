//! Sets of time: lists of ranges in order that do not overlap, with union and difference.

use crate::sort::sorted;

/// From `start` to `end`, both epoch milliseconds. The end is infinite while it goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Range {
    /// An end before the start comes of two clocks: the range is then empty, never negative.
    pub(crate) fn new(start: f64, end: f64) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    pub(crate) fn is_open(self) -> bool {
        self.end == f64::INFINITY
    }
}

/// Ranges in order, none of which overlap.
pub(crate) type Ranges = Vec<Range>;

/// Overlapping ranges become one; ranges that only touch stay apart.
pub(crate) fn union(ranges: Vec<Range>) -> Ranges {
    if ranges.len() < 2 {
        return ranges;
    }
    let mut ranges = sorted(ranges, |a: &Range, b| {
        a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end))
    });
    ranges.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    ranges
}

/// The time of `ranges` that is not in `holes`; both are in order and without overlap. Empty ranges
/// are left out if a hole meets a range.
pub(crate) fn without(ranges: Ranges, holes: &[Range]) -> Ranges {
    let meets = |range: &Range| {
        let next = holes.partition_point(|hole| hole.end <= range.start);
        holes.get(next).is_some_and(|hole| hole.start < range.end)
    };
    if holes.is_empty() || !ranges.iter().any(meets) {
        return ranges;
    }
    let mut left = Vec::with_capacity(ranges.len());
    let mut holes = holes.iter().peekable();
    for mut range in ranges {
        while holes.next_if(|hole| hole.end <= range.start).is_some() {}
        while let Some(hole) = holes.peek().filter(|hole| hole.start < range.end) {
            if range.start < hole.start {
                left.push(Range {
                    start: range.start,
                    end: hole.start,
                });
            }
            range.start = hole.end;
            if hole.end >= range.end {
                break;
            }
            holes.next();
        }
        if range.start < range.end {
            left.push(range);
        }
    }
    left
}
