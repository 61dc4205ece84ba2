//! Where values come from: a source gives them in the order they come, and knows no model.

use std::borrow::Cow;

use crate::schema::{Fields, JsonKind};

/// The text ended here, since it is not JSON: the source knows why. Of no size, so that results
/// stay small.
#[derive(Debug)]
pub(crate) struct Failed;

/// Values in the order they come.
///
/// A source tells the kind of the next value, and gives or skips it. The methods that give a value
/// may only be called when [`peek_kind`](Source::peek_kind) said that it is there.
pub(crate) trait Source {
    /// The kind of the value that comes next.
    fn peek_kind(&mut self) -> Result<JsonKind, Failed>;
    /// A string, in UTF-8.
    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed>;
    /// A number; infinite if no double holds it.
    fn number(&mut self) -> Result<f64, Failed>;
    /// A boolean.
    fn flag(&mut self) -> Result<bool, Failed>;
    /// Passes over the value that comes next, whatever it is.
    fn skip(&mut self) -> Result<(), Failed>;
    /// Goes into the object or list that comes next.
    fn open(&mut self) -> Result<(), Failed>;
    /// Goes to the next element, or out of the list after the last one.
    fn next_item(&mut self) -> Result<bool, Failed>;
    /// Goes to the next field that the table has, and gives its index there; or out of the object
    /// after the last one. `guess` is the index of the field that is likely next.
    fn next_field(
        &mut self,
        fields: &'static Fields,
        guess: usize,
    ) -> Result<Option<usize>, Failed>;
}

/// What the standard library, or a library beside it, does in a Rust program, and the host does in
/// a browser, where it need not be downloaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Platform {
    /// The double nearest to a number as JSON writes it; infinite where none is near.
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
