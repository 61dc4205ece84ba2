//! A report: what one payload says of the time of one communication, as numbers and enums.
//!
//! A report never changes. What a communication shows is a function of the set of its reports
//! (see `time`), so a report holds all that this function needs, and nothing else: no place in a
//! payload. Its texts are kept once where several reports have the same.

use std::{cmp::Ordering, sync::Arc};

use super::{participant::ParticipantView, texts::Texts};
use crate::{
    model::{
        AfterCallWorkState, ConnectionState, ConversationChat, Integer, IntervalKind as Kind,
        SegmentKind,
    },
    read::{View, WireMoment},
};

/// How old a notification is at most when it arrives, in milliseconds. Nothing in a notification
/// says when it was sent.
pub(crate) const OLDEST_MS: f64 = 10_000.0;

/// By how much two clocks of the platform may differ, in milliseconds, where one moment must follow
/// another: after-call work may begin that long before the communication ends.
pub(crate) const CLOCKS_MS: f64 = 1_000.0;

/// Copies of one notification are received within this time, in milliseconds.
pub(crate) const COPY_MS: f64 = 60_000.0;

/// When a payload was received, and when it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Receipt {
    /// `None` if nobody says: then the report is of a communication on its own.
    pub(crate) received_at: Option<f64>,
    /// Only of an answer of the REST API.
    pub(crate) asked_at: Option<f64>,
    /// A hash of the payload's `CorrelationId`; 0 if it has none.
    pub(crate) mark: u64,
}

/// The state that a payload says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReportedState {
    #[default]
    Absent,
    Known(ConnectionState),
    /// A text that is no known state.
    Unknown,
}

/// A segment that has a start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SegmentReport {
    /// `None` for a kind that counts nowhere.
    pub(crate) kind: Option<Kind>,
    pub(crate) start: f64,
    /// `None` while it goes on.
    pub(crate) end: Option<f64>,
}

/// What a payload says of after-call work.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct WorkReport {
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<f64>,
    pub(crate) pending: bool,
    /// Skipped or complete.
    pub(crate) over: bool,
    /// The duration that a wrap-up which is not provisional gives.
    pub(crate) wrapup_ms: Option<f64>,
    pub(crate) wrapup_end: Option<f64>,
}

/// Whether the participant only listens to another one, as a supervisor does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Listening {
    /// The payload does not say: it may lack the fields that would.
    #[default]
    Unknown,
    Yes,
    /// A complete answer of the REST API has no field that says so.
    No,
}

#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) receipt: Receipt,
    /// The report was true at this moment at the earliest.
    pub(crate) from: f64,
    pub(crate) state: ReportedState,
    /// The state that the communication began in.
    pub(crate) initial: ReportedState,
    /// Whether the communication has ended.
    pub(crate) ended: bool,
    /// Whether the report is that a complete list of all that is live lacks the communication.
    pub(crate) absent: bool,
    /// Whether it is in the flat layout, which names only the participant.
    pub(crate) flat: bool,
    /// Of the reports of one participant in one payload in the flat layout: which one it is.
    pub(crate) place: u32,
    pub(crate) held: Option<bool>,
    /// `startHoldTime`, where the communication is on hold.
    pub(crate) hold: Option<f64>,
    pub(crate) park: Option<f64>,
    pub(crate) resume: Option<f64>,
    pub(crate) alerting: Option<f64>,
    /// Malformed: it has connected, but nobody can read when.
    pub(crate) connected: Option<WireMoment>,
    pub(crate) disconnected: Option<f64>,
    /// `startTime` of a flat participant: when what it began with began.
    pub(crate) begun: Option<f64>,
    pub(crate) work: WorkReport,
    pub(crate) listening: Listening,
    /// How long an alert may last, in milliseconds; 0 is no limit.
    pub(crate) alert_limit: Option<f64>,
    /// How long after-call work may last, in milliseconds; 0 is no limit.
    pub(crate) work_limit: Option<f64>,
    /// The latest moment in it, the end apart.
    pub(crate) latest: Option<f64>,
    /// In the order of the payload; empty if it has none with a start.
    pub(crate) segments: Box<[SegmentReport]>,
    /// `None` of a communication on its own, and of an absence.
    pub(crate) texts: Option<Arc<Texts>>,
}

/// How many numbers a report is, and which of them are what it says, whenever it was received.
const NUMBERS: usize = 29;
const CONTENT: std::ops::Range<usize> = 3..25;

impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other).is_eq()
    }
}

