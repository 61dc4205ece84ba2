//! What durations rest on.

use serde::{Deserialize, Serialize};

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
    /// The timestamps alone: earlier holds are unknown unless a roster was told of them.
    Timestamps,
    /// Nothing in it can be timed. Never of a row of a roster.
    None,
}

impl Basis {
    /// As JavaScript sees it: `"segments"`, `"timestamps"` or `"none"`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Basis::Timestamps.as_str(), "timestamps");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Timestamps => "timestamps",
            Self::None => "none",
        }
    }
}
