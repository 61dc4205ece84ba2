//! Model -> spans: what happened when. All that does not change with *now* is worked out here, once.

#[cfg(feature = "js")]
use crate::outline::Outline;
use crate::{
    Communication, ConversationChat, Segment, SegmentKind,
    facts::Facts,
    lane::{Interval, Lane, without},
    outline::View,
    reader::see,
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
    ///
    /// ```
    /// assert_eq!(conversation_chat::SpanKind::Talk.as_str(), "talk");
    /// ```
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
    pub(crate) fn of(segment: View<'_, Segment>) -> Option<Self> {
        match segment.kind()?.known? {
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
    ///
    /// ```
    /// assert_eq!(conversation_chat::Basis::Timestamps.as_str(), "timestamps");
    /// ```
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

macro_rules! timeline_of {
    ($($model:ident),*) => { $(
        impl From<&$model> for Timeline {
            fn from(model: &$model) -> Self {
                see(model, |model, _| Self::new(&Facts::from(model)))
            }
        }
    )* };
}

timeline_of!(Communication, ConversationChat);

impl Timeline {
    /// Nothing happened.
    #[cfg(feature = "js")]
    pub(crate) fn empty() -> Self {
        let nothing = Facts::from(Outline::new().view::<ConversationChat>(0));
        Self::new(&nothing)
    }

    pub(crate) fn new(facts: &Facts) -> Self {
        let end = facts.end();
        let mut intervals: [Vec<Interval>; 6] = Default::default();
        for segment in &facts.segments {
            let open_end = match segment.kind {
                // After-call work begins where the communication ends.
                Some(SpanKind::AfterCallWork) if facts.after_call_work.pending => f64::INFINITY,
                _ => end,
            };
            if let Some(lane) = segment.kind.and_then(|kind| intervals.get_mut(kind as usize)) {
                lane.push(Interval::new(segment.start, segment.end.unwrap_or(open_end)));
            }
        }

        let [alert, _, _, talk, hold, after_call_work] = &mut intervals;
        let basis = if facts.segments.is_empty() { Basis::Timestamps } else { Basis::Segments };
        if basis == Basis::Timestamps {
            if let Some(start) = facts.start_alerting {
                alert.push(Interval::new(start, facts.connected.unwrap_or(end)));
            }
            if let Some(start) = facts.connected.filter(|_| facts.talks) {
                talk.push(Interval::new(start, end));
            }
        }

        hold.extend(&facts.ended_holds);
        if let Some(start) = facts.start_hold.filter(|_| facts.held)
            && hold.iter().all(|earlier| earlier.end <= start)
        {
            hold.push(Interval::new(start, end));
        }

        if let Some(known) = facts.after_call_work.interval() {
            *after_call_work = vec![known];
        } else if after_call_work.is_empty() {
            after_call_work.extend(facts.wrapup(end));
        }

        let mut lanes = intervals.map(Lane::new);
        let [_, _, _, talk, hold, _] = &mut lanes;
        *talk = without(std::mem::take(talk), hold);
        Self {
            basis,
            lanes,
            current_hold: facts.current_hold(),
            alert_limit_ms: facts.alert_limit_ms,
            after_call_work_limit_ms: facts.after_call_work_limit_ms,
        }
    }
}
