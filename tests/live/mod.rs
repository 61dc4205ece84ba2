//! The proof of the roster: a simulated cloud plays true histories, a network carries what it
//! tells, and the roster is compared with the histories themselves. Nothing here shares code with
//! the crate.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "tests fail by panic"
)]

pub(crate) mod envelope;
mod follower;
mod invariants;
pub(crate) mod network;
pub(crate) mod oracle;
mod polled;
mod published;
pub(crate) mod random;
mod shown;
mod spelling;
pub(crate) mod story;
mod tests;
pub(crate) mod truth;
pub(crate) mod wire;
