//! Copies of a payload: a second socket, a second topic or a retry brings it again.

use std::collections::VecDeque;

/// Copies of one payload come seconds apart: after this, in milliseconds, none is expected.
const COPIES_COME_WITHIN_MS: f64 = 60_000.0;

/// How many payloads are remembered to know their copies.
const MOST_RECENT: usize = 1024;

/// The payloads that came last, with their receipt.
#[derive(Debug, Default)]
pub(super) struct RecentPayloads(VecDeque<(u64, f64)>);

impl RecentPayloads {
    /// Whether the very same payload, with the same mark, came shortly before `at`.
    pub(super) fn is_copy(&mut self, bytes: &[u8], at: f64) -> bool {
        let payload = fingerprint(bytes);
        while self.0.front().is_some_and(|(_, received)| {
            at - received > COPIES_COME_WITHIN_MS || self.0.len() >= MOST_RECENT
        }) {
            self.0.pop_front();
        }
        let is_copy = self.0.iter().any(|(other, _)| *other == payload);
        if !is_copy {
            self.0.push_back((payload, at));
        }
        is_copy
    }
}

/// FNV-1a (Fowler, Noll, Vo) over words of eight bytes, each rotated, since multiplication carries
/// only upwards.
fn fingerprint(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    let (words, rest) = bytes.as_chunks();
    let sum = words.iter().fold(0xcbf2_9ce4_8422_2325, |sum, word| {
        step(sum, u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}
