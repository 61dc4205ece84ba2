//! A source over JSON text (RFC 8259). It works in place: strings are borrowed, and values that no
//! schema names are skipped.
//!
//! It is not a JSON library, because the package accepts what the libraries treat as errors: a lone
//! surrogate in an escape (`serde_json` and `jiter` refuse the document), numbers beyond all
//! doubles, and a value of another kind than was expected. The tests compare it with `serde_json`.

mod lexer;
mod syntax_error;
mod tree;
mod unescape;

use std::borrow::Cow;

use super::source::{Failed, Platform, Source};
use crate::schema::{Fields, JsonKind};
use unescape::unescape;

pub use syntax_error::SyntaxError;

/// How deep objects and lists may nest. Real payloads stay below 20; each level costs some bytes of
/// a stack that must not overflow.
const MOST_LEVELS: u32 = 512;

const TOO_DEEP: &str = "expected at most 512 levels of nesting";

/// JSON text, and whether it is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a> {
    pub(crate) bytes: &'a [u8],
    /// Whether it is certainly UTF-8, so that this need not be checked.
    pub(crate) is_utf8: bool,
    pub(crate) platform: Platform,
}

impl<'a> From<&'a [u8]> for Json<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            is_utf8: false,
            platform: Platform::NATIVE,
        }
    }
}

/// JSON text as a source.
pub(crate) struct JsonText<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The range of the string or number that was skipped last.
    pub(super) start: usize,
    pub(super) end: usize,
    level: u32,
    most_levels: u32,
    parse_number: fn(&str) -> f64,
    /// Whether the position is just after the opening of a list or object, where no comma comes.
    fresh: bool,
    /// The reason why it is not JSON, once it was found.
    failure: &'static str,
}

impl<'a> JsonText<'a> {
    /// Runs `read` over the whole of `json`, which must be one JSON value in UTF-8, maybe after a
    /// byte order mark.
    pub(crate) fn read_all<T>(
        json: Json<'a>,
        read: impl FnOnce(&mut Self) -> Result<T, Failed>,
    ) -> Result<T, SyntaxError> {
        let Json {
            bytes,
            is_utf8,
            platform,
        } = json;
        if !is_utf8 && let Err(error) = str::from_utf8(bytes) {
            return Err(SyntaxError::new("invalid UTF-8", error.valid_up_to()).locate(bytes));
        }
        let at = if bytes.starts_with("\u{feff}".as_bytes()) {
            3
        } else {
            0
        };
        let mut source = Self {
            bytes,
            at,
            start: 0,
            end: 0,
            level: 0,
            most_levels: MOST_LEVELS,
            parse_number: platform.parse_number,
            fresh: false,
            failure: "",
        };
        let result = read(&mut source).and_then(|result| source.end().map(|()| result));
        result.map_err(|Failed| {
            let error = SyntaxError::new(source.failure, source.at);
            let is_too_deep = source.failure == TOO_DEEP;
            // What is no JSON in spite of its depth is wrong where it is no JSON.
            (source.at, source.level, source.fresh) = (at, 0, false);
            source.most_levels = u32::MAX;
            let is_json = !is_too_deep || source.skip().and_then(|()| source.end()).is_ok();
            let error = if is_json {
                error
            } else {
                SyntaxError::new(source.failure, source.at)
            };
            error.locate(bytes)
        })
    }

    fn end(&mut self) -> Result<(), Failed> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fail("expected the end of the text"),
        }
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.byte_at(self.at)
    }

    pub(super) fn byte_at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The next byte that is no white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(b'!'..) => self.byte(),
            _ => self.peek_past_white_space(),
        }
    }

    #[inline(never)]
    fn peek_past_white_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    #[cold]
    fn fail<T>(&mut self, message: &'static str) -> Result<T, Failed> {
        self.failure = message;
        Err(Failed)
    }

    #[cold]
    pub(super) fn fail_at<T>(&mut self, at: usize, message: &'static str) -> Result<T, Failed> {
        self.at = at;
        self.fail(message)
    }

    fn skip_literal(&mut self, literal: &str) -> Result<(), Failed> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(literal.as_bytes()) {
            return self.fail("expected a value");
        }
        self.at += literal.len();
        Ok(())
    }

    /// Moves to the next key or element; after the last one, leaves the list or object.
    #[inline]
    pub(super) fn next(&mut self, closing: u8) -> Result<bool, Failed> {
        let fresh = std::mem::take(&mut self.fresh);
        match self.peek() {
            Some(b',') if !fresh => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == closing => {
                self.level -= 1;
                self.at += 1;
                Ok(false)
            }
            _ if fresh => Ok(true),
            _ if closing == b']' => self.fail("expected `,` or `]`"),
            _ => self.fail("expected `,` or `}`"),
        }
    }

    /// Moves to the next key; after the last one, leaves the object.
    #[inline]
    fn at_key(&mut self) -> Result<bool, Failed> {
        if !self.next(b'}')? {
            return Ok(false);
        }
        if self.peek() != Some(b'"') {
            return self.fail("expected a key in quotes");
        }
        Ok(true)
    }

    #[inline]
    fn skip_colon(&mut self) -> Result<(), Failed> {
        if self.peek() != Some(b':') {
            return self.fail("expected `:`");
        }
        self.at += 1;
        Ok(())
    }

    /// Moves to the value of the next key; after the last one, leaves the object.
    pub(super) fn next_key(&mut self) -> Result<bool, Failed> {
        if !self.at_key()? {
            return Ok(false);
        }
        self.skip_string()?;
        self.skip_colon()?;
        Ok(true)
    }

    /// Skips the literal `null`.
    pub(super) fn skip_null(&mut self) -> Result<(), Failed> {
        self.skip_literal("null")
    }
}

