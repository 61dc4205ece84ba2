//! Writes models as encoded values, as the encoders in JavaScript write objects.

use super::encoded::{Encoded, tag};

/// Collects the bytes of an encoded value.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    bytes: Vec<u8>,
    texts: Vec<u8>,
}

impl Encoder {
    pub(crate) fn encoded(&self) -> Encoded<'_> {
        Encoded::of(&self.bytes, &self.texts)
    }
}

/// A type that can be encoded.
pub(crate) trait Encode {
    fn encode(&self, to: &mut Encoder);
}

impl Encode for bool {
    fn encode(&self, to: &mut Encoder) {
        to.bytes.push(if *self { tag::TRUE } else { tag::FALSE });
    }
}

impl Encode for f64 {
    fn encode(&self, to: &mut Encoder) {
        to.bytes.push(tag::NUMBER);
        to.bytes.extend(self.to_le_bytes());
    }
}

impl Encode for str {
    fn encode(&self, to: &mut Encoder) {
        let length = u32::try_from(self.len());
        debug_assert!(length.is_ok(), "a text is shorter than 4 GiB");
        to.bytes.push(tag::TEXT);
        to.bytes.extend(length.unwrap_or(u32::MAX).to_le_bytes());
        to.texts.extend(self.as_bytes());
    }
}

/// A text of which only the kind is checked.
impl Encode for String {
    fn encode(&self, to: &mut Encoder) {
        to.bytes.push(tag::SOME_STRING);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, to: &mut Encoder) {
        to.bytes.push(tag::LIST);
        for value in self {
            to.bytes.push(tag::ELEMENT);
            value.encode(to);
        }
        to.bytes.push(tag::END);
    }
}

/// Writes an object, field by field.
pub(crate) struct ObjectWriter<'a> {
    to: &'a mut Encoder,
    index: u8,
}

impl<'a> ObjectWriter<'a> {
    pub(crate) fn new(to: &'a mut Encoder) -> Self {
        to.bytes.push(tag::OBJECT);
        Self { to, index: 0 }
    }

    /// Writes the field that is next in the table.
    pub(crate) fn field<T: Encode>(mut self, value: Option<&T>) -> Self {
        if let Some(value) = value {
            self.to.bytes.push(self.index);
            value.encode(self.to);
        }
        self.index += 1;
        self
    }

    /// Writes that the field at `index` is present; its content is not checked.
    pub(crate) fn present(self, index: usize, is_present: bool) -> Self {
        let index = u8::try_from(index);
        debug_assert!(index.is_ok(), "a model has fewer fields than a byte counts");
        if let Ok(index) = index
            && is_present
        {
            self.to.bytes.extend([index, tag::SOME_OBJECT]);
        }
        self
    }

    pub(crate) fn end(self) {
        self.to.bytes.push(tag::END);
    }
}
