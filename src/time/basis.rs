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
    /// Nothing in it can be timed. Never of a row of a roster.
    None,
    /// The timestamps alone: earlier holds are unknown unless a roster was told of them.
    Timestamps,
    /// The segments: everything is known.
    Segments,
}

impl Basis {
    #[cfg(feature = "internals")]
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::Timestamps, Self::Segments];

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
