//! The error of text that is not JSON, with line, column and offset.

use std::fmt;

/// The error of text that is not JSON: what was expected, and the place.
///
/// ```
/// use conversation_chat::parse_chat;
///
/// let error = parse_chat("{\n  \"held\": tru\n}").unwrap_err();
/// assert_eq!((error.line(), error.column()), (2, 11));
/// assert_eq!(error.to_string(), "expected a value at line 2 column 11");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    message: &'static str,
    offset: usize,
    line: usize,
    column: usize,
}

impl SyntaxError {
    pub(super) fn new(message: &'static str, offset: usize) -> Self {
        Self {
            message,
            offset,
            line: 1,
            column: 1,
        }
    }

    /// The place in bytes, counted from 0.
    ///
    /// ```
    /// assert_eq!(conversation_chat::parse_chat("{} x").unwrap_err().offset(), 3);
    /// ```
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line, counted from 1.
    ///
    /// ```
    /// assert_eq!(conversation_chat::parse_chat("{}\n x").unwrap_err().line(), 2);
    /// ```
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in UTF-16 units, as browsers and editors count, from 1.
    ///
    /// ```
    /// assert_eq!(conversation_chat::parse_chat("{}\n x").unwrap_err().column(), 2);
    /// ```
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// Computes the line and the column of the offset.
    pub(super) fn locate(mut self, bytes: &[u8]) -> Self {
        let before = bytes.get(..self.offset).unwrap_or(bytes);
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let line = String::from_utf8_lossy(before.get(line_start..).unwrap_or_default());
        self.line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        self.column = 1 + line.trim_start_matches('\u{feff}').encode_utf16().count();
        self
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for SyntaxError {}
