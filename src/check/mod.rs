//! Document -> issues: what an issue is, the report that collects them, and the rules across fields.

mod issue;
mod parse;
mod report;
mod rules;

pub use issue::{Issue, IssueCode, PathSegment, Severity};
pub use parse::{ParsedChat, parse_chat};
pub use rules::{CHECKS, Check};

#[cfg(feature = "js")]
pub(crate) use parse::{has_no_error, read_chat};
pub(crate) use report::{IssueReport, MOST_SEGMENTS, PathSegment as WorkSegment};
pub(crate) use rules::{apply_rules, validate};
