//! Everything that a set of reports says of the time of one communication.

use super::{
    base::Base,
    basis::Basis,
    bounds::{Inexact, inexact},
    interval::{DerivedInterval, EndRule, Evidence},
    intervals::{Derived, LIVE_KINDS, derive_intervals},
    ranges::{Range, Ranges, union, without},
    stopwatch::{HANDLE, TimerName},
    truth::{CONNECTED, rank},
    work::after_call_work,
};
use crate::{
    model::{ConnectionState as State, IntervalKind as Kind},
    wire::report::{CLOCKS_MS, Listening, Report, ReportedState},
};

/// At most one of these goes on at a time: what is earlier in this list excludes the later ones.
const EXCLUSIVE: [Kind; 4] = [Kind::Hold, Kind::Talk, Kind::Dialing, Kind::Contacting];

/// Whether a communication can have talk and handle at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handles {
    Yes,
    /// It is of a queue, a customer, a flow, or of a medium without talk.
    No,
}

/// The time of a communication, all that does not change with *now* worked out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Derivation {
    pub(crate) basis: Basis,
    /// In the order of [`Kind`].
    pub(crate) sets: [Ranges; Kind::COUNT],
    /// Settled milliseconds and counts, in the order of [`Kind`].
    pub(crate) before: [(f64, u32); Kind::COUNT],
    pub(crate) inexact: Inexact,
    pub(crate) state: ReportedState,
    pub(crate) is_timed: bool,
    pub(crate) started_at: Option<f64>,
    pub(crate) connected_at: Option<f64>,
    pub(crate) ended_at: Option<f64>,
    pub(crate) held: bool,
    pub(crate) parked: bool,
    /// Since when the current hold goes on, and whether that counts from receipt.
    pub(crate) current_hold: Option<(f64, bool)>,
    pub(crate) alert_limit: Option<f64>,
    pub(crate) work_limit: Option<f64>,
    pub(crate) resume: Option<f64>,
    /// The first moment after `now` at which something that was left out counts, or at which the
    /// limit of after-call work ends it.
    pub(crate) next_change: f64,
}

impl Derivation {
    pub(crate) fn set(&self, kind: Kind) -> &[Range] {
        self.sets.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// The timer that runs now.
    pub(crate) fn current(&self) -> Option<TimerName> {
        const ORDER: [(Kind, TimerName); Kind::COUNT] = [
            (Kind::AfterCallWork, TimerName::AfterCallWork),
            (Kind::Park, TimerName::Park),
            (Kind::Hold, TimerName::Hold),
            (Kind::Alert, TimerName::Alert),
            (Kind::Talk, TimerName::Talk),
            (Kind::Dialing, TimerName::Dialing),
            (Kind::Contacting, TimerName::Contacting),
        ];
        let runs = |kind: Kind| self.set(kind).last().is_some_and(|last| last.is_open());
        let running = ORDER.into_iter().find(|(kind, _)| runs(*kind));
        running.map(|(_, name)| name)
    }
}

/// Boundaries of intervals with their evidence, for `explain`.
pub(crate) type Boundaries = Vec<(Kind, f64, Evidence)>;

/// The facts of a communication that its own reports do not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Context {
    pub(crate) handles: Handles,
    /// A `startTime` before this moment is of an earlier communication of the same participant.
    pub(crate) begun_from: f64,
    pub(crate) now: f64,
    /// What begins later is left out: `now`, and what two clocks may differ.
    pub(crate) begins_by: f64,
}

