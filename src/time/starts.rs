//! Where intervals begin: moments that reports have.

use super::{
    SAME_MS,
    by_start::ByStart,
    interval::{DerivedInterval, Evidence, EvidenceField as Field, state_of},
    intervals::{Derived, Deriving},
    truth::Mark,
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::report::{Report, ReportedState, ms},
};

/// A start that one report gives, and what it says beside it.
struct Start {
    kind: Kind,
    at: f64,
    field: Field,
    first: bool,
    again: bool,
    heard: bool,
    guess: bool,
    park: Option<f64>,
    /// Whether the report only says that it was parked before a later connection.
    is_past: bool,
}

impl Deriving<'_> {
    /// The starts that a report gives, at most one of a kind.
    fn starts(&self, report: &Report) -> [Option<Start>; 4] {
        let start = |kind, at, field| Start {
            kind,
            at,
            field,
            first: false,
            again: false,
            heard: false,
            guess: false,
            park: None,
            is_past: false,
        };
        let hold = report
            .hold
            .map(|at| start(Kind::Hold, at, Field::StartHoldTime));
        let park = report.park.and_then(|at| {
            let park = start(Kind::Park, at, Field::ParkTime);
            if report.state_is(State::Parked) && !report.ended {
                return Some(Start {
                    heard: true,
                    ..park
                });
            }
            let resumed = ms(report.connected).is_some_and(|connected| connected > at + SAME_MS);
            resumed.then_some(Start {
                is_past: true,
                ..park
            })
        });
        let alert = report.alerting.and_then(|at| {
            let alert = start(Kind::Alert, at, Field::StartAlertingTime);
            let comes_after = |mark: Mark| mark.exact && at > mark.at + SAME_MS;
            if self.derived.connected.is_some_and(comes_after) {
                return report.state_is(State::Alerting).then_some(Start {
                    again: true,
                    park: report.park,
                    ..alert
                });
            }
            (!self.is_by_segments()).then_some(Start {
                first: true,
                ..alert
            })
        });
        let begun = report
            .begun
            .filter(|at| !self.is_by_segments() && *at >= self.begun_from)
            .and_then(|at| {
                let kind = match self.opening {
                    None | Some(State::Alerting) => Kind::Alert,
                    Some(State::Contacting) => Kind::Contacting,
                    Some(State::Dialing) => Kind::Dialing,
                    Some(State::Parked) => Kind::Park,
                    Some(_) => return None,
                };
                let begun = start(kind, at, Field::StartTime);
                if kind == Kind::Alert {
                    return report.alerting.is_none().then_some(Start {
                        first: true,
                        guess: self.opening.is_none(),
                        ..begun
                    });
                }
                let says = |report: &&Report| report.initial != ReportedState::Absent;
                let guess = kind == Kind::Dialing && !self.derived.heads.iter().any(says);
                Some(Start { guess, ..begun })
            });
        [hold, park, alert, begun]
    }

    /// The interval that begins at a moment of a field.
    pub(super) fn find(&self, kind: Kind, at: f64) -> Option<usize> {
        let mut near: Option<usize> = None;
        for (start, place) in self.by_start.exact_from(at - SAME_MS) {
            if *start > at + SAME_MS {
                break;
            }
            let interval = self.derived.intervals.get(*place);
            let Some(interval) = interval.filter(|interval| interval.kind == kind) else {
                continue;
            };
            if *start == at {
                return Some(*place);
            }
            let is_over = interval.closed && at >= interval.until();
            if interval.segment && !is_over && near.is_none_or(|near| *place < near) {
                near = Some(*place);
            }
        }
        near
    }

    pub(super) fn add_reported_starts(&mut self) {
        for report in &self.derived.heads {
            for start in self.starts(report).into_iter().flatten() {
                if start.first && start.at < self.first_alert {
                    self.first_alert = start.at;
                    self.first_alert_evidence = Evidence::of(report, start.field);
                }
            }
        }
        let first_alert = self.first_alert;
        for interval in &mut self.derived.intervals {
            // A moment of the first alert may be reported hours later.
            let is_inexact = interval.kind == Kind::Alert && interval.is_first() && !interval.exact;
            if is_inexact && first_alert < interval.start {
                (interval.start, interval.exact) = (first_alert, true);
                interval.start_evidence = self.first_alert_evidence;
            }
        }
        self.by_start = ByStart::of(&self.derived.intervals);
        let reports = self.reports;
        let mut next = 0;
        for report in reports {
            let heard = self.heard().get(next);
            let is_heard = heard.is_some_and(|heard| std::ptr::eq(*heard, *report));
            next += usize::from(is_heard);
            for start in self.starts(report).into_iter().flatten() {
                self.add_start(report, is_heard, start);
            }
        }
    }

    fn add_start(&mut self, report: &Report, is_heard: bool, start: Start) {
        let kind = start.kind;
        let at = if start.first {
            self.first_alert
        } else {
            start.at
        };
        let is_of_state = matches!(kind, Kind::Contacting | Kind::Dialing | Kind::Alert);
        let asserts = !is_of_state || state_of(kind).is_some_and(|state| report.state_is(state));
        let asserts = asserts && !start.is_past;
        let Some(found) = self.find(kind, at) else {
            if self.is_new_start(report, is_heard, &start, at) {
                let mut interval = DerivedInterval::new(kind, at, report, start.field);
                if start.first {
                    interval.start_evidence = self.first_alert_evidence;
                }
                // That it began is no sign that it goes on.
                let began = matches!(kind, Kind::Contacting | Kind::Dialing) && !asserts;
                interval.asserted = if began { at } else { self.truth.surely(report) };
                interval.again = start.again;
                interval.heard = start.heard;
                interval.guess = start.guess;
                interval.park = start.park;
                interval.after_park = report.park.filter(|park| kind == Kind::Hold && *park < at);
                self.push(interval);
            }
            return;
        };
        if !asserts {
            return;
        }
        if let Some(interval) = self.derived.intervals.get_mut(found) {
            interval.again |= start.again;
            interval.heard |= start.heard;
            interval.guess &= start.guess;
            interval.park = start.park.or(interval.park);
            interval.first = interval.first.min(report.received_at());
            interval.asserted = interval.asserted.max(self.truth.surely(report));
        }
    }

    /// Whether a start that matches no interval is that of a new one.
    fn is_new_start(&self, report: &Report, is_heard: bool, start: &Start, at: f64) -> bool {
        let Derived {
            snapshot,
            as_of,
            intervals,
            ..
        } = &self.derived;
        if snapshot.is_some_and(|snapshot| std::ptr::eq(snapshot, report)) {
            // A hold that the segments of the same answer do not have yet.
            return start.kind == Kind::Hold
                && intervals
                    .iter()
                    .all(|hold| hold.kind != Kind::Hold || hold.until() <= at);
        }
        let is_known = |alert: &DerivedInterval| alert.kind == start.kind && alert.is_first();
        is_heard && (at > *as_of || (start.first && !intervals.iter().any(is_known)))
    }
}
