//! Which timers are inexact, and in which direction.
//!
//! Each boundary that counts from receipt makes one kind of time too long and another one too
//! short: a hold whose end counts from receipt is too long by what talk is too short. A timer that
//! is only ever too long shows an upper bound, one that is only ever too short a lower bound, and
//! one that is both shows neither. `handle` does not mind a boundary between two of its parts.

use serde::{Deserialize, Serialize};

use super::{
    interval::{DerivedInterval, EndRule},
    intervals::{Derived, LIVE_KINDS},
    truth::{CONNECTED, rank, shows_connection},
};
use crate::{
    model::IntervalKind as Kind,
    wire::report::{Report, ReportedState, ms},
};

/// What an inexact stopwatch shows.
///
/// ```
/// assert_eq!(conversation_chat::Bound::Least.as_str(), "least");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub enum Bound {
    /// A lower bound: the truth is at least that long.
    Least,
    /// An upper bound: the truth is at most that long.
    Most,
    /// Neither: both its ends are inexact.
    About,
}

impl Bound {
    #[cfg(feature = "internals")]
    pub(crate) const ALL: [Self; 3] = [Self::Least, Self::Most, Self::About];

    /// As JavaScript sees it: `"least"`, `"most"` or `"about"`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Bound::About.as_str(), "about");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Most => "most",
            Self::About => "about",
        }
    }
}

/// A set of pairs: a kind that is too long, and one that is too short.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Inexact(u64);

/// The number of a side of a pair that has no kind.
const NOTHING: u32 = 7;

fn side(kind: Option<Kind>) -> u32 {
    kind.map_or(NOTHING, |kind| kind as u32)
}

impl Inexact {
    pub(crate) fn add(&mut self, too_long: Option<Kind>, too_short: Option<Kind>) {
        self.0 |= 1 << (side(too_long) * 8 + side(too_short));
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The pairs without some kinds, whose timers stay at 0.
    pub(crate) fn without(self, kinds: &[Kind]) -> Self {
        let is_left = |side: u32| kinds.iter().all(|kind| *kind as u32 != side);
        let mut left: u64 = 0;
        for pair in 0..64 {
            let (too_long, too_short) = (pair / 8, pair % 8);
            if self.0 & (1 << pair) != 0 {
                let [too_long, too_short] =
                    [too_long, too_short].map(|side| if is_left(side) { side } else { NOTHING });
                left |= 1 << (too_long * 8 + too_short);
            }
        }
        Self(left)
    }

    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The bound of a timer that is the sum of `kinds`.
    pub(crate) fn bound(self, kinds: &[Kind]) -> Option<Bound> {
        if self.0 == 0 {
            return None;
        }
        let mut own: u64 = 0;
        for kind in kinds {
            own |= 1 << (*kind as u32);
        }
        let (mut over, mut under) = (false, false);
        for too_long in 0..8 {
            let too_short = (self.0 >> (too_long * 8)) & 0xff;
            if own & (1 << too_long) != 0 {
                over |= too_short & !own != 0;
            } else {
                under |= too_short & own != 0;
            }
        }
        match (over, under) {
            (true, true) => Some(Bound::About),
            (true, false) => Some(Bound::Most),
            (false, true) => Some(Bound::Least),
            (false, false) => None,
        }
    }
}

/// Whether a report was made before the communication connected.
fn is_early(report: &Report) -> bool {
    rank(report).is_some_and(|rank| rank < CONNECTED)
        && ms(report.connected).is_none()
        && report.park.is_none()
}

/// The boundaries of `derived` that count from receipt.
pub(super) fn inexact(derived: &Derived<'_>) -> Inexact {
    let mut pairs = derived.unplaced;
    let intervals = &derived.intervals;
    // Segments have no gaps between them.
    let is_followed_by_segment = |interval: &DerivedInterval| {
        let mut others = intervals.iter();
        others.any(|other| other.segment && interval.end_at() == Some(other.start))
    };
    for interval in intervals {
        let kind = interval.kind;
        if !interval.exact {
            let before = (!interval.is_first()).then_some(Kind::Talk);
            pairs.add(before, Some(kind));
        }
        if let Some(end) = interval.end
            && !interval.closed
            && !end.exact
            && end.rule != EndRule::End
            && !(interval.segment && is_followed_by_segment(interval))
            && end.at > interval.start
        {
            let next = match kind {
                Kind::Contacting => Kind::Dialing,
                Kind::Park if end.rule == EndRule::Moment => Kind::Alert,
                _ => Kind::Talk,
            };
            pairs.add(Some(kind), Some(next));
            if kind == Kind::Park {
                // It may have alerted in between.
                pairs.add(Some(kind), Some(Kind::Alert));
            }
        }
        if interval.guess {
            // Nothing reports what it began with.
            pairs.add(Some(kind), Some(Kind::Contacting));
            pairs.add(Some(kind), Some(Kind::Dialing));
        }
    }
    let connected = derived.connected.filter(|_| !derived.has_begun);
    if connected.is_some_and(|connected| !connected.exact) {
        pairs.add(None, Some(Kind::Talk));
    }
    if let Some(ended) = derived.ended.filter(|ended| !ended.exact) {
        for kind in LIVE_KINDS {
            let last = derived.set(kind).last();
            if last.is_some_and(|last| last.end >= ended.at) {
                pairs.add(Some(kind), None);
            }
        }
    }
    if derived.has_past_park {
        pairs.add(Some(Kind::Talk), Some(Kind::Park));
    }
    if !derived.is_by_segments() {
        inexact_beginnings(derived, &mut pairs);
    }
    pairs
}

/// The timers that are inexact because the first report came late, and no segments fill the gap.
fn inexact_beginnings(derived: &Derived<'_>, pairs: &mut Inexact) {
    let (intervals, heads) = (&derived.intervals, &derived.heads);
    let connected = derived.connected.filter(|_| !derived.has_begun);
    // Of a communication on its own no receipt shows the connection.
    let is_up = connected.is_some()
        || (!derived.has_begun && heads.iter().any(|report| shows_connection(report)));
    if is_up && connected.is_none() {
        pairs.add(None, Some(Kind::Talk));
    }
    let saw_first_stage =
        |report: &&Report| is_early(report) && rank(report).is_some_and(|rank| rank < 3);
    if is_up
        && !intervals.iter().any(|interval| interval.is_first())
        && !heads.iter().any(saw_first_stage)
    {
        for kind in [Kind::Alert, Kind::Contacting, Kind::Dialing] {
            pairs.add(None, Some(kind));
        }
    }
    let says_contacting = |report: &&Report| {
        report.state_is(crate::model::ConnectionState::Contacting)
            || report.initial != ReportedState::Absent
    };
    if intervals
        .iter()
        .any(|interval| interval.kind == Kind::Dialing)
        && !heads.iter().any(says_contacting)
    {
        pairs.add(None, Some(Kind::Contacting));
    }
    let listened = |at: f64| {
        heads
            .iter()
            .any(|report| report.received_at() <= at || is_early(report))
    };
    if connected.is_some_and(|connected| !listened(connected.at)) {
        pairs.add(Some(Kind::Talk), Some(Kind::Hold));
        if heads.iter().any(|report| report.park.is_some()) {
            pairs.add(Some(Kind::Talk), Some(Kind::Park));
            pairs.add(Some(Kind::Park), Some(Kind::Alert));
            pairs.add(Some(Kind::Alert), Some(Kind::Talk));
        }
    }
}
