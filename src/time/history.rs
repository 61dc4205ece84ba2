//! The set of reports of one communication, in order of receipt, with what of it is settled.

use super::{
    base::{Base, SETTLE_MS, cut, settle, unique},
    derivation::{Boundaries, Context, Derivation, derive},
};
use std::sync::Arc;

use crate::wire::{report::Report, texts::Texts};

/// How many reports are kept before the oldest ones are folded for good. Until then a report counts
/// whenever it is received, however late.
const MOST_REPORTS: usize = 96;

/// The reports of one communication.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct History {
    /// What was folded for good; its reports are gone.
    pub(crate) floor: Base,
    /// In order of receipt.
    pub(crate) reports: Vec<Report>,
    /// What is settled of `reports`; worked out anew from `floor` whenever a report is received that
    /// would count in it.
    settled: Option<Box<Base>>,
    /// How many of `reports` are in `settled`.
    settled_count: usize,
}

impl Default for History {
    fn default() -> Self {
        Self {
            floor: Base::NOTHING,
            reports: Vec::new(),
            settled: None,
            settled_count: 0,
        }
    }
}

impl History {
    /// Adds a report, in its place.
    pub(crate) fn add(&mut self, report: Report) {
        let place = self
            .reports
            .partition_point(|other| report_order(other, &report).is_le());
        let is_same = place
            .checked_sub(1)
            .and_then(|before| self.reports.get(before))
            .is_some_and(|before| *before == report);
        if is_same {
            return;
        }
        if let Some(settled) = &self.settled
            && report.received_at() <= settled.line + SETTLE_MS
        {
            self.forget_settled();
        }
        self.reports.insert(place, report);
    }

