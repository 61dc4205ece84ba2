//! What timing starts from: intervals of each kind as they were told, which may overlap, and what
//! goes on now.

use super::{
    interval_kind::{Basis, IntervalKind},
    range::Range,
};

/// What is known of the time of one communication.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimingInput {
    pub(crate) basis: Basis,
    /// When it ended, in epoch milliseconds; `None` while it is live.
    pub(crate) end: Option<f64>,
    /// In the order of [`IntervalKind`].
    pub(crate) intervals: [Vec<Range>; IntervalKind::COUNT],
    /// While held: since when at the earliest.
    pub(crate) held_since: Option<f64>,
    /// Whether the participant handles: queues, customers and flows have neither talk nor handle.
    pub(crate) handles: bool,
    /// How long an alert may last.
    pub(crate) alert_limit_ms: Option<f64>,
    /// How long after-call work may last.
    pub(crate) after_call_work_limit_ms: Option<f64>,
    /// When a parked communication comes back.
    pub(crate) resume: Option<f64>,
    /// Since when the customer waits for an answer.
    pub(crate) response_since: Option<f64>,
    pub(crate) inactivity: Option<Inactivity>,
}

/// How long nobody has said anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Inactivity {
    pub(crate) since: f64,
    /// When the conversation counts as inactive.
    pub(crate) until: f64,
}

impl TimingInput {
    /// Nothing happened.
    pub(crate) fn new(basis: Basis) -> Self {
        Self {
            basis,
            end: None,
            intervals: Default::default(),
            held_since: None,
            handles: true,
            alert_limit_ms: None,
            after_call_work_limit_ms: None,
            resume: None,
            response_since: None,
            inactivity: None,
        }
    }

    pub(crate) fn add(&mut self, kind: IntervalKind, interval: Range) {
        if let Some(intervals) = self.intervals.get_mut(kind as usize) {
            intervals.push(interval);
        }
    }

    /// Whatever was told of this kind, `interval` tells it better.
    pub(crate) fn replace(&mut self, kind: IntervalKind, interval: Range) {
        if let Some(intervals) = self.intervals.get_mut(kind as usize) {
            *intervals = vec![interval];
        }
    }

    pub(crate) fn of(&self, kind: IntervalKind) -> &[Range] {
        self.intervals.get(kind as usize).map_or(&[], Vec::as_slice)
    }
}

/// After-call work, as the communication itself tells of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Work {
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<f64>,
    pub(crate) pending: bool,
}

impl Work {
    pub(crate) fn interval(self) -> Option<Range> {
        let running = self.pending.then_some(f64::INFINITY);
        Some(Range::new(self.start?, self.end.or(running)?))
    }
}
