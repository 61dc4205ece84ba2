//! Thresholds: how long a stretch may last before somebody wants to know.

use super::{
    Roster,
    row::{RosterRow, Serial},
    store::Store,
};
use crate::{model::Moment, time::TimerName};

/// How long a stretch of a stopwatch may last.
///
/// ```
/// use conversation_chat::{Threshold, TimerName};
///
/// let threshold = Threshold { timer: TimerName::CurrentHold, after_ms: 120_000.0 };
/// assert_eq!(threshold.timer.as_str(), "currentHold");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// Whose stretches.
    pub timer: TimerName,
    /// How long the stretch that runs has lasted, in milliseconds.
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

#[derive(Debug)]
struct Armed {
    threshold: Threshold,
    /// When it was last reached, by row: what began later is another stretch.
    reached: Vec<(Serial, f64)>,
}

impl Armed {
    /// When a row reaches it, if it has not done so in the stretch that runs.
    fn due(&self, row: &RosterRow) -> Option<f64> {
        let since = row.timers().get(self.threshold.timer)?.since?;
        let reached = self
            .reached
            .iter()
            .find(|(serial, _)| *serial == row.serial);
        let is_again = reached.is_none_or(|(_, reached)| since > *reached);
        is_again.then_some(since + self.threshold.after_ms)
    }
}

/// The thresholds of a roster.
#[derive(Debug, Default)]
pub(super) struct Thresholds {
    all: Vec<(ThresholdId, Armed)>,
    next: u32,
}

impl Thresholds {
    /// When the next one is reached after `now`.
    pub(super) fn next(&self, now: f64, store: &Store) -> Option<f64> {
        let due = |armed: &Armed| {
            let rows = store.rows().filter_map(|row| armed.due(row));
            rows.filter(|due| *due > now).reduce(f64::min)
        };
        self.all
            .iter()
            .filter_map(|(_, armed)| due(armed))
            .reduce(f64::min)
    }

    pub(super) fn forget(&mut self, serial: Serial) {
        for (_, armed) in &mut self.all {
            armed.reached.retain(|(reached, _)| *reached != serial);
        }
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
    /// assert!(roster.due(moment(7_000.0)).is_empty(), "once a stretch");
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn add_threshold(&mut self, threshold: Threshold) -> ThresholdId {
        let id = ThresholdId(self.thresholds.next);
        self.thresholds.next += 1;
        self.thresholds.all.push((
            id,
            Armed {
                threshold,
                reached: Vec::new(),
            },
        ));
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

    /// The thresholds that were reached until `now`, each with its communication: once a stretch,
    /// however late somebody asks. A stretch that began and ended between two calls is not seen:
    /// ask before each payload too.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster};
    ///
    /// assert!(Roster::new().due(Moment::new(0.0).unwrap()).is_empty());
    /// ```
    pub fn due(&mut self, now: Moment) -> Vec<(ThresholdId, String)> {
        let now = now.epoch_ms();
        let mut due = Vec::new();
        for (id, armed) in &mut self.thresholds.all {
            for row in self.store.rows() {
                if armed.due(row).is_some_and(|moment| moment <= now) {
                    armed.reached.retain(|(serial, _)| *serial != row.serial);
                    armed.reached.push((row.serial, now));
                    due.push((*id, row.communication_id().to_owned()));
                }
            }
        }
        due
    }
}
