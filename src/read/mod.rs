//! Wire value -> document and structural issues: one reader for JSON text, for JavaScript values
//! and for models.
//!
//! The contract asks for what serde's data formats refuse: every finding in one pass with its path,
//! no field lost to the fault of another, half an emoji and a number beyond all doubles survived,
//! fields that nobody knows kept, and the same answers for text and for JavaScript values. So the
//! reader is driven by the models' own tables ([`Schema`](crate::schema::Schema)) and pulls from a
//! [`Source`], of which there are two: [`JsonText`](json::JsonText) scans JSON in place, borrowing
//! its strings and skipping what no table names; an [`Encoded`](encoded::Encoded) value
//! is what an encoder made of an object: one of `pkg/encoders.js` of a JavaScript value,
//! [`Encode`] of a model.
//! Whatever the source, a value is read and checked by the same lines, so that the lanes cannot
//! disagree.

mod document;
pub(crate) mod encoded;
mod encoder;
pub(crate) mod json;
mod reader;
mod source;
mod strings;
mod timestamp;
mod view;

pub(crate) use document::{Document, ObjectId, Value};
pub(crate) use encoder::{Encode, Encoder, ObjectWriter};
#[cfg(feature = "internals")]
pub(crate) use reader::MOST_ITEMS;
pub(crate) use reader::{Reader, with_view};
pub(crate) use source::{Failed, Platform, Source};
pub(crate) use strings::{find_enum_value, is_uuid};
pub use timestamp::TimestampError;
pub(crate) use timestamp::parse_epoch_ms;
pub(crate) use view::{Anything, Field, Items, Record, View, WireMoment, is_there};
