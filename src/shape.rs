//! What models look like on the wire: the tables that the reader, and the walker in JavaScript, work from.

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    List,
    Object,
    /// What only JavaScript has, up to a property that threw when it was read.
    BigInt,
    Symbol,
    Function,
    Unreadable,
}

impl Kind {
    /// The message for a value of this kind, where the kind `found` stands.
    pub(crate) fn but_found(self, found: Self) -> String {
        ["expected ", self.name(), ", found ", found.name()].concat()
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "an array",
            Self::Object => "an object",
            Self::BigInt => "a bigint",
            Self::Symbol => "a symbol",
            Self::Function => "a function",
            Self::Unreadable => "a property that throws",
        }
    }
}

/// What is expected at one place.
#[derive(Debug)]
pub(crate) enum Shape {
    Flag,
    /// A number of at least 0.
    Number,
    /// A number of whole things.
    Integer,
    Text(Content),
    List(&'static Shape),
    Object(&'static [Field]),
}

impl Shape {
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Flag => Kind::Boolean,
            Self::Number | Self::Integer => Kind::Number,
            Self::Text(_) => Kind::String,
            Self::List(_) => Kind::List,
            Self::Object(_) => Kind::Object,
        }
    }

    /// The fields of an object.
    pub(crate) const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The place of the field `name`.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        place(self.fields(), name.as_bytes(), name.len(), 0)
    }
}

/// What a text should say.
#[derive(Debug)]
pub(crate) enum Content {
    /// Anything: that it is a text is enough.
    Any,
    /// Anything, and it is to be kept.
    Id,
    Timestamp,
    Url,
    Uuid,
    OneOf(&'static Values),
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct Values {
    pub(crate) name: &'static str,
    /// In the order of the enum.
    pub(crate) texts: &'static [&'static str],
    /// Whether another value is worth a finding.
    pub(crate) listed: bool,
}

/// One field of a model.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    digest: Digest,
}

impl Field {
    pub(crate) const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, digest: Digest::of(name.as_bytes(), name.len()) }
    }

    /// Whether `bytes` begin with the name, and a quote after it.
    #[inline]
    pub(crate) fn begins(&self, bytes: &[u8]) -> bool {
        let length = self.name.len();
        bytes.get(length) == Some(&b'"')
            && Digest::of(bytes, length) == self.digest
            && (length <= 16 || bytes.starts_with(self.name.as_bytes()))
    }
}

/// What is compared of a name in its place: its length, and its first and last eight bytes as two words. That is the whole name
/// if it has at most 16 bytes; few have more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digest {
    length: usize,
    first: u64,
    last: u64,
}

impl Digest {
    /// Of the first `length` of `bytes`.
    const fn of(bytes: &[u8], length: usize) -> Self {
        let (first, last) = match (bytes.first_chunk(), bytes.split_at_checked(length)) {
            (Some(word), Some((name, _))) => match name.last_chunk() {
                Some(last) => (u64::from_le_bytes(*word), u64::from_le_bytes(*last)),
                None => (u64::from_le_bytes(*word) & !(u64::MAX << (8 * length)), 0),
            },
            _ => (short_word(bytes, length), 0),
        };
        Self { length, first, last }
    }
}

/// Up to seven bytes as a word, where less than eight can be read.
const fn short_word(mut bytes: &[u8], mut length: usize) -> u64 {
    let (mut word, mut shift) = (0, 0);
    while let ([byte, rest @ ..], 1..) = (bytes, length) {
        word |= (*byte as u64) << shift;
        (bytes, length, shift) = (rest, length - 1, shift + 8);
    }
    word
}

/// The place of the field that the first `length` of `bytes` name; `guess` is where it likely is, or soon before.
#[inline]
pub(crate) fn place(fields: &[Field], bytes: &[u8], length: usize, guess: usize) -> Option<usize> {
    let digest = Digest::of(bytes, length);
    let is =
        |field: &Field| field.digest == digest && (length <= 16 || bytes.get(..length) == Some(field.name.as_bytes()));
    let (before, after) = fields.split_at_checked(guess).unwrap_or((fields, &[]));
    match after.iter().position(is) {
        Some(index) => Some(guess + index),
        None => before.iter().position(is),
    }
}
