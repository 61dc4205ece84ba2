//! A source over an encoded value: the bytes that an encoder has made of an object.
//!
//! The encoders (`pkg/encoders.js`) are generated from the same tables that the reader uses. They
//! read only the fields of the model, and write only what the checks need. A value is a tag,
//! followed by:
//!
//! | tag | content |
//! |---|---|
//! | `NUMBER` | eight bytes, a double, little-endian |
//! | `TEXT` | four bytes, the length in UTF-8, little-endian; the text is the next of all texts |
//! | `OBJECT` | for each field: one byte, its index in the table, and its value; then `END` |
//! | `LIST` | for each element: `ELEMENT`, and its value; then `END` |
//!
//! After all other tags nothing follows: they are a kind of value whose content is not needed. The
//! bytes of an encoder begin with four bytes, the offset at which the texts begin, little-endian;
//! then the value, a single `ELEMENT`; then the texts.

use std::borrow::Cow;

use super::source::{Failed, Source};
use crate::schema::{Fields, JsonKind};

macro_rules! tags {
    ($($name:ident = $value:literal,)*) => {
        pub(super) mod tag {
            $( pub(crate) const $name: u8 = $value; )*
        }

        /// All tags with their names, for the code that JavaScript needs.
        #[cfg(feature = "internals")]
        pub(crate) const TAGS: &[(&str, u8)] = &[$( (stringify!($name), $value), )*];
    };
}

tags! {
    NULL = 0,
    FALSE = 1,
    TRUE = 2,
    NUMBER = 3,
    TEXT = 4,
    OBJECT = 5,
    LIST = 6,
    SOME_STRING = 7,
    SOME_OBJECT = 8,
    SOME_LIST = 9,
    BIGINT = 10,
    SYMBOL = 11,
    FUNCTION = 12,
    SOME_NUMBER = 13,
    SOME_BOOLEAN = 14,
    UNREADABLE = 15,
    UNDEFINED = 16,
    BUILT_IN = 17,
    ELEMENT = 254,
    END = 255,
}

pub(crate) struct Encoded<'a> {
    rest: &'a [u8],
    texts: &'a [u8],
}

impl<'a> Encoded<'a> {
    pub(super) const fn of(value: &'a [u8], texts: &'a [u8]) -> Self {
        Self { rest: value, texts }
    }

    /// A source over the bytes of an encoder.
    #[cfg(feature = "js")]
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let texts_at = bytes
            .first_chunk()
            .map_or(0, |length| u32::from_le_bytes(*length));
        let parts = bytes.split_at_checked(texts_at as usize);
        let parts = parts.and_then(|(value, texts)| Some((value.get(5..)?, texts)));
        debug_assert!(
            parts.is_some(),
            "an encoder writes an offset, an element and texts"
        );
        let (value, texts) = parts.unwrap_or((&[tag::UNREADABLE], &[]));
        Self::of(value, texts)
    }

    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let parts = self.rest.split_at_checked(count);
        debug_assert!(parts.is_some(), "an encoded value ends with its value");
        let (bytes, rest) = parts.unwrap_or((self.rest, &[]));
        self.rest = rest;
        bytes
    }

    /// The next byte. After the last one, which no encoder causes, it is the tag that ends a list
    /// or an object.
    fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or(tag::END)
    }

    /// The text whose tag has been read.
    fn text_after_tag(&mut self) -> &'a [u8] {
        let length = self
            .bytes(4)
            .first_chunk()
            .map_or(0, |length| u32::from_le_bytes(*length));
        let parts = self.texts.split_at_checked(length as usize);
        debug_assert!(parts.is_some(), "an encoded value has its texts");
        let (text, texts) = parts.unwrap_or_default();
        self.texts = texts;
        text
    }
}

impl Source for Encoded<'_> {
    fn peek_kind(&mut self) -> Result<JsonKind, Failed> {
        let tag = self.rest.first().copied().unwrap_or(tag::END);
        Ok(match tag {
            tag::NULL => JsonKind::Null,
            tag::FALSE | tag::TRUE | tag::SOME_BOOLEAN => JsonKind::Boolean,
            tag::NUMBER | tag::SOME_NUMBER => JsonKind::Number,
            tag::TEXT | tag::SOME_STRING => JsonKind::String,
            tag::OBJECT | tag::SOME_OBJECT => JsonKind::Object,
            tag::LIST | tag::SOME_LIST => JsonKind::List,
            tag::UNDEFINED => JsonKind::Undefined,
            tag::BIGINT => JsonKind::BigInt,
            tag::SYMBOL => JsonKind::Symbol,
            tag::FUNCTION => JsonKind::Function,
            tag::BUILT_IN => JsonKind::BuiltIn,
            _ => {
                debug_assert!(
                    tag == tag::UNREADABLE,
                    "a tag that no encoder writes: {tag}"
                );
                JsonKind::Unreadable
            }
        })
    }

    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed> {
        let tag = self.byte();
        debug_assert!(
            tag == tag::TEXT,
            "the encoder writes texts that are asked for"
        );
        Ok(Cow::Borrowed(if tag == tag::TEXT {
            self.text_after_tag()
        } else {
            &[]
        }))
    }

    fn number(&mut self) -> Result<f64, Failed> {
        let tag = self.byte();
        debug_assert!(
            tag == tag::NUMBER,
            "the encoder writes numbers that are asked for"
        );
        Ok(self
            .bytes(8)
            .first_chunk()
            .map_or(f64::NAN, |number| f64::from_le_bytes(*number)))
    }

    fn flag(&mut self) -> Result<bool, Failed> {
        Ok(self.byte() == tag::TRUE)
    }

    fn skip(&mut self) -> Result<(), Failed> {
        match self.byte() {
            tag::NUMBER => drop(self.bytes(8)),
            tag::TEXT => drop(self.text_after_tag()),
            tag::OBJECT => {
                while self.byte() != tag::END {
                    self.skip()?;
                }
            }
            tag::LIST => {
                while self.byte() == tag::ELEMENT {
                    self.skip()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Failed> {
        self.byte();
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, Failed> {
        Ok(self.byte() == tag::ELEMENT)
    }

    fn next_field(
        &mut self,
        _fields: &'static Fields,
        _guess: usize,
    ) -> Result<Option<usize>, Failed> {
        Ok(match self.byte() {
            tag::END => None,
            index => Some(usize::from(index)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoded, tag};
    use crate::read::Source as _;

    #[test]
    fn whatever_is_skipped_is_skipped_whole() {
        let mut bytes = vec![tag::OBJECT, 0, tag::LIST, tag::ELEMENT, tag::NUMBER];
        bytes.extend(1.5_f64.to_le_bytes());
        bytes.extend([
            tag::ELEMENT,
            tag::TEXT,
            3,
            0,
            0,
            0,
            tag::END,
            7,
            tag::OBJECT,
            tag::END,
            tag::END,
            tag::TRUE,
        ]);
        let mut encoded = Encoded::of(&bytes, b"abc");
        encoded.skip().unwrap();
        assert!(encoded.flag().unwrap());
        assert!(encoded.rest.is_empty() && encoded.texts.is_empty());
    }
}
