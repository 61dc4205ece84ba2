//! The kinds of time that count, and what is known of it.

use serde::{Deserialize, Serialize};

use crate::model::SegmentKind;

/// The kinds of intervals that count.
///
/// ```
/// use conversation_chat::IntervalKind;
///
/// assert_eq!(IntervalKind::AfterCallWork.as_str(), "afterCallWork");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum IntervalKind {
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
    /// Parked: set aside by the agent. Messages and emails only.
    Park,
    /// After-call work (ACW).
    AfterCallWork,
}

impl IntervalKind {
    pub(crate) const COUNT: usize = 7;

    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Alert,
        Self::Contacting,
        Self::Dialing,
        Self::Talk,
        Self::Hold,
        Self::Park,
        Self::AfterCallWork,
    ];

    /// As JavaScript sees it, and as the fields of `Durations` are named.
    ///
    /// ```
    /// assert_eq!(conversation_chat::IntervalKind::Talk.as_str(), "talk");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Contacting => "contacting",
            Self::Dialing => "dialing",
            Self::Talk => "talk",
            Self::Hold => "hold",
            Self::Park => "park",
            Self::AfterCallWork => "afterCallWork",
        }
    }

    /// The kind of a segment. What is not listed here counts nowhere.
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

/// What the durations rest on.
///
/// ```
/// assert_eq!(conversation_chat::Basis::Segments.as_str(), "segments");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub enum Basis {
    /// The segments: everything is known.
    Segments,
    /// The timestamps alone: earlier holds are unknown unless a roster watched them, hold is a
    /// lower bound.
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
