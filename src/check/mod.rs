//! Document -> issues: what each value is judged by alone is in `read`; here are the rules across
//! fields.

mod parse;
mod rules;

pub use parse::{ParsedChat, parse_chat};
pub use rules::{CHECKS, Check};

#[cfg(feature = "js")]
pub(crate) use parse::{has_no_error, read_chat};
pub(crate) use rules::{OVERLAP, apply_rules, follows, overlapping, validate};
