//! Analytics records -> sessions, their time, and the platform's own metrics beside it. A session is
//! one communication: it becomes the same report that a payload of a live one becomes.
//!
//! | module | what it does |
//! |---|---|
//! | `layout` | the analytics layout on the wire |
//! | `session` | one session: its report, and what is wrong with it |
//! | `record` | one record: its sessions, or why it is none |
//! | `stream` | many records from anything that can be read, one by one |
//! | `splitter` | where each record of a stream begins and ends |
//! | `compare` | our figures beside the platform's metrics |

mod compare;
mod layout;
mod record;
mod session;
mod splitter;
mod stream;

pub use compare::{MetricComparison, compare_metrics};
pub use record::{HistoryError, read_history};
pub use session::HistorySession;
pub use stream::HistoryReader;

#[cfg(feature = "internals")]
pub(crate) use layout::{AnalyticsConversation, Root};
#[cfg(feature = "js-all")]
pub(crate) use {
    compare::comparisons,
    record::{Place, each_session, read_record},
    session::SessionView,
};
