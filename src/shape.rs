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
        place(self.fields(), name, 0)
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
    tag: u64,
}

impl Field {
    pub(crate) const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, tag: tag(name.as_bytes()) }
    }
}

/// The place of the field `name`; `guess` is where it likely is.
pub(crate) fn place(fields: &[Field], name: &str, guess: usize) -> Option<usize> {
    let tag = tag(name.as_bytes());
    let is = |field: &Field| field.tag == tag && field.name == name;
    if fields.get(guess).is_some_and(is) {
        return Some(guess);
    }
    fields.iter().position(is)
}

/// The first eight bytes of a name as one number: nearly always enough to tell it from others.
const fn tag(name: &[u8]) -> u64 {
    if let Some(word) = name.first_chunk() {
        return u64::from_le_bytes(*word);
    }
    let (mut tag, mut rest) = (0, name);
    while let [left @ .., last] = rest {
        tag = tag << 8 | *last as u64;
        rest = left;
    }
    tag
}
