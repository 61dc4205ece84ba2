//! Sources of the reader: a source gives values in their order in the input, and knows no model.
//! There are two: JSON text, and a value that JavaScript has encoded.

use std::borrow::Cow;

use crate::schema::{Fields, JsonKind};

/// The text is not JSON; the source knows the reason and the place. The type has no size, so that
/// results stay small.
#[derive(Debug)]
pub(crate) struct Failed;

/// Values in their order in the input.
///
/// A source says the kind of the next value, and gives or skips it. A method that gives a value may
/// be called only if [`peek_kind`](Source::peek_kind) has returned that kind.
pub(crate) trait Source {
    /// The kind of the next value.
    fn peek_kind(&mut self) -> Result<JsonKind, Failed>;
    /// A string, in UTF-8.
    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed>;
    /// A number; infinite if no double holds it.
    fn number(&mut self) -> Result<f64, Failed>;
    /// A boolean.
    fn flag(&mut self) -> Result<bool, Failed>;
    /// Skips the next value, of any kind.
    fn skip(&mut self) -> Result<(), Failed>;
    /// Enters the object or list that is the next value.
    fn open(&mut self) -> Result<(), Failed>;
    /// Moves to the next element; after the last one, leaves the list.
    fn next_item(&mut self) -> Result<bool, Failed>;
    /// Moves to the next field that the table has, and gives its index there; after the last one,
    /// leaves the object. `guess` is the index of the field that is likely to come next.
    fn next_field(
        &mut self,
        fields: &'static Fields,
        guess: usize,
    ) -> Result<Option<usize>, Failed>;
}

/// Two functions that come from the standard library and from a crate in a Rust program, and from
/// the JavaScript engine in a browser, where this saves their download.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Platform {
    /// The double that is nearest to a number in the notation of JSON; infinite if it is too large.
    pub(crate) parse_number: fn(&str) -> f64,
    /// Whether a text is an absolute URL of the scheme `http` or `https` (WHATWG URL Standard).
    pub(crate) is_http_url: fn(&str) -> bool,
}

impl Platform {
    pub(crate) const NATIVE: Self = Self {
        parse_number,
        is_http_url,
    };
}

/// The grammar of numbers of JSON is within that of `f64`, so this cannot fail.
pub(crate) fn parse_number(text: &str) -> f64 {
    let number = text.parse();
    debug_assert!(number.is_ok(), "a number of JSON is one of Rust");
    number.unwrap_or(f64::NAN)
}

/// As browsers do: by the URL Standard.
pub(crate) fn is_http_url(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}
