//! The bridge from documents to time: what a communication tells of its time, as numbers.

use super::{Basis, Communication, IntervalKind, Range, Timeline, TimingInput, Work, sealed};
use crate::{
    model::{AfterCallWork, AfterCallWorkState, ConnectionState, ConversationChat, Integer},
    read::{View, WireMoment, with_view},
    sort::sorted,
};

impl sealed::Sealed for ConversationChat {}

impl Communication for ConversationChat {
    fn timeline(&self) -> Timeline {
        with_view(self, |chat, _| Timeline::new(timing_of(chat)))
    }
}

/// A segment. Those without a start tell nothing and are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SegmentTime {
    /// `None` for a kind that counts nowhere.
    pub(crate) kind: Option<IntervalKind>,
    pub(crate) start: f64,
    pub(crate) end: SegmentEnd,
}

/// When a segment ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SegmentEnd {
    /// Not yet.
    Open,
    At(f64),
    /// There is a moment, but it is malformed.
    Unknown,
}

/// Epoch milliseconds, if the moment is there and not malformed.
pub(crate) fn ms(moment: Option<WireMoment>) -> Option<f64> {
    moment?.ms()
}

/// The segments of a communication that have a start, in the order in which they came.
pub(crate) fn segments_of(chat: View<'_, ConversationChat>) -> Vec<SegmentTime> {
    let segments = chat
        .segments()
        .into_iter()
        .flatten()
        .filter_map(|(_, segment)| {
            let end = match segment.end_time() {
                Some(WireMoment::At(end)) => SegmentEnd::At(end),
                Some(WireMoment::Malformed) => SegmentEnd::Unknown,
                None => SegmentEnd::Open,
            };
            let kind = segment
                .kind()
                .and_then(|kind| IntervalKind::of(kind.known?));
            Some(SegmentTime {
                kind,
                start: ms(segment.start_time())?,
                end,
            })
        });
    let mut segments: Vec<_> = segments.collect();
    bound_unknown_ends(&mut segments);
    segments
}

/// Where nobody can read when a segment ended, it ended at the latest when the next one began.
fn bound_unknown_ends(segments: &mut [SegmentTime]) {
    if segments
        .iter()
        .all(|segment| segment.end != SegmentEnd::Unknown)
    {
        return;
    }
    let starts = sorted(
        segments.iter().map(|segment| segment.start).collect(),
        f64::total_cmp,
    );
    for segment in segments
        .iter_mut()
        .filter(|segment| segment.end == SegmentEnd::Unknown)
    {
        let next = starts.partition_point(|start| *start <= segment.start);
        if let Some(next) = starts.get(next) {
            segment.end = SegmentEnd::At(*next);
        }
    }
}

impl From<View<'_, AfterCallWork>> for Work {
    fn from(work: View<'_, AfterCallWork>) -> Self {
        let pending = work
            .state()
            .is_some_and(|state| state.known == Some(AfterCallWorkState::Pending));
        Self {
            start: ms(work.start_time()),
            end: ms(work.end_time()),
            pending: pending && work.end_time().is_none(),
        }
    }
}

/// The wrap-up as its own duration tells: it has no beginning, so it is placed before its end, else
/// after the communication, else at 0.
pub(crate) fn wrapup_interval(
    duration_ms: f64,
    wrapup_end: Option<f64>,
    end: Option<f64>,
) -> Range {
    let start = wrapup_end.map_or(end.unwrap_or(0.0), |wrapup_end| wrapup_end - duration_ms);
    Range::new(start, start + duration_ms)
}

/// How long an alert may last, as the queue's settings tell.
pub(crate) fn alert_limit_ms(chat: View<'_, ConversationChat>) -> Option<f64> {
    chat.queue_media_settings()?
        .alerting_timeout_seconds()
        .and_then(Integer::milliseconds)
}

