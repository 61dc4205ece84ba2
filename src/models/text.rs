//! Texts and numbers of which the API says more than their JSON kind.

use std::{borrow::Cow, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    issue::{Findings, IssueCode},
    reader::{Kind, Reader, Shape, SyntaxError, Wire},
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
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id is its text: it is always kept.
    fn without_text(text: &str) -> Self {
        Self::new(text)
    }

    #[expect(clippy::unused_self, reason = "any text is an id")]
    fn finding(&self) -> Option<(IssueCode, &'static str)> {
        None
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
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), ..Self::without_text(text) }
    }

    /// Only whether `text` is a UUID.
    fn without_text(text: &str) -> Self {
        let valid = text.len() == 36
            && text.bytes().enumerate().all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        Self { text: Box::default(), valid }
    }

    /// Whether it is a UUID.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn finding(&self) -> Option<(IssueCode, &'static str)> {
        (!self.valid).then_some((IssueCode::Uuid, "expected a UUID"))
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
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), ..Self::without_text(text) }
    }

    /// Only whether `text` is an absolute http(s) URL.
    fn without_text(text: &str) -> Self {
        Self { text: Box::default(), valid: is_http_url(text) }
    }

    /// Whether it is an absolute http(s) URL.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn finding(&self) -> Option<(IssueCode, &'static str)> {
        (!self.valid).then_some((IssueCode::Uri, "expected an absolute `http` or `https` URL"))
    }
}

/// Whether `text` is `http[s]://` and a host, maybe with user and port, and whatever follows. Letters beyond ASCII are
/// welcome, as browsers take them too.
fn is_http_url(text: &str) -> bool {
    let after = |scheme: &str| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let Some(rest) = after("http://").or_else(|| after("https://")) else {
        return false;
    };
    let forbidden = |letter: char| {
        letter <= ' ' || matches!(letter, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\u{7f}')
    };
    if rest.contains(forbidden) {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let bracketed = name.starts_with('[') && name.ends_with(']') && name.len() > 2;
    let port_fits = port.is_empty() || port.parse::<u16>().is_ok();
    !name.is_empty() && port_fits && (bracketed || !name.contains(['[', ']', ':', '%']))
}

/// A number of whole things or seconds: should be an integer of at least 0. Kept as it was, whatever it is.
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
    #[must_use]
    pub const fn new(number: f64) -> Self {
        Self(number)
    }

    /// The number as it was.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }

    /// The number if it is an integer of at least 0 that a double holds exactly; otherwise `None`.
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
        match self.get() {
            Some(integer) => serializer.serialize_u64(integer),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self)
    }
}

impl Wire for Integer {
    const SHAPE: Shape = Shape::Number;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        Ok(f64::read(reader)?.map(Self))
    }

    fn check(&self, findings: &mut Findings) {
        if self.0 >= 0.0 && self.0.fract() != 0.0 {
            findings.report(IssueCode::Number, "expected an integer, found a fraction");
        } else {
            self.0.check(findings);
        }
    }
}

impl Wire for f64 {
    const SHAPE: Shape = Shape::Number;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        if !reader.expect(Kind::Number)? {
            return Ok(None);
        }
        let number = reader.source.number()?;
        if !number.is_finite() {
            reader.left_out = true;
            reader.findings.report(IssueCode::Number, "expected a number that a double can hold");
            return Ok(None);
        }
        Ok(Some(number))
    }

    fn check(&self, findings: &mut Findings) {
        if *self < 0.0 {
            findings.report(IssueCode::Number, "expected a number of at least 0, found a negative one");
        }
    }
}

/// What these texts share: a text on the wire that is kept, and a check of its own.
macro_rules! checked_text {
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

        impl Wire for $type {
            const SHAPE: Shape = Shape::Text;

            fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
                if !reader.expect(Kind::String)? {
                    return Ok(None);
                }
                let keep = reader.source.keeps_text();
                let text = reader.source.text()?;
                Ok(Some(if keep { Self::new(&text) } else { Self::without_text(&text) }))
            }

            fn check(&self, findings: &mut Findings) {
                if let Some((code, message)) = self.finding() {
                    findings.report(code, message);
                }
            }
        }
    )* };
}

checked_text!(HttpUrl, Id, Timestamp, Uuid);

impl Timestamp {
    fn finding(&self) -> Option<(IssueCode, &'static str)> {
        self.error().map(|error| (IssueCode::Timestamp, error.message()))
    }
}
