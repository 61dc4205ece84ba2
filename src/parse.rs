//! Text -> chat and issues: the reader and the rules, one after the other.

use crate::{
    ConversationChat, Issue, Severity, SyntaxError,
    issue::Findings,
    reader::{JsonText, Reader, Wire, exact_number},
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
    JsonText::<true>::read_all(json.as_ref(), exact_number, |source| {
        let (chat, issues) = check_chat(&mut Reader::new(source))?;
        Ok(ParsedChat { chat, issues })
    })
}

/// Reads a chat from any source and checks it.
pub(crate) fn check_chat(reader: &mut Reader<'_>) -> Result<(ConversationChat, Vec<Issue>), SyntaxError> {
    let chat = ConversationChat::read(reader)?.unwrap_or_default();
    let mut findings = std::mem::take(&mut reader.findings);
    findings.check(|findings| rules::check(&chat, findings));
    Ok((chat, findings.finish(&ConversationChat::SHAPE)))
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
        let mut findings = Findings::default();
        rules::check(self, &mut findings);
        findings.finish(&Self::SHAPE)
    }
}
