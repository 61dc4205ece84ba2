//! Hold, talk and handle time of Genesys Cloud conversations, equal to the metrics of the platform,
//! and a check of chats that reports everything and loses nothing. For agent desktops and servers.
//!
//! - [`parse_chat`] reads a [`ConversationChat`] and reports everything that is wrong with it,
//!   losing nothing.
//! - [`stopwatches`] and [`durations`] give the time of alerting, talk, hold and after-call work,
//!   as the platform itself counts.
//! - [`Roster`] keeps the live communications of a desktop, from any payload of the platform;
//!   [`CloudClock`] gives the time of the cloud.
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
//! Moments are epoch milliseconds in the cloud clock, and *now* is always an argument: the crate
//! never reads a clock.
#![cfg_attr(docsrs, feature(doc_cfg))]

// The first module, because the others use its macros.
#[macro_use]
mod model;

mod check;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod codegen;
mod hash;
mod history;
mod issue;
mod read;
mod roster;
mod schema;
mod sort;
mod time;
#[cfg(feature = "js")]
#[expect(
    unreachable_pub,
    reason = "`wasm_bindgen` exports public functions only"
)]
mod wasm;
mod wire;

pub use check::{CHECKS, Check, ParsedChat, parse_chat};
pub use history::{
    HistoryError, HistoryReader, HistorySession, MetricComparison, compare_metrics, read_history,
};
pub use issue::{Issue, IssueCode, PathSegment, Severity};
pub use model::{
    AfterCallWork, AfterCallWorkState, ConnectionState, ConversationChat, Direction,
    DisconnectType, HttpUrl, Id, Integer, IntervalKind, JourneyAction, JourneyActionMap,
    JourneyContext, JourneyCustomer, JourneyCustomerSession, Known, MetricName, Moment,
    NotFiniteError, Open, QueueMediaSettings, Segment, SegmentKind, Timestamp, UnknownValueError,
    Uuid, Wrapup,
};
pub use read::{TimestampError, json::SyntaxError};
pub use roster::{
    ChangeKind, Evidence, ExplainedInterval, Explanation, RestoreError, Roster, RosterChange,
    RosterMessage, RosterOptions, RosterRow, RowWrapup, SyncError, Threshold, ThresholdId,
};
pub use time::{
    Basis, Bound, ClockError, CloudClock, Communication, CommunicationError, Durations, Interval,
    Stopwatch, Stopwatches, Timeline, Timer, TimerName, durations, format_clock,
    format_iso_duration, hold_duration, parse_communication, stopwatches, timeline,
};