/// What one communication tells of its time, when nothing else is known of it.
pub(crate) fn timing_of(chat: View<'_, ConversationChat>) -> TimingInput {
    let segments = segments_of(chat);
    let state = chat.state().and_then(|state| state.known);
    let alerting = ms(chat.start_alerting_time());
    let connected = ms(chat.connected_time());
    let parked = ms(chat.park_time());
    let work = chat.after_call_work().map(Work::from).unwrap_or_default();
    let held = chat.held() == Some(true);
    let hold = ms(chat.start_hold_time()).filter(|_| held);

    let mut input = TimingInput::new(if segments.is_empty() {
        Basis::Timestamps
    } else {
        Basis::Segments
    });
    let is_ended =
        chat.disconnected_time().is_some() || state.is_some_and(ConnectionState::is_ended);
    if is_ended {
        // Where nobody can read when it ended: the latest moment that is known of it.
        let latest = || {
            let told = [alerting, connected, hold, parked, work.start];
            let segments = segments
                .iter()
                .filter(|segment| segment.kind.is_some())
                .flat_map(known_moments);
            told.into_iter().flatten().chain(segments).reduce(f64::max)
        };
        input.end = Some(ms(chat.disconnected_time()).or_else(latest).unwrap_or(0.0));
    }
    let open_end = input.end.unwrap_or(f64::INFINITY);

    for segment in &segments {
        let Some(kind) = segment.kind else { continue };
        let end = match segment.end {
            SegmentEnd::At(end) => end,
            // After-call work begins where the communication ends.
            SegmentEnd::Open if kind == IntervalKind::AfterCallWork && work.pending => {
                f64::INFINITY
            }
            SegmentEnd::Open => open_end,
            SegmentEnd::Unknown => input.end.unwrap_or(segment.start),
        };
        input.add(kind, Range::new(segment.start, end));
    }
    if segments.is_empty() {
        if let Some(start) = alerting {
            let end = match chat.connected_time() {
                Some(WireMoment::At(connected)) => connected,
                // It connected, at the latest when it was put on hold or parked.
                Some(WireMoment::Malformed) => hold
                    .into_iter()
                    .chain(parked)
                    .reduce(f64::min)
                    .unwrap_or(start),
                None => open_end,
            };
            input.add(IntervalKind::Alert, Range::new(start, end));
        }
        if let Some(start) = connected {
            input.add(IntervalKind::Talk, Range::new(start, open_end));
        }
        if let Some(start) = parked.filter(|_| state == Some(ConnectionState::Parked)) {
            input.add(IntervalKind::Park, Range::open(start));
        }
    }
    if let Some(start) = hold
        && input
            .of(IntervalKind::Hold)
            .iter()
            .all(|earlier| earlier.end <= start)
    {
        input.add(IntervalKind::Hold, Range::new(start, open_end));
    }
    input.held_since = held.then(|| hold.unwrap_or(f64::NEG_INFINITY));
    input.alert_limit_ms = alert_limit_ms(chat);
    input.resume = ms(chat.resume_time());

    let wrapup = chat.wrapup();
    if let Some(interval) = work.interval() {
        input.replace(IntervalKind::AfterCallWork, interval);
    } else if input.of(IntervalKind::AfterCallWork).is_empty()
        && let Some(duration) = wrapup.and_then(|wrapup| wrapup.duration_seconds()?.milliseconds())
    {
        let wrapup_end = wrapup.and_then(|wrapup| ms(wrapup.end_time()));
        input.add(
            IntervalKind::AfterCallWork,
            wrapup_interval(duration, wrapup_end, input.end),
        );
    }
    input
}

/// The moments that a segment tells of a communication: after-call work ends after it.
fn known_moments(segment: &SegmentTime) -> impl Iterator<Item = f64> + use<> {
    let end = match segment.end {
        SegmentEnd::At(end) if segment.kind != Some(IntervalKind::AfterCallWork) => Some(end),
        _ => None,
    };
    [Some(segment.start), end].into_iter().flatten()
}
