//! Reports -> intervals: when each began and what ended it.
//!
//! | kind | starts | ends: the earliest of |
//! |---|---|---|
//! | first alert | `startAlertingTime`, or `startTime` of a flat participant; else the first receipt of `alerting` | connection, next interval, end |
//! | contacting, dialing | `startTime` of a flat participant; else the first receipt | next stage, connection, end |
//! | hold | `startHoldTime` with `held`; else the first receipt of `held` | its segment's end, denial, next interval, end |
//! | park | `parkTime` with the state `parked` or before a later `connectedTime`; else receipt | later `connectedTime`, denial, next interval, end |
//! | alert again | `startAlertingTime` after the connection; else receipt | as park |
//! | talk | connection; or the segments say it | what interrupts it, end |
//!
//! A *denial* is a report that says that an interval does not go on. It counts if it may have been
//! true after the start of the interval and no surely later report asserts the interval.
//!
//! Moments of one field are one moment only if they are equal. A field and a segment agree within
//! [`SAME_MS`](super::SAME_MS), but not beyond the reported end of the segment.

use super::{
    base::Base,
    bounds::Inexact,
    by_start::ByStart,
    interval::{DerivedInterval, End, EndRule, Evidence, EvidenceField as Field},
    ranges::{Range, Ranges},
    truth::{Mark, Truth, shows_connection},
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::report::{Report, ReportedState, ms},
};

/// The kinds of a communication that lives; after-call work comes after it.
pub(super) const LIVE_KINDS: [Kind; 6] = [
    Kind::Alert,
    Kind::Contacting,
    Kind::Dialing,
    Kind::Talk,
    Kind::Hold,
    Kind::Park,
];

/// The intervals of a communication, and the facts that they were derived from.
pub(super) struct Derived<'a> {
    /// The newest report with segments: only its segments count.
    pub(super) snapshot: Option<&'a Report>,
    /// Earlier intervals are known from segments or were settled.
    pub(super) as_of: f64,
    pub(super) known: Vec<&'a Report>,
    /// The reports that count beside the segments.
    pub(super) heads: Vec<&'a Report>,
    pub(super) connected: Option<Mark>,
    pub(super) connected_evidence: Evidence,
    pub(super) ended: Option<Mark>,
    pub(super) ended_evidence: Evidence,
    /// Whether it connected before `as_of`.
    pub(super) has_begun: bool,
    /// All but talk and after-call work.
    pub(super) intervals: Vec<DerivedInterval>,
    /// After-call work as segments report it.
    pub(super) wrapups: Vec<DerivedInterval>,
    /// The timers that are inexact since a report asserts an interval that no moment and no receipt
    /// places.
    pub(super) unplaced: Inexact,
    /// Whether the latest park has ended, and no report says when.
    pub(super) has_past_park: bool,
    /// The time of each of [`LIVE_KINDS`].
    pub(super) sets: [Ranges; LIVE_KINDS.len()],
    pub(super) base: &'a Base,
}

impl Derived<'_> {
    pub(super) fn set(&self, kind: Kind) -> &[Range] {
        self.sets.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// The evidence for a boundary of talk.
    pub(super) fn evidence_of(&self, at: f64) -> Evidence {
        if self.connected.is_some_and(|connected| connected.at == at) {
            return self.connected_evidence;
        }
        for interval in &self.intervals {
            if interval.start == at {
                return interval.start_evidence;
            }
            if let Some(end) = interval.end.filter(|end| end.at == at) {
                return end.evidence;
            }
        }
        for settled in self.base.tail.iter().filter(|own| own.kind == Kind::Talk) {
            if settled.start == at {
                return settled.start_evidence;
            }
            if let Some(end) = settled.end.filter(|end| end.at == at) {
                return end.evidence;
            }
        }
        let snapshot = self.snapshot;
        snapshot.map_or(Evidence::NONE, |own| Evidence::of(own, Field::Segments))
    }

    /// Whether durations rest on segments.
    pub(super) fn is_by_segments(&self) -> bool {
        self.snapshot.is_some() || self.base.by_segments
    }

    /// The intervals that interrupt talk and have begun at `now`.
    pub(super) fn interrupts(&self, now: f64) -> impl Iterator<Item = &DerivedInterval> {
        let begun = move |interval: &&DerivedInterval| interval.start <= now;
        self.intervals
            .iter()
            .filter(begun)
            .filter(|interval| interval.interrupts())
    }
}

