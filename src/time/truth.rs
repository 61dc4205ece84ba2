//! When a report was true.
//!
//! A report was true at some moment between `Report::from` and [`Truth::until`]: at its receipt at
//! the latest, and before whatever it lacks though it would know it.

use super::SAME_MS;
use crate::{
    model::ConnectionState,
    wire::report::{Report, ReportedState, ms},
};

/// The rank of a connected communication: before the connection, a state only goes forward.
pub(crate) const CONNECTED: usize = 4;

/// How far a communication has come; `None` if the report has no state, or one of an end.
pub(crate) fn rank(report: &Report) -> Option<usize> {
    use ConnectionState as State;
    if report.ended {
        return None;
    }
    match report.state {
        ReportedState::Absent => None,
        ReportedState::Unknown => Some(CONNECTED),
        ReportedState::Known(state) => Some(match state {
            State::None | State::Offering => 0,
            State::Contacting => 1,
            State::Dialing => 2,
            State::Alerting => 3,
            _ => CONNECTED,
        }),
    }
}

/// Whether a report shows that the communication has connected.
pub(super) fn shows_connection(report: &Report) -> bool {
    let is_up = report.state_is(ConnectionState::Connected)
        || report.state_is(ConnectionState::Parked)
        || report.held == Some(true);
    (is_up && !report.ended)
        || report
            .connected
            .is_some_and(|connected| connected.ms().is_none())
}

/// A moment, and whether it was reported and does not count from receipt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) at: f64,
    pub(crate) exact: bool,
}

/// When each report of a communication was true, as far as all of them together show it.
pub(super) struct Truth {
    /// All moments of a connection and all of a park, in order.
    connections: Vec<f64>,
    parks: Vec<f64>,
    connected: Option<Mark>,
    ended: Option<f64>,
    /// The first receipt of a state of at least each rank.
    first_of_rank: [f64; CONNECTED + 1],
    /// The first receipt that says that it is parked.
    parked_by: f64,
    /// Of each `parkTime`: the first receipt of a report that it alerts again, and of one that it is
    /// connected again. A later park has another `parkTime`.
    returns: Vec<Return>,
}

/// When a communication came back from a park.
struct Return {
    park: f64,
    /// The first receipt of another state than `parked`.
    left_by: f64,
    /// The first receipt of a state that is neither `parked` nor `alerting`.
    connected_by: f64,
}

impl Truth {
    pub(super) fn new(
        heads: &[&Report],
        reports: &[&Report],
        connected: Option<Mark>,
        ended: Option<f64>,
    ) -> Self {
        let mut truth = Self {
            connections: in_order(heads.iter().filter_map(|report| ms(report.connected))),
            parks: in_order(reports.iter().filter_map(|report| report.park)),
            connected,
            ended,
            first_of_rank: [f64::INFINITY; CONNECTED + 1],
            parked_by: f64::INFINITY,
            returns: Vec::new(),
        };
        for report in reports {
            truth.add_return(report);
            if report.state_is(ConnectionState::Parked) {
                truth.parked_by = truth.parked_by.min(report.received_at());
            }
        }
        for report in heads {
            let Some(rank) = rank(report).filter(|_| !truth.is_alert_again(report)) else {
                continue;
            };
            for first in truth.first_of_rank.iter_mut().take(rank + 1) {
                *first = first.min(report.received_at());
            }
        }
        truth
    }

    fn add_return(&mut self, report: &Report) {
        let (Some(park), Some(rank)) = (report.park, rank(report)) else {
            return;
        };
        if rank < 3 || report.state_is(ConnectionState::Parked) {
            return;
        }
        let at = report.received_at();
        let place = self.returns.partition_point(|known| known.park < park);
        if self
            .returns
            .get(place)
            .is_none_or(|known| known.park != park)
        {
            let new = Return {
                park,
                left_by: f64::INFINITY,
                connected_by: f64::INFINITY,
            };
            self.returns.insert(place, new);
        }
        if let Some(known) = self.returns.get_mut(place) {
            known.left_by = known.left_by.min(at);
            if rank == CONNECTED {
                known.connected_by = known.connected_by.min(at);
            }
        }
    }

    /// By when a report of a park, or of the alert after it, was true, since later reports with the
    /// same `parkTime` say that it came back.
    fn until_return(&self, report: &Report, park: f64) -> f64 {
        let place = self.returns.partition_point(|known| known.park < park);
        let Some(known) = self.returns.get(place).filter(|known| known.park == park) else {
            return f64::INFINITY;
        };
        if report.state_is(ConnectionState::Parked) {
            known.left_by
        } else if report.state_is(ConnectionState::Alerting) {
            known.connected_by
        } else {
            f64::INFINITY
        }
    }

    /// Whether a report says that a communication alerts after it has connected: it comes back from
    /// a park.
    pub(super) fn is_alert_again(&self, report: &Report) -> bool {
        let Some(connected) = self.connected else {
            return false;
        };
        report.receipt.received_at.is_some()
            && report.state_is(ConnectionState::Alerting)
            && !report.ended
            && (report
                .park
                .is_some_and(|park| park > connected.at - SAME_MS)
                // Surely after the connection; but the `parkTime` and the `connectedTime` stay, where
                // there are any.
                || (report.from > connected.at
                    && self.parks.is_empty()
                    && (report.connected.is_some() || !connected.exact))
                || (!connected.exact && self.parked_by < report.received_at()))
    }

    /// Something that a report asserts surely went on at this moment. A report that was received
    /// later than notifications are delayed was true no later than its latest moment, as far as
    /// anybody knows.
    pub(super) fn surely(&self, report: &Report) -> f64 {
        if report.from < self.until(report) || report.receipt.received_at.is_none() {
            report.from
        } else {
            report.latest.unwrap_or(f64::NEG_INFINITY).min(report.from)
        }
    }

    /// A report was true at this moment at the latest.
    pub(super) fn until(&self, report: &Report) -> f64 {
        let mut until = report.received_at();
        if let Some(connected) = ms(report.connected) {
            until = until.min(after(
                &self.connections,
                (connected + SAME_MS).max(report.from),
            ));
        }
        if let Some(park) = report.park {
            until = until.min(after(&self.parks, park.max(report.from)));
            until = until.min(self.until_return(report, park));
        }
        if let Some(rank) = rank(report).filter(|rank| *rank < CONNECTED)
            && !self.is_alert_again(report)
        {
            let first_later = self.first_of_rank.get(rank + 1);
            until = until.min(first_later.copied().unwrap_or(f64::INFINITY));
            until = until.min(
                self.connected
                    .map_or(f64::INFINITY, |connected| connected.at),
            );
        }
        if !report.ended {
            until = until.min(self.ended.unwrap_or(f64::INFINITY));
        }
        until
    }
}

fn in_order(moments: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut moments = crate::sort::sorted(moments.collect(), f64::total_cmp);
    moments.dedup();
    moments
}

/// The first of `moments` after `moment`; infinite if there is none.
fn after(moments: &[f64], moment: f64) -> f64 {
    let next = moments.partition_point(|other| *other <= moment);
    moments.get(next).copied().unwrap_or(f64::INFINITY)
}