impl Default for Report {
    fn default() -> Self {
        Self {
            receipt: Receipt::default(),
            from: f64::NEG_INFINITY,
            state: ReportedState::Absent,
            initial: ReportedState::Absent,
            ended: false,
            absent: false,
            flat: false,
            place: 0,
            held: None,
            hold: None,
            park: None,
            resume: None,
            alerting: None,
            connected: None,
            disconnected: None,
            begun: None,
            work: WorkReport::default(),
            listening: Listening::Unknown,
            alert_limit: None,
            work_limit: None,
            latest: None,
            segments: Box::default(),
            texts: None,
        }
    }
}

/// Epoch milliseconds, if the moment is there and not malformed.
pub(crate) fn ms(moment: Option<WireMoment>) -> Option<f64> {
    moment?.ms()
}

/// A count of milliseconds, if it is an integer of at least 0.
pub(crate) fn count(integer: Option<Integer>) -> Option<f64> {
    integer.filter(|ms| ms.get().is_some()).map(Integer::as_f64)
}

fn state_of(state: Option<crate::model::EnumView<'_, ConnectionState>>) -> ReportedState {
    match state {
        None => ReportedState::Absent,
        Some(view) => view
            .known
            .map_or(ReportedState::Unknown, ReportedState::Known),
    }
}

impl Report {
    /// The report of `chat`. In the flat layout the participant is the communication: then `chat`
    /// is the chat that `wire::flat` made of it.
    pub(crate) fn new(
        chat: View<'_, ConversationChat>,
        participant: &ParticipantView<'_>,
        receipt: Receipt,
    ) -> Self {
        let state = state_of(chat.state());
        let parked = state == ReportedState::Known(ConnectionState::Parked);
        let ends = matches!(state, ReportedState::Known(state) if state.is_ended());
        let own_end = chat.disconnected_time();
        let ended = own_end.is_some() || ends;
        // A participant's `endTime` is that of its communications.
        let disconnected = ms(own_end).or(participant.end.filter(|_| ended && own_end.is_none()));
        let hold_time = ms(chat.start_hold_time());
        let held = if parked { Some(false) } else { chat.held() };
        let mut report = Self {
            receipt,
            state,
            initial: state_of(chat.initial_state()),
            ended,
            flat: participant.is_flat,
            held,
            hold: hold_time.filter(|_| held == Some(true)),
            park: ms(chat.park_time()),
            resume: ms(chat.resume_time()),
            alerting: ms(chat.start_alerting_time()),
            connected: chat.connected_time(),
            disconnected,
            begun: participant.start,
            work: work_of(chat, participant, ended, disconnected),
            listening: match (participant.listens_in, receipt.asked_at) {
                (true, _) => Listening::Yes,
                (false, Some(_)) => Listening::No,
                (false, None) => Listening::Unknown,
            },
            alert_limit: participant.alert_limit_ms.or_else(|| alert_limit(chat)),
            work_limit: participant.work_limit_ms,
            segments: segments_of(chat, hold_time, ended, disconnected),
            ..Self::default()
        };
        report.settle_times(hold_time);
        report
    }

    /// The communication has ended, at `moment` if that is known.
    pub(crate) fn end(&mut self, moment: Option<f64>) {
        self.ended = true;
        self.disconnected = moment;
    }

    /// Works out the latest moment that the report carries and when it was true at the earliest.
    pub(crate) fn settle_times(&mut self, hold_time: Option<f64>) {
        let mut latest = f64::NEG_INFINITY;
        let own = [
            self.alerting,
            self.begun,
            ms(self.connected),
            hold_time,
            self.park,
            self.work.start,
        ];
        for moment in own.into_iter().flatten() {
            latest = latest.max(moment);
        }
        for segment in &self.segments {
            // After-call work ends after the communication.
            let end = segment
                .end
                .filter(|_| segment.kind != Some(Kind::AfterCallWork));
            latest = latest.max(segment.start).max(end.unwrap_or(latest));
        }
        self.latest = latest.is_finite().then_some(latest);
        let Receipt {
            received_at,
            asked_at,
            ..
        } = self.receipt;
        let earliest = asked_at
            .or(received_at.map(|at| at - OLDEST_MS))
            .unwrap_or(f64::NEG_INFINITY);
        self.from = earliest
            .max(latest)
            .min(received_at.unwrap_or(f64::INFINITY));
    }

    /// The report that a complete list of all that is live lacks the communication.
    pub(crate) fn of_absence(receipt: Receipt) -> Self {
        let asked_at = receipt.asked_at.or(receipt.received_at);
        Self {
            receipt,
            from: asked_at.unwrap_or(f64::NEG_INFINITY),
            ended: true,
            absent: true,
            work: WorkReport {
                over: true,
                ..WorkReport::default()
            },
            ..Self::default()
        }
    }

