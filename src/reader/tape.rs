//! A source over a tape: what a walker outside found in a value, written down as bytes.
//!
//! The walkers (`pkg/walk.js`) are made of the same tables as the reader works from, so they look only at the fields of the
//! model and write only what the checks need. A value is a tag, and after it:
//!
//! | tag | content |
//! |---|---|
//! | `NUMBER` | eight bytes, a double, little-endian |
//! | `TEXT` | four bytes, the length in UTF-8, little-endian; the text itself is the next one of all texts |
//! | `OBJECT` | for each field that is there: one byte, its place in the table, and its value; then `END` |
//! | `LIST` | for each element: `ELEMENT`, and its value; then `END` |
//!
//! All other tags stand alone: the kind is all there is to know. In the bytes that a walker hands over (`pkg/tape.js`), four bytes come first,
//! the place where the texts begin, little-endian; then the tape, a single `ELEMENT`; then the texts.

use std::borrow::Cow;

use super::{Failed, Kind, Source};
use crate::fields::Fields;

pub(crate) struct Tape<'a> {
    rest: &'a [u8],
    texts: &'a [u8],
}

mod tag {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const NUMBER: u8 = 3;
    pub(super) const TEXT: u8 = 4;
    pub(super) const OBJECT: u8 = 5;
    pub(super) const LIST: u8 = 6;
    pub(super) const SOME_STRING: u8 = 7;
    pub(super) const SOME_OBJECT: u8 = 8;
    pub(super) const SOME_LIST: u8 = 9;
    pub(super) const BIGINT: u8 = 10;
    pub(super) const SYMBOL: u8 = 11;
    pub(super) const FUNCTION: u8 = 12;
    pub(super) const SOME_NUMBER: u8 = 13;
    pub(super) const SOME_BOOLEAN: u8 = 14;
    pub(super) const ELEMENT: u8 = 254;
    pub(super) const END: u8 = 255;
}

impl<'a> Tape<'a> {
    /// The tape that a walker handed over.
    #[cfg(feature = "js")]
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let texts_at = bytes.first_chunk().map_or(0, |length| u32::from_le_bytes(*length));
        let (tape, texts) = bytes.split_at_checked(texts_at as usize).unwrap_or_default();
        Self { rest: tape.get(5..).unwrap_or_default(), texts }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(tag::END)
    }

    fn string(&mut self) -> &'a [u8] {
        if self.byte() != tag::TEXT {
            return &[];
        }
        let length = self.take(4).try_into().map_or(0, u32::from_le_bytes);
        let (text, texts) = self.texts.split_at_checked(length as usize).unwrap_or_default();
        self.texts = texts;
        text
    }
}

impl Source for Tape<'_> {
    fn kind(&mut self) -> Result<Kind, Failed> {
        Ok(match self.rest.first().copied().unwrap_or(tag::NULL) {
            tag::FALSE | tag::TRUE | tag::SOME_BOOLEAN => Kind::Boolean,
            tag::NUMBER | tag::SOME_NUMBER => Kind::Number,
            tag::TEXT | tag::SOME_STRING => Kind::String,
            tag::OBJECT | tag::SOME_OBJECT => Kind::Object,
            tag::LIST | tag::SOME_LIST => Kind::List,
            tag::BIGINT => Kind::BigInt,
            tag::SYMBOL => Kind::Symbol,
            tag::FUNCTION => Kind::Function,
            tag::NULL => Kind::Null,
            _ => Kind::Unreadable,
        })
    }

    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed> {
        Ok(Cow::Borrowed(self.string()))
    }

    fn number(&mut self) -> Result<f64, Failed> {
        self.take(1);
        Ok(self.take(8).try_into().map_or(f64::NAN, f64::from_le_bytes))
    }

    fn flag(&mut self) -> Result<bool, Failed> {
        Ok(self.byte() == tag::TRUE)
    }

    /// Only called where the kind was not the expected one: there the walker wrote a tag that stands alone.
    fn skip(&mut self) -> Result<(), Failed> {
        self.take(1);
        Ok(())
    }

    fn open(&mut self) -> Result<(), Failed> {
        self.take(1);
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, Failed> {
        Ok(self.byte() == tag::ELEMENT)
    }

    fn next_field(&mut self, _fields: &'static Fields, _guess: usize) -> Result<Option<usize>, Failed> {
        Ok(match self.byte() {
            tag::END => None,
            index => Some(usize::from(index)),
        })
    }
}

/// A tape in the making.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    tape: Vec<u8>,
    texts: Vec<u8>,
}

impl Recording {
    pub(crate) fn tape(&self) -> Tape<'_> {
        Tape { rest: &self.tape, texts: &self.texts }
    }
}

/// What can be written to a tape, as the walkers in JavaScript would.
pub(crate) trait WriteTape {
    fn write(&self, to: &mut Recording);
}

impl WriteTape for bool {
    fn write(&self, to: &mut Recording) {
        to.tape.push(if *self { tag::TRUE } else { tag::FALSE });
    }
}

impl WriteTape for f64 {
    fn write(&self, to: &mut Recording) {
        to.tape.push(tag::NUMBER);
        to.tape.extend(self.to_le_bytes());
    }
}

impl WriteTape for str {
    fn write(&self, to: &mut Recording) {
        to.tape.push(tag::TEXT);
        to.tape.extend(u32::try_from(self.len()).unwrap_or(u32::MAX).to_le_bytes());
        to.texts.extend(self.as_bytes());
    }
}

impl WriteTape for String {
    fn write(&self, to: &mut Recording) {
        to.tape.push(tag::SOME_STRING);
    }
}

impl<T: WriteTape> WriteTape for Vec<T> {
    fn write(&self, to: &mut Recording) {
        to.tape.push(tag::LIST);
        for value in self {
            to.tape.push(tag::ELEMENT);
            value.write(to);
        }
        to.tape.push(tag::END);
    }
}

/// Writes an object, field by field.
pub(crate) struct WriteObject<'a> {
    to: &'a mut Recording,
    place: u8,
}

impl<'a> WriteObject<'a> {
    pub(crate) fn new(to: &'a mut Recording) -> Self {
        to.tape.push(tag::OBJECT);
        Self { to, place: 0 }
    }

    /// Writes the field that is next in the table.
    pub(crate) fn field<T: WriteTape>(mut self, value: Option<&T>) -> Self {
        if let Some(value) = value {
            self.to.tape.push(self.place);
            value.write(self.to);
        }
        self.place += 1;
        self
    }

    pub(crate) fn end(self) {
        self.to.tape.push(tag::END);
    }
}
