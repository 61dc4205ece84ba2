//! When what is shown of a row changes by time alone.

use super::row::RosterRow;

/// When what is shown of a row changes by time alone, as far as anybody asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// For which moment the next second was worked out. It is the same for all moments from then
    /// until it.
    asked: f64,
    next_second: f64,
    /// When time-limited after-call work is over, if it goes on.
    pub(super) work_limit: Option<f64>,
}

impl Schedule {
    pub(super) fn of(row: &RosterRow) -> Self {
        Self {
            asked: f64::INFINITY,
            next_second: f64::INFINITY,
            work_limit: row.facts.work_limit(),
        }
    }

    /// When a displayed second of the row changes next after `now`; infinite if none runs.
    pub(super) fn next_second(&mut self, row: &RosterRow, now: f64) -> f64 {
        if !(self.asked <= now && now < self.next_second) {
            (self.asked, self.next_second) = (now, row.timers().next_second(now));
        }
        self.next_second
    }
}
