//! All integration tests of the crate, as one program.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panic"
)]

mod checking;
mod clock;
mod corpus;
mod facts;
mod formats;
mod history;
mod invariants;
mod live;
mod model;
mod oracles;
mod properties;
mod roster;
mod support;
mod timing;
