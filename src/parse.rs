//! Text -> chat and issues: the reader and the rules, one after the other.

use serde::Deserialize as _;

use crate::{
    ConversationChat, Issue, Severity, SyntaxError,
    cell::Cell,
    outline::{Outline, Seen as _},
    reader::{Failed, Json, JsonText, Reader, Source, see},
    rules,
};

/// A chat that was read, and everything that is wrong with it.
///
/// ```
/// let parsed = conversation_chat::parse_chat("{}")?;
/// assert!(parsed.is_valid());
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedChat {
    /// The chat. What was of the wrong kind is absent; fields that the model does not know are kept.
    pub chat: ConversationChat,
    /// The findings, by place in the model, then by code.
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
        is_valid(&self.issues)
    }
}

pub(crate) fn is_valid(issues: &[Issue]) -> bool {
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
    let json = Json::from(json.as_ref());
    let mut outline = Outline::default();
    let (_, issues) = JsonText::read_all(json, |source| read_chat(&mut Reader::new(source, &mut outline)))?;
    let tree = JsonText::read_all(json, |source| source.tree(Some(&ConversationChat::SHAPE)))?;
    // A tree has only what the models take, so this cannot fail.
    let chat = tree.and_then(|tree| ConversationChat::deserialize(tree).ok()).unwrap_or_default();
    Ok(ParsedChat { chat, issues })
}

/// Reads a chat from any source into the outline of the reader, and reports everything that is wrong with it.
pub(crate) fn read_chat<S: Source>(reader: &mut Reader<'_, S>) -> Result<(Cell, Vec<Issue>), Failed> {
    let cell = reader.value(&ConversationChat::SHAPE)?.into();
    let findings = std::mem::take(&mut reader.findings);
    let issues = match ConversationChat::seen(reader.outline, cell) {
        Some(chat) => rules::judge(chat, findings),
        None => findings.finish(&ConversationChat::SHAPE),
    };
    Ok((cell, issues))
}

impl ConversationChat {
    /// Everything that is wrong with the chat as it stands, as [`parse_chat`] would report it.
    ///
    /// ```
    /// use conversation_chat::{ConversationChat, IssueCode};
    ///
    /// let chat = ConversationChat { held: Some(true), ..Default::default() };
    /// assert_eq!(chat.check()[0].code, IssueCode::Hold);
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Issue> {
        see(self, rules::judge)
    }
}
