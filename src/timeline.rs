//! Model -> spans: what happened when. All that does not change with *now* is worked out here, once.

use crate::{
    AfterCallWork, AfterCallWorkState, Communication, ConnectionState, ConversationChat, Open, QueueMediaSettings,
    Segment, SegmentKind, Timestamp, Wrapup,
    lane::{Interval, Lane, without},
};

/// The kinds of spans that count.
///
/// ```
/// use conversation_chat::SpanKind;
///
/// assert_eq!(SpanKind::AfterCallWork.as_str(), "afterCallWork");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum SpanKind {
    /// Alerting at the agent's desk.
    Alert,
    /// Reaching for the other side, before dialing. Outbound only.
    Contacting,
    /// Dialing. Outbound only.
    Dialing,
    /// Talk: interacting with the other side.
    Talk,
    /// On hold.
    Hold,
    /// After-call work (ACW).
    AfterCallWork,
}

impl SpanKind {
    pub(crate) const ALL: [Self; 6] =
        [Self::Alert, Self::Contacting, Self::Dialing, Self::Talk, Self::Hold, Self::AfterCallWork];

    /// As JavaScript sees it, and as the fields of `Durations` are named.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Contacting => "contacting",
            Self::Dialing => "dialing",
            Self::Talk => "talk",
            Self::Hold => "hold",
            Self::AfterCallWork => "afterCallWork",
        }
    }

    /// The kind of a segment. What is not listed here counts nowhere.
    fn of(segment: &Segment) -> Option<Self> {
        match segment.kind.as_ref()?.known()? {
            SegmentKind::Alert => Some(Self::Alert),
            SegmentKind::Contacting => Some(Self::Contacting),
            SegmentKind::Dial | SegmentKind::Dialing => Some(Self::Dialing),
            SegmentKind::Interact => Some(Self::Talk),
            SegmentKind::Hold => Some(Self::Hold),
            SegmentKind::Wrapup => Some(Self::AfterCallWork),
            _ => None,
        }
    }
}

/// What the durations rest on.
///
/// ```
/// assert_eq!(conversation_chat::Basis::Segments.as_str(), "segments");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum Basis {
    /// The segments: everything is known.
    Segments,
    /// The timestamps alone: earlier holds are unknown, hold is a lower bound.
    Timestamps,
}

impl Basis {
    /// As JavaScript sees it: `"segments"` or `"timestamps"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Timestamps => "timestamps",
        }
    }
}

/// The time line of a communication: made once, asked at every tick.
///
/// ```
/// use conversation_chat::{Timeline, parse_chat};
///
/// let chat = parse_chat(r#"{"state": "connected", "connectedTime": "2021-01-20T09:25:34Z"}"#)?.chat;
/// let timeline = Timeline::from(&chat);
/// assert_eq!(timeline.durations(1_611_134_735_000.0).talk.ms, 1000.0);
/// assert_eq!(timeline.durations(1_611_134_736_000.0).talk.ms, 2000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub(crate) basis: Basis,
    /// In the order of [`SpanKind`].
    pub(crate) lanes: [Lane; 6],
    /// When the current hold began, while on hold.
    pub(crate) current_hold: Option<f64>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) after_call_work_limit_ms: Option<f64>,
}

/// The timing fields that all communications share.
pub(crate) struct Facts<'a> {
    pub(crate) state: Option<&'a Open<ConnectionState>>,
    pub(crate) segments: &'a [Segment],
    pub(crate) held: Option<bool>,
    pub(crate) start_hold_time: Option<f64>,
    pub(crate) start_alerting_time: Option<f64>,
    pub(crate) connected_time: Option<f64>,
    pub(crate) disconnected_time: Option<f64>,
    pub(crate) wrapup: Option<&'a Wrapup>,
    pub(crate) after_call_work: Option<&'a AfterCallWork>,
    pub(crate) queue_media_settings: Option<&'a QueueMediaSettings>,
}

macro_rules! has_timing_fields {
    ($($model:ident),*) => { $(
        impl<'a> From<&'a $model> for Facts<'a> {
            fn from(model: &'a $model) -> Self {
                Self {
                    state: model.state.as_ref(),
                    segments: model.segments.as_deref().unwrap_or_default(),
                    held: model.held,
                    start_hold_time: ms(model.start_hold_time.as_ref()),
                    start_alerting_time: ms(model.start_alerting_time.as_ref()),
                    connected_time: ms(model.connected_time.as_ref()),
                    disconnected_time: ms(model.disconnected_time.as_ref()),
                    wrapup: model.wrapup.as_ref(),
                    after_call_work: model.after_call_work.as_ref(),
                    queue_media_settings: model.queue_media_settings.as_ref(),
                }
            }
        }

        impl From<&$model> for Timeline {
            fn from(model: &$model) -> Self {
                Self::new(&Facts::from(model))
            }
        }
    )* };
}

has_timing_fields!(Communication, ConversationChat);

/// Epoch milliseconds as a double: exact, since timestamps end in the year 9999.
#[expect(clippy::cast_precision_loss, reason = "the years 0001 to 9999 fit into 53 bits of milliseconds")]
pub(crate) fn ms(timestamp: Option<&Timestamp>) -> Option<f64> {
    timestamp?.epoch_ms().map(|ms| ms as f64)
}

