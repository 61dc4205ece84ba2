//! Numbers only: intervals, what happened when, stopwatches, durations, what people read, and the
//! cloud's clock. Knows neither JSON nor documents, but for the bridge: [`chat`].

pub(crate) mod chat;
mod cloud_clock;
mod durations;
mod format;
mod input;
mod interval_kind;
mod range;
mod stopwatch;
mod timeline;

pub use cloud_clock::{ClockError, CloudClock};
pub use durations::{
    Communication, Durations, Interval, Timer, durations, hold_duration, stopwatches, timeline,
};
pub use format::{format_clock, format_iso_duration};
pub use interval_kind::{Basis, IntervalKind};
pub use stopwatch::{Stopwatch, Stopwatches, TimerName};
pub use timeline::Timeline;

pub(crate) use durations::sealed;
pub(crate) use input::{Inactivity, TimingInput, Work};
pub(crate) use range::{Range, RangeSet};
pub(crate) use timeline::CLOCKS_DIFFER_MS;
