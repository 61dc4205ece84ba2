//! What went on from when to when: alerts, holds, parkings.

use super::saved_text::{Reading, Saved, Words, saved};
use crate::{sort::sorted, time::Range};

/// Two tellings of one start differ by some milliseconds where two clocks measured it (7, 23 and 42
/// ms were seen).
const SAME_START_MS: f64 = 100.0;

/// A moment, in epoch milliseconds: told by a payload, or only the moment of receipt of what showed
/// it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) at: f64,
    pub(crate) told: bool,
}

/// The end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct End {
    pub(crate) at: f64,
    /// Whether a payload told the moment; else it is a bound.
    pub(crate) told: bool,
    /// When it became known.
    pub(crate) seen: f64,
}

/// A stretch of time in which one thing went on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) start: f64,
    /// Whether a payload told the start; else it is the moment of receipt.
    pub(crate) told: bool,
    pub(crate) end: Option<End>,
}

impl Stretch {
    pub(crate) fn is_same(&self, start: f64) -> bool {
        (self.start - start).abs() <= SAME_START_MS
    }

    /// The same, ended at `bound` at the latest, unless its own end is told.
    pub(super) fn ending_by(self, bound: f64) -> Self {
        let end = match self.end {
            Some(end) if end.told => end,
            Some(end) => End {
                at: end.at.min(bound),
                ..end
            },
            None => End {
                at: bound,
                told: false,
                seen: bound,
            },
        };
        Self {
            end: Some(end),
            ..self
        }
    }

    /// The time until the end of the communication at `end`, which only told ends may miss.
    pub(super) fn interval(&self, end: f64) -> Range {
        let own_end = self
            .end
            .map_or(end, |own| if own.told { own.at } else { own.at.min(end) });
        Range::new(self.start, own_end)
    }
}

/// All stretches of one kind, by start.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stretches(pub(super) Vec<Stretch>);

impl Stretches {
    /// Moves the starts that nobody told, until `latest`, to `bound` where they are after it.
    pub(super) fn move_untold_starts(&mut self, latest: f64, bound: f64) {
        for stretch in self
            .0
            .iter_mut()
            .filter(|stretch| !stretch.told && stretch.start <= latest)
        {
            stretch.start = stretch.start.min(bound);
        }
        self.0 = sorted(std::mem::take(&mut self.0), |a: &Stretch, b| {
            a.start.total_cmp(&b.start)
        });
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Stretch> {
        self.0.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn last(&self) -> Option<&Stretch> {
        self.0.last()
    }

    /// The one that goes on.
    pub(crate) fn open(&self) -> Option<&Stretch> {
        self.0.last().filter(|last| last.end.is_none())
    }

    pub(crate) fn open_mut(&mut self) -> Option<&mut Stretch> {
        self.0.last_mut().filter(|last| last.end.is_none())
    }

    pub(crate) fn find(&mut self, start: f64) -> Option<&mut Stretch> {
        self.0.iter_mut().find(|stretch| stretch.is_same(start))
    }

    /// Whether something that is over, by a told end, went on at `moment`.
    pub(crate) fn is_over(&self, moment: f64) -> bool {
        self.0.iter().any(|stretch| {
            stretch.start <= moment && stretch.end.is_some_and(|end| end.told && moment < end.at)
        })
    }

    /// Ends the one that goes on, at the earliest when it began.
    pub(crate) fn end(&mut self, end: End) {
        if let Some(open) = self.open_mut() {
            open.end = Some(End {
                at: end.at.max(open.start),
                ..end
            });
        }
    }

    pub(crate) fn insert(&mut self, stretch: Stretch, seen: f64) {
        let at = self
            .0
            .partition_point(|earlier| earlier.start <= stretch.start);
        self.0.insert(at, stretch);
        self.bound(seen);
    }

    /// Of two, one ends where the next begins, if nobody told its end.
    pub(super) fn bound(&mut self, seen: f64) {
        let mut next = f64::INFINITY;
        for stretch in self.0.iter_mut().rev() {
            let is_bounded = stretch.end.is_some_and(|end| end.told || end.at <= next);
            if !is_bounded && next.is_finite() {
                stretch.end = Some(End {
                    at: next,
                    told: false,
                    seen: stretch.end.map_or(seen, |end| end.seen),
                });
            }
            next = stretch.start;
        }
    }

    /// Takes over what segments tell that were true at `as_of`. What is newer stays: what began
    /// later, and ends that became known later.
    pub(crate) fn replace(&mut self, told: Vec<Stretch>, as_of: f64, seen: f64) {
        let old = std::mem::replace(&mut self.0, told);
        let mut later = Vec::new();
        for stretch in old {
            match self.told_of(&stretch) {
                Some(same) => {
                    let known_later = stretch.end.filter(|end| end.told || end.seen > as_of);
                    same.end = same.end.or(known_later);
                }
                None if stretch.start > as_of => later.push(stretch),
                None => {}
            }
        }
        self.0.extend(later);
        self.0 = sorted(std::mem::take(&mut self.0), |a: &Stretch, b| {
            a.start.total_cmp(&b.start)
        });
        self.bound(seen);
    }

    /// Which of these, by start, a stretch is that was known before: the one with its start; or, as
    /// what counts from receipt began earlier, the one that it lies in.
    fn told_of(&mut self, known: &Stretch) -> Option<&mut Stretch> {
        let behind = self
            .0
            .partition_point(|told| told.start <= known.start + SAME_START_MS);
        let last = behind.checked_sub(1)?;
        let is_same = self
            .0
            .get(last)
            .is_some_and(|told| told.is_same(known.start));
        let around = self
            .0
            .partition_point(|told| told.start <= known.start)
            .checked_sub(1);
        let covers = |told: &Stretch| told.end.is_none_or(|end| known.start <= end.at);
        let index = if is_same {
            Some(last)
        } else {
            around.filter(|_| !known.told)
        };
        self.0
            .get_mut(index?)
            .filter(|told| is_same || covers(told))
    }
}

/// One thing goes on at a time: what nobody told the end of ended at the latest when the next one
/// began.
pub(super) fn until_next(stretch: Stretch, starts: &[f64]) -> Stretch {
    let next = starts.partition_point(|start| *start <= stretch.start);
    starts
        .get(next)
        .map_or(stretch, |next| stretch.ending_by(*next))
}

saved! {
    Known { at, told }
    End { at, told, seen }
    Stretch { start, told, end }
}

impl Saved for Stretches {
    fn save(&self, to: &mut Words) {
        self.0.save(to);
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        Vec::restore(from).map(Self)
    }
}