impl Facts<'_> {
    fn is_live(&self) -> bool {
        let ended = self.state.and_then(Open::known).is_some_and(ConnectionState::is_ended);
        self.disconnected_time.is_none() && !ended
    }

    /// When the communication ends: infinite while it is live. Of one that has ended nobody knows when, it is the latest
    /// moment that is known of it.
    fn end(&self) -> f64 {
        if self.is_live() {
            return f64::INFINITY;
        }
        let segments = self.segments.iter().flat_map(|segment| {
            let wrapup = SpanKind::of(segment) == Some(SpanKind::AfterCallWork);
            [ms(segment.start_time.as_ref()), ms(segment.end_time.as_ref()).filter(|_| !wrapup)]
        });
        let moments = [self.start_alerting_time, self.connected_time, self.start_hold_time]
            .into_iter()
            .chain([self.after_call_work.and_then(|work| ms(work.start_time.as_ref()))]);
        let latest = moments.chain(segments).flatten().fold(f64::NEG_INFINITY, f64::max);
        self.disconnected_time.unwrap_or(latest)
    }

    /// What is known of after-call work other than by segments.
    fn after_call_work(&self) -> Option<Interval> {
        let work = self.after_call_work?;
        let start = ms(work.start_time.as_ref())?;
        let pending = self.is_pending().then_some(f64::INFINITY);
        let end = ms(work.end_time.as_ref()).or(pending)?;
        Some(Interval::new(start, end))
    }

    fn is_pending(&self) -> bool {
        let state = self.after_call_work.and_then(|work| work.state.as_ref());
        state.is_some_and(|state| *state == AfterCallWorkState::Pending)
    }

    /// The wrap-up as its own duration tells: it has no beginning, so it is placed before its end, else after the
    /// communication, else at 0.
    fn wrapup(&self, end: f64) -> Option<Interval> {
        let wrapup = self.wrapup?;
        #[expect(clippy::cast_precision_loss, reason = "an `Integer` fits into a double")]
        let duration = wrapup.duration_seconds?.get()? as f64 * 1000.0;
        let start = match ms(wrapup.end_time.as_ref()) {
            Some(end) => end - duration,
            None if end.is_finite() => end,
            None => 0.0,
        };
        Some(Interval::new(start, start + duration))
    }
}

impl Timeline {
    pub(crate) fn new(facts: &Facts<'_>) -> Self {
        let end = facts.end();
        let mut intervals: [Vec<Interval>; 6] = Default::default();
        let [alert, contacting, dialing, talk, hold, after_call_work] = &mut intervals;

        let mut basis = Basis::Timestamps;
        let mut open_hold: Option<f64> = None;
        for segment in facts.segments {
            let Some(start) = ms(segment.start_time.as_ref()) else {
                continue;
            };
            basis = Basis::Segments;
            let kind = SpanKind::of(segment);
            let open_end = match kind {
                // After-call work begins where the communication ends.
                Some(SpanKind::AfterCallWork) if facts.is_pending() => f64::INFINITY,
                _ => end,
            };
            let closed_end = ms(segment.end_time.as_ref());
            if kind == Some(SpanKind::Hold) && closed_end.is_none() {
                open_hold = Some(open_hold.map_or(start, |other| other.max(start)));
            }
            let lane = match kind {
                Some(SpanKind::Alert) => &mut *alert,
                Some(SpanKind::Contacting) => &mut *contacting,
                Some(SpanKind::Dialing) => &mut *dialing,
                Some(SpanKind::Talk) => &mut *talk,
                Some(SpanKind::Hold) => &mut *hold,
                Some(SpanKind::AfterCallWork) => &mut *after_call_work,
                None => continue,
            };
            lane.push(Interval::new(start, closed_end.unwrap_or(open_end)));
        }

        if basis == Basis::Timestamps {
            if let Some(start) = facts.start_alerting_time {
                alert.push(Interval::new(start, facts.connected_time.unwrap_or(end)));
            }
            if let Some(start) = facts.connected_time {
                talk.push(Interval::new(start, end));
            }
        }

        let held = facts.held == Some(true);
        if let Some(start) = facts.start_hold_time.filter(|_| held)
            && hold.iter().all(|earlier| earlier.end <= start)
        {
            hold.push(Interval::new(start, end));
        }

        if let Some(known) = facts.after_call_work() {
            *after_call_work = vec![known];
        } else if after_call_work.is_empty() {
            after_call_work.extend(facts.wrapup(end));
        }

        let mut lanes = intervals.map(Lane::new);
        let [_, _, _, talk, hold, _] = &mut lanes;
        *talk = without(talk, hold);
        let settings = facts.queue_media_settings;
        #[expect(clippy::cast_precision_loss, reason = "an `Integer` fits into a double")]
        let alerting_seconds = settings.and_then(|settings| settings.alerting_timeout_seconds?.get()).map(|n| n as f64);
        Self {
            basis,
            lanes,
            current_hold: facts.start_hold_time.or(open_hold).filter(|_| held && facts.is_live()),
            alert_limit_ms: alerting_seconds.map(|seconds| seconds * 1000.0),
            after_call_work_limit_ms: None,
        }
    }
}
