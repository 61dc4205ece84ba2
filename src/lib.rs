//! Genesys Cloud chats that you can trust.
//!
//! - [`parse_chat`] reads a [`ConversationChat`] and reports everything that is wrong with it, losing nothing.
//! - [`durations`] tells how long it alerted, talked, was on hold and was worked on after, as the platform itself counts.
//!
//! ```
//! use conversation_chat::parse_chat;
//!
//! let parsed = parse_chat(r#"{"state": "connected", "held": "yes"}"#)?;
//! assert_eq!(parsed.chat.state.unwrap().as_str(), "connected");
//! assert_eq!(parsed.issues[0].to_string(), "held: expected a boolean, found a string");
//! # Ok::<(), conversation_chat::SyntaxError>(())
//! ```
//!
//! Moments are epoch milliseconds in the cloud clock, and *now* is always an argument: the crate never reads a clock.

// First, since the others use its macros.
#[macro_use]
mod models;

mod cell;
mod cloud_clock;
mod durations;
mod facts;
mod fields;
mod figures;
mod findings;
mod format;
mod issue;
mod lane;
mod ledger;
mod outline;
mod parse;
mod payload;
mod reader;
mod roster;
mod roster_row;
mod row;
mod rules;
mod shape;
mod sort;
mod timeline;
mod timestamp;
#[cfg(test)]
mod walker;
#[cfg(feature = "js")]
#[expect(unreachable_pub, reason = "`wasm_bindgen` exports public functions only")]
mod wasm;
mod words;

pub use cloud_clock::{ClockError, CloudClock};
pub use durations::{Durations, Span, Timer, durations, hold_duration, timeline};
pub use format::{format_clock, format_iso_duration};
pub use issue::{Issue, IssueCode, Severity, Step};
pub use models::{
    AfterCallWork, AfterCallWorkState, Communication, ConnectionState, ConversationChat, Direction, DisconnectType,
    HttpUrl, Id, Integer, JourneyAction, JourneyActionMap, JourneyContext, JourneyCustomer, JourneyCustomerSession,
    Known, Open, QueueMediaSettings, Segment, SegmentKind, Uuid, Wrapup,
};
pub use parse::{ParsedChat, parse_chat};
pub use reader::SyntaxError;
pub use roster::{Roster, TICK_WIDTH};
pub use roster_row::{Change, RosterChange, RosterRow};
pub use rules::{CHECKS, Check};
pub use timeline::{Basis, SpanKind, Timeline};
pub use timestamp::{Timestamp, TimestampError};