    pub(crate) fn state_is(&self, state: ConnectionState) -> bool {
        self.state == ReportedState::Known(state)
    }

    /// By which moment reports are ordered: of two that say something, the later one holds.
    pub(crate) fn order(&self) -> f64 {
        self.receipt
            .asked_at
            .or(self.receipt.received_at)
            .unwrap_or(f64::INFINITY)
    }

    pub(crate) fn received_at(&self) -> f64 {
        self.receipt.received_at.unwrap_or(f64::INFINITY)
    }

    pub(crate) fn is_answer(&self) -> bool {
        self.receipt.asked_at.is_some()
    }

    /// The report without its segments, as numbers: first when it was received and true, then its
    /// content, then its layout and origin. An absent value is less than any present one.
    fn numbers(&self) -> [f64; NUMBERS] {
        let number = |moment: Option<f64>| moment.unwrap_or(f64::NEG_INFINITY);
        let flag = |flag: bool| f64::from(u8::from(flag));
        let state = |state: ReportedState| match state {
            ReportedState::Absent => 0.0,
            ReportedState::Known(state) => 1.0 + f64::from(state as u8),
            ReportedState::Unknown => f64::INFINITY,
        };
        #[expect(clippy::cast_precision_loss, reason = "it has at most 53 bits")]
        let mark = self.receipt.mark as f64;
        [
            self.received_at(),
            self.order(),
            self.from,
            number(self.hold),
            number(self.park),
            number(ms(self.connected)),
            number(self.alerting),
            number(self.begun),
            number(self.disconnected),
            number(self.work.start),
            number(self.work.end),
            number(self.work.wrapup_ms),
            number(self.alert_limit),
            number(self.work_limit),
            number(self.resume),
            state(self.state),
            self.held.map_or(0.0, |held| 1.0 + flag(held)),
            flag(self.ended),
            flag(self.absent),
            state(self.initial),
            f64::from(self.listening as u8),
            flag(self.work.pending),
            flag(self.work.over),
            number(self.work.wrapup_end),
            flag(self.connected.is_some()),
            flag(self.flat),
            f64::from(self.place),
            mark,
            flag(self.is_answer()),
        ]
    }

    /// Whether it is a copy of one that was received before or at the same moment: the same, or with
    /// the same content and mark within a minute.
    pub(crate) fn is_copy_of(&self, earlier: &Self) -> bool {
        // Mostly this is enough.
        if self.receipt.mark != earlier.receipt.mark {
            return false;
        }
        let is_marked = self.receipt.mark != 0;
        let is_recent = self.received_at() - earlier.received_at() <= COPY_MS;
        (self.receipt == earlier.receipt || (is_marked && is_recent))
            && self.compare_numbers(earlier, CONTENT).is_eq()
            && self.compare_segments(earlier).is_eq()
            && self.texts == earlier.texts
    }

    /// A total order: of receipt; of reports that were received at once, of what they were asked
    /// for, then of what they say, so that it does not depend on which came first.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        // Mostly this is enough.
        let by_receipt = self.received_at().total_cmp(&other.received_at());
        by_receipt
            .then_with(|| self.compare_numbers(other, 0..NUMBERS))
            .then_with(|| self.compare_segments(other))
            .then_with(|| {
                let by_texts = self.texts.partial_cmp(&other.texts);
                by_texts.unwrap_or(Ordering::Equal)
            })
    }

    #[inline(never)]
    fn compare_numbers(&self, other: &Self, places: std::ops::Range<usize>) -> Ordering {
        let (one, other) = (self.numbers(), other.numbers());
        for place in places {
            if let (Some(one), Some(other)) = (one.get(place), other.get(place))
                && one != other
            {
                return one.total_cmp(other);
            }
        }
        Ordering::Equal
    }

    /// By all moments, then by all kinds.
    #[inline(never)]
    fn compare_segments(&self, other: &Self) -> Ordering {
        let mut order = Ordering::Equal;
        let end = |segment: &SegmentReport| segment.end.unwrap_or(f64::INFINITY);
        for (one, other) in self.segments.iter().zip(&other.segments) {
            let by_moment = one.start.total_cmp(&other.start);
            order = order.then(by_moment.then(end(one).total_cmp(&end(other))));
        }
        order = order.then(self.segments.len().cmp(&other.segments.len()));
        let kind = |segment: &SegmentReport| segment.kind.map_or(-1, |kind| kind as i32);
        for (one, other) in self.segments.iter().zip(&other.segments) {
            order = order.then(kind(one).cmp(&kind(other)));
        }
        order
    }

    /// Whether there is anything in it that can be timed.
    pub(crate) fn is_timed(&self) -> bool {
        self.latest.is_some()
            || self.disconnected.is_some()
            || self.work.end.is_some()
            || self.work.wrapup_ms.is_some()
    }
}

