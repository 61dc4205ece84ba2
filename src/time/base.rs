//! Settled reports: time is cut every 10 minutes, and the reports before a cut are folded together.
//!
//! The function of a set of reports is *defined* over the cuts: it settles cut by cut, each from
//! the reports that were received until 10 minutes after it, and then derives intervals from the
//! base and the reports after the last cut. So whether a part was folded before, or is folded now,
//! makes no difference.

use super::{
    bounds::{Inexact, inexact},
    interval::{DerivedInterval, EvidenceField},
    intervals::{Derived, derive_intervals},
    truth::{CONNECTED, rank},
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::{
        report::{COPY_MS, Listening, Report, ReportedState, ms},
        texts::Texts,
    },
};

/// How long time is between two cuts, in milliseconds; and how much later a report may be received
/// and still count for what lies before a cut.
pub(crate) const SETTLE_MS: f64 = 600_000.0;

/// The settled time of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sum {
    pub(crate) kind: Kind,
    pub(crate) ms: f64,
    pub(crate) count: u32,
}

/// All that is kept of the reports before a cut.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Base {
    /// The cut; reports that were received later are not in it.
    pub(crate) line: f64,
    /// Intervals that begin later are in `tail`; what was before is in `before`.
    pub(crate) as_of: f64,
    /// The reports that still say something: of state, moments, after-call work and limits.
    pub(crate) heads: Vec<Report>,
    pub(crate) tail: Vec<DerivedInterval>,
    pub(crate) before: Vec<Sum>,
    pub(crate) inexact: Inexact,
    /// The reports shortly before the cut, to recognise their copies.
    pub(crate) copies: Vec<Report>,
    pub(crate) by_segments: bool,
}

impl Base {
    /// Nothing is settled.
    pub(crate) const NOTHING: Self = Self {
        line: f64::NEG_INFINITY,
        as_of: f64::NEG_INFINITY,
        heads: Vec::new(),
        tail: Vec::new(),
        before: Vec::new(),
        inexact: Inexact::from_bits(0),
        copies: Vec::new(),
        by_segments: false,
    };
}

/// The first cut at or after a moment.
pub(crate) fn cut(moment: f64) -> f64 {
    (moment / SETTLE_MS).ceil() * SETTLE_MS
}

/// Replaces a base and the reports until `line` by a base that says the same. `all` are those that
/// were received at most [`SETTLE_MS`] later, too.
pub(crate) fn settle(base: &Base, all: &[&Report], begun_from: f64, line: f64) -> Base {
    // Segments of a later report would say what was not known yet.
    let stripped: Vec<Report> = all
        .iter()
        .map(|report| {
            let is_later = report.received_at() > line && !report.segments.is_empty();
            let mut report = Report::clone(report);
            if is_later {
                report.segments = Box::default();
            }
            report
        })
        .collect();
    let reports: Vec<&Report> = stripped.iter().collect();
    let derived = derive_intervals(base, &reports, begun_from, f64::INFINITY);
    let starts: Vec<f64> = derived
        .interrupts(line)
        .map(|interval| interval.start)
        .collect();
    let starts = crate::sort::sorted(starts, f64::total_cmp);
    let last_but_one = starts.len().checked_sub(2).and_then(|at| starts.get(at));
    let as_of = derived
        .as_of
        .max(last_but_one.copied().unwrap_or(f64::NEG_INFINITY));

    let is_kept = |interval: &DerivedInterval| {
        interval.is_first() || interval.start >= as_of || interval.until() > as_of
    };
    let talk_is_known = derived.has_begun || as_of > f64::NEG_INFINITY;
    let mut tail: Vec<DerivedInterval> = Vec::new();
    let mut keep = |mut interval: DerivedInterval| {
        let is_cut =
            as_of > interval.start && interval.kind != Kind::AfterCallWork && !interval.is_first();
        if is_cut {
            // No field has the moment of the cut.
            interval.start = as_of;
            interval.start_evidence.field = EvidenceField::Receipt;
        }
        tail.push(interval);
    };
    for interval in &derived.intervals {
        if is_kept(interval) && interval.start <= line {
            keep(*interval);
        }
    }
    if talk_is_known {
        for range in derived.set(Kind::Talk) {
            let talk = DerivedInterval::of_talk(*range, |at| derived.evidence_of(at));
            if is_kept(&talk) && talk.start <= line {
                keep(talk);
            }
        }
    }
    for wrapup in &derived.wrapups {
        keep(*wrapup);
    }
    let carried = if derived.snapshot.is_some() {
        Inexact::default()
    } else {
        base.inexact
    };
    let recent = all
        .iter()
        .copied()
        .filter(|report| report.received_at() <= line);
    let is_recent =
        |report: &&Report| report.receipt.mark != 0 && report.received_at() > line - COPY_MS;
    Base {
        line,
        as_of,
        before: sums_before(base, &derived, as_of, line),
        tail,
        inexact: carried.and(inexact(&derived)),
        copies: base
            .copies
            .iter()
            .chain(recent)
            .filter(is_recent)
            .cloned()
            .collect(),
        by_segments: derived.is_by_segments(),
        heads: heads_of(&derived, line),
    }
}

