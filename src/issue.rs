//! One finding: path, code, severity, message.

use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// One finding of the check: what is wrong, and where.
///
/// Messages say what was expected and what kind of thing was found, never the content: chats hold personal data.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Issue {
    /// Where it is, from the chat down: `["segments", 0, "startTime"]`. Empty for the chat itself.
    #[cfg_attr(feature = "js", tsify(type = "(string | number)[]"))]
    pub path: Vec<Step>,
    /// What kind of finding it is. Codes are stable.
    pub code: IssueCode,
    /// How bad it is.
    pub severity: Severity,
    /// What was expected and what was found, for people: lower case, without full stop.
    #[cfg_attr(feature = "js", tsify(type = "string"))]
    pub message: Cow<'static, str>,
}

impl fmt::Display for Issue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for step in &self.path {
            match step {
                Step::Field(name) => write!(formatter, "{separator}{name}")?,
                Step::Index(index) => write!(formatter, "[{index}]")?,
            }
            separator = ".";
        }
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(formatter, "{colon}{}", self.message)
    }
}

impl std::error::Error for Issue {}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut issue = serializer.serialize_struct("Issue", 4)?;
        issue.serialize_field("path", &self.path)?;
        issue.serialize_field("code", self.code.as_str())?;
        issue.serialize_field("severity", self.severity.as_str())?;
        issue.serialize_field("message", &self.message)?;
        issue.end()
    }
}

/// One step of a path: a field of an object, or a place in a list.
///
/// ```
/// use conversation_chat::Step;
///
/// assert_ne!(Step::Field("segments"), Step::Index(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field, by its name on the wire.
    Field(&'static str),
    /// A place in a list, counted from 0.
    Index(u32),
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Field(name) => serializer.serialize_str(name),
            Self::Index(index) => serializer.serialize_u32(*index),
        }
    }
}

/// How bad a finding is. A chat is valid when it has no error.
///
/// ```
/// assert_eq!(conversation_chat::Severity::Warning.as_str(), "warning");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum Severity {
    /// The payload says something that cannot be.
    Error,
    /// The payload says something surprising that the platform may well send.
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

/// The kinds of findings, in the order of their names. README lists when each is reported.
///
/// ```
/// use conversation_chat::IssueCode;
///
/// assert_eq!(IssueCode::AfterCallWork.as_str(), "after-call-work");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "js", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum IssueCode {
    /// After-call work that is pending with an end, or complete without one.
    AfterCallWork,
    /// `held` without a hold, or a hold without `held`.
    Hold,
    /// Something that the API requires is not there.
    Missing,
    /// A number that is negative, not an integer where one is due, or too large for a double.
    Number,
    /// A moment more than 1 s before one that it must follow.
    Order,
    /// A segment that overlaps an earlier one, or is open though the chat has ended.
    Segments,
    /// A state that contradicts when and how the chat ended.
    State,
    /// A text that is not a timestamp.
    Timestamp,
    /// A value of the wrong JSON kind.
    Type,
    /// An enum value that is not known.
    UnknownValue,
    /// A text that is not an absolute http(s) URL.
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
    /// How bad it is, where the place does not say otherwise.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::Missing | Self::Number | Self::Order | Self::Timestamp | Self::Type | Self::Uri => Severity::Error,
            Self::AfterCallWork | Self::Hold | Self::Segments | Self::State | Self::UnknownValue | Self::Uuid => {
                Severity::Warning
            }
        }
    }
}
