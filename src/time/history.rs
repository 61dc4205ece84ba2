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
            .partition_point(|other| other.compare(&report).is_le());
        let before = place.checked_sub(1);
        let before = before.and_then(|before| self.reports.get(before));
        let is_same = before.is_some_and(|before| *before == report);
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

    /// The reports and those that are left of the folded ones, without copies.
    pub(crate) fn originals(&self) -> impl Iterator<Item = &Report> {
        let unique = unique(&self.reports, &self.floor);
        self.floor.heads.iter().chain(unique)
    }

    /// The texts of the newest reports. Copies have no newer texts.
    pub(crate) fn texts(&self) -> Texts {
        let mut groups: Vec<((f64, f64), &Arc<Texts>)> = Vec::new();
        for report in self.originals() {
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

    /// Removes the reports that `takes` accepts, and gives them.
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
