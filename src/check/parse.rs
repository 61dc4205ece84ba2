//! Text -> chat and issues: the reader and the rules, one after the other.

use serde::Deserialize as _;

use super::rules;
use crate::{
    issue::{Issue, Severity},
    model::ConversationChat,
    read::{
        Document, Failed, Field as _, Platform, Reader, Source, Value,
        json::{JsonText, SyntaxError},
        with_view,
    },
};

/// A chat that was read, and everything that is wrong with it.
///
/// ```
/// let parsed = conversation_chat::parse_chat("{}")?;
/// assert!(parsed.is_valid());
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParsedChat {
    /// The chat. What was of the wrong kind is absent; fields that the model does not know are
    /// kept.
    pub chat: ConversationChat,
    /// The report, by place in the model, then by code.
    pub issues: Vec<Issue>,
}

impl ParsedChat {
    /// Whether no issue is an error.
    ///
    /// ```
    /// let parsed = conversation_chat::parse_chat(r#"{"state": "floating"}"#)?;
    /// assert!(parsed.is_valid(), "a warning is no error: {:?}", parsed.issues);
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    #[must_use]
    pub fn is_valid(&self) -> bool {
        has_no_error(&self.issues)
    }
}

pub(crate) fn has_no_error(issues: &[Issue]) -> bool {
    issues.iter().all(|issue| issue.severity != Severity::Error)
}

/// Reads a chat from JSON text, as a `&str` or as bytes in UTF-8, and checks it.
///
/// # Errors
///
/// [`SyntaxError`] when the text is not JSON. Everything else is an issue beside the chat.
///
/// ```
/// use conversation_chat::parse_chat;
///
/// let parsed = parse_chat(r#"{"held": 1, "state": "connected"}"#)?;
/// assert_eq!(parsed.chat.held, None);
/// assert!(parsed.chat.state.is_some());
/// assert!(!parsed.is_valid());
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
pub fn parse_chat(json: impl AsRef<[u8]>) -> Result<ParsedChat, SyntaxError> {
    let json = json.as_ref().into();
    let mut document = Document::default();
    let (_, issues) = JsonText::read_all(json, |source| {
        read_chat(&mut Reader::new(source, &mut document, Platform::NATIVE))
    })?;
    let tree = JsonText::read_all(json, |source| source.tree(Some(&ConversationChat::SCHEMA)))?;
    // Absent if the root is not an object.
    let chat = tree.map(ConversationChat::deserialize);
    debug_assert!(
        !matches!(chat, Some(Err(_))),
        "a tree has only what the models take"
    );
    Ok(ParsedChat {
        chat: chat.and_then(Result::ok).unwrap_or_default(),
        issues,
    })
}

/// Reads a chat from any source into the document of the reader, and reports everything that is
/// wrong with it.
pub(crate) fn read_chat<S: Source>(
    reader: &mut Reader<'_, S>,
) -> Result<(Value, Vec<Issue>), Failed> {
    let value = reader.root(&ConversationChat::SCHEMA)?;
    let report = std::mem::take(&mut reader.report);
    let issues = match ConversationChat::view(reader.document, value) {
        Some(chat) => rules::validate(chat, report),
        None => report.finish(&ConversationChat::SCHEMA),
    };
    Ok((value, issues))
}

impl ConversationChat {
    /// Everything that is wrong with this chat, as [`parse_chat`] would report it.
    ///
    /// ```
    /// use conversation_chat::{ConversationChat, IssueCode};
    ///
    /// let chat = ConversationChat { held: Some(true), ..Default::default() };
    /// assert_eq!(chat.check()[0].code, IssueCode::Hold);
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Issue> {
        with_view(self, rules::validate)
    }
}
