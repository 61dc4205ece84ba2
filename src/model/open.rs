//! Enums that stay open: a value that is not known is kept as it was.

use std::{
    borrow::Cow,
    fmt,
    hash::{Hash, Hasher},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    read::{Document, Encode, Encoder, Field, Value, find_enum_value},
    schema::{EnumValues, Schema, TextFormat},
};

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// The known values of an enum of the API. Sealed: its enums are those of this crate.
///
/// ```
/// use conversation_chat::{ConnectionState, Known};
///
/// assert_eq!(ConnectionState::from_text("DISCONNECTED"), Some(ConnectionState::Disconnected));
/// assert_eq!(ConnectionState::Disconnected.as_str(), "disconnected");
/// ```
pub trait Known: sealed::Sealed + Copy + Eq + 'static {
    /// The name of the enum.
    const NAME: &'static str;
    /// All known values.
    const ALL: &'static [Self];
    /// The spellings of today's API, in the order of [`ALL`](Known::ALL).
    const TEXTS: &'static [&'static str];
    /// Other spellings, each with its index in [`ALL`](Known::ALL): those of the analytics API
    /// that differ in more than letter case and punctuation.
    const ALIASES: &'static [(&'static str, usize)];
    /// Whether the API lists the values. Only then another value is reported.
    const LISTED: bool;

    /// The spelling of today's API.
    fn as_str(self) -> &'static str;

    /// The value that `text` spells. Letter case, dots, underscores and hyphens do not count: event
    /// payloads wrote `TRANSFER_NOANSWER` until the end of 2021 where they write
    /// `transfer.noanswer` since.
    #[must_use]
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL
            .get(find_enum_value(&values::<Self>(), text.as_bytes())?)
            .copied()
    }
}

const fn values<T: Known>() -> EnumValues {
    EnumValues {
        name: T::NAME,
        texts: T::TEXTS,
        aliases: T::ALIASES,
        listed: T::LISTED,
    }
}

/// A text that is no known value of an enum.
///
/// ```
/// let error = "floating".parse::<conversation_chat::ConnectionState>().unwrap_err();
/// assert_eq!(error.to_string(), "expected a known `ConnectionState`, found another value");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownValueError(pub(crate) &'static str);

impl fmt::Display for UnknownValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "expected a known `{}`, found another value",
            self.0
        )
    }
}

impl std::error::Error for UnknownValueError {}

/// A value of an enum that may grow: either known, or kept as it was.
///
/// Two of them are equal if they are the same known value, however it is spelled; or the same text.
///
/// ```
/// use conversation_chat::{Direction, Open};
///
/// let direction = Open::<Direction>::new("Inbound");
/// assert_eq!(direction.known(), Some(Direction::Inbound));
/// assert_eq!(direction.as_str(), "Inbound");
/// assert_eq!(direction, Open::from(Direction::Inbound));
/// assert_eq!(Open::<Direction>::new("sideways").known(), None);
/// ```
#[derive(Clone, Debug)]
pub struct Open<T>(Inner<T>);

#[derive(Clone, Debug)]
enum Inner<T> {
    Known(T),
    /// A known value in another spelling.
    Spelled(T, Box<str>),
    Unknown(Box<str>),
}

impl<T: Known> Open<T> {
    /// A known value if `text` spells one; otherwise the text.
    ///
    /// ```
    /// use conversation_chat::{Direction, Open};
    ///
    /// assert_eq!(Open::<Direction>::new("inbound"), Direction::Inbound);
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(match T::from_text(text) {
            Some(known) if known.as_str() == text => Inner::Known(known),
            Some(known) => Inner::Spelled(known, text.into()),
            None => Inner::Unknown(text.into()),
        })
    }

    /// The known value, if it is one.
    ///
    /// ```
    /// use conversation_chat::{Direction, Open};
    ///
    /// assert_eq!(Open::<Direction>::new("INBOUND").known(), Some(Direction::Inbound));
    /// ```
    #[must_use]
    pub fn known(&self) -> Option<T> {
        match self.0 {
            Inner::Known(known) | Inner::Spelled(known, _) => Some(known),
            Inner::Unknown(_) => None,
        }
    }

    /// The text as it came.
    ///
    /// ```
    /// use conversation_chat::{Direction, Open};
    ///
    /// assert_eq!(Open::<Direction>::new("INBOUND").as_str(), "INBOUND");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Inner::Known(known) => known.as_str(),
            Inner::Spelled(_, text) | Inner::Unknown(text) => text,
        }
    }

    /// What equality compares: the known value by today's spelling, or the text.
    fn identity(&self) -> (bool, &str) {
        match &self.0 {
            Inner::Known(known) | Inner::Spelled(known, _) => (true, known.as_str()),
            Inner::Unknown(text) => (false, text),
        }
    }
}

impl<T: Known> PartialEq for Open<T> {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl<T: Known> Eq for Open<T> {}

impl<T: Known> Hash for Open<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

impl<T: Known> From<T> for Open<T> {
    fn from(known: T) -> Self {
        Self(Inner::Known(known))
    }
}

impl<T: Known> From<&str> for Open<T> {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<T: Known> AsRef<str> for Open<T> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<T: Known> PartialEq<T> for Open<T> {
    fn eq(&self, known: &T) -> bool {
        self.known() == Some(*known)
    }
}

impl<T: Known> fmt::Display for Open<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<T: Known> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Known> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

impl<T: Known> Encode for Open<T> {
    fn encode(&self, to: &mut Encoder) {
        self.as_str().encode(to);
    }
}

impl<T: Known> Field for Open<T> {
    const SCHEMA: Schema = Schema::Text(TextFormat::OneOf(const { &values::<T>() }));
    type View<'a> = EnumView<'a, T>;

    fn view(document: &Document, value: Value) -> Option<EnumView<'_, T>> {
        let known = |index: u8| T::ALL.get(usize::from(index)).copied();
        match value {
            Value::Known(index) => Some(EnumView {
                known: known(index),
                spelling: None,
            }),
            Value::Spelled(index, text) => Some(EnumView {
                known: index.and_then(known),
                spelling: Some(document.text(text)),
            }),
            _ => None,
        }
    }
}

/// What is seen of such a value in a document.
pub(crate) struct EnumView<'a, T> {
    pub(crate) known: Option<T>,
    /// Only where it is not today's.
    spelling: Option<&'a str>,
}

impl<'a, T: Known> EnumView<'a, T> {
    /// The text: today's spelling of a known value, any other as it came.
    pub(crate) fn text(self) -> &'a str {
        match (self.known, self.spelling) {
            (Some(known), _) => known.as_str(),
            (None, Some(spelling)) => spelling,
            (None, None) => {
                debug_assert!(false, "a value is known or has a text");
                ""
            }
        }
    }
}