    /// What the newest reports say beside the time. Copies say nothing new.
    pub(crate) fn texts(&self) -> Texts {
        let mut groups: Vec<((f64, f64), &Arc<Texts>)> = Vec::new();
        let unique = unique(&self.reports, &self.floor);
        for report in self.floor.heads.iter().chain(unique) {
            let Some(own) = &report.texts else { continue };
            let stamp = (report.order(), report.received_at());
            match groups.iter_mut().find(|group| Arc::ptr_eq(group.1, own)) {
                Some(group) if group.0 < stamp => group.0 = stamp,
                Some(_) => {}
                None => groups.push((stamp, own)),
            }
        }
        let groups = crate::sort::sorted(groups, |one, other| {
            let by_age = other.0.partial_cmp(&one.0);
            by_age
                .filter(|order| order.is_ne())
                .or_else(|| other.1.partial_cmp(one.1))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut groups = groups.into_iter();
        let mut texts = groups
            .next()
            .map_or_else(Texts::default, |group| Texts::clone(group.1));
        for group in groups {
            texts.complete(group.1);
        }
        texts
    }

    /// Takes the reports away that `takes` says.
    pub(crate) fn take(&mut self, takes: impl Fn(&Report) -> bool) -> Vec<Report> {
        let taken: Vec<Report> = self
            .reports
            .extract_if(.., |report| takes(report))
            .collect();
        if !taken.is_empty() {
            self.forget_settled();
        }
        taken
    }

    /// Forgets what was settled, and works it out anew when it is needed.
    pub(crate) fn forget_settled(&mut self) {
        self.settled = None;
        self.settled_count = 0;
    }

    /// The reports and what is left of those that were folded.
    pub(crate) fn known(&self) -> impl Iterator<Item = &Report> {
        self.floor.heads.iter().chain(&self.reports)
    }

    /// Derives the time of the communication.
    pub(crate) fn derive(
        &mut self,
        context: Context,
        boundaries: Option<&mut Boundaries>,
    ) -> Derivation {
        self.settle(context.begun_from);
        let base = self.settled.as_deref().unwrap_or(&self.floor);
        let rest = self.reports.get(self.settled_count..).unwrap_or_default();
        derive(base, &unique(rest, base), context, boundaries)
    }

    /// Settles cut by cut, and folds what is too much and too old to change any more.
    fn settle(&mut self, begun_from: f64) {
        let Some(newest) = self.reports.last().map(Report::received_at) else {
            return;
        };
        if !newest.is_finite() {
            return;
        }
        self.settle_until(newest - SETTLE_MS, begun_from);
        if self.reports.len() <= MOST_REPORTS {
            return;
        }
        // Later reports may be received until `SETTLE_MS` before the newest one.
        let horizon = newest - 2.0 * SETTLE_MS;
        let is_foldable = |report: &Report| self.cut_of(report, self.floor.line) <= horizon;
        if self.reports.first().is_some_and(is_foldable) {
            self.forget_settled();
            self.settle_until(horizon, begun_from);
            if let Some(settled) = self.settled.take() {
                self.floor = *settled;
                self.reports.drain(..self.settled_count);
                self.settled_count = 0;
            }
            self.settle_until(newest - SETTLE_MS, begun_from);
        }
    }

    /// The cut that a report lies before. One that was received before the last cut comes to the
    /// next one.
    fn cut_of(&self, report: &Report, line: f64) -> f64 {
        cut(report.received_at()).max(line + SETTLE_MS)
    }

    fn settle_until(&mut self, until: f64, begun_from: f64) {
        loop {
            let base = self.settled.as_deref().unwrap_or(&self.floor);
            let rest = self.reports.get(self.settled_count..).unwrap_or_default();
            let Some(first) = rest.first() else { return };
            let line = self.cut_of(first, base.line);
            if line > until {
                return;
            }
            let near = rest.partition_point(|report| report.received_at() <= line + SETTLE_MS);
            let all = unique(rest.get(..near).unwrap_or_default(), base);
            let settled = settle(base, &all, begun_from, line);
            self.settled_count += rest.partition_point(|report| report.received_at() <= line);
            self.settled = Some(Box::new(settled));
        }
    }
}

/// The order of receipt; of reports that were received at once, the order of what they were asked
/// for, then of what they say, so that it does not depend on which came first.
pub(crate) fn report_order(one: &Report, other: &Report) -> std::cmp::Ordering {
    let numbers = |report: &Report| {
        [
            report.received_at(),
            report.order(),
            report.from,
            report.hold.unwrap_or(f64::NEG_INFINITY),
            report.park.unwrap_or(f64::NEG_INFINITY),
            crate::wire::report::ms(report.connected).unwrap_or(f64::NEG_INFINITY),
            report.alerting.unwrap_or(f64::NEG_INFINITY),
            report.begun.unwrap_or(f64::NEG_INFINITY),
            report.disconnected.unwrap_or(f64::NEG_INFINITY),
            report.work.start.unwrap_or(f64::NEG_INFINITY),
            report.work.end.unwrap_or(f64::NEG_INFINITY),
            report.work.wrapup_ms.unwrap_or(f64::NEG_INFINITY),
            report.alert_limit.unwrap_or(f64::NEG_INFINITY),
            report.work_limit.unwrap_or(f64::NEG_INFINITY),
            report.resume.unwrap_or(f64::NEG_INFINITY),
        ]
    };
    let flags = |report: &Report| {
        (
            report.state,
            report.held,
            report.ended,
            report.absent,
            report.initial,
            report.listening,
            (report.work.pending, report.work.over),
            (report.flat, report.place, report.receipt.mark),
        )
    };
    let by_receipt = one.received_at().total_cmp(&other.received_at());
    by_receipt.then_with(|| {
        let pairs = numbers(one).into_iter().zip(numbers(other));
        let by_numbers = pairs
            .map(|(one, other)| one.total_cmp(&other))
            .find(|order| order.is_ne());
        by_numbers
            .unwrap_or_else(|| flags(one).cmp(&flags(other)))
            .then_with(|| segments_order(one, other))
            .then_with(|| {
                let order = one.texts.partial_cmp(&other.texts);
                order.unwrap_or(std::cmp::Ordering::Equal)
            })
    })
}

fn segments_order(one: &Report, other: &Report) -> std::cmp::Ordering {
    let moments = |report: &Report| {
        let segments = report.segments.iter();
        let moments =
            segments.flat_map(|segment| [segment.start, segment.end.unwrap_or(f64::INFINITY)]);
        moments.collect::<Vec<_>>()
    };
    let (one, other) = (moments(one), moments(other));
    let by_moment = one
        .iter()
        .zip(&other)
        .map(|(one, other)| one.total_cmp(other))
        .find(|order| order.is_ne());
    by_moment.unwrap_or_else(|| one.len().cmp(&other.len()))
}
