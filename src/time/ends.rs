//! Where intervals end: the earliest of what may end each.

use super::{
    SAME_MS,
    interval::{DerivedInterval, End, EndRule, Evidence, EvidenceField as Field, state_of},
    intervals::{Derived, Deriving},
    truth::rank,
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::report::{OLDEST_MS, Report, ms},
};

impl<'a> Deriving<'a> {
    pub(super) fn collect_denials(&mut self) {
        let heads = self.derived.heads.iter().skip(self.settled_heads);
        for report in heads {
            if report.receipt.received_at.is_none() {
                continue;
            }
            let until = self.truth.until(report);
            if report.held == Some(false) {
                self.hold_denials.push((until, report));
            }
            if rank(report).is_some() {
                self.states.push((until, report));
            }
        }
        for denials in [&mut self.hold_denials, &mut self.states] {
            *denials = crate::sort::sorted(std::mem::take(denials), |a, b| a.0.total_cmp(&b.0));
        }
    }

    /// Whether a report asserts that an interval goes on, denies it, or says nothing of it.
    fn asserts(&self, report: &Report, interval: &DerivedInterval) -> Option<bool> {
        if interval.kind == Kind::Hold {
            return report.held;
        }
        let rank = rank(report)?;
        let state = state_of(interval.kind)?;
        if report.state_is(state) {
            return Some(true);
        }
        if interval.kind == Kind::Park || interval.again {
            let was_parked_before = report.state_is(State::Parked)
                && report.park.is_some_and(|park| park <= interval.start);
            return (!was_parked_before && rank >= 3).then_some(false);
        }
        let own = match interval.kind {
            Kind::Contacting => 1,
            Kind::Dialing => 2,
            _ => 3,
        };
        (rank > own).then_some(false)
    }

    fn denies(&self, report: &Report, until: f64, interval: &DerivedInterval) -> bool {
        if until < interval.asserted
            || until <= interval.start
            || self.asserts(report, interval) != Some(false)
        {
            return false;
        }
        let park = if interval.kind == Kind::Park {
            Some(interval.start).filter(|_| interval.exact)
        } else {
            interval.park
        };
        if let Some(park) = park {
            // The `parkTime` stays when it comes back: a report without it was true before.
            return if report.park.is_some_and(|own| own >= park - SAME_MS) {
                interval.kind == Kind::Park || report.received_at() > interval.first
            } else {
                report.from >= interval.start
            };
        }
        if report.is_answer() {
            report.from >= interval.start
        } else {
            report.received_at() > interval.first
                || report.received_at() > interval.start + OLDEST_MS
        }
    }

    /// The first report that denies an interval, and by when it was true at the latest.
    fn denial(&self, interval: &DerivedInterval) -> Option<(f64, &'a Report)> {
        let reports = if interval.kind == Kind::Hold {
            &self.hold_denials
        } else {
            &self.states
        };
        let least = interval.start.max(interval.asserted);
        let first = reports.partition_point(|(until, _)| *until < least);
        let mut candidates = reports.get(first..).unwrap_or_default().iter();
        candidates
            .find(|(until, report)| self.denies(report, *until, interval))
            .copied()
    }

    pub(super) fn end_all(&mut self) {
        for index in 0..self.derived.intervals.len() {
            let Some(interval) = self.derived.intervals.get(index) else {
                continue;
            };
            let end = self.end_of(interval);
            if let Some(interval) = self.derived.intervals.get_mut(index) {
                interval.end = end;
            }
        }
    }

    pub(super) fn end_of(&self, interval: &DerivedInterval) -> Option<End> {
        if interval.closed {
            return interval.end;
        }
        let Derived {
            heads,
            connected,
            ended,
            intervals,
            as_of,
            ..
        } = &self.derived;
        let (kind, start) = (interval.kind, interval.start);
        let mut best: Option<End> = None;
        let mut offer = |at: f64, rule, exact, evidence| {
            if best.is_none_or(|best: End| at < best.at) {
                best = Some(End {
                    at,
                    rule,
                    exact,
                    evidence,
                });
            }
        };
        // A moment of a connection: of what was parked it is a resumption.
        let least = match kind {
            Kind::Park => Some(start + SAME_MS),
            Kind::Hold => None,
            _ if interval.again => Some(start),
            _ => Some(start - SAME_MS),
        };
        let counts = |at: f64| !interval.segment || at > *as_of;
        let is_first = kind != Kind::Hold && kind != Kind::Park && !interval.again;
        if let Some(least) = least {
            let is_later = |at: f64| {
                if kind == Kind::Park {
                    at > least
                } else {
                    at >= least
                }
            };
            let up = connected.filter(|connected| is_first && connected.at >= start - SAME_MS);
            let up = up.filter(|connected| counts(connected.at));
            let exact = up.is_none_or(|connected| connected.exact);
            let exact = match kind {
                Kind::Park => interval.heard && !self.alerts_after_park(start),
                Kind::Contacting => false,
                _ => exact,
            };
            for report in heads {
                if let Some(at) = ms(report.connected).filter(|at| is_later(*at) && counts(*at)) {
                    let evidence = Evidence::of(report, Field::ConnectedTime);
                    offer(at, EndRule::Moment, exact, evidence);
                }
            }
            if let Some(connected) = up {
                let evidence = self.derived.connected_evidence;
                offer(connected.at, EndRule::Moment, exact, evidence);
            }
        }
        let next = |later: &[(f64, usize)]| {
            let later = later.iter().filter(|(other, _)| *other > start);
            let mut later = later.filter_map(|(_, place)| intervals.get(*place));
            later.find(|other| !(interval.segment && other.segment && other.closed))
        };
        let least = start.max(interval.asserted);
        for (next, rule) in [
            (next(self.by_start.exact_from(start)), EndRule::Next),
            (next(self.by_start.inexact_from(least)), EndRule::Denial),
        ] {
            if let Some(next) = next.filter(|next| next.start <= self.now) {
                offer(next.start, rule, false, next.start_evidence);
            }
        }
        if let Some((until, report)) = self.denial(interval) {
            let evidence = Evidence::of(report, Field::Receipt);
            offer(until, EndRule::Denial, false, evidence);
        }
        // The end that was settled; a later assertion revives what only a denial ended.
        if let Some(settled) = interval.end
            && !(settled.at < interval.asserted && settled.rule == EndRule::Denial)
        {
            offer(settled.at, settled.rule, settled.exact, settled.evidence);
        }
        if let Some(ended) = ended {
            let evidence = self.derived.ended_evidence;
            offer(ended.at, EndRule::End, ended.exact, evidence);
        }
        best.map(|end| End {
            at: end.at.max(start),
            ..end
        })
    }

    fn alerts_after_park(&self, park: f64) -> bool {
        self.reports
            .iter()
            .any(|report| report.park == Some(park) && self.truth.is_alert_again(report))
    }
}