/// The time of each kind before `as_of`.
fn sums_before(base: &Base, derived: &Derived<'_>, as_of: f64, line: f64) -> Vec<Sum> {
    let mut sums = Vec::new();
    for kind in Kind::ALL {
        let known = base.before.iter().find(|sum| sum.kind == kind);
        let known = known.filter(|_| derived.snapshot.is_none());
        let (mut ms, mut count) = known.map_or((0.0, 0), |sum| (sum.ms, sum.count));
        let mut add = |start: f64, end: f64| {
            if start < as_of {
                ms += end.min(as_of) - start;
                count += u32::from(end <= as_of && end > start);
            }
        };
        match kind {
            Kind::Talk | Kind::Hold | Kind::Park => {
                for range in derived.set(kind) {
                    add(range.start, range.end);
                }
            }
            Kind::Alert => {
                let alert = |interval: &&DerivedInterval| interval.kind == Kind::Alert;
                for interval in derived.interrupts(line).filter(alert) {
                    add(interval.start, interval.until());
                }
            }
            _ => {}
        }
        if ms > 0.0 {
            sums.push(Sum { kind, ms, count });
        }
    }
    sums
}

type Says = fn(&Report) -> bool;

/// Of the reports that say one of these, the first and the newest one are kept.
const FIRST_AND_LAST: [Says; 22] = [
    |report| report.state_is(State::Offering),
    |report| report.state_is(State::Contacting),
    |report| report.state_is(State::Dialing),
    |report| report.state_is(State::Alerting),
    |report| report.state_is(State::Parked),
    |report| report.state_is(State::Connected),
    |report| report.held == Some(true),
    |report| rank(report) == Some(CONNECTED),
    |report| report.ended,
    |report| report.absent,
    |report| !report.ended && report.is_answer(),
    |report| !report.ended && !report.is_answer(),
    |report| report.work.pending,
    |report| report.work.over,
    |report| report.work.start.is_some(),
    |report| report.work.end.is_some(),
    |report| report.work.wrapup_ms.is_some(),
    |report| report.listening == Listening::Yes,
    |report| report.listening == Listening::No,
    |report| report.alerting.is_some(),
    |report| ms(report.connected).is_some(),
    |report| report.disconnected.is_some(),
];

/// Of the reports that have one of these, the one with the least is kept.
const MOMENTS: [fn(&Report) -> Option<f64>; 3] = [
    |report| report.alerting,
    |report| ms(report.connected),
    |report| report.disconnected,
];

/// Of the reports that say one of these, the newest one is kept.
const NEWEST: [Says; 6] = [
    |report| report.state != ReportedState::Absent,
    |report| report.initial != ReportedState::Absent,
    |report| report.begun.is_some(),
    |report| report.alert_limit.is_some(),
    |report| report.work_limit.is_some(),
    |report| report.resume.is_some(),
];

/// The reports that still say something after a cut.
fn heads_of(derived: &Derived<'_>, line: f64) -> Vec<Report> {
    let is_known = |report: &&&Report| report.received_at() <= line;
    let known: Vec<&Report> = derived.known.iter().filter(is_known).copied().collect();
    let heads: Vec<&Report> = derived.heads.iter().filter(is_known).copied().collect();
    let mut kept = vec![false; known.len()];
    let mut keep = |chosen: Option<&Report>| {
        let place = chosen.and_then(|chosen| {
            known
                .iter()
                .position(|report| std::ptr::eq(*report, chosen))
        });
        if let Some(kept) = place.and_then(|place| kept.get_mut(place)) {
            *kept = true;
        }
    };
    for says in FIRST_AND_LAST {
        let saying = || heads.iter().copied().filter(|report| says(report));
        keep(saying().next());
        keep(newest(saying()));
    }
    for moment in MOMENTS {
        let mut least: Option<(f64, &Report)> = None;
        for report in &heads {
            if let Some(at) = moment(report)
                && least.is_none_or(|(known, _)| at < known)
            {
                least = Some((at, report));
            }
        }
        keep(least.map(|(_, report)| report));
    }
    for says in NEWEST {
        keep(newest(known.iter().copied().filter(|report| says(report))));
    }
    for place in 0..Texts::COUNT {
        let says = |report: &&Report| report.texts.as_ref().is_some_and(|own| own.has(place));
        keep(newest(known.iter().copied().filter(says)));
    }
    let chosen = known.iter().zip(kept).filter(|(_, kept)| *kept);
    chosen
        .map(|(report, _)| Report {
            segments: Box::default(),
            ..Report::clone(report)
        })
        .collect()
}

/// The newest of some reports, which are in order of receipt: by when it was asked for, else
/// received.
pub(crate) fn newest<'a>(reports: impl Iterator<Item = &'a Report>) -> Option<&'a Report> {
    let mut newest: Option<&Report> = None;
    for report in reports {
        if newest.is_none_or(|newest| report.order() >= newest.order()) {
            newest = Some(report);
        }
    }
    newest
}
