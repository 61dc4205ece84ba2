//! What a payload changed.

use serde::{Deserialize, Serialize};

use crate::issue::{Issue, PathSegment};

/// What a payload changed.
///
/// ```
/// use conversation_chat::{ChangeKind, Moment, Roster};
///
/// let changes = Roster::new().receive(r#"{"id": "x", "held": "no"}"#, Moment::new(0.0).unwrap(), None)?;
/// assert_eq!(changes[0].kind, ChangeKind::Added);
/// assert_eq!(changes[0].issues[0].to_string(), "held: expected a boolean, found a string");
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct RosterChange {
    /// The communication.
    pub communication_id: String,
    /// The id that it had until now, if its own was told only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub former_id: Option<String>,
    /// What happened to it.
    #[serde(rename = "type")]
    pub kind: ChangeKind,
    /// Where it is in the payload; empty for a payload that is the communication itself, and for
    /// what a list does not have.
    #[cfg_attr(feature = "js", tsify(type = "(string | number)[]"))]
    pub path: Vec<PathSegment>,
    /// What is wrong with the communication in this payload. Paths begin at the communication; in
    /// the flat layout, at the participant.
    pub issues: Vec<Issue>,
}

/// What happened to a communication of a roster.
///
/// ```
/// assert_eq!(conversation_chat::ChangeKind::Added.as_str(), "added");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is new in the roster.
    Added,
    /// Something of it is new, or wrong.
    Updated,
    /// It ended.
    Ended,
    /// It is no longer in the roster: it turned out to be of somebody whose communications get no
    /// row.
    Removed,
}

impl ChangeKind {
    /// As JavaScript sees it.
    ///
    /// ```
    /// assert_eq!(conversation_chat::ChangeKind::Ended.as_str(), "ended");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Updated => "updated",
            Self::Ended => "ended",
            Self::Removed => "removed",
        }
    }
}
