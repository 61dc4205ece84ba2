//! A source over a tape: what a walker outside found in a value, written down as bytes.
//!
//! The walker is driven by the same tables as the reader (see [`schema`]), so it looks only at the fields of the
//! model and writes only what the checks need. A value is a tag, and after it:
//!
//! | tag | content |
//! |---|---|
//! | `NUMBER` | eight bytes, a double, little-endian |
//! | `TEXT` | four bytes, the length, little-endian; then the text in UTF-8 |
//! | `OBJECT` | for each field that is there: one byte, its index in the table, and its value; then `END` |
//! | `LIST` | each element; then `END` |
//!
//! All other tags stand alone: the kind is all there is to know.

use std::borrow::Cow;

#[cfg(feature = "js")]
use super::{Content, Shape};
use super::{Failed, Kind, Source};
use crate::fields::Fields;

pub(crate) struct Tape<'a> {
    rest: &'a [u8],
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
    pub(super) const END: u8 = 255;
}

impl<'a> Tape<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
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
        self.take(length as usize)
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
        if self.rest.first().is_none_or(|tag| *tag == tag::END) {
            self.take(1);
            return Ok(false);
        }
        Ok(true)
    }

    fn next_field(&mut self, _fields: &'static Fields, _guess: usize) -> Result<Option<usize>, Failed> {
        Ok(match self.byte() {
            tag::END => None,
            index => Some(usize::from(index)),
        })
    }
}

/// What can be written to a tape, as the walker in JavaScript would.
pub(crate) trait WriteTape {
    fn write(&self, tape: &mut Vec<u8>);
}

impl WriteTape for bool {
    fn write(&self, tape: &mut Vec<u8>) {
        tape.push(if *self { tag::TRUE } else { tag::FALSE });
    }
}

impl WriteTape for f64 {
    fn write(&self, tape: &mut Vec<u8>) {
        tape.push(tag::NUMBER);
        tape.extend(self.to_le_bytes());
    }
}

impl WriteTape for str {
    fn write(&self, tape: &mut Vec<u8>) {
        tape.push(tag::TEXT);
        tape.extend(u32::try_from(self.len()).unwrap_or(u32::MAX).to_le_bytes());
        tape.extend(self.as_bytes());
    }
}

impl WriteTape for String {
    fn write(&self, tape: &mut Vec<u8>) {
        tape.push(tag::SOME_STRING);
    }
}

impl<T: WriteTape> WriteTape for Vec<T> {
    fn write(&self, tape: &mut Vec<u8>) {
        tape.push(tag::LIST);
        for value in self {
            value.write(tape);
        }
        tape.push(tag::END);
    }
}

/// Writes an object, field by field.
pub(crate) struct WriteObject<'a> {
    tape: &'a mut Vec<u8>,
    place: u8,
}

impl<'a> WriteObject<'a> {
    pub(crate) fn new(tape: &'a mut Vec<u8>) -> Self {
        tape.push(tag::OBJECT);
        Self { tape, place: 0 }
    }

    /// Writes the field that is next in the table.
    pub(crate) fn field<T: WriteTape>(mut self, value: Option<&T>) -> Self {
        if let Some(value) = value {
            self.tape.push(self.place);
            value.write(self.tape);
        }
        self.place += 1;
        self
    }

    pub(crate) fn end(self) {
        self.tape.push(tag::END);
    }
}

/// A shape as JSON for the walker: `"b"`, `"n"`, `"t"`, `"p"` for flag, number, text and plain text, `{"list": shape}`, or
/// `{"fields": [[name, index, shape], ...]}`. Of objects only the fields that `only` names, if it does.
#[cfg(feature = "js")]
pub(crate) fn schema(shape: &Shape, only: Option<&[&str]>) -> String {
    match shape {
        Shape::Flag => "\"b\"".to_owned(),
        Shape::Number | Shape::Integer => "\"n\"".to_owned(),
        Shape::Text(Content::Any) => "\"p\"".to_owned(),
        Shape::Text(_) => "\"t\"".to_owned(),
        Shape::List(element) => ["{\"list\":", &schema(element, only), "}"].concat(),
        Shape::Object(fields) => {
            let mut json = "{\"fields\":[".to_owned();
            for (index, field) in fields.all().iter().enumerate() {
                if only.is_some_and(|only| !only.contains(&field.name)) {
                    continue;
                }
                let comma = if json.ends_with('[') { "" } else { "," };
                json += &[comma, "[\"", field.name, "\",", &index.to_string(), ",", &schema(&field.shape, only), "]"]
                    .concat();
            }
            json + "]}"
        }
    }
}
