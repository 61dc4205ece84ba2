//! The models of the API, one file each: what is on the wire, typed.
//!
//! `model!` defines a model once: each field with its Rust name, its name on the wire and its
//! type. From that one list come the struct, its TypeScript type, serde both ways, and the schema
//! that the reader works from.

#[macro_use]
mod define;

mod after_call_work;
mod conversation_chat;
mod interval_kind;
mod journey_context;
mod metric_name;
mod moment;
pub(crate) mod open;
mod queue_media_settings;
mod scalar;
mod segment;
mod timestamp;
mod wrapup;

pub use after_call_work::{AfterCallWork, AfterCallWorkState};
pub use conversation_chat::{ConnectionState, ConversationChat, Direction, DisconnectType};
pub use interval_kind::IntervalKind;
pub use journey_context::{
    JourneyAction, JourneyActionMap, JourneyContext, JourneyCustomer, JourneyCustomerSession,
};
pub use metric_name::MetricName;
pub use moment::{Moment, NotFiniteError};
pub use open::{Known, Open, UnknownValueError};
pub use queue_media_settings::QueueMediaSettings;
pub use scalar::{HttpUrl, Id, Integer, Uuid};
pub use segment::{Segment, SegmentKind};
pub use timestamp::Timestamp;
pub use wrapup::Wrapup;

pub(crate) use define::{Model, visit_model};
pub(crate) use open::EnumView;
