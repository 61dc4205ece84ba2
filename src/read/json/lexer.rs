//! Strings and numbers of JSON: finds their end, and checks their grammar.

use super::{
    Failed, JsonText,
    unescape::{hex_unit, plain_end},
};

impl<'a> JsonText<'a> {
    /// Skips the string that begins here, and notes its place. Returns whether it has escapes.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<bool, Failed> {
        self.start = self.at + 1;
        self.end = plain_end(self.bytes, self.start);
        let escaped = self.byte_at(self.end) != Some(b'"');
        if escaped {
            self.skip_escapes()?;
        }
        self.at = self.end + 1;
        Ok(escaped)
    }

    pub(super) fn skipped_bytes(&self) -> &'a [u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The source text of the string or number that was skipped last.
    pub(super) fn skipped(&self) -> &'a str {
        let text = str::from_utf8(self.skipped_bytes());
        debug_assert!(
            text.is_ok(),
            "the whole text is UTF-8, and ends of strings and numbers are ASCII"
        );
        text.unwrap_or_default()
    }

    /// The end of a string, from the first place that needs care: an escape sequence, or an error.
    #[cold]
    fn skip_escapes(&mut self) -> Result<(), Failed> {
        loop {
            match self.byte_at(self.end) {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.end = self.escape(self.end)?,
                Some(_) => {
                    return self.fail_at(
                        self.end,
                        "expected control characters in a string to be escaped",
                    );
                }
                None => return self.fail_at(self.end, "expected the end of the string"),
            }
            self.end = plain_end(self.bytes, self.end);
        }
    }

    /// The end of the escape sequence at `at`.
    fn escape(&mut self, at: usize) -> Result<usize, Failed> {
        match self.byte_at(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => match self.bytes.get(at..).and_then(hex_unit) {
                None => self.fail_at(at, "expected four hexadecimal digits after `\\u`"),
                // A lone surrogate is accepted, and becomes U+FFFD.
                Some(_) => Ok(at + 6),
            },
            _ => self.fail_at(at, "expected an escape sequence of JSON"),
        }
    }

    /// Skips the number that begins here, and notes its place.
    pub(super) fn skip_number(&mut self) -> Result<(), Failed> {
        let start = self.at;
        let mut end = start + usize::from(self.byte() == Some(b'-'));
        end = match self.byte_at(end) {
            Some(b'0') => end + 1,
            _ => self.digits(end)?,
        };
        if self.byte_at(end) == Some(b'.') {
            end = self.digits(end + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte_at(end) {
            let sign = matches!(self.byte_at(end + 1), Some(b'+' | b'-'));
            end = self.digits(end + 1 + usize::from(sign))?;
        }
        (self.start, self.end) = (start, end);
        self.at = end;
        Ok(())
    }

    /// The end of the digits that begin at `start`.
    fn digits(&mut self, start: usize) -> Result<usize, Failed> {
        let mut end = start;
        while let Some(b'0'..=b'9') = self.byte_at(end) {
            end += 1;
        }
        if end == start {
            self.fail_at(start, "expected a digit")
        } else {
            Ok(end)
        }
    }
}