/// Reports on their way to intervals.
pub(super) struct Deriving<'a> {
    pub(super) derived: Derived<'a>,
    pub(super) reports: &'a [&'a Report],
    /// How many of `heads` are of the base. The others are not settled.
    pub(super) settled_heads: usize,
    pub(super) truth: Truth,
    pub(super) by_start: ByStart,
    pub(super) begun_from: f64,
    pub(super) now: f64,
    /// Of each report of `heard`, by when it was true at the latest: those that deny a hold, and
    /// those with a state, each in order of that moment.
    pub(super) hold_denials: Vec<(f64, &'a Report)>,
    pub(super) states: Vec<(f64, &'a Report)>,
    /// When the communication first alerted, and the evidence for it.
    pub(super) first_alert: f64,
    pub(super) first_alert_evidence: Evidence,
    pub(super) opening: Option<State>,
}

/// The intervals of a communication, from what was settled and from reports in order of receipt.
/// A `startTime` before `begun_from` is of an earlier communication of the participant. What begins
/// after `now` interrupts nothing.
pub(super) fn derive_intervals<'a>(
    base: &'a Base,
    reports: &'a [&'a Report],
    begun_from: f64,
    now: f64,
) -> Derived<'a> {
    let snapshot = newest_snapshot(base, reports);
    let as_of = snapshot.map_or(base.as_of, |snapshot| snapshot.from);
    let counts = |report: &&Report| {
        snapshot
            .is_none_or(|snapshot| std::ptr::eq(*report, snapshot) || report.received_at() > as_of)
    };
    let mut known: Vec<&Report> = Vec::with_capacity(base.heads.len() + reports.len());
    known.extend(&base.heads);
    known.extend_from_slice(reports);
    // That a list lacks the communication says nothing if it lived when the list was asked for.
    let lives = known.iter().filter(|report| !report.ended);
    let latest_live = lives.fold(f64::NEG_INFINITY, |latest, report| {
        latest.max(report.order())
    });
    let is_revoked = |report: &Report| report.absent && latest_live > report.from;
    let counts = |report: &&Report| counts(report) && !is_revoked(report);
    let settled_heads = base.heads.iter().filter(counts).count();
    let mut heads: Vec<&Report> = Vec::with_capacity(known.len());
    heads.extend(known.iter().copied().filter(counts));
    let (intervals, talk, wrapups) = known_intervals(base, snapshot, as_of);

    let (connected, connected_evidence, has_begun) =
        connection(base, snapshot, as_of, &heads, &intervals, &talk);
    let (ended, ended_evidence) = end_of(&heads);
    let truth = Truth::new(&heads, reports, connected, ended.map(|ended| ended.at));
    let opening = opening(&heads, &truth);
    let mut deriving = Deriving {
        derived: Derived {
            snapshot,
            as_of,
            known,
            heads,
            connected,
            connected_evidence,
            ended,
            ended_evidence,
            has_begun,
            intervals,
            wrapups,
            unplaced: Inexact::default(),
            has_past_park: false,
            sets: Default::default(),
            base,
        },
        reports,
        settled_heads,
        truth,
        by_start: ByStart::default(),
        begun_from,
        now,
        hold_denials: Vec::new(),
        states: Vec::new(),
        first_alert: f64::INFINITY,
        first_alert_evidence: Evidence::NONE,
        opening,
    };
    deriving.collect_denials();
    deriving.add_reported_starts();
    deriving.end_all();
    deriving.add_received_starts();
    deriving.derived.has_past_park = deriving.has_past_park();
    deriving.make_sets(&talk);
    deriving.derived
}

fn newest_snapshot<'a>(base: &Base, reports: &[&'a Report]) -> Option<&'a Report> {
    let mut newest: Option<&Report> = None;
    for report in reports {
        if !report.segments.is_empty()
            && report.from >= base.as_of
            && newest.is_none_or(|newest| report.from >= newest.from)
        {
            newest = Some(report);
        }
    }
    newest
}

/// The intervals of the segments and those that were settled: all but talk and after-call work,
/// talk, and after-call work.
type Known = (
    Vec<DerivedInterval>,
    Vec<DerivedInterval>,
    Vec<DerivedInterval>,
);

fn known_intervals(base: &Base, snapshot: Option<&Report>, as_of: f64) -> Known {
    let mut known: Known = Default::default();
    let mut first_talk = f64::INFINITY;
    let mut add = |interval: DerivedInterval| {
        if matches!(interval.kind, Kind::Talk | Kind::Hold | Kind::Park) {
            first_talk = first_talk.min(interval.start);
        }
        match interval.kind {
            Kind::Talk => known.1.push(interval),
            Kind::AfterCallWork => known.2.push(interval),
            _ => known.0.push(interval),
        }
    };
    if let Some(snapshot) = snapshot {
        let evidence = Evidence::of(snapshot, Field::Segments);
        for segment in &snapshot.segments {
            let Some(kind) = segment.kind else { continue };
            let mut interval = DerivedInterval::new(kind, segment.start, snapshot, Field::Segments);
            interval.segment = true;
            interval.closed = segment.end.is_some();
            interval.end = segment.end.map(|at| End {
                at,
                rule: EndRule::Segment,
                exact: true,
                evidence,
            });
            add(interval);
        }
    }
    for settled in &base.tail {
        if snapshot.is_none() || (settled.start > as_of && settled.kind != Kind::Talk) {
            add(*settled);
        }
    }
    for interval in &mut known.0 {
        if interval.segment && interval.kind == Kind::Alert {
            interval.again |= first_talk < interval.start;
        }
    }
    known
}

