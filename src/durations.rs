//! Spans at a moment -> timers.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use crate::{Basis, SpanKind, Timeline, figures::Figures};

/// One timer.
///
/// ```
/// let timer = conversation_chat::Timer::default();
/// assert_eq!((timer.ms, timer.running, timer.count, timer.remaining_ms), (0.0, false, 0, None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Timer {
    /// How long, in milliseconds; never negative.
    pub ms: f64,
    /// Whether it grows with *now*.
    pub running: bool,
    /// Of how many spans it is the sum.
    pub count: u32,
    /// How long until the known limit, in milliseconds: 0 when it is reached. Absent if it is not running or no limit is
    /// known.
    #[cfg_attr(feature = "js", tsify(optional))]
    pub remaining_ms: Option<f64>,
}

/// How long things took, at one moment, as the platform's own metrics count.
///
/// ```
/// use conversation_chat::{Basis, ConversationChat, durations};
///
/// let durations = durations(&ConversationChat::default(), 0.0);
/// assert_eq!(durations.handle.ms, 0.0);
/// assert_eq!(durations.basis, Basis::Timestamps);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Durations {
    /// Time in alert (tAlert).
    pub alert: Timer,
    /// Time in contacting (tContacting). Outbound only.
    pub contacting: Timer,
    /// Time in dialing (tDialing). Outbound only.
    pub dialing: Timer,
    /// Talk (tTalkComplete): all that was neither alert nor hold.
    pub talk: Timer,
    /// All holds together (tHeldComplete).
    pub hold: Timer,
    /// After-call work (tAcw).
    pub after_call_work: Timer,
    /// Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert.
    pub handle: Timer,
    /// The hold that goes on now; absent while not on hold.
    #[cfg_attr(feature = "js", tsify(optional))]
    pub current_hold: Option<Timer>,
    /// What all this rests on.
    pub basis: Basis,
}

/// A stretch of time of one kind.
///
/// ```
/// use conversation_chat::{SpanKind, parse_chat, timeline};
///
/// let chat = parse_chat(r#"{"connectedTime": "1970-01-01T00:00:01Z"}"#)?.chat;
/// let spans = timeline(&chat, 5000.0);
/// assert_eq!((spans[0].kind, spans[0].start_ms, spans[0].end_ms), (SpanKind::Talk, 1000.0, 5000.0));
/// assert!(spans[0].running);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Span {
    /// What was going on.
    pub kind: SpanKind,
    /// When it began, in epoch milliseconds in the cloud clock.
    pub start_ms: f64,
    /// When it ended, or *now* while it goes on, in epoch milliseconds in the cloud clock.
    pub end_ms: f64,
    /// Whether it goes on.
    pub running: bool,
}

/// How long everything took until `now`, in epoch milliseconds in the cloud clock.
///
/// Takes a [`ConversationChat`](crate::ConversationChat), a [`Communication`](crate::Communication) of any media, or a
/// [`Timeline`] that was made of one. What is missing or malformed counts as zero.
///
/// ```
/// use conversation_chat::{durations, parse_chat};
///
/// let chat = parse_chat(
///     r#"{
///         "state": "connected", "held": true, "startHoldTime": "1970-01-01T00:02:00Z",
///         "connectedTime": "1970-01-01T00:01:00Z"
///     }"#,
/// )?.chat;
/// let durations = durations(&chat, 150_000.0);
/// assert_eq!(durations.talk.ms, 60_000.0);
/// assert_eq!(durations.current_hold.unwrap().ms, 30_000.0);
/// assert_eq!(durations.handle.ms, 90_000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[must_use]
pub fn durations(communication: impl Into<Timeline>, now: f64) -> Durations {
    communication.into().durations(now)
}

/// How long the current hold lasts at `now`, in milliseconds; `None` while not on hold, or when nothing tells since when.
///
/// ```
/// use conversation_chat::{hold_duration, parse_chat};
///
/// let chat = parse_chat(r#"{"held": true, "startHoldTime": "1970-01-01T00:02:00Z"}"#)?.chat;
/// assert_eq!(hold_duration(&chat, 125_000.0), Some(5000.0));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[must_use]
pub fn hold_duration(communication: impl Into<Timeline>, now: f64) -> Option<f64> {
    communication.into().durations(now).current_hold.map(|hold| hold.ms)
}

/// What happened when, until `now`: by start, then by kind. The durations are the sums of these spans.
///
/// ```
/// use conversation_chat::{ConversationChat, timeline};
///
/// assert!(timeline(&ConversationChat::default(), 0.0).is_empty());
/// ```
#[must_use]
pub fn timeline(communication: impl Into<Timeline>, now: f64) -> Vec<Span> {
    communication.into().spans(now)
}

