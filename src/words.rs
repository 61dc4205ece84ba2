//! A small fast hash. The standard one defends against forgery, which nobody fears of one's own cloud.

use std::hash::Hasher;

/// What tells a marked payload from all others.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = Words::default();
    hasher.write(bytes);
    hasher.finish()
}

/// FNV-1a over words of eight bytes.
#[derive(Debug)]
pub(crate) struct Words(u64);

impl Default for Words {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Words {
    fn write(&mut self, bytes: &[u8]) {
        let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        let (words, rest) = bytes.as_chunks::<8>();
        let hash = words.iter().fold(self.0, |hash, word| step(hash, u64::from_le_bytes(*word)));
        self.0 = rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        // The map looks at the highest bits too, and multiplication carries only upwards.
        self.0 ^ self.0 >> 32
    }
}
