//! Texts and numbers of which the API says more than their JSON kind.

use std::{borrow::Cow, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    cell::Cell,
    outline::{Moment, Outline, Seen},
    reader::{Content, Recording, Shape, WriteTape, is_http_url, is_uuid},
    timestamp::Timestamp,
};

/// The id of a communication, conversation, participant or user: mostly a UUID, but not always.
///
/// ```
/// use conversation_chat::Id;
///
/// assert_eq!(&*Id::new("chat-1"), "chat-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id(Box<str>);

impl Id {
    /// Keeps `text`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Id::new("chat-1").as_str(), "chat-1");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Id::new("").as_str(), "");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that should be a UUID. Kept as it was, whatever it is.
///
/// ```
/// use conversation_chat::Uuid;
///
/// assert!(Uuid::new("8d2cc31e-1d1c-4e5a-8a7e-52e4ef3c4d64").is_valid());
/// assert!(!Uuid::new("script one").is_valid());
/// assert_eq!(&*Uuid::new("script one"), "script one");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uuid {
    text: Box<str>,
    valid: bool,
}

impl Uuid {
    /// Keeps `text`, and looks whether it is a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562).
    ///
    /// ```
    /// assert_eq!(conversation_chat::Uuid::new("one").as_str(), "one");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), valid: is_uuid(text.as_bytes()) }
    }

    /// Whether it is a UUID.
    ///
    /// ```
    /// assert!(!conversation_chat::Uuid::new("one").is_valid());
    /// ```
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// The text as it came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Uuid::new("one").as_str(), "one");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A text that should be an absolute URL with `http` or `https`. Kept as it was, whatever it is: look at
/// [`is_valid`](HttpUrl::is_valid) before you show it. A `javascript:` URL is not valid.
///
/// ```
/// use conversation_chat::HttpUrl;
///
/// assert!(HttpUrl::new("https://example.com/avatar.png").is_valid());
/// assert!(!HttpUrl::new("javascript:alert(1)").is_valid());
/// assert!(!HttpUrl::new("/avatar.png").is_valid());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpUrl {
    text: Box<str>,
    valid: bool,
}

impl HttpUrl {
    /// Keeps `text`, and looks whether it has the form `http[s]://host...` of RFC 3986, without characters that
    /// no URL may contain.
    ///
    /// ```
    /// assert_eq!(conversation_chat::HttpUrl::new("/a.png").as_str(), "/a.png");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), valid: is_http_url(text.as_bytes()) }
    }

    /// Whether it is an absolute http(s) URL.
    ///
    /// ```
    /// assert!(conversation_chat::HttpUrl::new("HTTPS://example.com:8443").is_valid());
    /// ```
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// The text as it came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::HttpUrl::new("/a.png").as_str(), "/a.png");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A number of whole things or seconds: should be an integer of at least 0. Kept whatever it is, as the nearest double.
///
/// ```
/// use conversation_chat::Integer;
///
/// assert_eq!(Integer::new(39.0).get(), Some(39));
/// assert_eq!(Integer::new(-1.0).get(), None);
/// assert_eq!(Integer::new(0.5).get(), None);
/// assert_eq!(Integer::new(0.5).as_f64(), 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Integer(f64);

impl Integer {
    /// Keeps `number`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Integer::new(7.0).get(), Some(7));
    /// ```
    #[must_use]
    pub const fn new(number: f64) -> Self {
        Self(number)
    }

    /// The number as it was.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Integer::new(-1.5).as_f64(), -1.5);
    /// ```
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }

    /// The number if it is an integer of at least 0 that a double holds exactly; otherwise `None`.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Integer::new(1e300).get(), None);
    /// ```
    #[must_use]
    pub fn get(self) -> Option<u64> {
        let exact = self.0 >= 0.0 && self.0.fract() == 0.0 && self.0 <= 9_007_199_254_740_991.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
        exact.then_some(self.0 as u64)
    }

    /// A number of seconds in milliseconds, under the same condition.
    pub(crate) fn milliseconds(self) -> Option<f64> {
        self.get().map(|_| self.0 * 1000.0)
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What is whole is written without a point, as it came.
        #[expect(clippy::cast_possible_truncation, reason = "just checked")]
        if self.0.fract() == 0.0 && self.0.abs() < 9_223_372_036_854_775_808.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self)
    }
}

impl WriteTape for Integer {
    fn write(&self, to: &mut Recording) {
        self.0.write(to);
    }
}

impl Seen for Integer {
    const SHAPE: Shape = Shape::Integer;
    type Seen<'a> = Self;

    fn seen(outline: &Outline, cell: Cell) -> Option<Self> {
        f64::seen(outline, cell).map(Self)
    }
}

/// What is seen of a text that is kept.
impl Seen for Id {
    const SHAPE: Shape = Shape::Text(Content::Id);
    type Seen<'a> = &'a str;

    fn seen(outline: &Outline, cell: Cell) -> Option<&str> {
        match cell {
            Cell::Text(text) => Some(outline.text(text)),
            _ => None,
        }
    }
}

impl Seen for Timestamp {
    const SHAPE: Shape = Shape::Text(Content::Timestamp);
    type Seen<'a> = Moment;

    fn seen(outline: &Outline, cell: Cell) -> Option<Moment> {
        f64::seen(outline, cell).map(Moment)
    }
}

/// What these texts share: they are kept as they came.
macro_rules! kept_text {
    ($($type:ident),*) => { $(
        impl Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<str>::deserialize(deserializer).map(|text| Self::new(&text))
            }
        }

        impl WriteTape for $type {
            fn write(&self, to: &mut Recording) {
                self.as_str().write(to);
            }
        }
    )* };
}

kept_text!(HttpUrl, Id, Timestamp, Uuid);

/// Texts that are checked and then of no further interest.
macro_rules! seen_as_present {
    ($($type:ident: $content:ident),*) => { $(
        impl Seen for $type {
            const SHAPE: Shape = Shape::Text(Content::$content);
            type Seen<'a> = ();

            fn seen(outline: &Outline, cell: Cell) -> Option<()> {
                String::seen(outline, cell)
            }
        }
    )* };
}

seen_as_present!(HttpUrl: Url, Uuid: Uuid);
