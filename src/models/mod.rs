//! One file per model of the API.
//!
//! `model!` writes down a model once: each field with its Rust name, its name on the wire and its type. From that one
//! list come the struct, its TypeScript type, serde both ways, and the table of fields that the reader works from.

#[macro_use]
mod define;

mod after_call_work;
mod communication;
mod conversation_chat;
mod journey_context;
mod open;
mod queue_media_settings;
mod segment;
mod text;
mod wrapup;

pub use after_call_work::{AfterCallWork, AfterCallWorkState};
pub use communication::Communication;
pub use conversation_chat::{ConnectionState, ConversationChat, Direction, DisconnectType};
pub use journey_context::{JourneyAction, JourneyActionMap, JourneyContext, JourneyCustomer, JourneyCustomerSession};
pub use open::{Known, Open};
pub use queue_media_settings::QueueMediaSettings;
pub use segment::{Segment, SegmentKind};
pub use text::{HttpUrl, Id, Integer, Uuid};
pub use wrapup::Wrapup;

pub(crate) use define::{Model, visit_model};
