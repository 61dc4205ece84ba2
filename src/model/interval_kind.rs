//! The kinds of intervals that timers count.

use serde::{Deserialize, Serialize};

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
    /// Contacting the other side, before dialing. Outbound only.
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
}
