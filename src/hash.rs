//! A short hash of a text, only for comparison.

/// The lower 53 bits of FNV-1a (Fowler, Noll, Vo; 64 bits): a number of JSON has no more.
/// It is never 0.
pub(crate) fn hash(text: &str) -> u64 {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((sum ^ (sum >> 53)) & ((1 << 53) - 1)).max(1)
}
