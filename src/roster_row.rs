//! What a roster answers.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use crate::{ConnectionState, Durations, Issue, Open};

/// What a payload changed.
///
/// ```
/// use conversation_chat::{Change, Roster};
///
/// let changes = Roster::new().receive(r#"{"id": "x", "held": "no"}"#, 0.0)?;
/// assert_eq!(changes[0].change, Change::Added);
/// assert_eq!(changes[0].issues[0].to_string(), "held: expected a boolean, found a string");
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct RosterChange {
    /// The communication.
    pub communication_id: String,
    /// Whether it is new in the roster.
    pub change: Change,
    /// What is wrong with the communication in this payload. Paths begin at the communication; in the flat layout, at
    /// the participant.
    pub issues: Vec<Issue>,
}

/// Whether a communication is new in the roster.
///
/// ```
/// assert_eq!(conversation_chat::Change::Added.as_str(), "added");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum Change {
    /// It is.
    Added,
    /// It was there before.
    Updated,
}

impl Change {
    /// As JavaScript sees it: `"added"` or `"updated"`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Change::Updated.as_str(), "updated");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Updated => "updated",
        }
    }
}

/// One communication of the roster, at one moment.
///
/// ```
/// use conversation_chat::Roster;
///
/// let mut roster = Roster::new();
/// roster.receive(r#"{"id": "x", "state": "connected"}"#, 0.0)?;
/// let row = &roster.rows(0.0)[0];
/// assert_eq!((row.communication_id.as_str(), row.media_type.as_str(), row.held), ("x", "chat", false));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct RosterRow {
    /// The id of the communication; in the flat layout, until something tells it, the id of the participant.
    pub communication_id: String,
    /// The id of the conversation that it belongs to.
    #[cfg_attr(feature = "js", tsify(optional))]
    pub conversation_id: Option<String>,
    /// The id of the participant that it belongs to.
    #[cfg_attr(feature = "js", tsify(optional))]
    pub participant_id: Option<String>,
    /// The medium: `chat`, `message`, `call`, `callback`, `email`, ...; `unknown` where the payload does not tell.
    pub media_type: String,
    /// What the participant is there for: `agent`, `customer`, `acd`, ...
    #[cfg_attr(feature = "js", tsify(optional))]
    pub purpose: Option<String>,
    /// The user, if the participant is one.
    #[cfg_attr(feature = "js", tsify(optional))]
    pub user_id: Option<String>,
    /// Where the communication stands.
    #[cfg_attr(feature = "js", tsify(optional, type = "ConnectionState"))]
    pub state: Option<Open<ConnectionState>>,
    /// Whether it is on hold.
    pub held: bool,
    /// How long everything took.
    pub durations: Durations,
}

impl Serialize for RosterChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut change = serializer.serialize_struct("RosterChange", 3)?;
        change.serialize_field("communicationId", &self.communication_id)?;
        change.serialize_field("change", self.change.as_str())?;
        change.serialize_field("issues", &self.issues)?;
        change.end()
    }
}

impl Serialize for RosterRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("RosterRow", 9)?;
        row.serialize_field("communicationId", &self.communication_id)?;
        let known = [
            ("conversationId", &self.conversation_id),
            ("participantId", &self.participant_id),
            ("purpose", &self.purpose),
            ("userId", &self.user_id),
        ];
        for (name, value) in known {
            if let Some(value) = value {
                row.serialize_field(name, value)?;
            }
        }
        row.serialize_field("mediaType", &self.media_type)?;
        if let Some(state) = &self.state {
            row.serialize_field("state", state)?;
        }
        row.serialize_field("held", &self.held)?;
        row.serialize_field("durations", &self.durations)?;
        row.end()
    }
}