/// Derives the time of a communication from what was settled and from reports in order of receipt.
/// The boundaries of its intervals go to `boundaries`.
pub(crate) fn derive(
    base: &Base,
    reports: &[&Report],
    context: Context,
    boundaries: Option<&mut Boundaries>,
) -> Derivation {
    let Context {
        handles,
        begun_from,
        now,
        begins_by,
    } = context;
    let mut derived = derive_intervals(base, reports, begun_from, begins_by);
    let mut pairs = inexact(&derived);
    if derived.snapshot.is_none() {
        pairs = pairs.and(base.inexact);
    }
    let alert_limit = newest_of(&derived.known, |report| report.alert_limit);
    let work_limit = newest_of(&derived.known, |report| report.work_limit);
    let ended_at = derived.ended.map(|ended| ended.at);

    let mut next_start = f64::INFINITY;
    let mut sets: [Ranges; Kind::COUNT] = Default::default();
    for (kind, set) in LIVE_KINDS.into_iter().zip(&mut sets) {
        let own = derived.sets.get_mut(kind as usize);
        let own = own.map(std::mem::take).unwrap_or_default();
        let later = own.iter().filter(|range| range.start > begins_by);
        next_start = later.fold(next_start, |next, range| next.min(range.start));
        *set = clipped(own, ended_at, begins_by);
    }
    exclude(&mut sets);
    let work = after_call_work(&derived, &mut pairs, work_limit, now);
    let (from, from_evidence) = handles_from(&derived, handles);
    if let Some(boundaries) = boundaries {
        collect_boundaries(&derived, &work, boundaries);
        for kind in Kind::ALL {
            boundaries.push((kind, from, from_evidence));
        }
    }
    if from == f64::INFINITY {
        pairs = pairs.without(&HANDLE);
    } else if from.is_finite() {
        pairs.add(None, Some(Kind::Talk));
    }
    let [alert, contacting, dialing, talk, hold, park, after] = &mut sets;
    for range in work.ranges {
        if range.start <= begins_by {
            after.push(range);
        } else {
            next_start = next_start.min(range.start);
        }
    }
    for set in [contacting, dialing, talk, &mut *hold, after] {
        set.retain_mut(|range| {
            range.start = range.start.max(from);
            range.end >= from && from < f64::INFINITY
        });
    }

    let is_open = |set: &[Range]| set.last().is_some_and(|last| last.is_open());
    let held = ended_at.is_none() && is_open(hold);
    let parked = ended_at.is_none() && is_open(park);
    let current_hold = hold.last().filter(|_| held).map(|last| {
        let reported = derived.snapshot.and_then(|snapshot| snapshot.hold);
        let since = reported.map_or(last.start, |since| since.max(last.start));
        let by_receipt = |interval: &&DerivedInterval| {
            interval.kind == Kind::Hold && interval.start == last.start && !interval.exact
        };
        (
            since,
            derived.interrupts(begins_by).any(|hold| by_receipt(&hold)),
        )
    });
    let current_park = park.last().filter(|_| parked);
    let resume = current_park.and_then(|park| resume_of(&derived.known, park.start));
    let first_start = alert.first().map(|range| range.start);
    let starts = sets.iter().filter_map(|set| Some(set.first()?.start));
    let started_at = first_start.or(starts
        .chain(derived.connected.map(|connected| connected.at))
        .reduce(f64::min));
    let mut before = [(0.0, 0); Kind::COUNT];
    if derived.snapshot.is_none() {
        for sum in &base.before {
            if let Some(before) = before.get_mut(sum.kind as usize) {
                *before = (sum.ms, sum.count);
            }
        }
    }
    if from == f64::INFINITY {
        for kind in [Kind::Contacting, Kind::Dialing, Kind::Talk, Kind::Hold] {
            if let Some(before) = before.get_mut(kind as usize) {
                *before = (0.0, 0);
            }
        }
    }
    let expires_at = work.expires_at.filter(|expires_at| *expires_at > now);
    Derivation {
        basis: if derived.is_by_segments() {
            Basis::Segments
        } else {
            Basis::Timestamps
        },
        is_timed: derived.known.iter().any(|report| report.is_timed()),
        state: state(&derived, parked, begins_by),
        started_at,
        connected_at: derived.connected.map(|connected| connected.at),
        ended_at,
        held,
        parked,
        current_hold,
        alert_limit,
        work_limit,
        resume,
        next_change: (next_start - (begins_by - now)).min(expires_at.unwrap_or(f64::INFINITY)),
        sets,
        before,
        inexact: pairs,
    }
}

/// The value of the newest report that has one.
fn newest_of(known: &[&Report], value: impl Fn(&Report) -> Option<f64>) -> Option<f64> {
    let saying = known
        .iter()
        .copied()
        .filter(|report| value(report).is_some());
    super::base::newest(saying).and_then(value)
}

/// When the park that began at a moment ends, as far as a report of that park says it.
fn resume_of(known: &[&Report], start: f64) -> Option<f64> {
    let is_of_it = |report: &&&Report| {
        let park = report.park.unwrap_or(start);
        report.resume.is_some() && (park - start).abs() <= super::SAME_MS
    };
    let reports = known.iter().filter(is_of_it).copied();
    super::base::newest(reports).and_then(|report| report.resume)
}

/// Nothing goes on beyond the end, but for what two clocks differ; nothing begins after `now`.
fn clipped(mut ranges: Ranges, ended_at: Option<f64>, now: f64) -> Ranges {
    ranges.retain(|range| range.start <= now);
    if let Some(end) = ended_at {
        for range in &mut ranges {
            if range.end - end > CLOCKS_MS {
                *range = Range {
                    start: range.start.min(end),
                    end,
                };
            }
        }
    }
    ranges
}

