//! The set of reports of one communication, in order of receipt, with what of it is settled.

use std::{ops::Range, sync::Arc};

use super::{
    base::{Base, SETTLE_MS, cut, settle},
    derivation::{Boundaries, Context, Derivation, derive},
};
use crate::wire::{
    report::{COPY_MS, Report},
    texts::Texts,
};

/// How many reports are kept before the oldest ones are folded for good. Until then a report counts
/// whenever it is received, however late.
const MOST_REPORTS: usize = 512;

/// Up to so many reports their list grows one by one: a row of a list of conversations has one, and
/// a vector would make room for four.
const FEW_REPORTS: usize = 4;

/// The reports of one communication.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct History {
    /// What was folded for good; its reports are gone.
    pub(crate) floor: Base,
    /// In order of receipt.
    pub(crate) reports: Vec<Report>,
    /// Of each report, whether it is a copy: equal to an earlier one, or with the same content and
    /// mark as one that was received at most [`COPY_MS`] before it.
    copies: Vec<bool>,
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
            copies: Vec::new(),
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
        let mut changed_at = report.received_at();
        self.copies.insert(place, false);
        if self.reports.len() < FEW_REPORTS {
            self.reports.reserve_exact(1);
        }
        self.reports.insert(place, report);
        // It may be a copy, and others may be copies of it, and so on.
        for place in place..self.reports.len() {
            let received_at = self
                .reports
                .get(place)
                .map_or(f64::NAN, Report::received_at);
            if received_at - changed_at > COPY_MS {
                return;
            }
            if self.note_copy(place) {
                changed_at = received_at;
            }
        }
    }

    /// Notes which reports are copies.
    pub(crate) fn find_copies(&mut self) {
        self.copies.clear();
        self.copies.resize(self.reports.len(), false);
        for place in 0..self.reports.len() {
            self.note_copy(place);
        }
    }

    /// Notes whether the report at a place is a copy; returns whether that is new. Of the earlier
    /// ones it is known.
    fn note_copy(&mut self, place: usize) -> bool {
        let Some(report) = self.reports.get(place) else {
            return false;
        };
        let is_copy = self
            .originals_in(0..place)
            .rev()
            .chain(self.floor.copies.iter().rev())
            .take_while(|other| report.received_at() - other.received_at() <= COPY_MS)
            .any(|other| report.is_copy_of(other));
        let known = self.copies.get_mut(place);
        known.is_some_and(|known| std::mem::replace(known, is_copy) != is_copy)
    }

    /// The reports at some places, without copies.
    fn originals_in(&self, places: Range<usize>) -> impl DoubleEndedIterator<Item = &Report> {
        let reports = self.reports.get(places.clone()).unwrap_or_default();
        let copies = self.copies.get(places).unwrap_or_default();
        let originals = reports.iter().zip(copies).filter(|(_, is_copy)| !**is_copy);
        originals.map(|(report, _)| report)
    }

    /// The reports and those that are left of the folded ones, without copies.
    pub(crate) fn originals(&self) -> impl Iterator<Item = &Report> {
        let reports = self.originals_in(0..self.reports.len());
        self.floor.heads.iter().chain(reports)
    }

    /// The texts of the newest reports. Copies have no newer texts.
    pub(crate) fn texts(&self) -> Arc<Texts> {
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
        let Some(((_, newest), older)) = groups.split_first() else {
            return Arc::default();
        };
        if older.iter().all(|(_, older)| newest.has_all_of(older)) {
            return Arc::clone(newest);
        }
        let mut texts = Texts::clone(newest);
        for (_, older) in older {
            texts.complete(older);
        }
        Arc::new(texts)
    }

    /// Removes the reports that `takes` accepts, and gives them.
    pub(crate) fn take(&mut self, takes: impl Fn(&Report) -> bool) -> Vec<Report> {
        let taken: Vec<Report> = self
            .reports
            .extract_if(.., |report| takes(report))
            .collect();
        if !taken.is_empty() {
            self.forget_settled();
            self.find_copies();
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
        let rest: Vec<_> = self
            .originals_in(self.settled_count..self.reports.len())
            .collect();
        derive(base, &rest, context, boundaries)
    }

    /// Settles cut by cut, and folds what is too much and too old to change any more.
    fn settle(&mut self, begun_from: f64) {
        // A copy settles nothing.
        let newest = self.originals_in(0..self.reports.len()).next_back();
        let Some(newest) = newest.map(Report::received_at) else {
            return;
        };
        if !newest.is_finite() {
            return;
        }
        // The newest one may have turned out to be a copy.
        if let Some(settled) = &self.settled
            && settled.line > newest - SETTLE_MS
        {
            self.forget_settled();
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
                self.copies.drain(..self.settled_count);
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
            let places = self.settled_count..self.settled_count + near;
            let all: Vec<_> = self.originals_in(places).collect();
            let settled = settle(base, &all, begun_from, line);
            self.settled_count += rest.partition_point(|report| report.received_at() <= line);
            self.settled = Some(Box::new(settled));
        }
    }
}
