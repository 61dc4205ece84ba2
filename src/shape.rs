//! What models look like on the wire: the tables that the reader, and the walker in JavaScript, work from.

use crate::fields::Fields;

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
    Object(&'static Fields),
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

    /// How many steps lead to the deepest value within.
    pub(crate) const fn steps(&self) -> usize {
        match self {
            Self::List(element) => 1 + element.steps(),
            Self::Object(fields) => {
                let (mut deepest, mut rest) = (0, fields.all());
                while let [field, others @ ..] = rest {
                    let steps = 1 + field.shape.steps();
                    deepest = if steps > deepest { steps } else { deepest };
                    rest = others;
                }
                deepest
            }
            _ => 0,
        }
    }

    /// The fields, if it is an object.
    pub(crate) const fn fields(&self) -> &'static Fields {
        match self {
            Self::Object(fields) => fields,
            _ => const { &Fields::new(&[]) },
        }
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