/// Talk is neither hold nor park, and one part of handle goes on at a time.
fn exclude(sets: &mut [Ranges; Kind::COUNT]) {
    let mut remove = |higher: Kind, lower: Kind| {
        let taken = |sets: &mut [Ranges; Kind::COUNT], kind: Kind| {
            let set = sets.get_mut(kind as usize);
            set.map(std::mem::take).unwrap_or_default()
        };
        let holes = union(taken(sets, higher));
        let left = without(taken(sets, lower), &holes);
        for (kind, ranges) in [(higher, holes), (lower, left)] {
            if let Some(set) = sets.get_mut(kind as usize) {
                *set = ranges;
            }
        }
    };
    remove(Kind::Park, Kind::Talk);
    for (index, kind) in EXCLUSIVE.into_iter().enumerate() {
        for higher in EXCLUSIVE.into_iter().take(index) {
            remove(higher, kind);
        }
    }
}

/// From when on it handles: always, never (infinity), or since a complete answer stopped saying that
/// it only listens.
fn handles_from(derived: &Derived<'_>, handles: Handles) -> (f64, Evidence) {
    const ALWAYS: (f64, Evidence) = (f64::NEG_INFINITY, Evidence::NONE);
    const NEVER: (f64, Evidence) = (f64::INFINITY, Evidence::NONE);
    if handles == Handles::No {
        return NEVER;
    }
    let listening = |report: &&Report| report.listening == Listening::Yes;
    let known = || derived.known.iter().copied();
    let Some(last) = super::base::newest(known().filter(listening)) else {
        return ALWAYS;
    };
    let stopped =
        |report: &Report| report.listening == Listening::No && report.order() > last.order();
    // Its segments say what was talk.
    if derived.snapshot.is_some_and(stopped) {
        return ALWAYS;
    }
    let mut from = NEVER;
    for report in known().filter(|report| stopped(report)) {
        if report.received_at() < from.0 {
            let evidence = Evidence::of(report, super::interval::EvidenceField::Receipt);
            from = (report.received_at(), evidence);
        }
    }
    from
}

/// The state of the communication.
fn state(derived: &Derived<'_>, parked: bool, now: f64) -> ReportedState {
    let heads = || derived.heads.iter().copied();
    if derived.ended.is_some() {
        let ends = |report: &&Report| {
            let is_end = report.state_is(State::Disconnected) || report.state_is(State::Terminated);
            report.ended && is_end
        };
        return super::base::newest(heads().filter(ends))
            .map_or(ReportedState::Known(State::Disconnected), |report| {
                report.state
            });
    }
    if parked {
        return ReportedState::Known(State::Parked);
    }
    if derived.connected.is_none() {
        let mut best: Option<(usize, ReportedState)> = None;
        for report in heads() {
            if let Some(rank) = rank(report)
                && best.is_none_or(|(known, _)| rank >= known)
            {
                best = Some((rank, report.state));
            }
        }
        return best.map_or(ReportedState::Absent, |(_, state)| state);
    }
    let alerts =
        |interval: &DerivedInterval| interval.kind == Kind::Alert && interval.end.is_none();
    if derived.interrupts(now).any(alerts) {
        return ReportedState::Known(State::Alerting);
    }
    let live =
        |report: &&Report| rank(report) == Some(CONNECTED) && !report.state_is(State::Parked);
    super::base::newest(heads().filter(live))
        .map_or(ReportedState::Known(State::Connected), |report| {
            report.state
        })
}

/// Collects the evidence for each start and each end.
fn collect_boundaries(
    derived: &Derived<'_>,
    work: &super::work::AfterCallWork,
    boundaries: &mut Boundaries,
) {
    for interval in &derived.intervals {
        boundaries.push((interval.kind, interval.start, interval.start_evidence));
        if let Some(end) = interval.end.filter(|end| end.rule != EndRule::End) {
            boundaries.push((interval.kind, end.at, end.evidence));
        }
    }
    if let Some(snapshot) = derived.snapshot {
        let evidence = Evidence::of(snapshot, super::interval::EvidenceField::Segments);
        for segment in &snapshot.segments {
            if let Some(kind) = segment.kind {
                boundaries.push((kind, segment.start, evidence));
                boundaries.extend(segment.end.map(|end| (kind, end, evidence)));
            }
        }
    }
    for settled in &derived.base.tail {
        boundaries.push((settled.kind, settled.start, settled.start_evidence));
        if let Some(end) = settled.end {
            boundaries.push((settled.kind, end.at, end.evidence));
        }
    }
    if let Some(connected) = derived.connected {
        boundaries.push((Kind::Talk, connected.at, derived.connected_evidence));
    }
    if let (Some((start, end)), Some(first), Some(last)) =
        (work.evidence, work.ranges.first(), work.ranges.last())
    {
        boundaries.push((Kind::AfterCallWork, first.start, start));
        boundaries.push((Kind::AfterCallWork, last.end, end));
    }
    if let Some(ended) = derived.ended {
        for kind in LIVE_KINDS {
            boundaries.push((kind, ended.at, derived.ended_evidence));
        }
    }
}
