//! A source over JSON text (RFC 8259), in place: strings are borrowed, what nobody asks for is skipped.
//!
//! Own code rather than a JSON library, because the contract welcomes what the libraries call errors: half an emoji
//! escaped (`serde_json` and `jiter` refuse the document), numbers beyond all doubles, and a wrong kind of value where another was
//! asked for. The tests hold it against `serde_json`.

use std::borrow::Cow;

use super::{
    Failed, Field, Kind, Source, SyntaxError,
    json_text::{hex_unit, plain_length, unescape},
};
use crate::shape::place;

/// How deep objects and lists may nest. Real payloads stay below 20; each level costs some bytes of a stack that
/// must not overflow.
const MOST_LEVELS: u32 = 512;

/// JSON text as a source.
pub(crate) struct JsonText<'a> {
    text: &'a str,
    at: usize,
    level: u32,
    /// Gives the double nearest to a number as JSON writes it; infinite where none is near. Asked only for numbers that are not
    /// plain: what the standard library does for them is a fifth of the wasm, and JavaScript has it built in.
    number: fn(&str) -> f64,
    /// Just after the opening of a list or object: no comma is due.
    fresh: bool,
    /// Whether a lone surrogate was seen: `JSON.parse` keeps it, this reader does not.
    pub(crate) mended: bool,
    /// Why it is not JSON, once that is known.
    failure: &'static str,
}

impl<'a> JsonText<'a> {
    /// Runs `read` over the whole of `bytes`, which must be one JSON value in UTF-8, maybe after a byte order mark.
    pub(crate) fn read_all<T>(
        bytes: &'a [u8],
        number: fn(&str) -> f64,
        read: impl FnOnce(&mut Self) -> Result<T, Failed>,
    ) -> Result<T, SyntaxError> {
        let text = str::from_utf8(bytes)
            .map_err(|error| SyntaxError::new("invalid UTF-8", error.valid_up_to()).locate(bytes))?;
        let mut source = Self {
            text,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            level: 0,
            number,
            fresh: false,
            mended: false,
            failure: "",
        };
        let result = read(&mut source).and_then(|result| source.end().map(|()| result));
        result.map_err(|Failed| SyntaxError::new(source.failure, source.at).locate(bytes))
    }

    fn end(&mut self) -> Result<(), Failed> {
        self.pass_white_space();
        match self.byte() {
            None => Ok(()),
            Some(_) => self.fail("expected the end of the text"),
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[cold]
    fn fail<T>(&mut self, message: &'static str) -> Result<T, Failed> {
        self.failure = message;
        Err(Failed)
    }

    fn pass_white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn pass(&mut self, literal: &str) -> Result<(), Failed> {
        if !self.rest().starts_with(literal.as_bytes()) {
            return self.fail("expected a value");
        }
        self.at += literal.len();
        Ok(())
    }

    /// Passes over the string that begins here: its content as written, and whether that has escapes.
    pub(super) fn raw_string(&mut self) -> Result<(&'a str, bool), Failed> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += plain_length(self.rest());
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(0..0x20) => return self.fail("expected control characters in a string to be escaped"),
                Some(_) => self.at += 1,
                None => return self.fail("expected the end of the string"),
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        Ok((raw, escaped))
    }

    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Failed> {
        match self.raw_string()? {
            (raw, false) => Ok(Cow::Borrowed(raw)),
            (raw, true) => Ok(Cow::Owned(unescape(raw))),
        }
    }

    /// Passes over one escape sequence.
    fn escape(&mut self) -> Result<(), Failed> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let Some(unit) = hex_unit(self.rest()) else {
                    return self.fail("expected four hexadecimal digits after `\\u`");
                };
                self.at += 6;
                match unit {
                    0xD800..0xDC00 if hex_unit(self.rest()).is_some_and(|low| (0xDC00..0xE000).contains(&low)) => {
                        self.at += 6;
                    }
                    0xD800..0xE000 => self.mended = true,
                    _ => {}
                }
            }
            _ => return self.fail("expected an escape sequence of JSON"),
        }
        Ok(())
    }

    /// Passes over the number that begins here.
    pub(super) fn raw_number(&mut self) -> Result<&'a str, Failed> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), Failed> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { self.fail("expected a digit") } else { Ok(()) }
    }

    /// Goes to the next key or element, or out of the list or object.
    pub(super) fn next(&mut self, closing: u8) -> Result<bool, Failed> {
        self.pass_white_space();
        let fresh = std::mem::take(&mut self.fresh);
        match self.byte() {
            Some(byte) if byte == closing => {
                self.at += 1;
                self.level -= 1;
                Ok(false)
            }
            Some(b',') if !fresh => {
                self.at += 1;
                Ok(true)
            }
            _ if fresh => Ok(true),
            _ if closing == b']' => self.fail("expected `,` or `]`"),
            _ => self.fail("expected `,` or `}`"),
        }
    }

    /// Goes to the next key and over it, to its value.
    pub(super) fn next_key(&mut self) -> Result<Option<(&'a str, bool)>, Failed> {
        if !self.next(b'}')? {
            return Ok(None);
        }
        self.pass_white_space();
        if self.byte() != Some(b'"') {
            return self.fail("expected a key in quotes");
        }
        let key = self.raw_string()?;
        self.pass_white_space();
        if self.byte() != Some(b':') {
            return self.fail("expected `:`");
        }
        self.at += 1;
        Ok(Some(key))
    }

    /// Passes over the literal `null`.
    pub(super) fn null(&mut self) -> Result<(), Failed> {
        self.pass("null")
    }
}

impl Source for JsonText<'_> {
    fn kind(&mut self) -> Result<Kind, Failed> {
        self.pass_white_space();
        match self.byte() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::List),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            _ => self.fail("expected a value"),
        }
    }

    fn text(&mut self) -> Result<Cow<'_, str>, Failed> {
        self.string()
    }

    fn number(&mut self) -> Result<f64, Failed> {
        let raw = self.raw_number()?;
        // Up to nine digits are an integer that needs no care.
        let small = if raw.len() < 10 { raw.parse::<i32>().ok() } else { None };
        Ok(small.map_or_else(|| (self.number)(raw), f64::from))
    }

    fn flag(&mut self) -> Result<bool, Failed> {
        let flag = self.byte() == Some(b't');
        self.pass(if flag { "true" } else { "false" })?;
        Ok(flag)
    }

    fn skip(&mut self) -> Result<(), Failed> {
        match self.kind()? {
            Kind::String => self.raw_string().map(drop),
            Kind::Number => self.raw_number().map(drop),
            Kind::Boolean => self.flag().map(drop),
            Kind::List => {
                self.open()?;
                while self.next(b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                self.open()?;
                while self.next_key()?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.null(),
        }
    }

    fn open(&mut self) -> Result<(), Failed> {
        if self.level == MOST_LEVELS {
            return self.fail("expected at most 512 levels of nesting");
        }
        self.level += 1;
        self.at += 1;
        self.fresh = true;
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, Failed> {
        self.next(b']')
    }

    fn next_field(&mut self, fields: &'static [Field], guess: usize) -> Result<Option<usize>, Failed> {
        while let Some((key, escaped)) = self.next_key()? {
            let key = if escaped { Cow::Owned(unescape(key)) } else { Cow::Borrowed(key) };
            if let Some(index) = place(fields, &key, guess) {
                return Ok(Some(index));
            }
            self.skip()?;
        }
        Ok(None)
    }
}