/// The connection: the first moment of it, else the first receipt that shows it; and whether it
/// connected before `as_of`. Later moments are resumptions.
fn connection(
    base: &Base,
    snapshot: Option<&Report>,
    as_of: f64,
    heads: &[&Report],
    intervals: &[DerivedInterval],
    talk: &[DerivedInterval],
) -> (Option<Mark>, Evidence, bool) {
    let is_talk = |kind: Kind| matches!(kind, Kind::Talk | Kind::Hold | Kind::Park);
    let has_begun = (snapshot.is_some() || base.as_of > f64::NEG_INFINITY)
        && (!talk.is_empty()
            || intervals.iter().any(|interval| is_talk(interval.kind))
            || (snapshot.is_none() && base.before.iter().any(|sum| is_talk(sum.kind))));
    let mut first: Option<(f64, &Report)> = None;
    let mut shown: Option<(f64, &Report)> = None;
    for report in heads {
        if let Some(at) = ms(report.connected)
            && first.is_none_or(|(least, _)| at < least)
        {
            first = Some((at, report));
        }
        if let Some(at) = report.receipt.received_at
            && shows_connection(report)
            && shown.is_none_or(|(least, _)| at < least)
        {
            shown = Some((at, report));
        }
    }
    let exact = |at| Some(Mark { at, exact: true });
    if let Some((at, report)) = first {
        return (
            exact(at),
            Evidence::of(report, Field::ConnectedTime),
            has_begun,
        );
    }
    if has_begun {
        let mut first = (as_of, Evidence::NONE);
        for interval in talk.iter().chain(intervals) {
            if interval.start <= first.0 {
                first = (interval.start, interval.start_evidence);
            }
        }
        return (exact(first.0), first.1, has_begun);
    }
    match shown {
        Some((at, report)) => (
            Some(Mark { at, exact: false }),
            Evidence::of(report, Field::Receipt),
            has_begun,
        ),
        None => (None, Evidence::NONE, has_begun),
    }
}

/// The end: the least moment of it, else the first receipt of it.
fn end_of(heads: &[&Report]) -> (Option<Mark>, Evidence) {
    let mut reported: Option<(f64, &Report)> = None;
    let mut received: Option<(f64, &Report)> = None;
    let least = |best: &mut Option<(f64, &Report)>| best.map_or(f64::INFINITY, |(at, _)| at);
    for report in heads.iter().filter(|report| report.ended) {
        if let Some(at) = report.disconnected
            && at < least(&mut reported)
        {
            reported = Some((at, report));
        }
        let at = report
            .receipt
            .received_at
            .or(report.latest)
            .unwrap_or_default();
        if at < least(&mut received) {
            received = Some((at, report));
        }
    }
    let (best, exact, field) = if reported.is_some() {
        (reported, true, Field::DisconnectedTime)
    } else {
        (received, false, Field::Receipt)
    };
    match best {
        Some((at, report)) => (Some(Mark { at, exact }), Evidence::of(report, field)),
        None => (None, Evidence::NONE),
    }
}

/// The state that a flat participant's `startTime` is the start of.
fn opening(heads: &[&Report], truth: &Truth) -> Option<State> {
    let initial = heads.iter().find_map(|report| match report.initial {
        ReportedState::Absent => None,
        ReportedState::Known(state) => Some(state),
        ReportedState::Unknown => Some(State::None),
    });
    initial.or_else(|| {
        [State::Contacting, State::Dialing, State::Alerting]
            .into_iter()
            .find(|state| {
                let is_it = |report: &&&Report| report.state_is(*state);
                heads
                    .iter()
                    .filter(is_it)
                    .any(|report| !truth.is_alert_again(report))
            })
    })
}

impl<'a> Deriving<'a> {
    /// The reports that count and are not settled.
    pub(super) fn heard(&self) -> &[&'a Report] {
        let heads = self.derived.heads.get(self.settled_heads..);
        heads.unwrap_or_default()
    }

    pub(super) fn push(&mut self, interval: DerivedInterval) {
        self.by_start.add(&interval, self.derived.intervals.len());
        self.derived.intervals.push(interval);
    }

    pub(super) fn is_by_segments(&self) -> bool {
        self.derived.is_by_segments()
    }
}