/// The segments that have a start. One whose end is malformed has ended, at the latest where the
/// next known moment is.
fn segments_of(
    chat: View<'_, ConversationChat>,
    hold_time: Option<f64>,
    ended: bool,
    disconnected: Option<f64>,
) -> Box<[SegmentReport]> {
    let Some(items) = chat.segments() else {
        return Box::default();
    };
    let mut malformed = false;
    let mut segments = Vec::new();
    for (_, segment) in items {
        let Some(start) = ms(segment.start_time()) else {
            continue;
        };
        let kind = segment.kind().and_then(|kind| Kind::of(kind.known?));
        let end = match segment.end_time() {
            None => None,
            Some(WireMoment::At(end)) => Some(end),
            Some(WireMoment::Malformed) => {
                malformed = true;
                Some(f64::NAN)
            }
        };
        segments.push(SegmentReport { kind, start, end });
    }
    if malformed {
        bound_malformed_ends(&mut segments, hold_time, ended, disconnected);
    }
    segments.into_boxed_slice()
}

/// Gives each segment whose end is NaN, since it is malformed, the end that bounds it.
#[cold]
pub(crate) fn bound_malformed_ends(
    segments: &mut [SegmentReport],
    hold_time: Option<f64>,
    ended: bool,
    disconnected: Option<f64>,
) {
    let starts = segments.iter().map(|segment| segment.start);
    let starts: Vec<_> = starts.chain(hold_time).collect();
    let starts = crate::sort::sorted(starts, f64::total_cmp);
    for segment in segments {
        if !segment.end.is_some_and(f64::is_nan) {
            continue;
        }
        let next = starts.partition_point(|start| *start <= segment.start);
        let next = starts.get(next).copied();
        let bound = next.into_iter().chain(disconnected).reduce(f64::min);
        segment.end = bound.or((!ended).then_some(segment.start));
    }
}

fn alert_limit(chat: View<'_, ConversationChat>) -> Option<f64> {
    chat.queue_media_settings()?
        .alerting_timeout_seconds()
        .and_then(Integer::milliseconds)
}

fn work_of(
    chat: View<'_, ConversationChat>,
    participant: &ParticipantView<'_>,
    ended: bool,
    disconnected: Option<f64>,
) -> WorkReport {
    let mut work = WorkReport {
        over: participant.skips_work,
        ..WorkReport::default()
    };
    if let Some(own) = chat.after_call_work().filter(|_| !participant.is_flat) {
        use AfterCallWorkState::{Complete, Pending, Skipped};
        let state = own.state().and_then(|state| state.known);
        work.start = ms(own.start_time());
        work.end = ms(own.end_time());
        work.pending = state == Some(Pending) && own.end_time().is_none();
        work.over |= matches!(state, Some(Skipped | Complete));
    }
    if let Some(wrapup) = chat.wrapup().or(participant.wrapup) {
        work.wrapup_end = ms(wrapup.end_time());
        if wrapup.provisional() != Some(true) {
            let duration = wrapup.duration_seconds().and_then(Integer::milliseconds);
            work.wrapup_ms = duration.filter(|ms| *ms > 0.0);
        }
    }
    let is_reported = work.start.is_some() || work.end.is_some() || work.pending;
    // What a participant says may be of an earlier communication of it.
    let own_start = participant.work_start.filter(|start| {
        ended && !is_reported && disconnected.is_none_or(|end| *start >= end - CLOCKS_MS)
    });
    if let Some(start) = own_start {
        work.start = Some(start);
        work.end = ms(participant.work_end);
        work.pending = participant.work_end.is_none() && !work.over;
        work.over |= participant.work_end.is_some();
    }
    work
}

impl Kind {
    /// The kind of time of a segment. What is not listed here counts nowhere.
    pub(crate) const fn of(segment: SegmentKind) -> Option<Self> {
        match segment {
            SegmentKind::Alert => Some(Self::Alert),
            SegmentKind::Contacting => Some(Self::Contacting),
            SegmentKind::Dial | SegmentKind::Dialing => Some(Self::Dialing),
            SegmentKind::Interact => Some(Self::Talk),
            SegmentKind::Hold => Some(Self::Hold),
            SegmentKind::Parked => Some(Self::Park),
            SegmentKind::Wrapup => Some(Self::AfterCallWork),
            _ => None,
        }
    }
}
