//! Thresholds: how long an interval may last before somebody wants to know.

use super::{Roster, row::RosterRow, store::Store};
use crate::{model::Moment, time::TimerName};

/// How long an interval of a stopwatch may last.
///
/// ```
/// use conversation_chat::{Threshold, TimerName};
///
/// let threshold = Threshold { timer: TimerName::CurrentHold, after_ms: 120_000.0 };
/// assert_eq!(threshold.timer.as_str(), "currentHold");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The timer whose intervals are measured.
    pub timer: TimerName,
    /// How long the interval that runs has lasted, in milliseconds.
    pub after_ms: f64,
}

/// The name of a threshold of a roster.
///
/// ```
/// use conversation_chat::{Roster, Threshold, TimerName};
///
/// let mut roster = Roster::new();
/// let id = roster.add_threshold(Threshold { timer: TimerName::Hold, after_ms: 1_000.0 });
/// assert!(roster.remove_threshold(id) && !roster.remove_threshold(id));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThresholdId(pub(crate) u32);

/// A threshold that a row has reached, and when: an interval that began later is another one. It is
/// kept whoever asked for the threshold, so that it can be saved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reached {
    pub(super) threshold: Threshold,
    pub(super) at: f64,
}

/// The thresholds of a roster.
#[derive(Debug, Default)]
pub(super) struct Thresholds {
    all: Vec<(ThresholdId, Threshold)>,
    next: u32,
}

impl Threshold {
    /// When a row reaches it in the interval that runs now, unless the row has reached it.
    fn due(self, row: &RosterRow) -> Option<f64> {
        let since = row.timers().get(self.timer)?.since?;
        let reached = row.reached.iter().find(|reached| reached.threshold == self);
        let is_another = reached.is_none_or(|reached| since > reached.at);
        is_another.then_some(since + self.after_ms)
    }
}

impl Thresholds {
    /// When the next one is reached after `now`.
    pub(super) fn next(&self, now: f64, store: &Store) -> Option<f64> {
        let mut next: Option<f64> = None;
        for (_, threshold) in &self.all {
            for row in store.shown() {
                let due = threshold.due(row).filter(|due| *due > now);
                next = next.into_iter().chain(due).reduce(f64::min);
            }
        }
        next
    }
}

impl Roster {
    /// Thresholds a threshold: [`due`](Self::due) tells which rows have reached it.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster, Threshold, TimerName};
    ///
    /// let moment = |ms: f64| Moment::new(ms).unwrap();
    /// let mut roster = Roster::new();
    /// let talk = roster.add_threshold(Threshold { timer: TimerName::Talk, after_ms: 5_000.0 });
    /// let chat = r#"{"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:01Z"}"#;
    /// roster.receive(chat, moment(2_000.0), None)?;
    /// assert!(roster.due(moment(5_999.0)).is_empty());
    /// assert_eq!(roster.due(moment(6_000.0)), [(talk, "x".to_owned())]);
    /// assert!(roster.due(moment(7_000.0)).is_empty(), "once in an interval");
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn add_threshold(&mut self, threshold: Threshold) -> ThresholdId {
        let id = ThresholdId(self.thresholds.next);
        self.thresholds.next += 1;
        self.thresholds.all.push((id, threshold));
        id
    }

    /// Removes a threshold; `false` if it was not there.
    ///
    /// ```
    /// use conversation_chat::{Roster, Threshold, TimerName};
    ///
    /// let mut roster = Roster::new();
    /// let id = roster.add_threshold(Threshold { timer: TimerName::Alert, after_ms: 0.0 });
    /// assert!(roster.remove_threshold(id));
    /// ```
    pub fn remove_threshold(&mut self, id: ThresholdId) -> bool {
        let count = self.thresholds.all.len();
        self.thresholds.all.retain(|(known, _)| *known != id);
        self.thresholds.all.len() < count
    }

    /// The thresholds that were reached until `now`, each with its communication: once in each
    /// interval, however late the caller asks. Of an interval that began and ended between two calls
    /// nothing is reported.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster};
    ///
    /// assert!(Roster::new().due(Moment::new(0.0).unwrap()).is_empty());
    /// ```
    pub fn due(&mut self, now: Moment) -> Vec<(ThresholdId, String)> {
        let now = now.epoch_ms();
        self.advance_to(now);
        let mut due = Vec::new();
        let Self {
            thresholds, store, ..
        } = self;
        if thresholds.all.is_empty() {
            return due;
        }
        for row in store.all_mut().filter(|row| row.is_shown()) {
            let mut reached = Vec::new();
            for (id, threshold) in &thresholds.all {
                if let Some(at) = threshold.due(row).filter(|at| *at <= now) {
                    due.push((*id, row.communication_id().to_owned()));
                    reached.push(Reached {
                        threshold: *threshold,
                        at,
                    });
                }
            }
            for new in reached {
                row.reached.retain(|old| old.threshold != new.threshold);
                row.reached.push(new);
            }
        }
        due
    }
}
