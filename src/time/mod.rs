//! Reports -> intervals -> stopwatches: numbers only. One pure function of a set of reports serves
//! one communication on its own and the rows of a roster alike.
//!
//! | module | what it does |
//! |---|---|
//! | `truth` | when each report was true |
//! | `intervals` | when each interval began, and what ended it: `starts`, `received`, `ends`, `sets` |
//! | `work` | after-call work |
//! | `bounds` | which timers are inexact |
//! | `base` | what is settled and folded together |
//! | `derivation` | all of it, as sets of time; `stopwatch` and `durations` make numbers of them |
//! | `cloud_clock` | the time of the cloud from a local clock |

pub(crate) mod base;
mod basis;
mod bounds;
mod by_start;
mod cloud_clock;
pub(crate) mod derivation;
mod durations;
mod ends;
mod format;
pub(crate) mod history;
pub(crate) mod interval;
mod intervals;
mod ranges;
mod received;
mod sets;
mod starts;
mod stopwatch;
mod timeline;
pub(crate) mod truth;
mod work;

pub use basis::Basis;
pub use bounds::Bound;
pub use cloud_clock::{ClockError, CloudClock};
pub use durations::{
    Communication, Durations, Interval, Timer, durations, hold_duration, stopwatches, timeline,
};
pub use format::{format_clock, format_iso_duration};
pub use stopwatch::{Stopwatch, Stopwatches, TimerName};
pub use timeline::{CommunicationError, Timeline, parse_communication};

pub(crate) use bounds::Inexact;
pub(crate) use derivation::Handles;
pub(crate) use durations::sealed;
pub(crate) use ranges::Range;

/// By how much the clock of a field and the clock of a segment may differ, in milliseconds, for one
/// moment.
pub(crate) const SAME_MS: f64 = 100.0;
