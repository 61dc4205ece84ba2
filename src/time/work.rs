//! After-call work: none while the communication lives, nor before its end.

use super::{
    base::newest,
    bounds::Inexact,
    interval::{Evidence, EvidenceField as Field},
    intervals::Derived,
    ranges::{Range, union},
};
use crate::{
    model::IntervalKind as Kind,
    wire::report::{CLOCKS_MS, Report},
};

/// The time of after-call work, and where its start and its end come from.
#[derive(Debug, Default)]
pub(super) struct AfterCallWork {
    pub(super) ranges: Vec<Range>,
    pub(super) evidence: Option<(Evidence, Evidence)>,
    /// When its limit ends it, if nothing else does before.
    pub(super) expires_at: Option<f64>,
}

/// The after-call work of a communication at `now`. `limit`: how long it may last, in milliseconds.
pub(super) fn after_call_work(
    derived: &Derived<'_>,
    inexact: &mut Inexact,
    limit: Option<f64>,
    now: f64,
) -> AfterCallWork {
    let Some(ended) = derived.ended else {
        return AfterCallWork::default();
    };
    let heads = || derived.heads.iter().copied();
    let latest = |says: &dyn Fn(&Report) -> bool| newest(heads().filter(|report| says(report)));
    let first = |says: &dyn Fn(&Report) -> bool| {
        let mut first: Option<&Report> = None;
        for report in heads().filter(|report| says(report)) {
            if first.is_none_or(|first| report.received_at() < first.received_at()) {
                first = Some(report);
            }
        }
        first.filter(|first| first.receipt.received_at.is_some())
    };
    let is_pending = heads().any(|report| report.work.pending);
    let reported_start = latest(&|report| report.work.start.is_some());
    let reported_end = latest(&|report| report.work.end.is_some());
    let pending = first(&|report| report.work.pending);
    // A report that it is over ends only what somebody reported as pending.
    let over = first(&|report| report.work.over).filter(|_| is_pending);

    let start = reported_start
        .and_then(|report| report.work.start)
        .or(pending.map(Report::received_at));
    let end = reported_end
        .and_then(|report| report.work.end)
        .or(over.map(Report::received_at));
    if let Some(start) = start
        && (end.is_some() || is_pending)
    {
        let start = not_before(start, ended.at);
        let expiry = limit
            .filter(|limit| *limit > 0.0)
            .map(|limit| start + limit);
        let known_end = end.unwrap_or(f64::INFINITY).min(now);
        let expires_at = expiry.filter(|_| end.is_none());
        let expiry = expiry.filter(|expiry| reported_end.is_none() && *expiry <= known_end);
        if reported_start.is_none() {
            inexact.add(None, Some(Kind::AfterCallWork));
        }
        if reported_end.is_none() && (end.is_some() || expiry.is_some()) {
            inexact.add(Some(Kind::AfterCallWork), None);
        }
        let start_is_end = reported_start.is_some_and(|report| report.work.start != Some(start));
        let evidence = |report: Option<&Report>, field| {
            report.map_or(Evidence::NONE, |report| Evidence::of(report, field))
        };
        let start_evidence = match reported_start {
            _ if start_is_end => derived.ended_evidence,
            Some(_) => evidence(reported_start, Field::AfterCallWork),
            None => evidence(pending, Field::Receipt),
        };
        let end_evidence = match (expiry, reported_end) {
            (None, _) if end.is_some_and(|end| end < start) => start_evidence,
            (Some(_), _) => Evidence {
                field: Field::Limit,
                ..start_evidence
            },
            (None, Some(_)) => evidence(reported_end, Field::AfterCallWork),
            (None, None) => evidence(over, Field::Receipt),
        };
        return AfterCallWork {
            ranges: vec![Range::new(start, expiry.or(end).unwrap_or(f64::INFINITY))],
            evidence: Some((start_evidence, end_evidence)),
            expires_at,
        };
    }
    if !derived.wrapups.is_empty() {
        let open_end = if is_pending { f64::INFINITY } else { ended.at };
        let ranges = derived.wrapups.iter().map(|wrapup| {
            Range::new(
                not_before(wrapup.start, ended.at),
                wrapup.end_at().unwrap_or(open_end),
            )
        });
        let ranges = union(ranges.collect());
        let evidence = |at: f64| {
            let own = derived.wrapups.first().filter(|_| at != ended.at);
            own.map_or(derived.ended_evidence, |own| own.start_evidence)
        };
        let (first, last) = (ranges.first(), ranges.last());
        return AfterCallWork {
            evidence: first
                .zip(last)
                .map(|(first, last)| (evidence(first.start), evidence(last.end))),
            ranges,
            expires_at: None,
        };
    }
    let Some(report) = latest(&|report| report.work.wrapup_ms.is_some()) else {
        return AfterCallWork::default();
    };
    let duration = report.work.wrapup_ms.unwrap_or(0.0);
    // A wrap-up has no start: it is placed before its end, else after the communication.
    let start = report
        .work
        .wrapup_end
        .map_or(ended.at, |end| end - duration);
    let start = not_before(start, ended.at);
    let evidence = Evidence::of(report, Field::Wrapup);
    AfterCallWork {
        ranges: vec![Range::new(start, start + duration)],
        evidence: Some((evidence, evidence)),
        expires_at: None,
    }
}

/// Two clocks may differ: after-call work may begin [`CLOCKS_MS`] before the end, but not earlier.
fn not_before(start: f64, ended: f64) -> f64 {
    if start < ended - CLOCKS_MS {
        ended
    } else {
        start
    }
}
