//! Issues: the findings of the check, each with path, code, severity and message. `report` collects
//! them while a value is read and checked.

mod report;

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

pub(crate) use report::{IssueReport, MOST_SEGMENTS, PathSegment as WorkSegment};

/// One finding of the check: what is wrong, and where.
///
/// Messages say what was expected and what kind of thing was found, never the content: chats hold
/// personal data.
///
/// ```
/// use conversation_chat::{IssueCode, parse_chat};
///
/// let parsed = parse_chat(r#"{"segments": [{"startTime": 5}]}"#)?;
/// let issue = &parsed.issues[0];
/// assert_eq!(issue.to_string(), "segments[0].startTime: expected a string, found a number");
/// assert_eq!(issue.code, IssueCode::Type);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Issue {
    /// The place in the chat: `["segments", 0, "startTime"]`. Empty for the chat itself.
    #[cfg_attr(feature = "js", tsify(type = "(string | number)[]"))]
    pub path: Vec<PathSegment>,
    /// The kind of finding. Codes are stable.
    pub code: IssueCode,
    /// Its severity.
    pub severity: Severity,
    /// What was expected and what was found, for people: lower case, without full stop.
    #[cfg_attr(feature = "js", tsify(type = "string"))]
    pub message: Cow<'static, str>,
}

impl fmt::Display for Issue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for segment in &self.path {
            match segment {
                PathSegment::Field(name) => write!(formatter, "{separator}{name}")?,
                PathSegment::Index(index) => write!(formatter, "[{index}]")?,
            }
            separator = ".";
        }
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(formatter, "{colon}{}", self.message)
    }
}

impl std::error::Error for Issue {}

/// One segment of a path: a field of an object, or an index in a list.
///
/// ```
/// use conversation_chat::PathSegment;
///
/// assert_ne!(PathSegment::from("segments"), PathSegment::Index(0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PathSegment {
    /// A field, by its name on the wire.
    Field(Cow<'static, str>),
    /// An index in a list, counted from 0.
    Index(u32),
}

impl From<&'static str> for PathSegment {
    fn from(name: &'static str) -> Self {
        Self::Field(Cow::Borrowed(name))
    }
}

impl From<u32> for PathSegment {
    fn from(index: u32) -> Self {
        Self::Index(index)
    }
}

/// The severity of a finding. A chat is valid if it has no error.
///
/// ```
/// assert_eq!(conversation_chat::Severity::Warning.as_str(), "warning");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub enum Severity {
    /// The payload says something that is impossible.
    Error,
    /// The payload says something unusual that the platform may send.
    Warning,
}

impl Severity {
    /// As JavaScript sees it: `"error"` or `"warning"`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Severity::Error.as_str(), "error");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The codes of issues, in the order of their names. docs/checking.md says when each is reported.
///
/// ```
/// use conversation_chat::IssueCode;
///
/// assert_eq!(IssueCode::AfterCallWork.as_str(), "after-call-work");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum IssueCode {
    /// After-call work that is pending with an end, or complete without one.
    AfterCallWork,
    /// `held` without a hold, or a hold without `held`.
    Hold,
    /// A field that the API requires is missing.
    Missing,
    /// A number that is negative, not an integer where one is required, or too large for a double.
    Number,
    /// A moment more than 1 s before one that it must follow.
    Order,
    /// A segment that overlaps an earlier one.
    Segments,
    /// A state that contradicts the moment or the kind of the end.
    State,
    /// A text that is not a timestamp.
    Timestamp,
    /// A value of the wrong JSON kind; or an object that is not a chat.
    Type,
    /// An enum value that is not known.
    UnknownValue,
    /// A text that is not an absolute http(s) URL that a browser takes.
    Uri,
    /// A text that is not a UUID.
    Uuid,
}

impl IssueCode {
    /// As JavaScript sees it: `"unknown-value"`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::IssueCode::UnknownValue.as_str(), "unknown-value");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AfterCallWork => "after-call-work",
            Self::Hold => "hold",
            Self::Missing => "missing",
            Self::Number => "number",
            Self::Order => "order",
            Self::Segments => "segments",
            Self::State => "state",
            Self::Timestamp => "timestamp",
            Self::Type => "type",
            Self::UnknownValue => "unknown-value",
            Self::Uri => "uri",
            Self::Uuid => "uuid",
        }
    }
}

impl IssueCode {
    /// The usual severity of the code.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::Missing
            | Self::Number
            | Self::Order
            | Self::Timestamp
            | Self::Type
            | Self::Uri => Severity::Error,
            Self::AfterCallWork
            | Self::Hold
            | Self::Segments
            | Self::State
            | Self::UnknownValue
            | Self::Uuid => Severity::Warning,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for IssueCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
