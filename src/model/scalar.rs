//! Types of texts and numbers that are more than their JSON kind: ids, UUIDs, URLs, integers. A
//! malformed one is kept.

use std::{borrow::Cow, fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Timestamp;
use crate::{
    read::{Document, Encode, Encoder, Field, Platform, Value, WireMoment, is_there, is_uuid},
    schema::{Schema, TextFormat},
};

/// A short text that identifies something: a communication, a participant, a wrap-up code and its
/// name. An id is mostly a UUID, but not always.
///
/// ```
/// use conversation_chat::Id;
///
/// assert_eq!(&*Id::new("chat-1"), "chat-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Uuid {
    text: Box<str>,
    valid: bool,
}

impl Uuid {
    /// Keeps `text`, and checks whether it is a UUID: hexadecimal digits in groups of 8, 4, 4, 4
    /// and 12 (RFC 9562).
    ///
    /// ```
    /// assert_eq!(conversation_chat::Uuid::new("one").as_str(), "one");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.into(),
            valid: is_uuid(text.as_bytes()),
        }
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

/// A text that should be an absolute URL with `http` or `https`. It is kept even if it is not:
/// check [`is_valid`](HttpUrl::is_valid) before you show it. A `javascript:` URL is not valid.
///
/// ```
/// use conversation_chat::HttpUrl;
///
/// assert!(HttpUrl::new("https://example.com/avatar.png").is_valid());
/// assert!(!HttpUrl::new("javascript:alert(1)").is_valid());
/// assert!(!HttpUrl::new("/avatar.png").is_valid());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HttpUrl {
    text: Box<str>,
    valid: bool,
}

impl HttpUrl {
    /// Keeps `text`, and checks whether it is a URL (WHATWG URL Standard) of the scheme `http` or
    /// `https` for a browser.
    ///
    /// ```
    /// assert_eq!(conversation_chat::HttpUrl::new("/a.png").as_str(), "/a.png");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.into(),
            valid: (Platform::NATIVE.is_http_url)(text),
        }
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

/// A count, or a number of whole seconds: it should be an integer of at least 0. It is kept as the
/// nearest double even if it is not.
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
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "just checked"
        )]
        exact.then_some(self.0 as u64)
    }

    /// A number of seconds in milliseconds, under the same condition.
    pub(crate) fn milliseconds(self) -> Option<f64> {
        self.get().map(|_| self.0 * 1000.0)
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // An integer is written without a decimal point, as on the wire.
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

impl From<f64> for Integer {
    fn from(number: f64) -> Self {
        Self::new(number)
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Encode for Integer {
    fn encode(&self, to: &mut Encoder) {
        self.0.encode(to);
    }
}

impl Field for Integer {
    const SCHEMA: Schema = Schema::Integer;
    type View<'a> = Self;

    fn view(document: &Document, value: Value) -> Option<Self> {
        f64::view(document, value).map(Self)
    }
}

/// The document keeps the text.
impl Field for Id {
    const SCHEMA: Schema = Schema::Text(TextFormat::Kept);
    type View<'a> = &'a str;

    fn view(document: &Document, value: Value) -> Option<&str> {
        match value {
            Value::Text(text) => Some(document.text(text)),
            _ => None,
        }
    }
}

impl Field for Timestamp {
    const SCHEMA: Schema = Schema::Text(TextFormat::Timestamp);
    type View<'a> = WireMoment;

    fn view(_document: &Document, value: Value) -> Option<WireMoment> {
        match value {
            Value::Moment(ms) => Some(WireMoment::At(ms)),
            Value::MalformedMoment => Some(WireMoment::Malformed),
            _ => None,
        }
    }
}

/// Implements what these text types share.
macro_rules! kept_text {
    ($($type:ident),*) => { $(
        impl Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
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

        impl Encode for $type {
            fn encode(&self, to: &mut Encoder) {
                self.as_str().encode(to);
            }
        }
    )* };
}

kept_text!(HttpUrl, Id, Timestamp, Uuid);

/// Text types of which the document keeps only that they are present.
macro_rules! checked_text {
    ($($type:ident: $format:ident),*) => { $(
        impl Field for $type {
            const SCHEMA: Schema = Schema::Text(TextFormat::$format);
            type View<'a> = ();

            fn view(_document: &Document, value: Value) -> Option<()> {
                is_there(value)
            }
        }
    )* };
}

checked_text!(HttpUrl: Url, Uuid: Uuid);
