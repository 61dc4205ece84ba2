//! Enums that stay open: a value that is not known is kept as it was.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    cell::Cell,
    outline::{Outline, Seen},
    reader::{Content, Recording, Shape, Values, WriteTape, find_value},
};

/// The known values of an enum of the API.
///
/// ```
/// use conversation_chat::{ConnectionState, Known};
///
/// assert_eq!(ConnectionState::from_text("DISCONNECTED"), Some(ConnectionState::Disconnected));
/// assert_eq!(ConnectionState::Disconnected.as_str(), "disconnected");
/// ```
pub trait Known: Copy + Eq + 'static {
    /// The name of the enum.
    const NAME: &'static str;
    /// All known values.
    const ALL: &'static [Self];
    /// The spellings of today's API, in the order of [`ALL`](Known::ALL).
    const TEXTS: &'static [&'static str];
    /// Whether the API lists the values: only then is another value worth a finding.
    const LISTED: bool;

    /// The spelling of today's API.
    fn as_str(self) -> &'static str;

    /// The value that `text` spells. Letter case, dots, underscores and hyphens do not count: event payloads wrote
    /// `TRANSFER_NOANSWER` until the end of 2021 where they write `transfer.noanswer` since.
    #[must_use]
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL.get(find_value(Self::TEXTS, text.as_bytes())?).copied()
    }
}

/// A value of an enum that may grow: either known, or kept as it was.
///
/// ```
/// use conversation_chat::{Direction, Open};
///
/// let direction = Open::<Direction>::new("Inbound");
/// assert_eq!(direction.known(), Some(Direction::Inbound));
/// assert_eq!(direction.as_str(), "Inbound");
/// assert_eq!(Open::<Direction>::new("sideways").known(), None);
/// assert_eq!(Open::from(Direction::Outbound).as_str(), "outbound");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open<T> {
    known: Option<T>,
    /// Only where it is not the spelling of `known`.
    text: Option<Box<str>>,
}

impl<T: Known> Open<T> {
    /// Understands `text` if it can, keeps it in any case.
    ///
    /// ```
    /// use conversation_chat::{Direction, Open};
    ///
    /// assert_eq!(Open::<Direction>::new("inbound"), Open::from(Direction::Inbound));
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        let known = T::from_text(text);
        let plain = known.is_some_and(|known| known.as_str() == text);
        Self { known, text: (!plain).then(|| text.into()) }
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
        self.known
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
        match (&self.text, self.known) {
            (Some(text), _) => text,
            (None, Some(known)) => known.as_str(),
            (None, None) => "",
        }
    }
}

impl<T: Known> From<T> for Open<T> {
    fn from(known: T) -> Self {
        Self { known: Some(known), text: None }
    }
}

impl<T: Known> PartialEq<T> for Open<T> {
    fn eq(&self, known: &T) -> bool {
        self.known == Some(*known)
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

impl<T: Known> WriteTape for Open<T> {
    fn write(&self, to: &mut Recording) {
        self.as_str().write(to);
    }
}

impl<T: Known> Seen for Open<T> {
    const SHAPE: Shape = Shape::Text(Content::OneOf(&Values { name: T::NAME, texts: T::TEXTS, listed: T::LISTED }));
    type Seen<'a> = Spelled<'a, T>;

    fn seen(outline: &Outline, cell: Cell) -> Option<Spelled<'_, T>> {
        let known = |index: u8| T::ALL.get(usize::from(index)).copied();
        match cell {
            Cell::Known(index) => Some(Spelled { known: known(index), text: None }),
            Cell::Spelled(index, text) => {
                Some(Spelled { known: index.and_then(known), text: Some(outline.text(text)) })
            }
            _ => None,
        }
    }
}

/// What is seen of such a value; the text only where it is not the usual spelling.
pub(crate) struct Spelled<'a, T> {
    pub(crate) known: Option<T>,
    text: Option<&'a str>,
}

impl<T> From<Spelled<'_, T>> for Open<T> {
    fn from(seen: Spelled<'_, T>) -> Self {
        Self { known: seen.known, text: seen.text.map(Into::into) }
    }
}
