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
//! [`SAME_MS`], but not beyond the reported end of the segment.

use super::{
    SAME_MS,
    base::Base,
    interval::{DerivedInterval, End, EndRule, Evidence, EvidenceField as Field, state_of},
    ranges::{Range, Ranges, union, without},
    truth::{Mark, Truth, rank, shows_connection},
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::report::{OLDEST_MS, Report, ReportedState, ms},
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

/// What the reports of a communication give.
pub(super) struct Derived<'a> {
    /// The newest report with segments: only its segments count.
    pub(super) snapshot: Option<&'a Report>,
    /// What is earlier is known from segments or was settled.
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
    /// The latest park is over, and nothing says when it ended.
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

struct Work<'a> {
    derived: Derived<'a>,
    reports: &'a [&'a Report],
    /// The reports of `heads` that are not settled.
    heard: Vec<&'a Report>,
    truth: Truth,
    begun_from: f64,
    now: f64,
    /// Of each report of `heard`, by when it was true at the latest: those that deny a hold, and
    /// those with a state, each in order of that moment.
    hold_denials: Vec<(f64, &'a Report)>,
    states: Vec<(f64, &'a Report)>,
    /// When it first alerted, and what says so.
    first_alert: f64,
    first_alert_evidence: Evidence,
    opening: Option<State>,
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
    let known: Vec<&Report> = base.heads.iter().chain(reports.iter().copied()).collect();
    // That a list lacks the communication says nothing if it lived when the list was asked for.
    let lives = known.iter().filter(|report| !report.ended);
    let latest_live = lives.fold(f64::NEG_INFINITY, |latest, report| {
        latest.max(report.order())
    });
    let is_revoked = |report: &Report| report.absent && latest_live > report.from;
    let counts = |report: &&Report| counts(report) && !is_revoked(report);
    let heads: Vec<&Report> = known.iter().copied().filter(counts).collect();
    let heard: Vec<&Report> = reports.iter().copied().filter(counts).collect();
    let (intervals, talk, wrapups) = known_intervals(base, snapshot, as_of);

    let (connected, connected_evidence, has_begun) =
        connection(base, snapshot, as_of, &heads, &intervals, &talk);
    let (ended, ended_evidence) = end_of(&heads);
    let truth = Truth::new(&heads, reports, connected, ended.map(|ended| ended.at));
    let opening = opening(&heads, &truth);
    let mut work = Work {
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
            has_past_park: false,
            sets: Default::default(),
            base,
        },
        reports,
        heard,
        truth,
        begun_from,
        now,
        hold_denials: Vec::new(),
        states: Vec::new(),
        first_alert: f64::INFINITY,
        first_alert_evidence: Evidence::NONE,
        opening,
    };
    work.collect_denials();
    work.add_reported_starts();
    work.end_all();
    work.add_received_starts();
    work.derived.has_past_park = work.has_past_park();
    work.make_sets(&talk);
    work.derived
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
    let mut all = Vec::new();
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
            all.push(interval);
        }
    }
    for settled in &base.tail {
        if snapshot.is_none() || (settled.start > as_of && settled.kind != Kind::Talk) {
            all.push(*settled);
        }
    }
    let talked =
        |interval: &&DerivedInterval| matches!(interval.kind, Kind::Talk | Kind::Hold | Kind::Park);
    let first_talk = all
        .iter()
        .filter(talked)
        .map(|interval| interval.start)
        .fold(f64::INFINITY, f64::min);
    let mut known: Known = Default::default();
    for mut interval in all {
        if interval.segment && interval.kind == Kind::Alert {
            interval.again |= first_talk < interval.start;
        }
        match interval.kind {
            Kind::Talk => known.1.push(interval),
            Kind::AfterCallWork => known.2.push(interval),
            _ => known.0.push(interval),
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

impl<'a> Work<'a> {
    fn is_by_segments(&self) -> bool {
        self.derived.is_by_segments()
    }

    fn collect_denials(&mut self) {
        for report in &self.heard {
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
    fn find(&self, kind: Kind, at: f64) -> Option<usize> {
        let intervals = &self.derived.intervals;
        let same = |interval: &DerivedInterval| {
            interval.kind == kind && interval.exact && interval.start == at
        };
        let near = |interval: &DerivedInterval| {
            interval.kind == kind
                && interval.segment
                && (interval.start - at).abs() <= SAME_MS
                && !(interval.closed && at >= interval.until())
        };
        intervals
            .iter()
            .position(same)
            .or_else(|| intervals.iter().position(near))
    }

    fn add_reported_starts(&mut self) {
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
            if interval.kind == Kind::Alert && interval.is_first() && !interval.exact {
                if first_alert < interval.start {
                    (interval.start, interval.exact) = (first_alert, true);
                    interval.start_evidence = self.first_alert_evidence;
                }
            }
        }
        let reports = self.reports;
        let mut heard = self.heard.iter().copied().peekable();
        let mut is_heard = Vec::with_capacity(reports.len());
        for report in reports {
            is_heard.push(heard.next_if(|next| std::ptr::eq(*next, *report)).is_some());
        }
        drop(heard);
        for (report, is_heard) in reports.iter().zip(is_heard) {
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
        let Some(found) = self.find(kind, at) else {
            if self.is_new_start(report, is_heard, &start, at) {
                let mut interval = DerivedInterval::new(kind, at, report, start.field);
                if start.first {
                    interval.start_evidence = self.first_alert_evidence;
                }
                interval.asserted = self.truth.surely(report);
                interval.again = start.again;
                interval.heard = start.heard;
                interval.guess = start.guess;
                interval.park = start.park;
                interval.after_park = report.park.filter(|park| kind == Kind::Hold && *park < at);
                self.derived.intervals.push(interval);
            }
            return;
        };
        let is_of_state = matches!(kind, Kind::Contacting | Kind::Dialing | Kind::Alert);
        let asserts = !is_of_state || state_of(kind).is_some_and(|state| report.state_is(state));
        if start.is_past || !asserts {
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

    fn end_all(&mut self) {
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

    fn end_of(&self, interval: &DerivedInterval) -> Option<End> {
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
        for inexact in [false, true] {
            let mut next: Option<&DerivedInterval> = None;
            for other in intervals {
                let begins_later = other.start > start && other.start <= self.now;
                let both_segments = interval.segment && other.segment && other.closed;
                if begins_later
                    && !both_segments
                    && other.exact != inexact
                    && (!inexact || other.start >= interval.asserted)
                    && next.is_none_or(|next| other.start < next.start)
                {
                    next = Some(other);
                }
            }
            if let Some(next) = next {
                let rule = if inexact {
                    EndRule::Denial
                } else {
                    EndRule::Next
                };
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

    /// What has no moment of its own begins with the first receipt that asserts it.
    fn add_received_starts(&mut self) {
        let kinds = [
            Kind::Contacting,
            Kind::Dialing,
            Kind::Alert,
            Kind::Hold,
            Kind::Park,
        ];
        for kind in kinds {
            for index in 0..self.heard.len() {
                let Some(report) = self.heard.get(index).copied() else {
                    continue;
                };
                if let Some(interval) = self.received_start(kind, report) {
                    self.push_received(interval);
                }
            }
        }
    }

    fn received_start(&self, kind: Kind, report: &'a Report) -> Option<DerivedInterval> {
        let derived = &self.derived;
        report.receipt.received_at?;
        if report.ended
            || derived
                .snapshot
                .is_some_and(|own| std::ptr::eq(own, report))
        {
            return None;
        }
        let again = kind == Kind::Alert && self.truth.is_alert_again(report);
        let has_moment = match kind {
            Kind::Hold => report.hold.is_some(),
            Kind::Park => report.park.is_some(),
            Kind::Alert => !again && report.alerting == Some(self.first_alert),
            _ => false,
        };
        let is_first = !matches!(kind, Kind::Hold | Kind::Park) && !again;
        if has_moment || (is_first && derived.has_begun) {
            return None;
        }
        let asserts = match kind {
            Kind::Hold => report.held == Some(true),
            _ => state_of(kind).is_some_and(|state| report.state_is(state)),
        };
        if !asserts {
            return None;
        }
        let start = self.truth.until(report);
        let is_after_end = derived.ended.is_some_and(|ended| start >= ended.at);
        if start <= derived.as_of || is_after_end {
            return None;
        }
        let mut interval = DerivedInterval::new(kind, start, report, Field::Receipt);
        interval.asserted = self.truth.surely(report);
        interval.again = again;
        interval.park = report.park.filter(|_| again);
        let covers = |other: &DerivedInterval| {
            other.kind == kind
                // One alert, one contacting and one dialing come before the connection.
                && (is_first
                    || (other.again == again && other.start <= start && start <= other.until()))
        };
        // What has no moment was over before what surely went on then, and before a hold that
        // began after the return from the same park.
        let excludes = |other: &DerivedInterval| {
            let surely = start <= other.asserted
                || (again && other.after_park.is_some() && other.after_park == interval.park);
            other.exact && !other.is_first() && other.start <= start && surely
        };
        let intervals = &derived.intervals;
        let is_known = intervals
            .iter()
            .any(|other| covers(other) || excludes(other));
        (!is_known).then_some(interval)
    }

    /// Adds an interval that begins by receipt, and ends with it what cannot go on beside it.
    fn push_received(&mut self, mut interval: DerivedInterval) {
        interval.end = self.end_of(&interval);
        if interval.start <= self.now {
            for other in &mut self.derived.intervals {
                let begins_later = interval.start > other.start;
                if other.closed || !begins_later || interval.start < other.asserted {
                    continue;
                }
                let is_earlier = other.end.is_none_or(|end| {
                    interval.start < end.at
                        || (interval.start == end.at && end.rule == EndRule::End)
                });
                if is_earlier {
                    other.end = Some(End {
                        at: interval.start,
                        rule: EndRule::Denial,
                        exact: false,
                        evidence: interval.start_evidence,
                    });
                }
            }
        }
        self.derived.intervals.push(interval);
    }

    fn has_past_park(&self) -> bool {
        let derived = &self.derived;
        derived.heads.iter().any(|report| {
            let Some(park) = report.park.filter(|park| *park > derived.as_of) else {
                return false;
            };
            let is_it = |interval: &DerivedInterval| {
                interval.kind == Kind::Park && (interval.start - park).abs() <= SAME_MS
            };
            !report.state_is(State::Parked) && !derived.interrupts(self.now).any(is_it)
        })
    }

    /// Talk: since the connection; or as segments report it, and from each end that they do not
    /// know; less what interrupts it. All others as they are.
    fn make_sets(&mut self, talk: &[DerivedInterval]) {
        let derived = &self.derived;
        let mut since = f64::INFINITY;
        for interval in &derived.intervals {
            let Some(end) = interval.end else { continue };
            let is_after_settled = !interval.segment
                && end.at > derived.as_of
                && (interval.again || interval.kind != Kind::Alert)
                && derived.has_begun;
            let is_open_segment = interval.segment
                && !interval.closed
                && end.rule != EndRule::End
                && (derived.connected.is_some() || derived.has_begun);
            if is_open_segment && interval.is_first() {
                // Talk begins with the connection, which another stage may come before.
                let connected = derived.connected.filter(|_| !derived.has_begun);
                since = since.min(connected.map_or(f64::INFINITY, |mark| end.at.max(mark.at)));
            } else if is_after_settled || is_open_segment {
                since = since.min(end.at);
            }
        }
        // The segments have the talk before them.
        let is_later = |at: f64| derived.snapshot.is_none() || at > derived.as_of;
        if let Some(connected) = derived.connected.filter(|_| !derived.has_begun)
            && is_later(connected.at)
        {
            since = since.min(connected.at);
        }
        let range = |interval: &DerivedInterval| Range::new(interval.start, interval.until());
        let interrupts = union(derived.interrupts(self.now).map(range).collect());
        let mut talk_ranges: Vec<Range> = talk.iter().map(range).collect();
        if since.is_finite() {
            let start = if derived.snapshot.is_some() {
                since
            } else {
                since.max(derived.as_of)
            };
            talk_ranges.push(Range::new(start, f64::INFINITY));
        }
        let sets = LIVE_KINDS.map(|kind| {
            if kind == Kind::Talk {
                return without(union(std::mem::take(&mut talk_ranges)), &interrupts);
            }
            let own = |interval: &&DerivedInterval| interval.kind == kind;
            union(derived.intervals.iter().filter(own).map(range).collect())
        });
        self.derived.sets = sets;
    }
}
