//! Models as tapes: written as the walkers in JavaScript write what they find.

use super::tape::{Tape, tag};

/// A tape in the making.
#[derive(Debug, Default)]
pub(crate) struct TapeWriter {
    tape: Vec<u8>,
    texts: Vec<u8>,
}

impl TapeWriter {
    pub(crate) fn tape(&self) -> Tape<'_> {
        Tape::of(&self.tape, &self.texts)
    }
}

/// What can be written to a tape.
pub(crate) trait TapeEncode {
    fn encode(&self, to: &mut TapeWriter);
}

impl TapeEncode for bool {
    fn encode(&self, to: &mut TapeWriter) {
        to.tape.push(if *self { tag::TRUE } else { tag::FALSE });
    }
}

impl TapeEncode for f64 {
    fn encode(&self, to: &mut TapeWriter) {
        to.tape.push(tag::NUMBER);
        to.tape.extend(self.to_le_bytes());
    }
}

impl TapeEncode for str {
    fn encode(&self, to: &mut TapeWriter) {
        let length = u32::try_from(self.len());
        debug_assert!(length.is_ok(), "a text is shorter than 4 GiB");
        to.tape.push(tag::TEXT);
        to.tape.extend(length.unwrap_or(u32::MAX).to_le_bytes());
        to.texts.extend(self.as_bytes());
    }
}

/// A text of which only the kind is checked.
impl TapeEncode for String {
    fn encode(&self, to: &mut TapeWriter) {
        to.tape.push(tag::SOME_STRING);
    }
}

impl<T: TapeEncode> TapeEncode for Vec<T> {
    fn encode(&self, to: &mut TapeWriter) {
        to.tape.push(tag::LIST);
        for value in self {
            to.tape.push(tag::ELEMENT);
            value.encode(to);
        }
        to.tape.push(tag::END);
    }
}

/// Writes an object, field by field.
pub(crate) struct ObjectWriter<'a> {
    to: &'a mut TapeWriter,
    index: u8,
}

impl<'a> ObjectWriter<'a> {
    pub(crate) fn new(to: &'a mut TapeWriter) -> Self {
        to.tape.push(tag::OBJECT);
        Self { to, index: 0 }
    }

    /// Writes the field that is next in the table.
    pub(crate) fn field<T: TapeEncode>(mut self, value: Option<&T>) -> Self {
        if let Some(value) = value {
            self.to.tape.push(self.index);
            value.encode(self.to);
        }
        self.index += 1;
        self
    }

    /// Writes that there is something in the field at `index`, of which only that is checked.
    pub(crate) fn present(self, index: usize, is_present: bool) -> Self {
        let index = u8::try_from(index);
        debug_assert!(index.is_ok(), "a model has fewer fields than a byte counts");
        if let Ok(index) = index
            && is_present
        {
            self.to.tape.extend([index, tag::SOME_OBJECT]);
        }
        self
    }

    pub(crate) fn end(self) {
        self.to.tape.push(tag::END);
    }
}
