//! Document -> issues: the rules that compare fields of a chat with each other (`rules`), and the
//! whole check of a text (`parse`). Values that are wrong by themselves are reported by `read`.

mod parse;
mod rules;

pub use parse::{ParsedChat, parse_chat};
pub use rules::{CHECKS, Check};

#[cfg(feature = "js")]
pub(crate) use parse::{has_no_error, read_chat};
pub(crate) use rules::{OVERLAP, apply_rules, follows, overlapping, validate};