impl Timeline {
    /// The timers at `now`: constant time, whatever the number of spans. If `now` is not finite, what is running stands at 0.
    ///
    /// ```
    /// use conversation_chat::{ConversationChat, Timeline};
    ///
    /// let timeline = Timeline::from(&ConversationChat::default());
    /// assert_eq!(timeline.durations(f64::NAN).handle.ms, 0.0);
    /// ```
    #[must_use]
    pub fn durations(&self, now: f64) -> Durations {
        let figures = Figures::from(self);
        let [alert, contacting, dialing, talk, hold, work, handle, current_hold, alert_left, work_left, _] =
            figures.columns(now);
        let counts = self.lanes.each_ref().map(|lane| u32::try_from(lane.count()).unwrap_or(u32::MAX));
        let [alerts, contacts, dials, talks, holds, works] = counts;
        let [_, handled @ ..] = counts;
        let timer = |column: u8, ms: f64, count: u32| Timer {
            ms,
            running: figures.is_running(column),
            count,
            remaining_ms: None,
        };
        let known = |ms: f64| (!ms.is_nan()).then_some(ms);
        Durations {
            alert: Timer { remaining_ms: known(alert_left), ..timer(0, alert, alerts) },
            contacting: timer(1, contacting, contacts),
            dialing: timer(2, dialing, dials),
            talk: timer(3, talk, talks),
            hold: timer(4, hold, holds),
            after_call_work: Timer { remaining_ms: known(work_left), ..timer(5, work, works) },
            handle: timer(6, handle, handled.into_iter().fold(0, u32::saturating_add)),
            current_hold: known(current_hold).map(|ms| timer(7, ms, 1)),
            basis: self.basis,
        }
    }

    /// The spans at `now`, by start, then by kind.
    ///
    /// ```
    /// use conversation_chat::{ConversationChat, Timeline};
    ///
    /// assert!(Timeline::from(&ConversationChat::default()).spans(0.0).is_empty());
    /// ```
    #[must_use]
    pub fn spans(&self, now: f64) -> Vec<Span> {
        let now = finite(now);
        let mut lanes = self.lanes.each_ref().map(|lane| lane.intervals().peekable());
        let mut spans = Vec::new();
        // The lanes are in order: the next span is the first of one of them.
        while let Some((kind, interval)) = SpanKind::ALL
            .into_iter()
            .zip(&mut lanes)
            .filter_map(|(kind, lane)| lane.peek().copied().map(|interval| (kind, interval)))
            .min_by(|a, b| a.1.start.total_cmp(&b.1.start))
        {
            if let Some(lane) = lanes.get_mut(kind as usize) {
                lane.next();
            }
            let running = interval.end.is_infinite();
            let end_ms = if running { now.max(interval.start) } else { interval.end };
            spans.push(Span { kind, start_ms: interval.start, end_ms, running });
        }
        spans
    }
}

/// A moment that is none is before all others.
pub(crate) fn finite(now: f64) -> f64 {
    if now.is_finite() { now } else { f64::NEG_INFINITY }
}

impl Serialize for Timer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut timer = serializer.serialize_struct("Timer", 4)?;
        timer.serialize_field("ms", &self.ms)?;
        timer.serialize_field("running", &self.running)?;
        timer.serialize_field("count", &self.count)?;
        if let Some(remaining_ms) = &self.remaining_ms {
            timer.serialize_field("remainingMs", remaining_ms)?;
        }
        timer.end()
    }
}

impl Serialize for Durations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut durations = serializer.serialize_struct("Durations", 9)?;
        durations.serialize_field("alert", &self.alert)?;
        durations.serialize_field("contacting", &self.contacting)?;
        durations.serialize_field("dialing", &self.dialing)?;
        durations.serialize_field("talk", &self.talk)?;
        durations.serialize_field("hold", &self.hold)?;
        durations.serialize_field("afterCallWork", &self.after_call_work)?;
        durations.serialize_field("handle", &self.handle)?;
        if let Some(current_hold) = &self.current_hold {
            durations.serialize_field("currentHold", current_hold)?;
        }
        durations.serialize_field("basis", self.basis.as_str())?;
        durations.end()
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut span = serializer.serialize_struct("Span", 4)?;
        span.serialize_field("kind", self.kind.as_str())?;
        span.serialize_field("startMs", &self.start_ms)?;
        span.serialize_field("endMs", &self.end_ms)?;
        span.serialize_field("running", &self.running)?;
        span.end()
    }
}
