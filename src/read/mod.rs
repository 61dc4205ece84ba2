//! Wire value -> document and structural issues: one reader for JSON text, for JavaScript values
//! and for models.
//!
//! The reader accepts what serde's data formats refuse. It reports every finding in one pass with
//! its path; a fault in one field costs no other field; lone surrogates, numbers beyond all doubles
//! and unknown fields are no errors; text and JavaScript values give the same result.
//!
//! It works from the tables of the models ([`Schema`](crate::schema::Schema)), and reads from a
//! [`Source`]. There are two:
//!
//! | source | reads |
//! |---|---|
//! | [`JsonText`](json::JsonText) | JSON text in place; strings are borrowed |
//! | [`Encoded`](encoded::Encoded) | the bytes that an encoder made of an object |
//!
//! `pkg/encoders.js` encodes JavaScript values, [`Encode`] encodes models.
//! Values of both sources are read and checked by the same code, so the results cannot differ.

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
