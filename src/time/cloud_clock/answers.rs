//! The bounds of the offset (cloud minus local) that the answers of the cloud give together.
//!
//! An answer bounds the offset from both sides: the cloud wrote its time no earlier than the
//! question was sent, and no later than the answer was received. The offset lies where the bounds
//! of the answers intersect (K. Marzullo, "Maintaining the Time in a Distributed System", 1984; RFC
//! 5905, section 11.2.1), each made wider by what the local clock may have drifted since.
//!
//! An answer from a cache is too old. Its lower bound still holds; its upper bound may not. So the
//! upper bound that is trusted is the second lowest: one of the answers that are kept may be wrong.

use std::mem;

/// How fast the local clock may gain or lose: 500 parts per million, `MAXFREQ` of RFC 5905
/// (appendix A.1.1) and of Linux, which may adjust the clock behind `performance.now()` by as much.
/// A free-running quartz is usually off by less than 100.
pub(super) const DRIFT: f64 = 500e-6;

/// The error of times that are cut to milliseconds: up to 1 ms for the time of the cloud, up to 1
/// ms for the local one. RFC 5905 (section 8) adds the precision of both clocks, too.
const PRECISION_MS: f64 = 2.0;

/// How many answers are kept, as in the clock filter of RFC 5905 (`NSTAGE`, section 10). So a false
/// answer has no effect after as many further answers.
const KEPT: usize = 8;

/// The bounds of the offset that one answer gives, at the local moment `at`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    server_time: f64,
    sent_at: f64,
    at: f64,
    low: f64,
    high: f64,
}

impl Answer {
    pub(super) fn new(sent_at: f64, server_time: f64, received_at: f64) -> Self {
        let margin = PRECISION_MS + DRIFT * (received_at - sent_at);
        let (low, high) = (
            server_time - received_at - margin,
            server_time - sent_at + margin,
        );
        Self {
            server_time,
            sent_at,
            at: received_at,
            low,
            high,
        }
    }

    pub(super) fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// The bounds at another local moment, later or earlier.
    fn at(self, local: f64) -> Self {
        let drift = DRIFT * (local - self.at).abs();
        Self {
            at: local,
            low: self.low - drift,
            high: self.high + drift,
            ..self
        }
    }

    fn agrees(self, other: Self) -> bool {
        let other = other.at(self.at);
        self.low <= other.high && other.low <= self.high
    }

    /// Whether it is certainly from a cache: it is the same as an earlier answer, or was written
    /// before one that had been received when this one was requested.
    fn is_older(self, other: Self) -> bool {
        self.server_time == other.server_time
            || self.server_time < other.server_time && self.sent_at >= other.at
    }
}

/// The bounds of all answers together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// The lower bound of the offset. It is lower than `likely_low` while a jump or a cache is
    /// possible.
    pub(super) low: f64,
    /// The highest lower bound, and the lowest upper bound: right if no answer is from a cache.
    pub(super) likely_low: f64,
    pub(super) likely_high: f64,
    /// The upper bound of the offset: the second lowest upper bound, right if at most
    /// one answer is from a cache; or that of the only answer.
    pub(super) high: f64,
}

/// A jump of the local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jump {
    /// It is behind: it stood still, or was set back. Or all earlier answers came from a cache.
    Behind,
    /// It was set ahead.
    Ahead,
}

/// The answers that count.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// The newest first.
    kept: [Option<Answer>; KEPT],
    /// The latest answer, if it is below the bounds of those that are kept: it is from a cache, or
    /// the local clock was set ahead.
    doubt: Option<Answer>,
}

impl Answers {
    /// Keeps the answer if it counts, drops answers that it disproves, and returns the jump of the
    /// local clock that it proves.
    pub(super) fn add(&mut self, answer: Answer) -> Option<Jump> {
        let Some(bounds) = self.bounds(answer.at) else {
            self.keep(answer);
            return None;
        };
        if answer.low > bounds.likely_high {
            // Lower bounds always hold: an offset below one was true before the local clock jumped,
            // or never.
            *self = Self::default();
            self.keep(answer);
            return Some(Jump::Behind);
        }
        if answer.high >= bounds.likely_low {
            if !self
                .kept
                .iter()
                .flatten()
                .any(|kept| answer.is_older(*kept))
            {
                self.keep(answer);
            }
            let contradicted =
                |doubt: &Answer| self.kept.iter().flatten().any(|kept| kept.at <= doubt.at);
            self.doubt = self
                .doubt
                .filter(|doubt| answer.agrees(*doubt) && contradicted(doubt));
            return None;
        }
        match self.doubt {
            // It adds nothing to the doubt that exists already.
            Some(doubt) if answer.server_time <= doubt.server_time => None,
            Some(doubt) if answer.agrees(doubt) && doubt.at(answer.at).high < bounds.likely_low => {
                *self = Self::default();
                self.keep(doubt);
                self.keep(answer);
                Some(Jump::Ahead)
            }
            _ => {
                self.doubt = Some(answer);
                None
            }
        }
    }

    /// Adds the answer as the newest, and drops the oldest of too many.
    fn keep(&mut self, answer: Answer) {
        let mut moved = Some(answer);
        for place in &mut self.kept {
            moved = mem::replace(place, moved);
        }
    }

    /// The bounds of the offset at the local moment `at`; `None` without an answer.
    pub(super) fn bounds(&self, at: f64) -> Option<Bounds> {
        let mut answers = self.kept.iter().flatten().map(|answer| answer.at(at));
        let Answer {
            mut low,
            high: mut likely_high,
            ..
        } = answers.next()?;
        let mut second_high = f64::INFINITY;
        for answer in answers {
            low = low.max(answer.low);
            second_high = second_high.min(answer.high.max(likely_high));
            likely_high = likely_high.min(answer.high);
        }
        let high = if second_high.is_finite() {
            second_high
        } else {
            likely_high
        };
        let surely_cached =
            |doubt: &Answer| self.kept.iter().flatten().any(|kept| doubt.is_older(*kept));
        let doubt_low = self
            .doubt
            .filter(|doubt| !surely_cached(doubt))
            .map_or(low, |doubt| doubt.at(at).low);
        Some(Bounds {
            low: low.min(doubt_low),
            likely_low: low,
            likely_high,
            high,
        })
    }
}
