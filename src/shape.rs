//! What models look like on the wire.

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "js"), expect(dead_code, reason = "JSON has no more than six kinds"))]
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
    Number,
    /// A text of which the content matters to the checks.
    Text,
    /// A text of which only the kind matters to the checks.
    PlainText,
    List(&'static Shape),
    Object(&'static [Field]),
}

/// One field of a model.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
}