/// A bit for each level of nesting. Those that are read are in an array, since this is faster.
#[derive(Default)]
struct Levels {
    first: [u64; MOST_LEVELS as usize / 64 + 1],
    others: Vec<u64>,
}

impl Levels {
    fn set(&mut self, level: u32, value: bool) {
        let place = level as usize / 64;
        let count = self.first.len();
        if place >= count + self.others.len() {
            self.others.resize(place + 1 - count, 0);
        }
        let word = match self.first.get_mut(place) {
            Some(word) => Some(word),
            None => self.others.get_mut(place - count),
        };
        if let Some(word) = word {
            *word = *word & !(1 << (level % 64)) | u64::from(value) << (level % 64);
        }
    }

    fn get(&self, level: u32) -> bool {
        let place = level as usize / 64;
        let word = self.first.get(place);
        word.or_else(|| self.others.get(place.checked_sub(self.first.len())?))
            .is_some_and(|word| word >> (level % 64) & 1 == 1)
    }
}

impl Source for JsonText<'_> {
    fn peek_kind(&mut self) -> Result<JsonKind, Failed> {
        let kind = self
            .peek()
            .and_then(|byte| KINDS.get(usize::from(byte)).copied().flatten());
        match kind {
            Some(kind) => Ok(kind),
            None => self.fail("expected a value"),
        }
    }

    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed> {
        if self.skip_string()? {
            return Ok(Cow::Owned(unescape(self.skipped_bytes())));
        }
        Ok(Cow::Borrowed(self.skipped_bytes()))
    }

    fn number(&mut self) -> Result<f64, Failed> {
        self.skip_number()?;
        let raw = self.skipped();
        // An integer of up to nine digits is exact without a conversion.
        let small = if raw.len() < 10 {
            raw.parse::<i32>().ok()
        } else {
            None
        };
        Ok(small.map_or_else(|| (self.parse_number)(raw), f64::from))
    }

    fn flag(&mut self) -> Result<bool, Failed> {
        let flag = self.byte() == Some(b't');
        self.skip_literal(if flag { "true" } else { "false" })?;
        Ok(flag)
    }

    /// Without recursion, because in a browser the caller may have used up nearly all of the stack.
    fn skip(&mut self) -> Result<(), Failed> {
        let outside = self.level;
        let mut lists = Levels::default();
        loop {
            match self.peek_kind()? {
                JsonKind::String => drop(self.skip_string()?),
                JsonKind::Number => self.skip_number()?,
                JsonKind::Boolean => drop(self.flag()?),
                kind @ (JsonKind::List | JsonKind::Object) => {
                    self.open()?;
                    lists.set(self.level, kind == JsonKind::List);
                }
                _ => self.skip_null()?,
            }
            // Moves to the next value, and leaves each list and object that ends before it.
            loop {
                if self.level == outside {
                    return Ok(());
                }
                let has_more = if lists.get(self.level) {
                    self.next(b']')?
                } else {
                    self.next_key()?
                };
                if has_more {
                    break;
                }
            }
        }
    }

    fn open(&mut self) -> Result<(), Failed> {
        if self.level == self.most_levels {
            return self.fail(TOO_DEEP);
        }
        self.level += 1;
        self.at += 1;
        self.fresh = true;
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, Failed> {
        self.next(b']')
    }

    fn next_field(
        &mut self,
        fields: &'static Fields,
        guess: usize,
    ) -> Result<Option<usize>, Failed> {
        while self.at_key()? {
            let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
            if let Some(field) = fields.get(guess)
                && field.begins(rest)
            {
                self.at += field.name.len() + 2;
                self.skip_colon()?;
                return Ok(Some(guess));
            }
            let found = if self.skip_string()? {
                let key = unescape(self.skipped_bytes());
                fields.index_of(&key, key.len())
            } else {
                fields.index_of(rest, self.end - self.start)
            };
            self.skip_colon()?;
            if found.is_some() {
                return Ok(found);
            }
            self.skip()?;
        }
        Ok(None)
    }
}

/// The kinds of values by their first byte.
#[expect(clippy::indexing_slicing, reason = "only the compiler runs this")]
const KINDS: [Option<JsonKind>; 256] = {
    let mut kinds = [const { None }; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'"' => Some(JsonKind::String),
            b'{' => Some(JsonKind::Object),
            b'[' => Some(JsonKind::List),
            b't' | b'f' => Some(JsonKind::Boolean),
            b'n' => Some(JsonKind::Null),
            b'-' | b'0'..=b'9' => Some(JsonKind::Number),
            _ => None,
        };
        byte += 1;
    }
    kinds
};
